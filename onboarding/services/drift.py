"""Drift: changes at the registry that no notice announced, and how late we knew of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from onboarding.domain.story import Line, line
from onboarding.store import registrations, sightings
from onboarding.store.businesses import Business

REMEMBERED = timedelta(days=30)


@dataclass(frozen=True)
class Drift:
    """One change that only a poll found; ``late`` is the longest that we can have been without it."""

    at: datetime
    late: timedelta
    object_id: str
    machine: str
    before: str
    after: str
    line: Line
    business: str
    case: str


@dataclass(frozen=True)
class Summary:
    """How much was missed: the changes, and the longest and the middle time without them."""

    rows: tuple[Drift, ...]
    longest: timedelta
    median: timedelta


def missed(session: Session, now: datetime, *, within: timedelta = REMEMBERED) -> Summary:
    """What notices missed of late, newest first."""
    rows = []
    for each in sightings.missed(session, since=now - within, now=now):
        move = each.move
        owner = session.get_one(Business, move.business_id)
        cases = registrations.of_chain(session, move.brand_id, move.campaign_id) if move.brand_id else []
        rows.append(
            Drift(
                at=move.at,
                late=each.late,
                object_id=each.object_id,
                machine=str(move.machine),
                before=move.from_state,
                after=move.to_state,
                line=line(move.machine, move.to_state, move.event, move.network_id),
                business=owner.name,
                case=cases[-1].public_id if cases else "",
            )
        )
    times = sorted(row.late for row in rows)
    nothing = timedelta()
    return Summary(tuple(rows), max(times, default=nothing), times[len(times) // 2] if times else nothing)


def in_words(late: timedelta) -> str:
    """``3 min``, ``5 h``, ``2 d``: for lists."""
    seconds = late.total_seconds()
    for unit, size in (("d", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} s"
