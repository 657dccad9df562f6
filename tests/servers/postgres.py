"""A PostgreSQL cluster for tests: the system's binaries, a throwaway folder, a unix socket, nothing flushed to disk.

`python -m tests.servers.postgres` says where the binaries are, or fails with the reason why there are none.
"""

import getpass
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import psycopg
import pytest
from psycopg import sql

from onboarding.cli.children import die_with_parent

PLACES = ("/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql@*/bin", "/usr/local/opt/postgresql@*/bin")
OPTIONS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=100", "listen_addresses=")
PATIENCE = 30.0


class Missing(Exception):
    """There is no PostgreSQL here that we may run; the message says why and what helps."""


def find_binaries() -> Path:
    """The folder that holds `postgres` and `initdb`, the newest if there are several; raise Missing if there is none."""
    on_path = [Path(found).resolve().parent] if (found := shutil.which("postgres")) else []
    folders = on_path + [folder for place in PLACES for folder in Path("/").glob(place.removeprefix("/"))]
    complete = [folder for folder in folders if (folder / "postgres").exists() and (folder / "initdb").exists()]
    if not complete:
        raise Missing("PostgreSQL's server is not installed: apt install postgresql, or brew install postgresql@17.")
    return max(complete, key=lambda folder: [int(number) for number in re.findall(r"\d+", folder.parent.name)])


class Postgres:
    """One cluster. `with Postgres() as cluster: url = cluster.create("name")`."""

    def __init__(self) -> None:
        self.binaries = find_binaries()
        # PostgreSQL refuses to run as root.
        self.user = "postgres" if os.getuid() == 0 else getpass.getuser()
        try:
            owner = pwd.getpwnam(self.user)
        except KeyError:
            raise Missing("Root cannot run PostgreSQL, and there is no user called postgres to do it.") from None
        self.folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))  # a short path, because it holds the socket
        if os.getuid() == 0:
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)

    def __enter__(self) -> Self:
        # Code-point order, which is SQLite's too; macOS has no C.UTF-8.
        locale = "C.UTF-8" if sys.platform == "linux" else "C"
        initdb = ["initdb", "--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8", f"--locale={locale}"]
        if self._popen([*initdb, "data"]).wait():
            raise RuntimeError(self._log.read_text())
        settings = [word for option in OPTIONS for word in ("-c", option)]
        self._server = self._popen(["postgres", "-D", "data", "-k", str(self.folder), *settings])
        deadline = time.monotonic() + PATIENCE
        while not self._answers():
            if self._server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(self._log.read_text())
            time.sleep(0.01)
        return self

    def __exit__(self, *_: object) -> None:
        self._server.send_signal(signal.SIGINT)  # PostgreSQL's word for: hang up on everybody and stop
        self._server.wait()
        shutil.rmtree(self.folder)

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://postgres@/{name}?host={self.folder}"

    def create(self, name: str, *, template: str = "template1") -> str:
        """Make a database, as a copy of a template that nobody is connected to, and give its URL (30-50 ms)."""
        self._tell("CREATE DATABASE {} TEMPLATE {}", name, template)
        return self.url(name)

    def drop(self, name: str) -> None:
        self._tell("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    @property
    def _log(self) -> Path:
        return self.folder / "log"

    def _popen(self, command: list[str]) -> subprocess.Popen[bytes]:
        with self._log.open("ab") as log:
            return subprocess.Popen(
                [str(self.binaries / command[0]), *command[1:]],
                cwd=self.folder,
                user=self.user if os.getuid() == 0 else None,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # a Ctrl-C belongs to pytest, which then ends us in order
                preexec_fn=die_with_parent(signal.SIGINT),  # noqa: PLW1509 - only a system call happens in it
            )

    def _answers(self) -> bool:
        try:
            self._tell("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    def _tell(self, statement: str, *names: str) -> None:
        with psycopg.connect(host=str(self.folder), user="postgres", dbname="postgres", autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[Postgres]:
    """One cluster for each test process (0.9 s); skips, with the reason, where there is no PostgreSQL."""
    try:
        cluster = Postgres()
    except Missing as reason:
        pytest.skip(str(reason))
    with cluster:
        yield cluster


if __name__ == "__main__":
    try:
        print(find_binaries())
    except Missing as reason:
        sys.exit(str(reason))
