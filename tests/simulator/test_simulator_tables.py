"""The simulator's file: kept from one process to the next, emptied when another version made it, else left alone."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from onboarding.simulator.config import Config
from onboarding.simulator.errors import StartError
from onboarding.simulator.tables import Base
from tests.simulator.simulator_bench import make_bench

FIRST = (
    "clock", "settings", "agenda", "brands", "campaigns", "shares", "operations", "subscriptions", "notices", "numbers",
    "provisions", "messages", "hooks",
)  # fmt: skip
EMPTIED = "The practice registry's file is from another version; it starts empty."


def strange(path: Path, tables: Iterable[str], pragma: str = "") -> None:
    """A database with tables of other columns than ours, a row in each."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for table in tables:
            connection.execute(f"CREATE TABLE {table} (seq INTEGER PRIMARY KEY, what TEXT)")
            connection.execute(f"INSERT INTO {table} (what) VALUES ('ours or theirs')")
        if pragma:
            connection.execute(f"PRAGMA {pragma}")


def run(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)


def test_what_was_practised_is_kept(config: Config) -> None:
    first = make_bench(config)
    brand_id = first.brand()
    first.simulator.close()
    again = make_bench(config)
    assert again.get(f"/brand/{brand_id}")["identityStatus"] == "VERIFIED"
    again.simulator.close()


def test_a_file_of_another_version_is_emptied_with_a_word(config: Config, caplog: pytest.LogCaptureFixture) -> None:
    first = make_bench(config)
    first.brand()
    first.simulator.close()
    run(config.database, "CREATE TABLE of_that_version (id TEXT)")
    run(config.database, "PRAGMA user_version = 7")
    bench = make_bench(config)
    assert bench.get("/brand")["totalRecords"] == 0
    assert bench.brand()
    assert [record.message for record in caplog.records] == [EMPTIED]
    bench.simulator.close()


def test_a_file_from_before_the_mark_is_emptied_too(config: Config, caplog: pytest.LogCaptureFixture) -> None:
    strange(config.database, FIRST)
    bench = make_bench(config)
    assert bench.brand()
    assert [record.message for record in caplog.records] == [EMPTIED]
    bench.simulator.close()


def test_an_unmarked_file_of_this_version_is_kept_and_marked(config: Config) -> None:
    first = make_bench(config)
    brand_id = first.brand()
    first.simulator.close()
    run(config.database, "PRAGMA application_id = 0")
    again = make_bench(config)
    assert again.get(f"/brand/{brand_id}")["brandId"] == brand_id
    again.simulator.close()
    with closing(sqlite3.connect(config.database)) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() != (0,)


@pytest.mark.parametrize(
    ("tables", "pragma"),
    [
        (("customers", "invoices"), ""),
        (("messages", "settings"), ""),
        ((*FIRST, "customers"), ""),
        (("brands",), "application_id = 252006673"),
        (FIRST, "application_id = 252006673"),
        ((), "application_id = 252006673"),
    ],
)
def test_a_database_of_something_else_is_left_alone(config: Config, tables: tuple[str, ...], pragma: str) -> None:
    strange(config.database, tables, pragma)
    before = config.database.read_bytes()
    with pytest.raises(StartError, match="is a database of something else; it is left alone"):
        make_bench(config)
    assert config.database.read_bytes() == before
    assert [path.name for path in config.database.parent.iterdir()] == [config.database.name]


def test_a_view_is_something_of_somebody_too(config: Config) -> None:
    strange(config.database, FIRST)
    run(config.database, "CREATE VIEW overview AS SELECT * FROM brands")
    with pytest.raises(StartError):
        make_bench(config)


def test_the_tables_of_old_are_still_among_ours() -> None:
    assert set(FIRST) <= set(Base.metadata.tables)


def test_a_file_that_cannot_be_written_is_noticed_at_the_start(config: Config) -> None:
    make_bench(config).simulator.close()
    read_only(config.database)
    with pytest.raises(DBAPIError, match="readonly"):
        make_bench(config)


def read_only(path: Path) -> None:
    """To SQLite, a file whose head names a write format it does not know can be read only, whoever the user is."""
    with path.open("r+b") as file:
        file.seek(18)
        file.write(b"\x03")


def test_a_new_file_needs_no_word(config: Config, caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(2):
        make_bench(config).simulator.close()
    assert caplog.records == []
