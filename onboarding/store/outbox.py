"""The outbox: work as rows. Posting is part of the transaction; ringing RQ comes after the commit and may fail."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    CursorResult,
    Index,
    Integer,
    String,
    and_,
    case,
    cast,
    column,
    func,
    or_,
    select,
    table,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from onboarding.domain.follow_ups import Topic
from onboarding.store.base import Base, EnumText

# Longer than the longest job may run (jobs/runtime.py), so that a living worker never loses its claim.
LEASE = timedelta(seconds=180)

POSTED = "outbox.posted"


class Message(Base):
    """One piece of work: a topic and the id of its subject."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_due", "done_at", "parked_at", "due_at"),
        {"comment": "Work to do; the database is the truth, Redis only a doorbell"},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    topic: Mapped[Topic] = mapped_column(EnumText(Topic))
    subject: Mapped[str] = mapped_column(String(40), comment="The subject's id")
    posted_at: Mapped[datetime] = mapped_column(comment="Business time")
    due_at: Mapped[datetime] = mapped_column(
        comment="Wall time, like the claims: work does not wait for a practice clock"
    )
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    deaths: Mapped[int] = mapped_column(Integer, default=0, comment="Claims whose holder was never heard of again")
    claimed_at: Mapped[datetime | None] = mapped_column()
    claim: Mapped[str | None] = mapped_column(String(32), comment="Who holds it: only the holder finishes it")
    done_at: Mapped[datetime | None] = mapped_column()
    parked_at: Mapped[datetime | None] = mapped_column(comment="Given up: a person must look at it")
    last_error: Mapped[str] = mapped_column(default="")


@dataclass(frozen=True)
class Posted:
    """What the edge rings RQ with after the commit."""

    id: int
    queue: str


def post(session: Session, topic: Topic, subject: str, *, at: datetime) -> Message:
    """Post work inside the running transaction; ``at`` is business time. Due at once."""
    row = Message(topic=topic, subject=subject, posted_at=at, due_at=wall(session))
    session.add(row)
    session.flush()
    session.info.setdefault(POSTED, []).append(Posted(row.id, topic.queue))
    return row


def post_once(session: Session, topic: Topic, subject: str, *, at: datetime) -> Message | None:
    """The same unless such work is waiting already; None then."""
    waiting = select(Message.id).where(
        Message.topic == topic, Message.subject == subject, Message.done_at.is_(None), Message.parked_at.is_(None)
    )
    return None if session.scalar(waiting.limit(1)) else post(session, topic, subject, at=at)


def wall(session: Session) -> datetime:
    """Wall time, as the edge put it into the session; leases and retries never follow a practice clock."""
    now: datetime = session.info["wall"]()
    return now


def claim(session: Session, message_id: int) -> Message | None:
    """Take a due message, or None when it is done, parked, not due or held by a living worker.

    Taking it over from a holder who never gave it back counts a death.
    """
    now = wall(session)
    token = secrets.token_hex(16)
    taken_over = case((Message.claimed_at.is_not(None), 1), else_=0)
    result: CursorResult[Any] = session.execute(  # type: ignore[assignment]
        update(Message)
        .where(Message.id == message_id, _claimable(now))
        .values(claimed_at=now, claim=token, attempts=Message.attempts + 1, deaths=Message.deaths + taken_over)
        .execution_options(synchronize_session=False)
    )
    if result.rowcount != 1:
        return None
    return session.scalars(
        select(Message).where(Message.id == message_id).execution_options(populate_existing=True)
    ).one()


def _claimable(now: datetime) -> Any:
    return and_(
        Message.done_at.is_(None),
        Message.parked_at.is_(None),
        Message.due_at <= now,
        or_(Message.claimed_at.is_(None), Message.claimed_at < now - LEASE),
    )


def finish(session: Session, message_id: int, claim_token: str) -> bool:
    """Mark as done, if the claim is still ours."""
    return _close(session, message_id, claim_token, done_at=wall(session), last_error="")


def retry(session: Session, message_id: int, claim_token: str, *, after: timedelta, error: str) -> bool:
    """Give back for a later try."""
    due = wall(session) + after
    return _close(session, message_id, claim_token, due_at=due, claimed_at=None, claim=None, last_error=error[:2000])


def park(session: Session, message_id: int, claim_token: str, *, error: str) -> bool:
    """Give up and leave it to a person."""
    return _close(session, message_id, claim_token, parked_at=wall(session), last_error=error[:2000])


def _close(session: Session, message_id: int, claim_token: str, **values: Any) -> bool:
    result: CursorResult[Any] = session.execute(  # type: ignore[assignment]
        update(Message)
        .where(Message.id == message_id, Message.claim == claim_token)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return result.rowcount == 1


# By name, since the modules of these tables need this one.
_intents = table("intents", column("id", Integer), column("registration_id", Integer))
_registrations = table("registrations", column("id", Integer), column("business_id", Integer))
_SUBJECT = cast(Message.subject, Integer)
_BUSINESS = case(
    (
        Message.topic == Topic.ADVANCE,
        select(_registrations.c.business_id).where(_registrations.c.id == _SUBJECT).scalar_subquery(),
    ),
    (
        Message.topic == Topic.FILE,
        select(_registrations.c.business_id)
        .join(_intents, _intents.c.registration_id == _registrations.c.id)
        .where(_intents.c.id == _SUBJECT)
        .scalar_subquery(),
    ),
)


def due(session: Session, limit: int = 500) -> list[Posted]:
    """Messages that wait for a worker; the sweep rings for them. Oldest first, but businesses take turns."""
    order = (Message.due_at, Message.id)
    turn = func.row_number().over(partition_by=(Message.topic, _BUSINESS), order_by=order).label("turn")
    query = select(Message.id, Message.topic).where(_claimable(wall(session))).order_by(turn, *order).limit(limit)
    return [Posted(id_, Topic(topic).queue) for id_, topic in session.execute(query)]


def parked(session: Session, limit: int = 100) -> list[Message]:
    """What was given up, newest first: the desk shows it."""
    query = select(Message).where(Message.parked_at.is_not(None)).order_by(Message.parked_at.desc()).limit(limit)
    return list(session.scalars(query))


# Tries without an answer after which people should know: the sixth comes after six minutes.
_MANY = 6


def struggling(session: Session, limit: int = 100) -> list[Message]:
    """What gets no answer again and again and is still tried, oldest first: the desk shows it."""
    waiting = and_(Message.done_at.is_(None), Message.parked_at.is_(None), Message.attempts >= _MANY)
    return list(session.scalars(select(Message).where(waiting).order_by(Message.posted_at).limit(limit)))


def unpark(session: Session, message_id: int) -> bool:
    """A person says: try again."""
    row = session.get(Message, message_id)
    if row is None or row.parked_at is None:
        return False
    row.parked_at, row.claimed_at, row.claim, row.due_at = None, None, None, wall(session)
    row.attempts = row.deaths = 0
    session.info.setdefault(POSTED, []).append(Posted(row.id, Topic(row.topic).queue))
    return True


def backlog(session: Session) -> int:
    """How many messages are neither done nor parked."""
    query = select(func.count()).select_from(Message).where(Message.done_at.is_(None), Message.parked_at.is_(None))
    return session.scalar(query) or 0


def in_flight(session: Session) -> int:
    """How many messages a worker holds right now."""
    query = select(func.count()).select_from(Message)
    held = and_(Message.done_at.is_(None), Message.parked_at.is_(None), Message.claimed_at >= wall(session) - LEASE)
    return session.scalar(query.where(held)) or 0
