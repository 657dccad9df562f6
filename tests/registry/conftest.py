from collections.abc import Iterator

import pytest

from tests.registry.far_side import FarSide


@pytest.fixture
def far_side() -> Iterator[FarSide]:
    """A scripted registry on a socket of its own."""
    with FarSide() as side:
        yield side
