"""The inbox: what webhooks brought, stored before it is believed (invariant 5)."""

from datetime import datetime
from typing import cast

from sqlalchemy import Connection, Index, String, Table, Text, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from onboarding.store.base import Base


class Notice(Base):
    """One verified notice. The body is kept as it came, for staff; our state never comes from it."""

    __tablename__ = "notices"
    __table_args__ = (Index("ix_notices_object", "object_id"), {"comment": "Verified webhooks as they came"})

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(20), comment="registry or messaging")
    event_type: Mapped[str] = mapped_column(String(60))
    object_id: Mapped[str] = mapped_column(
        String(60), default="", comment="The registry's id of the object, or a number"
    )
    event_id: Mapped[str | None] = mapped_column(String(80), unique=True, comment="Where the sender gives one")
    body: Mapped[str] = mapped_column(Text)
    received_at: Mapped[datetime] = mapped_column()


# Built once: the registry may send thousands at a time.
_notices = cast("Table", Notice.__table__)
_STORE = insert(_notices).returning(_notices.c.id)


def store(
    writer: Session | Connection,
    *,
    source: str,
    event_type: str,
    object_id: str,
    body: str,
    at: datetime,
    event_id: str | None = None,
) -> int | None:
    """Keep a notice and give its id; None when the sender's own event id was seen before."""
    if event_id and writer.scalar(select(Notice.id).where(Notice.event_id == event_id)):
        return None
    row = {
        "source": source,
        "event_type": event_type[:60],
        "object_id": object_id[:60],
        "event_id": event_id,
        "body": body,
        "received_at": at,
    }
    stored: int = writer.execute(_STORE, row).scalar_one()
    return stored


def about(session: Session, object_ids: list[str], limit: int = 100) -> list[Notice]:
    """What was told about some objects, newest first."""
    query = select(Notice).where(Notice.object_id.in_(object_ids)).order_by(Notice.id.desc()).limit(limit)
    return list(session.scalars(query))
