"""Worlds to begin in the middle with: one in which a number may text already, and ones with other settings."""

import shutil
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url

from tests.world import World, build_world

# The registration of ``live_world``: the first row of a fresh database.
LIVE = 1


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


@pytest.fixture
def new_world(new_database: Callable[[], str], tmp_path: Path) -> Iterator[Callable[..., World]]:
    """Makes worlds whose settings differ from the usual."""
    made: list[World] = []

    def make(**settings: Any) -> World:
        made.append(build_world(new_database(), tmp_path / f"simulator{len(made)}.sqlite3", **settings))
        return made[-1]

    yield make
    for world in made:
        world.close()
