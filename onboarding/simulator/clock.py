"""The virtual clock: an anchor in real time, the same moment in virtual time, and a speed."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from onboarding.simulator.tables import Clock

MAX_SPEED = 1_000_000.0
# Time that runs a million times too fast would leave the calendar within days; it stops here instead.
BEGINNING = datetime(1, 1, 1, tzinfo=UTC)
END_OF_TIME = datetime(9000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Face:
    """What the clock shows, apart from the database."""

    anchor_real: datetime
    anchor_virtual: datetime
    speed: float


def real_now() -> datetime:
    return datetime.now(UTC)


def load(session: Session, real: datetime, speed: float = 1.0) -> Clock:
    """The stored clock; a fresh one runs at this speed from real time on."""
    clock = session.get(Clock, 1)
    if clock is None:
        clock = Clock(id=1, anchor_real=real, anchor_virtual=real, speed=speed)
        session.add(clock)
        session.flush()
    return clock


def face(clock: Clock) -> Face:
    return Face(clock.anchor_real, clock.anchor_virtual, clock.speed)


def virtual(clock: Clock | Face, real: datetime) -> datetime:
    """Virtual now: anchor_virtual + (real - anchor_real) x speed, never beyond the end of time."""
    passed = max(0.0, (real - clock.anchor_real).total_seconds()) * clock.speed
    return plus(clock.anchor_virtual, passed)


def plus(moment: datetime, seconds: float) -> datetime:
    room = (END_OF_TIME - moment).total_seconds()
    return moment + timedelta(seconds=min(seconds, room))


def anchor(clock: Clock, *, real: datetime, now: datetime, speed: float) -> None:
    clock.anchor_real, clock.anchor_virtual, clock.speed = real, now, speed


def add_months(moment: datetime, months: int) -> datetime:
    """The same day some months on, or the last day of a shorter month."""
    index = moment.year * 12 + moment.month - 1 + months
    year, month = divmod(index, 12)
    month += 1
    following = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC)
    last = (following - timedelta(days=1)).day
    return moment.replace(year=year, month=month, day=min(moment.day, last))


def iso(moment: datetime) -> str:
    """ISO 8601 in UTC with milliseconds, as the contract writes each time."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def iso_or_none(moment: datetime | None) -> str | None:
    return None if moment is None else iso(moment)
