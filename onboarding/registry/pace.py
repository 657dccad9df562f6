"""A process's own share of the registry's request limits (contract section 1), kept in its memory.

It is the whole limiter where no Redis is configured, and what ``shared_pace`` falls back to where Redis is down.
"""

import threading
import time
from collections import deque
from collections.abc import Callable

# A request that took longer on its way than the one it makes room for must not find the far side's window still full.
_MARGIN = 0.05


class Pace:
    """At most ``most`` starts in any window of ``seconds``; ``wait`` blocks until the next may start.

    After each ``wait`` the caller says ``answered`` when the answer is there, and ``throttled`` when it was a 429.
    """

    def __init__(
        self,
        most: int,
        seconds: float,
        *,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._starts: deque[float] = deque(maxlen=most)
        self._seconds = seconds
        self._held_until = 0.0
        self._now, self._sleep = now, sleep
        self._lock = threading.Lock()

    def wait(self) -> float:
        """Wait for a turn; returns the seconds waited."""
        with self._lock:
            now = self._now()
            pause = self._pause(now)
            self._starts.append(now + pause)
        if pause:
            self._sleep(pause)
        return pause

    def answered(self) -> None:
        """The answer to what was waited for is there. A share with a margin has no use for it; the shared pace has."""

    def throttled(self, seconds: float | None = None) -> None:
        """The registry said 429: nothing starts for so long, or for the whole window unless told."""
        with self._lock:
            self._held_until = max(self._held_until, self._now() + (seconds or self._seconds))

    def pause(self) -> float:
        """How many seconds it is until the next may start."""
        with self._lock:
            return self._pause(self._now())

    def start(self) -> None:
        """One starts now, with or without a turn: it counts."""
        with self._lock:
            self._starts.append(self._now())

    def fill(self) -> None:
        """As many as may start have started just now: others did, and nobody knows how many."""
        with self._lock:
            self._starts.extend([self._now()] * (self._starts.maxlen or 0))

    def _pause(self, now: float) -> float:
        full = len(self._starts) == self._starts.maxlen
        return max(0.0, self._held_until - now, self._starts[0] + self._seconds - now if full else 0.0)


def share(most: float, seconds: float, processes: int) -> Pace:
    """The fixed share of one among ``processes`` that together may start ``most`` in any ``seconds``.

    Where it is less than one start, the window grows instead.
    """
    each = most / processes
    return Pace(max(1, int(each)), seconds / min(1.0, each) + _MARGIN)
