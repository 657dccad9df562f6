"""Sightings: changes that a poll found, and which of them no notice ever announced (drift)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, String, and_, exists, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from onboarding.store.base import Base
from onboarding.store.inbox import Notice
from onboarding.store.moves import Move

# A notice may be on its way while the poll reads: one that comes this much later still announced the change.
GRACE = timedelta(minutes=10)


class Sighting(Base):
    """A move that came from a poll and not from a notice; ``earliest`` is when it can have happened at the soonest."""

    __tablename__ = "sightings"
    __table_args__ = (Index("ix_sightings_at", "at"), {"comment": "Changes found by polling"})

    move_id: Mapped[int] = mapped_column(ForeignKey("moves.id"), primary_key=True)
    object_id: Mapped[str] = mapped_column(String(60), comment="The registry's id of the object, or a number")
    earliest: Mapped[datetime] = mapped_column(comment="The read before, or the registry's own date of the change")
    at: Mapped[datetime] = mapped_column()
    until: Mapped[datetime] = mapped_column(comment="A notice that comes until then still announced it")


@dataclass(frozen=True)
class Missed:
    """A change that no notice announced, and how late we knew of it at most."""

    move: Move
    object_id: str
    late: timedelta


def record(session: Session, move: Move, object_id: str, earliest: datetime) -> None:
    """Keep that a poll found a change."""
    earliest = min(earliest, move.at)
    session.add(Sighting(move_id=move.id, object_id=object_id, earliest=earliest, at=move.at, until=move.at + GRACE))


def missed(session: Session, *, since: datetime, now: datetime, limit: int = 500) -> list[Missed]:
    """The changes since a time that no notice announced, newest first; younger ones than the grace may still be."""
    announced = exists().where(
        and_(
            Notice.object_id == Sighting.object_id,
            Notice.received_at > Sighting.earliest,
            Notice.received_at <= Sighting.until,
        )
    )
    query = (
        select(Sighting, Move)
        .join(Move, Move.id == Sighting.move_id)
        .where(Sighting.at >= since, Sighting.at <= now - GRACE, ~announced)
        .order_by(Sighting.at.desc(), Sighting.move_id.desc())
        .limit(limit)
    )
    return [Missed(move, seen.object_id, seen.at - seen.earliest) for seen, move in session.execute(query)]
