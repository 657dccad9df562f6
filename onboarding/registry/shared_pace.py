"""The pace of the whole account: one window of starts in Redis for all processes (docs/decisions/0011).

Time is Redis's own, so that the clocks of hosts do not matter. A start counts until one window after its answer, less what
the quickest answer took: whatever held it up on its way, the registry's own window never sees more than agreed. Whoever
dies before the answer is counted for a while longer.
"""

import logging
import random
import secrets
import threading
import time
from collections.abc import Callable

import redis
from redis.exceptions import BusyLoadingError, RedisError, ResponseError

from onboarding.registry.pace import Pace
from onboarding.services.ports import Unavailable

log = logging.getLogger(__name__)

_MARGIN = 0.02  # seconds that a window is longer than the registry's: what is left of jitter
_LOOK = 0.5  # seconds between looks at Redis while waiting without it
_UNANSWERED = 2.0  # seconds that a start counts longer whose answer is not there
_SPREAD = 0.003  # seconds between those who are told the same moment
_BLIND = 5.0  # seconds without reaching Redis until it is "try later"
_PATIENCE = 60.0  # seconds for a turn until it is "try later": less than a job may take

# KEYS: starts (member: token; score: until when it counts), state. ARGV: token, most, window, grace of the unanswered, the
# caller's own pause, the epoch it knows or nothing; times in microseconds. An epoch begins when the server was restarted or
# emptied. Gives the wait, where 0 is a turn and -1 means an epoch that the caller does not know; and the epoch. Until one
# window into its epoch the server cannot know of all starts, and own pauses count too.
_TURN = """
local function whole(number) return string.format('%.0f', number) end
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local most, window, grace = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local server = string.match(redis.call('INFO', 'server'), 'run_id:(%w+)')
if redis.call('HGET', KEYS[2], 'server') ~= server then
  redis.call('HSET', KEYS[2], 'server', server, 'epoch', whole(now + window))
end
local epoch = redis.call('HGET', KEYS[2], 'epoch')
if ARGV[6] ~= '' and ARGV[6] ~= epoch then return {'-1', epoch} end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', whole(now))
local pause = math.max(0, tonumber(redis.call('HGET', KEYS[2], 'held') or '0') - now)
local count = redis.call('ZCARD', KEYS[1])
if count >= most then
  local leaving = redis.call('ZRANGE', KEYS[1], count - most, count - most, 'WITHSCORES')
  local left = tonumber(leaving[2]) - now
  if left > window then left = math.max(left - grace, 10000) end
  pause = math.max(pause, left)
end
if tonumber(epoch) > now then pause = math.max(pause, tonumber(ARGV[5])) end
if pause == 0 then
  redis.call('ZADD', KEYS[1], whole(now + window + grace), ARGV[1])
  redis.call('PEXPIRE', KEYS[1], math.ceil(window / 1000) + 60000)
end
return {whole(pause), epoch}
"""

# ARGV: token, window, grace. The quickest may grow by a hundredth with each answer, so that a better line of old is forgotten.
_ANSWERED = """
local function whole(number) return string.format('%.0f', number) end
local counts_until = redis.call('ZSCORE', KEYS[1], ARGV[1])
if not counts_until then return end
local clock = redis.call('TIME')
local now, window = clock[1] * 1000000 + clock[2], tonumber(ARGV[2])
local took = now - (tonumber(counts_until) - window - tonumber(ARGV[3]))
local quickest = math.min(took, tonumber(redis.call('HGET', KEYS[2], 'quickest') or took) * 1.01)
redis.call('HSET', KEYS[2], 'quickest', whole(quickest))
redis.call('ZADD', KEYS[1], 'XX', whole(now + window - quickest), ARGV[1])
"""

# ARGV: for how long.
_THROTTLED = """
local clock = redis.call('TIME')
local until_then = clock[1] * 1000000 + clock[2] + tonumber(ARGV[1])
if until_then > tonumber(redis.call('HGET', KEYS[1], 'held') or '0') then
  redis.call('HSET', KEYS[1], 'held', string.format('%.0f', until_then))
end
"""


