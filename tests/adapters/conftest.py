"""A hostile website, and the promise that nothing which it does is unforeseen."""

import logging
from collections.abc import Iterator

import pytest

from tests.adapters.hostile_site import HostileSite


@pytest.fixture
def site() -> Iterator[HostileSite]:
    with HostileSite() as made:
        yield made


@pytest.fixture
def nothing_unforeseen(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    caplog.set_level(logging.INFO)
    yield
    assert [record.message for record in caplog.get_records("call") if record.levelno >= logging.WARNING] == []
