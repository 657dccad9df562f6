"""Runs the simulator as a process of its own."""

import fcntl
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from flask import Flask
from werkzeug.serving import make_server

from onboarding.simulator.app import create_app
from onboarding.simulator.config import Config
from onboarding.simulator.errors import StartError
from onboarding.simulator.hub import Simulator
from onboarding.simulator.serving import Handler


def serve(
    config: Config, *, fresh: bool = False, speed: float | None = None, plan: dict[str, Any] | None = None
) -> None:
    """Serves until SIGTERM or SIGINT; StartError with one sentence when the port or the file cannot be had.

    `fresh` forgets everything first; `speed` sets the clock's speed; `plan` is a fault plan to begin with.
    werkzeug's server is a development tool; so is the simulator.
    """
    with closing(_listen(config)) as listener, _alone(config.database):
        app = create_app(config)
        with closing(app.extensions["simulator"]) as simulator:
            _serve(app, simulator, listener, fresh=fresh, speed=speed, plan=plan)


def _serve(
    app: Flask,
    simulator: Simulator,
    listener: socket.socket,
    *,
    fresh: bool,
    speed: float | None,
    plan: dict[str, Any] | None,
) -> None:
    if fresh:
        simulator.reset()
    if speed is not None:
        simulator.set_clock(speed=speed)
    if plan is not None:
        simulator.set_plan(plan)
    host, port = listener.getsockname()[:2]
    server = make_server(host, port, app, threaded=True, request_handler=Handler, fd=listener.fileno())
    stop = threading.Event()

    def ask_to_stop(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, ask_to_stop)
        signal.signal(signal.SIGINT, ask_to_stop)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    name = f"[{host}]" if ":" in host else host
    sys.stderr.write(
        f"The practice registry listens at http://{name}:{port}/v2; its panel is at http://{name}:{port}/. "
        f"Its seed is {simulator.seed}.\n"
    )
    sys.stderr.flush()
    try:
        stop.wait()
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def _alone(database: Path) -> Iterator[None]:
    """Holds a lock beside the file: two processes would each keep a clock, a plan and limits of their own for it."""
    path = database.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_name(f"{path.name}.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StartError(f"Another simulator is using {database}.") from None
        yield  # the lock ends with the file


def _listen(config: Config) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(config.host, config.port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(address)
            listener.listen(128)
        except OSError:
            listener.close()
            raise
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise StartError(
            f"The simulator cannot listen on {config.host} port {config.port}: {reason.lower()}."
        ) from None
    return listener