class SharedPace:
    """At most ``most`` starts in any window of ``seconds`` among all who name the same ``key``; used as a ``Pace`` is.

    ``own`` is this process's share for when Redis is down. ``wait`` raises Unavailable when no turn comes in time, or when
    Redis may be there for others and cannot be reached from here.
    """

    def __init__(
        self,
        server: "redis.Redis",
        key: str,
        most: int,
        seconds: float,
        own: Pace,
        *,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._keys = [f"{{{key}}}:starts", f"{{{key}}}:state"]
        self._most, self._seconds, self._window = most, seconds, _micros(seconds + _MARGIN)
        self._own = own
        self._now, self._sleep = now, sleep
        self._turn, self._answer, self._hold = map(server.register_script, (_TURN, _ANSWERED, _THROTTLED))
        self._lock = threading.Lock()
        self._down, self._epoch = False, ""
        self._mine = threading.local()

    def wait(self) -> float:
        """Wait for a turn; returns the seconds waited."""
        began = reached = self._now()
        while True:
            try:
                pause = self._ask()
                reached = self._now()
            except RedisError as error:
                if self._now() - reached >= _BLIND:
                    raise Unavailable(f"no turn at the registry: Redis cannot be reached: {error}") from error
                pause = _LOOK
            waited = self._now() - began
            if pause == 0:
                return waited
            if waited + pause > _PATIENCE:
                raise Unavailable(f"no turn at the registry within {_PATIENCE:.0f} seconds")
            # Not all at the same moment, and never so long that Redis could be back or gone for a while.
            self._sleep(min(pause, _LOOK) + random.uniform(0.0, _SPREAD))  # noqa: S311 - nothing secret

    def answered(self) -> None:
        """The answer to what was waited for is there: until now at the latest the registry counted it."""
        token = getattr(self._mine, "token", None)
        if token is None:
            return
        self._mine.token = None
        try:
            self._answer(keys=self._keys, args=[token, self._window, _micros(_UNANSWERED)])
        except RedisError as error:
            log.debug("the pace lost an answer: %s", error)

    def throttled(self, seconds: float | None = None) -> None:
        """The registry said 429: nobody starts for so long, or for the whole window unless told."""
        self._own.throttled(seconds)
        try:
            self._hold(keys=self._keys[1:], args=[_micros(seconds or self._seconds)])
        except RedisError as error:
            log.debug("only this process holds back: %s", error)

    def _ask(self) -> float:
        """Take a turn and give 0, or say how long to wait. Raises RedisError when Redis may be there for others."""
        with self._lock:
            try:
                pause, epoch, token = self._told()
            except RedisError as error:
                if not _is_down_for_all(error):
                    raise
                return self._without(error)
            if pause < 0 and not self._down:
                self._own.fill()  # whatever others started before, the server has forgotten it
            self._down, self._epoch = False, epoch
            if pause == 0:
                self._own.start()
                self._mine.token = token
            return _SPREAD if pause < 0 else pause / 1_000_000

    def _told(self) -> tuple[int, str, str]:
        token, own_pause = secrets.token_hex(8), _micros(self._own.pause())
        wish: list[str | int] = [token, self._most, self._window, _micros(_UNANSWERED), own_pause, self._epoch]
        pause, epoch = self._turn(keys=self._keys, args=wish)
        return int(pause), epoch.decode(), token

    def _without(self, error: RedisError) -> float:
        """A turn of our own share, which begins one window after we learned that there is nothing else."""
        if not self._down:
            self._down = True
            self._own.fill()
            log.warning("the registry's limits are kept by fixed shares, since Redis is down: %s", error)
        pause = self._own.pause()
        if pause == 0:
            self._own.start()
            self._mine.token = None
        return pause


def _is_down_for_all(error: RedisError) -> bool:
    """Nobody listens there, or it serves nobody; a timeout or a lost route may be ours alone."""
    nobody_listens = isinstance(error.__context__, ConnectionRefusedError | FileNotFoundError)
    return nobody_listens or isinstance(error, BusyLoadingError | ResponseError)


def _micros(seconds: float) -> int:
    return round(seconds * 1_000_000)
