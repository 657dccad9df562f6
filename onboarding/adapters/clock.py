"""Clocks: the wall, and the practised one that moves with the simulator's."""

import time
from datetime import UTC, datetime

from sqlalchemy.orm import Session, sessionmaker

from onboarding.services.ports import PracticeTime
from onboarding.store.configuration import PracticeClock

_FRESH = 0.5  # seconds for which a read of the shared row is good enough


class WallClock:
    """Time as it is: production."""

    def now(self) -> datetime:
        """Business time."""
        return self.wall()

    def wall(self) -> datetime:
        """Wall time."""
        return datetime.now(UTC)


class SharedClock(WallClock):
    """Business time shifted by one shared row, so that every process lives in the simulator's time."""

    def __init__(self, readers: sessionmaker[Session]) -> None:
        self._readers = readers
        self._read_at = float("-inf")
        self._anchor: PracticeTime | None = None

    def now(self) -> datetime:
        """The wall moved by what the shared row says; the wall itself while there is no row."""
        if time.monotonic() - self._read_at > _FRESH:
            self.refresh()
        wall, anchor = self.wall(), self._anchor
        if anchor is None:
            return wall
        return anchor.anchor_virtual + (wall - anchor.anchor_wall) * anchor.speed

    def refresh(self) -> None:
        """Read the shared row now."""
        with self._readers() as session:
            row = session.get(PracticeClock, 1)
            self._anchor = PracticeTime(row.anchor_wall, row.anchor_virtual, row.speed) if row else None
        self._read_at = time.monotonic()
