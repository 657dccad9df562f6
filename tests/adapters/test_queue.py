"""The doorbell against a real server: it rings, falls silent quickly when Redis is gone, and rings again."""

import shutil
import tempfile
import time
from pathlib import Path

import pytest
from redis import Redis
from rq import Queue
from rq.serializers import JSONSerializer

from onboarding.adapters.queue import RqDoorbell, SilentDoorbell
from onboarding.cli.valkey import EmbeddedValkey


def waiting(url: str, queue: str) -> list[tuple[str, list[str]]]:
    """The jobs in a queue: name and arguments."""
    with Redis.from_url(url) as connection:
        jobs = Queue(queue, connection=connection, serializer=JSONSerializer).jobs
        return [(job.func_name, list(job.args)) for job in jobs]


def test_a_ring_is_a_job_by_name_with_one_text(redis_url: str) -> None:
    bell = RqDoorbell(redis_url)
    assert bell.waiting("registry") == frozenset()
    assert bell.ring("registry", "jobs.tasks.work", "7")
    assert bell.ring("registry", "jobs.tasks.read", "8")
    assert waiting(redis_url, "registry") == [("jobs.tasks.work", ["7"]), ("jobs.tasks.read", ["8"])]
    assert bell.waiting("registry") == {"7", "8"}
    assert bell.waiting("mail") == frozenset()


def test_what_waits_in_redis_is_no_pickle(redis_url: str) -> None:
    RqDoorbell(redis_url).ring("registry", "jobs.tasks.work", "7")
    with Redis.from_url(redis_url) as connection:
        stored = b"".join(
            value
            for key in connection.scan_iter("rq:job:*")
            if connection.type(key) == b"hash"
            for value in connection.hgetall(key).values()
        )
    assert b"\x80\x04" not in stored
    assert b"\x80\x05" not in stored


@pytest.mark.parametrize("url", ["redis://127.0.0.1:1/0", "unix:///no/such/socket", ""])
def test_nobody_there_is_told_at_once_and_breaks_nothing(url: str) -> None:
    bell = RqDoorbell(url)
    started = time.monotonic()
    assert not bell.ring("registry", "jobs.tasks.work", "7")
    assert time.monotonic() - started < 2.0
    started = time.monotonic()
    assert not any(bell.ring("registry", "jobs.tasks.work", "7") for _ in range(100))
    assert time.monotonic() - started < 0.5, "it does not even try for a while"


def test_how_much_waits_is_nothing_while_redis_does_not_say() -> None:
    assert RqDoorbell("redis://127.0.0.1:1/0").waiting("registry") == frozenset()


def test_redis_gone_and_back_again() -> None:
    folder = Path(tempfile.mkdtemp(prefix="bell-", dir="/tmp"))  # a short path, because it holds the socket
    try:
        server = EmbeddedValkey(folder)
        server.start()
        bell = RqDoorbell(server.url)
        assert bell.ring("registry", "jobs.tasks.work", "1")
        server.stop()
        started = time.monotonic()
        assert not bell.ring("registry", "jobs.tasks.work", "2")
        assert time.monotonic() - started < 2.0
        server = EmbeddedValkey(folder)
        server.start()
        bell._silent_until = 0.0  # instead of waiting for two seconds
        assert bell.ring("registry", "jobs.tasks.work", "3")
        assert ("jobs.tasks.work", ["3"]) in waiting(server.url, "registry")
        server.stop()
    finally:
        shutil.rmtree(folder)


def test_a_silent_doorbell_never_rings() -> None:
    assert not SilentDoorbell().ring("registry", "jobs.tasks.work", "7")
    assert SilentDoorbell().waiting("registry") == frozenset()


def test_a_queue_is_crowded_while_it_was_long_a_moment_ago(redis_url: str) -> None:
    bell = RqDoorbell(redis_url)
    assert not bell.crowded("reads", 1)
    for number in range(3):
        bell.ring("reads", "jobs.tasks.read", str(number))
    assert bell.crowded("reads", 3)
    assert not bell.crowded("reads", 4)
    assert not bell.crowded("registry", 1)
    bell._seen["reads"] = 3, time.monotonic() - 0.6
    assert not bell.crowded("reads", 1), "somebody has to look again"


def test_a_ring_for_what_is_no_id_waits_all_the_same(redis_url: str) -> None:
    bell = RqDoorbell(redis_url)
    assert bell.ring("mail", "jobs.tasks.work", "no id; at all")
    assert waiting(redis_url, "mail") == [("jobs.tasks.work", ["no id; at all"])]
    assert bell.waiting("mail") == {"x"}
