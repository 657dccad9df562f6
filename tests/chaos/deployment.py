"""A whole deployment of real processes that can be killed and comes back, as under a supervisor."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from shutil import rmtree
from typing import Any, Self

import requests
from redis import Redis
from redis.exceptions import RedisError

from onboarding.cli import database
from onboarding.cli.children import answers, die_with_parent
from onboarding.cli.valkey import EmbeddedValkey
from tests.browser.processes import ROOT, free_port, wait_for
from tests.chaos import hurry
from tests.chaos.plan import Wishes

WALL_SPEED = 8.0  # in the storm; a lease of three minutes takes 22 seconds
TIMEOUT = 3.0  # seconds for an answer of the registry: short against a lease
PACES = 80.0
OURS, FAR_SIDE = ("-m", "tests.chaos.ours"), ("-m", "tests.chaos.far_side")


class Deployment:
    """`with Deployment(folder, database_url, wishes) as running:` web, workers, schedulers, simulator and Valkey.

    Start and restart only from the main thread: a child ends with the thread that made it.
    """

    def __init__(self, folder: Path, database_url: str, wishes: Wishes) -> None:
        self.folder, self.wall = folder, folder / "wall.json"
        self._valkey_folder = Path(tempfile.mkdtemp(prefix="gl-", dir="/tmp"))
        self._valkey = EmbeddedValkey(self._valkey_folder)
        port, simulator_port = free_port(), free_port()
        self.web, self.simulator = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{simulator_port}"
        self.environment = {
            **{
                name: value
                for name, value in os.environ.items()
                if name in {"PATH", "HOME", "LANG", "LC_ALL", "TMPDIR"}
            },
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
            "ONBOARDING_ENV": "test",
            "DATABASE_URL": database_url,
            "REDIS_URL": self._valkey.url,
            "DATA_DIR": str(folder),
            "PORT": str(port),
            "PUBLIC_URL": self.web,
            "SIMULATOR_PORT": str(simulator_port),
            "SIMULATOR_URL": self.simulator,
            "REGISTRY_URL": f"{self.simulator}/v2",
            "REGISTRY_KEY": "chaos-key",
            "REGISTRY_SECRET": "chaos-secret",
            "REGISTRY_TIMEOUT": str(TIMEOUT),
            "REGISTRY_LIMITS": str(wishes.scale),
            "REGISTRY_PROCESSES": str(wishes.workers),
            "MESSAGING_URL": f"{self.simulator}/messaging/v1",
            "MESSAGING_TOKEN": "chaos-secret",
            hurry.VARIABLE: str(self.wall),
            "CHAOS_SPEED": str(WALL_SPEED),
            "CHAOS_SCALE": str(wishes.scale),
            "CHAOS_PACES": str(PACES),
        }
        self._commands = {"simulator": FAR_SIDE, "web": ("-m", "onboarding.cli.main", "web")}
        self._commands |= {f"worker-{n + 1}": (*OURS, "worker", "--simple") for n in range(wishes.workers)}
        self._commands |= {f"scheduler-{n + 1}": (*OURS, "scheduler") for n in range(2)}
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._http = requests.Session()
        self._http.trust_env = False

    def __enter__(self) -> Self:
        try:
            hurry.write(self.wall, WALL_SPEED)
            self._valkey.start()
            database.upgrade(self.environment["DATABASE_URL"])
            self.start("simulator")
            self.wait_for_simulator()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for name in reversed(self._running):
            self._signal(name, signal.SIGTERM)
        for name, process in self._running.items():
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self._signal(name, signal.SIGKILL)
                process.wait()
        self._valkey.stop()
        self._http.close()
        rmtree(self._valkey_folder, ignore_errors=True)

    # --- processes ------------------------------------------------------------------------------------------------

    def names(self, *kinds: str) -> list[str]:
        """The processes of some kinds: web, worker, scheduler, simulator."""
        return [name for name in self._commands if name.split("-")[0] in kinds]

    def start(self, *names: str) -> None:
        """Start processes, their lines going to the run's folder."""
        for name in names:
            with (self.folder / f"{name}.log").open("ab") as log:
                self._running[name] = subprocess.Popen(
                    [sys.executable, *self._commands[name]],
                    cwd=ROOT,
                    env=self.environment,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,  # so that gunicorn's workers die with their master
                    preexec_fn=die_with_parent(),  # noqa: PLW1509 - only a system call happens in it
                )

    def kill(self, name: str) -> None:
        """SIGKILL, without a word; nothing brings it back but `mend`."""
        self._signal(name, signal.SIGKILL)
        self._running[name].wait()

    def mend(self) -> list[str]:
        """Start what is dead again, as a supervisor would; returns the names."""
        dead = [name for name, process in self._running.items() if process.poll() is not None]
        self.start(*dead)
        return dead

    def _signal(self, name: str, number: signal.Signals) -> None:
        process = self._running[name]
        if process.poll() is None:
            os.killpg(process.pid, number)

    # --- Valkey ---------------------------------------------------------------------------------------------------

    def flush(self) -> bool:
        """Empty Valkey; False when it does not answer."""
        try:
            with Redis.from_url(self.environment["REDIS_URL"], socket_timeout=2) as client:
                client.flushall()
        except (RedisError, OSError):
            return False
        return True

    def kill_valkey(self) -> None:
        """SIGKILL to the server."""
        process = self._valkey._process
        if process is not None and process.poll() is None:
            process.kill()
            process.wait()

    def mend_valkey(self) -> None:
        """Start the server again on its folder."""
        if not self._valkey.lives():
            self._valkey.stop()
            self._valkey.start()

    # --- the simulator --------------------------------------------------------------------------------------------

    def wait_for_simulator(self) -> None:
        """Until it answers."""
        wait_for(answers(f"{self.simulator}/control/clock"), "the simulator answers")

    def wait_for_web(self) -> None:
        """Until it answers."""
        wait_for(answers(f"{self.web}/health/ready"), "the web application is ready")

    def control(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """The simulator's control API; tries again for a while, since it may be dead just now."""
        deadline = time.monotonic() + 60
        while True:
            try:
                answer = self._http.request(method, f"{self.simulator}/control{path}", json=body, timeout=30)
            except requests.RequestException:
                if time.monotonic() > deadline:
                    raise
                self.mend()
                time.sleep(0.2)
                continue
            answer.raise_for_status()
            return answer.json() if answer.content else None
