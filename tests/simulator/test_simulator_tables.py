"""The simulator's file: kept from one process to the next, emptied when another version made it."""

import sqlite3

import pytest

from onboarding.simulator.config import Config
from tests.simulator.simulator_bench import make_bench


def test_what_was_practised_is_kept(config: Config) -> None:
    first = make_bench(config)
    brand_id = first.brand()
    first.simulator.close()
    again = make_bench(config)
    assert again.get(f"/brand/{brand_id}")["identityStatus"] == "VERIFIED"
    again.simulator.close()


def test_a_file_of_another_version_is_emptied_with_a_word(config: Config, caplog: pytest.LogCaptureFixture) -> None:
    old = sqlite3.connect(config.database)
    old.execute("CREATE TABLE brands (seq INTEGER PRIMARY KEY, id TEXT)")
    old.execute("CREATE TABLE something_else (id TEXT)")
    old.execute("INSERT INTO brands (id) VALUES ('B123456')")
    old.commit()
    old.close()
    bench = make_bench(config)
    assert bench.get("/brand")["totalRecords"] == 0
    assert bench.brand()
    assert [record.message for record in caplog.records] == [
        "The practice registry's file is from another version; it starts empty."
    ]
    bench.simulator.close()


def test_a_new_file_needs_no_word(config: Config, caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(2):
        make_bench(config).simulator.close()
    assert caplog.records == []
