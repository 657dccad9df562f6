"""The account's request limits, in real time: 20 reads a second, 20 writes in 10 seconds (contract, section 1)."""

import threading
import time
from collections import deque

_READS, _READ_SPAN = 20, 1.0
_WRITES, _WRITE_SPAN = 20, 10.0


class Limits:
    """Counts the requests of the span just past; `scale` multiplies the limits, 0 switches them off.

    A refused request does not count, so a caller who waits out the span is served again.
    """

    def __init__(self, scale: float) -> None:
        self._scale = scale
        self._lock = threading.Lock()
        self._reads: deque[float] = deque()
        self._writes: deque[float] = deque()

    def allow(self, method: str) -> bool:
        """Whether one more request of this method is within the limits now."""
        if not self._scale:
            return True
        if method in {"POST", "PUT", "DELETE", "PATCH"}:
            return self._take(self._writes, _WRITES, _WRITE_SPAN)
        return self._take(self._reads, _READS, _READ_SPAN)

    def reset(self) -> None:
        with self._lock:
            self._reads.clear()
            self._writes.clear()

    def _take(self, past: deque[float], most: int, span: float) -> bool:
        with self._lock:
            now = time.monotonic()
            while past and now - past[0] >= span:
                past.popleft()
            if len(past) >= max(1, int(most * self._scale)):
                return False
            past.append(now)
            return True
