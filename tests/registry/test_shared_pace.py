"""The shared pace on a real server: all processes together keep to one window, whatever happens to them or to Redis."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import TimeoutError as RedisTimeoutError

from onboarding.cli.children import die_with_parent
from onboarding.cli.valkey import EmbeddedValkey
from onboarding.registry.limits import paces
from onboarding.registry.pace import Pace, share
from onboarding.registry.shared_pace import SharedPace
from onboarding.services.ports import Unavailable
from tests.registry.test_pace import Watch

ROOT = Path(__file__).parents[2]
NOBODY = "redis://127.0.0.1:1/0"
SETTLED = 1.1  # seconds after which a server that was empty is trusted with the window

# Asks the receiver as often as the pace lets it, and waits for each answer as the client does.
HAMMER = """
import os, socket, sys, time
from onboarding.registry.limits import paces
from onboarding.services.ports import Unavailable
url, port, forks = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
def ask(pace):
    try:
        pace.wait()
    except Unavailable:
        return
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(b"x")
        line.recv(1)
    pace.answered()
pace = paces(url, "account").reads
print("ready", flush=True)
sys.stdin.readline()
while True:
    if forks and os.fork() == 0:
        ask(pace)
        os._exit(0)
    os.wait() if forks else ask(pace)
"""


class Receiver:
    """Notes when each request came in, then answers."""

    def __init__(self) -> None:
        self.seen: list[float] = []
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._listener.accept()
            except OSError:
                return
            with line:
                if line.recv(1):
                    self.seen.append(time.monotonic())
                    line.sendall(b"y")

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()

    def most_within(self, seconds: float) -> int:
        """The fullest window."""
        return max(
            sum(1 for later in self.seen[index:] if later - first < seconds) for index, first in enumerate(self.seen)
        )


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.close()


class Crowd:
    """So many processes that hammer; `with Crowd(...)` lets them go together."""

    def __init__(self, url: str, receiver: Receiver, count: int, *, forks: bool = False) -> None:
        command = [sys.executable, "-c", HAMMER, url, str(receiver.port), str(int(forks))]
        self._all = [
            subprocess.Popen(
                command,
                cwd=ROOT,
                env=os.environ | {"PYTHONPATH": str(ROOT)},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                start_new_session=True,  # so that its forks end with it
                preexec_fn=die_with_parent(),  # noqa: PLW1509 - only a system call happens in it
            )
            for _ in range(count)
        ]

    def __enter__(self) -> None:
        for one in self._all:
            assert one.stdout is not None
            assert one.stdout.readline() == b"ready\n"
        for one in self._all:
            assert one.stdin is not None
            one.stdin.write(b"go\n")
            one.stdin.flush()

    def __exit__(self, *_: object) -> None:
        for one in self._all:
            os.killpg(one.pid, signal.SIGKILL)
        for one in self._all:
            one.communicate()


@pytest.fixture
def own_server() -> Iterator[EmbeddedValkey]:
    """A server that a test may kill."""
    folder = Path(tempfile.mkdtemp(prefix="pace-", dir="/tmp"))  # a short path, because it holds the socket
    server = EmbeddedValkey(folder)
    server.start()
    yield server
    server.stop()
    shutil.rmtree(folder)


@pytest.mark.parametrize("forks", [False, True], ids=["four processes", "forked workers"])
def test_all_together_never_exceed_the_limit_and_nearly_reach_it(
    redis_url: str, receiver: Receiver, forks: bool
) -> None:
    with Crowd(redis_url, receiver, 4, forks=forks):
        time.sleep(SETTLED + 3)
    assert receiver.most_within(1.0) <= 20
    assert len(receiver.seen) >= 60, "four seconds after the first twenty"


def test_a_server_that_is_killed_and_comes_back_empty_never_lets_more_through(
    own_server: EmbeddedValkey, receiver: Receiver
) -> None:
    with Crowd(own_server.url, receiver, 4):
        time.sleep(SETTLED + 1)
        before = len(receiver.seen)
        own_server.stop()
        time.sleep(3)
        without = len(receiver.seen)
        for kept in own_server.folder.glob("appendonly*/*"):
            kept.unlink()
        again = EmbeddedValkey(own_server.folder)
        again.start()
        time.sleep(2.5)
        after = len(receiver.seen)
        again.stop()
    assert receiver.most_within(1.0) <= 20
    assert before >= 20
    assert without - before >= 15, "each goes on with its share"
    assert after - without >= 25


def test_a_server_that_is_emptied_lets_no_more_through(redis_url: str, receiver: Receiver) -> None:
    with Crowd(redis_url, receiver, 4), Redis.from_url(redis_url) as server:
        time.sleep(SETTLED)
        for _ in range(10):
            time.sleep(0.15)
            server.flushall()
    assert receiver.most_within(1.0) <= 20


def shared(url: str, most: int = 3, seconds: float = 0.4) -> SharedPace:
    own = share(most, seconds, 1)
    server = Redis.from_url(url, socket_connect_timeout=0.2, socket_timeout=0.2)
    return SharedPace(server, "test", most, seconds, own)


def test_one_process_may_have_it_all(redis_url: str) -> None:
    one, other = shared(redis_url), shared(redis_url)
    for _ in range(3):
        assert one.wait() < 0.1
        one.answered()
    assert 0.2 < other.wait() < 0.8


def test_who_dies_before_the_answer_is_counted_for_longer(redis_url: str) -> None:
    one, other = shared(redis_url, most=1), shared(redis_url, most=1)
    one.wait()
    assert 2.0 < other.wait() < 4.0


def test_who_was_there_when_the_server_was_emptied_waits_for_one_window(redis_url: str) -> None:
    before, new = shared(redis_url), shared(redis_url)
    before.wait()
    with Redis.from_url(redis_url) as server:
        server.flushall()
    assert new.wait() < 0.3
    assert before.wait() > 0.3


def test_a_request_that_was_slow_counts_longer(redis_url: str) -> None:
    pace = shared(redis_url, most=1, seconds=0.5)
    pace.wait()
    pace.answered()  # the quickest
    time.sleep(0.6)
    pace.wait()
    time.sleep(0.3)
    pace.answered()
    assert pace.wait() > 0.4, "not what is left of half a second"


def test_when_one_is_throttled_all_hold_back(redis_url: str) -> None:
    one, other = shared(redis_url), shared(redis_url)
    one.wait()
    one.throttled(0.5)
    one.throttled(0.1)  # a shorter one does not shorten it
    assert 0.4 < other.wait() < 0.9


def test_reads_and_writes_and_accounts_do_not_wait_for_each_other(redis_url: str) -> None:
    first = paces(redis_url, "one account")
    first.reads.throttled()
    assert first.writes.wait() < 0.5
    assert paces(redis_url, "another account").reads.wait() < 0.5


def test_a_pace_leaves_no_trace_of_the_account_in_redis(redis_url: str) -> None:
    paces(redis_url, "https://registry.test secret-key").reads.wait()
    with Redis.from_url(redis_url) as server:
        assert all(b"secret" not in key for key in server.scan_iter())


def blind(error: Exception, watch: Watch, most: int = 2) -> SharedPace:
    class Gone(Redis):  # type: ignore[type-arg]
        def evalsha(self, *_: object, **__: object) -> None:
            raise error

    own = Pace(most, 10.0, now=watch.now, sleep=watch.sleep)
    server = Gone(host="127.0.0.1", port=1)
    server.connection_pool.reset()
    return SharedPace(server, "test", 20, 10.0, own, now=watch.now, sleep=watch.sleep)


def test_without_a_server_there_is_a_fixed_share_that_begins_one_window_later() -> None:
    watch = Watch()
    pace = SharedPace(
        Redis.from_url(NOBODY),
        "test",
        20,
        10.0,
        Pace(2, 10.0, now=watch.now, sleep=watch.sleep),
        now=watch.now,
        sleep=watch.sleep,
    )
    waits = [pace.wait() for _ in range(5)]
    assert waits[0] == pytest.approx(10.0, abs=0.1), "others may have used the last window up"
    assert waits[1] == 0.0
    assert waits[2] == pytest.approx(10.0, abs=0.1)
    assert waits[3] == 0.0
    assert max(watch.slept) < 0.6, "it goes on looking for the server meanwhile"


def test_a_server_that_only_we_cannot_reach_gives_no_share() -> None:
    watch = Watch()
    pace = blind(RedisTimeoutError("no answer"), watch)
    with pytest.raises(Unavailable, match="cannot be reached"):
        pace.wait()
    assert 5.0 <= sum(watch.slept) < 6.0
    pace.answered()  # breaks nothing
    pace.throttled(3.0)


def test_a_crowd_that_is_too_large_is_told_to_try_later() -> None:
    watch = Watch()
    own = Pace(1, 100.0, now=watch.now, sleep=watch.sleep)
    pace = SharedPace(Redis.from_url(NOBODY), "test", 20, 10.0, own, now=watch.now, sleep=watch.sleep)
    with pytest.raises(Unavailable, match="within 60 seconds") as late:
        pace.wait()
    assert not late.value.unclear, "nothing was sent"


def test_a_share_below_one_start_is_one_start_in_a_longer_window() -> None:
    assert share(20, 1.0, 4)._starts.maxlen == 5
    small = share(2, 1.0, 4)
    assert (small._starts.maxlen, small._seconds) == (1, pytest.approx(2.05))
