"""Worlds with other settings than the usual."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.world import World, build_world


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
