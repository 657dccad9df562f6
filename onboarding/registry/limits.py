"""The account's request limits (contract section 1) and the paces that keep to them, as the settings ask for them."""

import hashlib
from dataclasses import dataclass

import redis
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.retry import Retry

from onboarding.registry.pace import Pace, share
from onboarding.registry.shared_pace import SharedPace

_READS, _READ_SECONDS = 20, 1.0
_WRITES, _WRITE_SECONDS = 20, 10.0


@dataclass(frozen=True)
class Paces:
    """The registry counts reads and writes by themselves."""

    reads: Pace | SharedPace
    writes: Pace | SharedPace


def paces(redis_url: str, account: str, *, scale: float = 1.0, processes: int = 4) -> Paces:
    """The paces of this process: shared by all who name the same account (its address and key) at the same Redis.

    ``scale`` multiplies the limits; ``processes`` is among how many they are divided when there is no Redis.
    """
    name = hashlib.sha256(account.encode()).hexdigest()[:12]
    server = _connect(redis_url) if redis_url else None

    def pace(kind: str, most: int, seconds: float) -> Pace | SharedPace:
        own = share(most * scale, seconds, processes)
        if server is None:
            return own
        return SharedPace(server, f"greenlight:pace:{name}:{kind}", max(1, int(most * scale)), seconds, own)

    return Paces(pace("reads", _READS, _READ_SECONDS), pace("writes", _WRITES, _WRITE_SECONDS))


def _connect(url: str) -> "redis.Redis":
    """A connection that is tried once more, since the last one may be from before a restart, and fails fast."""
    once_more = Retry(NoBackoff(), 1, supported_errors=(RedisConnectionError,))
    return redis.Redis.from_url(url, socket_connect_timeout=1, socket_timeout=1, retry=once_more)
