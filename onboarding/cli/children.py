"""One child process of the supervisor: what it is, its life, and how its lines are printed."""

import contextlib
import ctypes
import http.client
import io
import os
import signal
import subprocess
import sys
import threading
import urllib.request
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TextIO

COLOURS = ("36", "33", "32", "35", "34", "31")
LAST_LINES = 15
PR_SET_PDEATHSIG = 1
# Loaded here, because nothing may be loaded between fork and exec.
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


@dataclass(frozen=True)
class Child:
    """One process to keep alive. `env` is added to ours; without `ready`, having started is enough."""

    name: str
    argv: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict)
    cwd: Path | None = None
    ready: Callable[[], bool] | None = None
    ready_within: float = 30.0
    restart: bool = True  # False: its end, whatever the exit code, ends everything


class GivenUp(Exception):
    """A child cannot be kept alive."""


class Running:
    """A child with its process, if it has one just now."""

    def __init__(self, spec: Child, printer: "Printer") -> None:
        self.spec = spec
        self.name = spec.name
        self.process: subprocess.Popen[bytes] | None = None
        self.deaths: list[float] = []
        self.due: float | None = None  # when to start it again
        self.started = False
        self._last: deque[str] = deque(maxlen=LAST_LINES)
        self._printer = printer
        self._reader: threading.Thread | None = None

    def start(self) -> None:
        self.due = None
        try:
            self.process = subprocess.Popen(  # noqa: S603 - our own command lines
                list(self.spec.argv),
                # Lines are worth having while they are news.
                env=os.environ | {"PYTHONUNBUFFERED": "1"} | dict(self.spec.env),
                cwd=self.spec.cwd,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # a Ctrl-C in the terminal reaches us alone; we pass it on in order
                preexec_fn=die_with_parent(),  # noqa: PLW1509 - only a system call happens in it
            )
        except OSError as error:
            raise GivenUp(f"{self.name} cannot be started: {error.strerror}: {error.filename}") from error
        self._reader = threading.Thread(target=self._read, args=(self.process.stdout,), daemon=True)
        self._reader.start()

    def _read(self, stream: IO[bytes]) -> None:
        with stream:
            for raw in stream:
                line = raw.decode(errors="replace").rstrip()
                self._last.append(line)
                self._printer.line(self.name, line)

    def has_died(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def signal(self, number: int) -> None:
        if self.process:
            self.process.send_signal(number)

    def bury(self) -> str:
        """Kill whatever is left of the child and what it started; say how it ended."""
        if self.process is None:
            return "was not running"
        with contextlib.suppress(ProcessLookupError, PermissionError):  # nobody is left (macOS says it the second way)
            os.killpg(self.process.pid, signal.SIGKILL)
        code = self.process.wait()
        if self._reader:
            self._reader.join(timeout=1)
        self.process = None
        return f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with exit code {code}"

    def obituary(self, how: str) -> str:
        lines = [f"    {line}" for line in self._last] or ["    (it printed nothing)"]
        return "\n".join([f"{self.name} {how}. Its last lines:", *lines])


class Printer:
    """Writes whole lines behind names; several threads may speak at once."""

    def __init__(self, stream: TextIO, names: Sequence[str]) -> None:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that cannot show a letter still gets the line
        self._stream = stream
        self._width = max((len(name) for name in names), default=0)
        coloured = stream.isatty() and "NO_COLOR" not in os.environ
        self._colours = {name: COLOURS[i % len(COLOURS)] for i, name in enumerate(names)} if coloured else {}
        self._lock = threading.Lock()

    def line(self, name: str, text: str) -> None:
        prefix = f"{name:<{self._width}} |"
        if name in self._colours:
            prefix = f"\x1b[{self._colours[name]}m{prefix}\x1b[0m"
        self._write(f"{prefix} {text}\n")

    def say(self, text: str) -> None:
        self._write(f"{text}\n")

    def _write(self, text: str) -> None:
        # When the terminal has gone away the children must still be looked after.
        with self._lock, contextlib.suppress(OSError):
            self._stream.write(text)
            self._stream.flush()


def answers(url: str) -> Callable[[], bool]:
    """A `ready` for a web server: it answers this address with success."""

    def probe() -> bool:
        # No proxies: the child is on this machine, whatever the environment says of the world outside.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(url, timeout=2) as response:
                return bool(response.status < 400)
        except (OSError, http.client.HTTPException):
            return False

    return probe


def die_with_parent(number: int = signal.SIGTERM) -> Callable[[], None] | None:
    """For Popen's `preexec_fn`: the child gets this signal when we are killed. Linux only; start it in the main thread."""
    if LIBC is None:
        return None
    prctl, parent = LIBC.prctl, os.getpid()

    def ask_the_kernel() -> None:
        prctl(PR_SET_PDEATHSIG, number)
        if os.getppid() != parent:  # we were killed before we could ask
            os._exit(1)

    return ask_the_kernel
