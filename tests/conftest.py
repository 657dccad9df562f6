"""What every test can ask for: a migrated database of the kind under test, and a world to act in."""

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url

from onboarding.cli import database
from tests.world import LIVE, World, build_world

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


@dataclass(frozen=True)
class Snapshot:
    """A world at rest: its database, the simulator's, and both clocks."""

    database: str
    simulator: Path
    business: datetime
    walled: datetime


@pytest.fixture(scope="session")
def live_snapshot(new_database: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """Made once for each test process, since the way to a live number takes a second."""
    url, simulator = new_database(), tmp_path_factory.mktemp("live") / "simulator.sqlite3"
    world = build_world(url, simulator)
    assert world.live() == LIVE
    world.close()
    return Snapshot(url, simulator, world.clock.business, world.clock.walled)


@pytest.fixture
def live_world(request: pytest.FixtureRequest, live_snapshot: Snapshot, tmp_path: Path) -> Iterator[World]:
    """A copy of a world whose registration ``LIVE`` is done."""
    copy = make_url(live_snapshot.database)
    if copy.get_backend_name() == "sqlite":
        copy = copy.set(database=str(tmp_path / "greenlight.sqlite3"))
        shutil.copy(str(make_url(live_snapshot.database).database), str(copy.database))
    else:
        cluster: Any = request.getfixturevalue("postgres_cluster")
        template, copy = str(copy.database), copy.set(database=f"t{uuid.uuid4().hex[:12]}")
        cluster.create(copy.database, template=template)
    shutil.copy(live_snapshot.simulator, tmp_path / "simulator.sqlite3")
    world = build_world(copy.render_as_string(hide_password=False), tmp_path / "simulator.sqlite3")
    world.clock.business, world.clock.walled = live_snapshot.business, live_snapshot.walled
    yield world
    world.close()
