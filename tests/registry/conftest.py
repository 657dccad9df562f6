from collections.abc import Iterator

import pytest

from tests.registry.far_side import FarSide
from tests.registry.practice import SIDES, Practice, practice_at


@pytest.fixture
def far_side() -> Iterator[FarSide]:
    """A scripted registry on a socket of its own."""
    with FarSide() as side:
        yield side


@pytest.fixture(scope="session", params=SIDES)
def _one_practice(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Practice]:
    with practice_at(request.param, tmp_path_factory.mktemp("practice")) as practice:
        yield practice


@pytest.fixture
def practice(_one_practice: Practice) -> Practice:
    """The practice registry as new, once in this process and once over a socket."""
    _one_practice.forget()
    return _one_practice
