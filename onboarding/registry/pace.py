"""A process's fixed share of the registry's request limits (contract section 1), so that 429 is not seen in normal work.

The account may read 20 times a second and write 20 times in 10 seconds. Each process keeps to a share of it by itself;
a limiter shared by all processes belongs to a later issue.
"""

import threading
import time
from collections import deque
from collections.abc import Callable


class Pace:
    """At most ``most`` starts in any window of ``seconds``; ``wait`` blocks until the next may start."""

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
        self._now, self._sleep = now, sleep
        self._lock = threading.Lock()

    def wait(self) -> float:
        """Wait for a turn; returns the seconds waited."""
        with self._lock:
            now = self._now()
            pause = 0.0
            if len(self._starts) == self._starts.maxlen:
                pause = max(0.0, self._starts[0] + self._seconds - now)
            self._starts.append(now + pause)
        if pause:
            self._sleep(pause)
        return pause
