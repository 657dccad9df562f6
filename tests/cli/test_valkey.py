import fcntl
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis

from onboarding.cli.preconditions import CannotStart
from onboarding.cli.valkey import EmbeddedValkey


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="valkey é ", dir="/tmp") as name:  # short, but no path to be afraid of
        yield Path(name)


@pytest.fixture
def server(folder: Path) -> Iterator[EmbeddedValkey]:
    server = EmbeddedValkey(folder)
    server.start()
    yield server
    server.stop()


def test_what_was_written_survives_a_restart(folder: Path) -> None:
    for value in (None, b"kept"):
        server = EmbeddedValkey(folder)
        server.start()
        with Redis.from_url(server.url) as client:
            assert client.get("key") == value
            client.set("key", "kept")
        server.stop()
        assert not server.lives()


def test_it_forgets_nothing_and_listens_on_its_socket_only(server: EmbeddedValkey) -> None:
    with Redis.from_url(server.url) as client:
        assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
        assert client.config_get("port") == {"port": "0"}
    assert server.socket.stat().st_mode & 0o777 == 0o700


def test_a_second_one_on_the_same_folder_joins_the_first(server: EmbeddedValkey) -> None:
    second = EmbeddedValkey(server.folder)
    second.start()
    assert second.url == server.url
    second.stop()
    assert server.answers()


def test_a_path_too_long_for_a_socket_gets_a_private_place_which_others_find_too(folder: Path) -> None:
    server, other = EmbeddedValkey(folder / ("x" * 100)), EmbeddedValkey(folder / ("x" * 100))
    server.start()
    try:
        assert len(str(server.socket)) <= 100
        assert server.socket.parent.stat().st_mode & 0o777 == 0o700
        assert other.answers()
    finally:
        server.stop()
        server.socket.parent.rmdir()


def test_a_private_place_that_others_can_enter_is_refused(folder: Path) -> None:
    server = EmbeddedValkey(folder / ("x" * 100))
    server.socket.parent.mkdir()
    server.socket.parent.chmod(0o777)
    try:
        with pytest.raises(CannotStart, match="open to others"):
            server.start()
    finally:
        server.socket.parent.rmdir()


def test_a_server_that_ends_at_once_is_quoted(folder: Path) -> None:
    (folder / "appendonlydir").touch()  # where the server wants a folder
    with pytest.raises(CannotStart, match=r"ended at once\. Its last words: .*appendonlydir"):
        EmbeddedValkey(folder).start()


def start_in_a_process(folder: Path) -> subprocess.Popen[bytes]:
    process = subprocess.Popen([sys.executable, "-m", "onboarding.cli.valkey", str(folder)], stdout=subprocess.PIPE)
    assert process.stdout
    assert process.stdout.readline().startswith(b"The Valkey server is ready at unix:///tmp/")
    return process


def pid_of(server: EmbeddedValkey) -> int:
    with Redis.from_url(server.url) as client:
        return int(client.info("server")["process_id"])


def test_as_a_process_it_ends_cleanly_when_told_to(folder: Path) -> None:
    with start_in_a_process(folder) as process:
        process.terminate()
    assert process.returncode == 0
    assert not EmbeddedValkey(folder).lives()


def test_as_a_process_it_fails_when_its_server_dies_so_that_the_supervisor_starts_it_again(folder: Path) -> None:
    with start_in_a_process(folder) as process:
        os.kill(pid_of(EmbeddedValkey(folder)), signal.SIGKILL)
        assert process.stdout
        assert process.stdout.read() == b"The Valkey server has ended.\n"
    assert process.returncode == 1


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent has died")
def test_the_server_ends_with_a_process_that_is_killed_and_the_next_one_can_start(folder: Path) -> None:
    with start_in_a_process(folder) as process:
        first = pid_of(EmbeddedValkey(folder))
        process.kill()
    with (folder / "valkey.lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # held by the server until it has really ended
    server = EmbeddedValkey(folder)
    server.start()
    assert pid_of(server) != first
    server.stop()
