"""The revisions: up to what the tables say, down to nothing, and frozen for good."""

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, text

from onboarding.cli import database
from onboarding.store.base import make_engine
from tests.conftest import ON_POSTGRESQL

VERSIONS = Path(database.__file__).parent.parent / "migrations" / "versions"


@pytest.fixture
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database with nothing in it."""
    if not ON_POSTGRESQL:
        return f"sqlite:///{tmp_path}/empty.sqlite3"
    cluster: Any = request.getfixturevalue("postgres_cluster")
    url: str = cluster.create(f"empty_{tmp_path.name.lower()[:40]}")
    return url


def tables(url: str) -> set[str]:
    engine = make_engine(url)
    found = set(inspect(engine).get_table_names()) - {"alembic_version"}
    engine.dispose()
    return found


def test_head_is_what_the_tables_say(database_url: str) -> None:
    assert database.differences(database_url) == []


def test_a_difference_would_be_found(new_database: Callable[[], str]) -> None:
    url = new_database()
    engine = make_engine(url)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE texts DROP COLUMN provider_id"))
    engine.dispose()
    assert any("provider_id" in line for line in database.differences(url))


def test_every_revision_goes_up_and_down(empty_url: str) -> None:
    database.upgrade(empty_url)
    assert "ledger" in tables(empty_url)
    database.downgrade(empty_url, "base")
    assert tables(empty_url) == set()
    database.upgrade(empty_url)
    assert "ledger" in tables(empty_url)


def test_a_database_knows_what_it_lacks(empty_url: str) -> None:
    engine = make_engine(empty_url)
    assert "0001" in database.pending(engine)
    database.upgrade(empty_url)
    assert database.pending(engine) == []
    engine.dispose()


def test_the_check_of_the_command_line_agrees() -> None:
    assert database.check() == 0


@pytest.mark.parametrize("path", sorted(VERSIONS.glob("0*.py")), ids=lambda path: path.stem)
def test_a_revision_knows_no_model_of_today(path: Path) -> None:
    imported = {
        name
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names])
    }
    assert imported <= {"sqlalchemy", "sqlalchemy.dialects", "alembic"}
