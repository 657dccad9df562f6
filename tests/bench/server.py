"""What the bench runs on: a database and a doorbell of its own, and gunicorn as `onboarding web` starts it."""

import hashlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from onboarding.cli import database
from onboarding.cli.children import answers, die_with_parent
from onboarding.cli.preconditions import CannotStart
from onboarding.cli.valkey import EmbeddedValkey
from tests.bench.client import CONNECTIONS
from tests.browser.processes import wait_for
from tests.servers.postgres import Missing, Postgres

ROOT = Path(__file__).parents[2]
TOKEN = "bench-token"
REGISTRY_SECRET = "bench-registry-secret"
PUBLIC = "https://greenlight.test"


@dataclass(frozen=True)
class Place:
    """Where it is measured: settings as in production, and a way to further databases, empty and migrated."""

    settings: dict[str, str]
    new_database: Callable[[str], str]

    def elsewhere(self, name: str, **changes: str) -> dict[str, str]:
        """The same settings with a database of their own, and these changes."""
        return self.settings | {"DATABASE_URL": self.new_database(name)} | changes


@contextmanager
def environment() -> Iterator[Place]:
    """Settings as in production, on PostgreSQL and Valkey where they can be had, else on SQLite and without doorbell."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-", dir="/tmp")))
        try:
            create = stack.enter_context(Postgres()).create
        except Missing:
            create = lambda name: f"sqlite:///{folder}/{name}.sqlite3"  # noqa: E731 - as short as the other one

        def new_database(name: str) -> str:
            made: str = create(name)
            database.upgrade(made)
            return made

        url = new_database("bench")
        redis_url = ""
        try:
            valkey = EmbeddedValkey(folder)
            valkey.start()
            stack.callback(valkey.stop)
            redis_url = valkey.url
        except CannotStart:
            pass
        settings = {
            "ONBOARDING_ENV": "production" if redis_url and url.startswith("postgresql") else "test",
            "DATABASE_URL": url,
            "REDIS_URL": redis_url,
            "PUBLIC_URL": PUBLIC,
            "SECRET_KEY": "bench-secret-key-bench-secret-key-00",
            "VAULT_SECRET": "bench-vault-secret-bench-vault-secret",
            "REGISTRY_URL": "https://registry.test/v2",
            "REGISTRY_KEY": "bench-registry-key",
            "REGISTRY_SECRET": REGISTRY_SECRET,
            "MESSAGING_URL": "https://messaging.test/v1",
            "MESSAGING_TOKEN": "bench-messaging-token",
            "MESSAGING_HOOK_SECRET": "whsec_YmVuY2gtYmVuY2gtYmVuY2gtYmVuY2g=",
            "SIMULATOR_URL": "",
            "SMTP_URL": "smtp://mail.test",
            "MAIL_SENDER": "Greenlight <no-reply@greenlight.test>",
            "API_TOKEN_SHA256": hashlib.sha256(TOKEN.encode()).hexdigest(),
            "LOG_LEVEL": "WARNING",
        }
        yield Place(settings, new_database)


@contextmanager
def serving(settings: dict[str, str]) -> Iterator[int]:
    """One worker of gunicorn, so that the client and the database have a core of their own; gives the port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [
        sys.executable, "-m", "gunicorn", "--worker-class", "gthread", "--threads", str(CONNECTIONS), "--workers", "1",
        "--no-control-socket", "--bind", f"127.0.0.1:{port}", "--access-logfile", "/dev/null", "tests.bench.wsgi:make()",
    ]  # fmt: skip
    server = subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | settings,
        preexec_fn=die_with_parent(),  # noqa: PLW1509 - only a system call happens in it
    )
    try:
        wait_for(answers(f"http://127.0.0.1:{port}/bench/constant"), "the server is there")
        yield port
    finally:
        server.terminate()
        server.wait(timeout=20)


@contextmanager
def running(settings: dict[str, str], *commands: Sequence[str]) -> Iterator[None]:
    """Processes of `onboarding`, one for each command line, until the block ends."""
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "onboarding.cli.main", *command],
            cwd=ROOT,
            env=os.environ | settings,
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # what they fork ends with them
            preexec_fn=die_with_parent(),  # noqa: PLW1509 - only a system call happens in it
        )
        for command in commands
    ]
    try:
        yield
    finally:
        for process in started:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
