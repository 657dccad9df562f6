from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jobs import runtime
from tests.jobs.deployment import an_hour_ago, environment, served
from tests.world import World, build_world


@pytest.fixture
def as_worker(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Makes this process a worker: its environment leads to the world's database, and over a socket to its far side."""
    with served(world.simulator_app) as base:

        def become(redis_url: str = "") -> None:
            for name, value in environment(world, base, redis_url).items():
                monkeypatch.setenv(name, value)

        an_hour_ago(world)
        runtime.ports.cache_clear()
        yield become
        if runtime.ports.cache_info().currsize:
            runtime.ports().dispose()
            runtime.ports.cache_clear()


@pytest.fixture
def twin(world: World, tmp_path: Path) -> Iterator[World]:
    """Another process on the world's database, with a far side of its own."""
    made = build_world(world.settings.database_url, tmp_path / "twin.sqlite3")
    yield made
    made.close()
