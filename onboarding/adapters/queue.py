"""The doorbell: RQ wakes workers. Losing a ring loses nothing, so a Redis that is out of order never fails a request."""

import logging
import secrets
import time

import redis
from redis.exceptions import RedisError
from rq import Queue
from rq.serializers import JSONSerializer

log = logging.getLogger(__name__)

JOB_SECONDS = 120  # shorter than a claim's lease (store/outbox.py)
_MOMENT = 0.5  # seconds for which a queue that was long is taken to be long
_QUIET = 2.0  # seconds without trying after Redis did not answer


def connect(url: str) -> "redis.Redis":
    """A connection that fails fast: a page must not wait for a doorbell."""
    return redis.Redis.from_url(url, socket_connect_timeout=1, socket_timeout=5)


class RqDoorbell:
    """Rings by enqueueing the job's dotted name with one text argument."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._queues: dict[str, Queue] = {}
        self._seen: dict[str, tuple[int, float]] = {}  # how long a queue was, and when
        self._silent_until = 0.0

    def ring(self, queue: str, job: str, argument: str) -> bool:
        """Enqueue; False when Redis did not take it (the sweep will find the row)."""
        if not self._url or time.monotonic() < self._silent_until:
            return False
        try:
            bell = self._queue(queue)
            with bell.connection.pipeline(transaction=False) as wire:  # one way there and back
                bell.enqueue(
                    job,
                    argument,
                    job_id=f"{argument if argument.isdigit() else 'x'}-{secrets.token_hex(8)}",  # names what it is for
                    job_timeout=JOB_SECONDS,
                    result_ttl=0,
                    failure_ttl=86_400,
                    pipeline=wire,
                )
                wire.llen(bell.key)
                self._seen[queue] = wire.execute()[-1], time.monotonic()
        except (RedisError, OSError) as error:
            self._fall_silent(error)
            return False
        return True

    def waiting(self, queue: str) -> frozenset[str]:
        """The arguments of the rings that no worker has answered yet; none when Redis does not say."""
        try:
            return frozenset(job_id.split("-", 1)[0] for job_id in self._queue(queue).job_ids)
        except (RedisError, OSError) as error:
            self._fall_silent(error)
            return frozenset()

    def crowded(self, queue: str, many: int) -> bool:
        """Did so many wait when we last rang, a moment ago?"""
        length, at = self._seen.get(queue, (0, 0.0))
        return length >= many and time.monotonic() - at < _MOMENT

    def _queue(self, name: str) -> Queue:
        if name not in self._queues:
            self._queues[name] = Queue(name, connection=connect(self._url), serializer=JSONSerializer)
        return self._queues[name]

    def _fall_silent(self, error: Exception) -> None:
        self._silent_until = time.monotonic() + _QUIET
        log.warning("the doorbell is out of order, the sweep will find the work: %s", error)


class SilentDoorbell:
    """Never rings: tests and commands that do their own work."""

    def ring(self, queue: str, job: str, argument: str) -> bool:  # noqa: ARG002 - the port's signature
        """Nothing hears it."""
        return False

    def waiting(self, queue: str) -> frozenset[str]:  # noqa: ARG002 - the port's signature
        """Nothing waits."""
        return frozenset()

    def crowded(self, queue: str, many: int) -> bool:  # noqa: ARG002 - the port's signature
        """Never."""
        return False
