"""What every test can ask for: a migrated database of the kind under test, and a world to act in."""

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from onboarding.cli import database
from tests.world import World, build_world

pytest_plugins = [
    "tests.servers.postgres",
    "tests.servers.valkey",
    "tests.servers.chromium",
    "tests.servers.skips",
]

ON_POSTGRESQL = os.environ.get("TEST_DATABASE", "sqlite") == "postgresql"


@pytest.fixture(scope="session")
def new_database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], str]:
    """Makes a fresh database at head and gives its address: a copy of a template that was migrated once."""
    if ON_POSTGRESQL:
        cluster: Any = request.getfixturevalue("postgres_cluster")
        database.upgrade(cluster.create("head"))
        return lambda: cluster.create(f"t{uuid.uuid4().hex[:12]}", template="head")
    folder = tmp_path_factory.mktemp("databases")
    database.upgrade(f"sqlite:///{folder}/head.sqlite3")
    # The write-ahead log is folded in when the last connection closes, so the file alone is the database.

    def copy() -> str:
        path = folder / f"{uuid.uuid4().hex[:12]}.sqlite3"
        shutil.copy(folder / "head.sqlite3", path)
        return f"sqlite:///{path}"

    return copy


@pytest.fixture
def database_url(new_database: Callable[[], str]) -> str:
    """A fresh database at head."""
    return new_database()


@pytest.fixture
def world(database_url: str, tmp_path: Path) -> Iterator[World]:
    """Our application and the simulator in one process, with a clock that moves when it is told to."""
    made = build_world(database_url, tmp_path / "simulator.sqlite3")
    yield made
    made.close()
