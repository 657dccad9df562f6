"""Wall time that runs faster, so that leases, retries and the schedule take seconds instead of minutes.

Every process of a run reads the pace from one small file, whose name stands in CHAOS_WALL; whoever drives the run writes it.
"""

import json
import os
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.orm import Session, sessionmaker

from onboarding.adapters.clock import SharedClock

VARIABLE = "CHAOS_WALL"
_FRESH = 0.5  # seconds for which a read of the file is good enough


@dataclass(frozen=True)
class Pace:
    """At real time ``real`` the hurried wall showed ``wall``, and since then it runs ``speed`` times as fast."""

    real: datetime
    wall: datetime
    speed: float

    def at(self, real: datetime) -> datetime:
        """What the hurried wall shows at a real time."""
        return self.wall + (real - self.real) * self.speed


def read(path: Path) -> Pace:
    """The pace that holds now."""
    told = json.loads(path.read_text())
    return Pace(datetime.fromisoformat(told["real"]), datetime.fromisoformat(told["wall"]), told["speed"])


def write(path: Path, speed: float) -> None:
    """Let the wall run at another speed from now on; it never goes back."""
    now = datetime.now(UTC)
    wall = read(path).at(now) if path.exists() else now
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps({"real": now.isoformat(), "wall": wall.isoformat(), "speed": speed}))
    fresh.replace(path)  # readers see the old or the new pace, never half of one


class HurriedClock:
    """Business time as the practised clock has it, wall time in a hurry."""

    def __init__(self, readers: sessionmaker[Session]) -> None:
        self._practised = SharedClock(readers)
        self._path = Path(os.environ[VARIABLE])
        self._pace, self._read_at = read(self._path), time.monotonic()

    def now(self) -> datetime:
        """Business time."""
        return self._practised.now()

    def wall(self) -> datetime:
        """Hurried wall time."""
        if time.monotonic() - self._read_at > _FRESH:
            self._pace, self._read_at = read(self._path), time.monotonic()
        return self._pace.at(datetime.now(UTC))

    def refresh(self) -> None:
        """As the shared clock has it."""
        self._practised.refresh()
