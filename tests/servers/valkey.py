"""A Valkey server for tests, started the way `./dev run` starts it.

The wheel brings a pytest plugin with a `valkey_url` of its own, which is why ours has another name.
"""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis

from onboarding.cli.preconditions import CannotStart
from onboarding.cli.valkey import EmbeddedValkey


@pytest.fixture(scope="session")
def embedded_valkey() -> Iterator[str]:
    """The URL of one server for each test process (50 ms); its data outlives single tests."""
    folder = Path(tempfile.mkdtemp(prefix="valkey-", dir="/tmp"))  # a short path, because it holds the socket
    server = EmbeddedValkey(folder)
    try:
        server.start()
        yield server.url
    except CannotStart as reason:
        pytest.skip(str(reason))
    finally:
        server.stop()
        shutil.rmtree(folder)


@pytest.fixture
def redis_url(embedded_valkey: str) -> str:
    """The URL of a server that has nothing in it."""
    with Redis.from_url(embedded_valkey) as client:
        client.flushall()
    return embedded_valkey
