"""Everything as in production: each part a process of its own, started by its documented command, on free ports."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from shutil import rmtree
from typing import Any, Self

import requests

from onboarding.cli.children import answers, die_with_parent
from onboarding.cli.valkey import EmbeddedValkey

ROOT = Path(__file__).parents[2]
COMMAND = Path(sys.executable).with_name("onboarding")


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(holds: Callable[[], Any], what: str, within: float = 60.0) -> None:
    """Look until something holds; say what did not when it takes too long."""
    deadline = time.monotonic() + within
    while not holds():
        assert time.monotonic() < deadline, f"waited {within:.0f} seconds in vain: {what}"
        time.sleep(0.05)


class Processes:
    """`with Processes(folder, database_url) as running:` web, forking worker, scheduler, simulator and Valkey."""

    def __init__(self, folder: Path, database_url: str = "", **settings: str) -> None:
        self.logs = folder / "logs"
        self.logs.mkdir(parents=True)
        # A folder of its own with a short path, because Valkey's socket lives in it.
        self._valkey_folder = Path(tempfile.mkdtemp(prefix="gl-", dir="/tmp"))
        self.valkey = EmbeddedValkey(self._valkey_folder)
        port, simulator_port = free_port(), free_port()
        self.web = f"http://127.0.0.1:{port}"
        self.simulator = f"http://127.0.0.1:{simulator_port}"
        self._environment = os.environ | {
            "ONBOARDING_ENV": "development",
            "DATABASE_URL": database_url or f"sqlite:///{folder}/greenlight.sqlite3",
            "REDIS_URL": self.valkey.url,
            "DATA_DIR": str(folder),
            "PORT": str(port),
            "PUBLIC_URL": self.web,
            "PUBLIC_PREFLIGHT": "on",
            "SIMULATOR_PORT": str(simulator_port),
            "SIMULATOR_URL": self.simulator,
            "REGISTRY_URL": f"{self.simulator}/v2",
            "MESSAGING_URL": f"{self.simulator}/messaging/v1",
            "PYTHONUNBUFFERED": "1",
            **settings,
        }
        self._started: list[subprocess.Popen[bytes]] = []
        self._http = requests.Session()
        self._http.trust_env = False

    def __enter__(self) -> Self:
        try:
            self.valkey.start()
            self._start("simulate")
            self._once("db", "upgrade")
            for name in ("web", "worker", "scheduler"):
                self._start(name)
            wait_for(answers(f"{self.simulator}/control/clock"), "the simulator answers")
            self._once("seed")  # the logins, and the operator's own number
            wait_for(answers(f"{self.web}/health/ready"), "the web application is ready")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for process in reversed(self._started):
            process.terminate()
        for process in self._started:
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        self.valkey.stop()
        self._http.close()
        rmtree(self._valkey_folder, ignore_errors=True)

    def control(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """The simulator's control API: reads without a body, acts with one."""
        answer = self._http.request("GET" if body is None else "POST", f"{self.simulator}/control{path}", json=body)
        answer.raise_for_status()
        return answer.json()

    def advance(self, **units: float) -> None:
        """Run the simulator's clock ahead: `advance(days=2)`."""
        seconds = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}
        self.control("/clock", {"advance_seconds": sum(seconds[unit] * count for unit, count in units.items())})

    def of_brand(self, display_name: str, kind: str) -> list[dict[str, Any]]:
        """What the simulator holds of a brand: its `brands` or its `campaigns`."""
        state = self.control("/state")
        brands = [brand for brand in state["brands"] if brand["displayName"] == display_name]
        if kind == "brands":
            return brands
        ids = {brand["brandId"] for brand in brands}
        return [campaign for campaign in state["campaigns"] if campaign["brandId"] in ids]

    def _once(self, *arguments: str) -> None:
        path = self.logs / f"{'-'.join(arguments)}.log"
        with path.open("wb") as log:
            code = self._popen(arguments, log).wait(timeout=120)
        assert code == 0, f"onboarding {' '.join(arguments)} ended with {code}:\n{path.read_text()}"

    def _start(self, *arguments: str) -> None:
        with (self.logs / f"{arguments[0]}.log").open("wb") as log:
            self._started.append(self._popen(arguments, log))

    def _popen(self, arguments: tuple[str, ...], log: Any) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [COMMAND, *arguments],
            cwd=ROOT,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # a Ctrl-C belongs to pytest, which then ends us in order
            preexec_fn=die_with_parent(),  # noqa: PLW1509 - only a system call happens in it
        )
