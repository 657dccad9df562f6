"""What a worker process needs around it: the far side on a real socket, and an environment that leads there."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from werkzeug.serving import WSGIRequestHandler, make_server

from tests.world import PUBLIC, World


class _Quiet(WSGIRequestHandler):
    def log(self, *_: Any) -> None:
        """Says nothing."""


@contextmanager
def served(app: Any) -> Iterator[str]:
    """A WSGI application on a loopback socket; gives its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def environment(world: World, base: str, redis_url: str = "") -> dict[str, str]:
    """What a process is started with to work on this world's database with the far side at ``base``."""
    return {
        "ONBOARDING_ENV": "test",
        "DATABASE_URL": world.settings.database_url,
        "REDIS_URL": redis_url,
        "PUBLIC_URL": PUBLIC,
        "REGISTRY_URL": f"{base}/v2",
        "MESSAGING_URL": f"{base}/messaging/v1",
        "SIMULATOR_URL": base,
        "PATH": os.environ["PATH"],
    }


def an_hour_ago(world: World) -> None:
    """Let the world's clocks lag, so that whatever it posts is due in a process whose clock is the real one."""
    world.clock.business = world.clock.walled = datetime.now(UTC) - timedelta(hours=1)


def as_late_as_it_is(world: World) -> None:
    """Let the world's clocks show the time that other processes have."""
    world.clock.business = world.clock.walled = datetime.now(UTC)
