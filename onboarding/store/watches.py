"""Watches: one row for each object that we read again and again, with the time when it is due."""

import secrets
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    Connection,
    CursorResult,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.sql.dml import ReturningUpdate

from onboarding.store.base import Base
from onboarding.store.brands import Brand
from onboarding.store.campaigns import Campaign
from onboarding.store.outbox import LEASE, Posted, wall

RUNG = "watches.rung"
# A queue of its own, which workers look at last: work that writes goes before reading.
QUEUE = "reads"


class Watch(Base):
    """An object of the registry (or a number at the messaging provider) that is polled.

    ``due_at`` is business time; a notice only brings it forward, so that any number of notices makes one read.
    """

    __tablename__ = "watches"
    __table_args__ = (
        UniqueConstraint("kind", "subject_id"),
        CheckConstraint("kind IN ('brand', 'campaign')", name="kind"),
        Index("ix_watches_due", "due_at"),
        {"comment": "What is polled, and when next"},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    subject_id: Mapped[int] = mapped_column(Integer)
    due_at: Mapped[datetime] = mapped_column()
    noticed: Mapped[int] = mapped_column(
        Integer, default=0, comment="Counts notices; a read that saw fewer is repeated"
    )
    answered: Mapped[int] = mapped_column(Integer, default=0, comment="Notices that the last finished read had seen")
    claimed_at: Mapped[datetime | None] = mapped_column(comment="Wall time")
    claim: Mapped[str | None] = mapped_column(String(32))
    failures: Mapped[int] = mapped_column(Integer, default=0, comment="Reads in a row that gave no answer")
    not_before: Mapped[datetime | None] = mapped_column(comment="Wall time: the back-off after failures")
    changed_at: Mapped[datetime | None] = mapped_column(comment="When a read last found a change: the case's age")


def watch(session: Session, kind: str, subject_id: int, due_at: datetime) -> Watch:
    """Begin to poll an object, or bring its next read forward."""
    row = session.scalar(select(Watch).where(Watch.kind == kind, Watch.subject_id == subject_id))
    if row is None:
        row = Watch(kind=kind, subject_id=subject_id, due_at=due_at, changed_at=due_at)
        session.add(row)
    else:
        row.due_at, row.changed_at = min(row.due_at, due_at), due_at
    session.flush()
    return row


_watches = cast("Table", Watch.__table__)


def _made_due(which: ColumnElement[bool]) -> ReturningUpdate[int]:
    due = {"due_at": bindparam("at"), "noticed": _watches.c.noticed + 1}
    return update(_watches).where(which).values(due).returning(_watches.c.id)


# Built once: the registry may send thousands of notices at a time, and each is one statement.
_BY_SUBJECT = _made_due(and_(_watches.c.kind == bindparam("of"), _watches.c.subject_id == bindparam("subject")))
_BY_REGISTRY_ID = {
    kind: _made_due(
        and_(
            _watches.c.kind == kind,
            _watches.c.subject_id == select(table.id).where(table.registry_id == bindparam("named")).scalar_subquery(),
        )
    )
    for kind, table in (("brand", Brand), ("campaign", Campaign))
}


def notice(session: Session, kind: str, subject_id: int, at: datetime) -> bool:
    """A notice came: read now, or once more after the read that is running. False when nobody watches the object."""
    watch_id = session.scalar(_BY_SUBJECT, {"of": kind, "subject": subject_id, "at": at})
    if watch_id is not None:
        session.info.setdefault(RUNG, []).append(Posted(watch_id, QUEUE))
    return watch_id is not None


def notice_named(writer: Session | Connection, kind: str, registry_id: str, at: datetime) -> Posted | None:
    """The same for an object by the registry's id: what to ring after the commit; None when it is none of ours."""
    watch_id = writer.scalar(_BY_REGISTRY_ID[kind], {"named": registry_id, "at": at})
    return None if watch_id is None else Posted(watch_id, QUEUE)


def ids_of(session: Session, brand_id: int | None, campaign_id: int | None) -> frozenset[int]:
    """The watches of one brand and one campaign."""
    of_brand = and_(Watch.kind == "brand", Watch.subject_id == brand_id)
    of_campaign = and_(Watch.kind == "campaign", Watch.subject_id == campaign_id)
    return frozenset(session.scalars(select(Watch.id).where(or_(of_brand, of_campaign))))


def in_flight(session: Session, ids: frozenset[int]) -> int:
    """How many of these are being read right now."""
    held = and_(Watch.id.in_(ids), Watch.claimed_at >= wall(session) - LEASE)
    return session.scalar(select(func.count()).select_from(Watch).where(held)) or 0


def _claimable(now: datetime, wall_now: datetime) -> Any:
    return and_(
        Watch.due_at <= now,
        or_(Watch.claimed_at.is_(None), Watch.claimed_at < wall_now - LEASE),
        or_(Watch.not_before.is_(None), Watch.not_before <= wall_now),
    )


# Looked up row by row, by primary key, so that the time follows what is due and not what is open.
_BUSINESS = case(
    (Watch.kind == "brand", select(Brand.business_id).where(Brand.id == Watch.subject_id).scalar_subquery()),
    else_=select(Brand.business_id)
    .join(Campaign, Campaign.brand_id == Brand.id)
    .where(Campaign.id == Watch.subject_id)
    .scalar_subquery(),
)


def due(session: Session, now: datetime, limit: int = 500) -> list[Posted]:
    """The watches to read now; only due rows are read, by index.

    Businesses take turns: first one of each, then the second of each, and so on, so that one with thousands keeps nobody
    waiting. What a notice named goes before what is only due.
    """
    told = case((Watch.noticed != Watch.answered, 0), else_=1)
    order = (told, Watch.due_at, Watch.id)
    turn = func.row_number().over(partition_by=_BUSINESS, order_by=order).label("turn")
    query = select(Watch.id).where(_claimable(now, wall(session))).order_by(turn, *order).limit(limit)
    return [Posted(id_, QUEUE) for id_ in session.scalars(query)]


def claim(session: Session, watch_id: int, now: datetime) -> Watch | None:
    """Take a due watch for one read, or None when it is not due or somebody reads it already."""
    wall_now = wall(session)
    result: CursorResult[Any] = session.execute(  # type: ignore[assignment]
        update(Watch)
        .where(Watch.id == watch_id, _claimable(now, wall_now))
        .values(claimed_at=wall_now, claim=secrets.token_hex(16))
        .execution_options(synchronize_session=False)
    )
    if result.rowcount != 1:
        return None
    return session.scalars(select(Watch).where(Watch.id == watch_id).execution_options(populate_existing=True)).one()


def done(session: Session, read: Watch, next_due: datetime, now: datetime, *, changed: bool) -> None:
    """Release after a read that was answered. A notice that came meanwhile makes the next read due at once.

    ``changed`` makes the case young again: the waits between reads grow with the age of the last change.

    The row is held, so that a notice that comes right now is counted before or after this, and never lost.
    """
    row = session.get(Watch, read.id, populate_existing=True, with_for_update=True)
    if row is None or row.claim != read.claim:
        return
    missed = row.noticed != read.noticed
    row.due_at = now if missed else next_due
    row.claimed_at, row.claim, row.failures, row.not_before, row.answered = None, None, 0, None, read.noticed
    if changed:
        row.changed_at = now
    if missed:
        session.info.setdefault(RUNG, []).append(Posted(row.id, QUEUE))


def failed(session: Session, read: Watch, back_off: timedelta) -> None:
    """Release after a read without an answer; the next try waits in wall time."""
    row = session.get(Watch, read.id, populate_existing=True, with_for_update=True)
    if row is None or row.claim != read.claim:
        return
    row.claimed_at, row.claim, row.failures = None, None, row.failures + 1
    row.not_before = wall(session) + back_off
