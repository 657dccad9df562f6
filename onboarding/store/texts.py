"""Text messages that we sent or were sent."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from onboarding.store.base import Base, public_id


class TextMessage(Base):
    """One text. An outgoing one is written before it is tried; its public id is the provider's reference."""

    __tablename__ = "texts"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'sent', 'refused', 'received')", name="state"),
        {"comment": "Texts sent and received"},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(12), unique=True, default=public_id)
    business_id: Mapped[int] = mapped_column(ForeignKey("businesses.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20), comment="test, code, stop_reply, help_reply, start_reply, inbound")
    number: Mapped[str] = mapped_column(String(20), comment="Ours")
    peer: Mapped[str] = mapped_column(String(20), comment="Theirs")
    body: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10))
    blocks: Mapped[str] = mapped_column(Text, default="", comment="Why it was refused: codes")
    notice_id: Mapped[int | None] = mapped_column(
        ForeignKey("notices.id"), unique=True, comment="The webhook that brought it: obeyed once"
    )
    leave_by: Mapped[datetime | None] = mapped_column(comment="Wall time after which it is too late to send")
    provider_id: Mapped[str | None] = mapped_column(String(80))
    created_at: Mapped[datetime] = mapped_column()
    sent_at: Mapped[datetime | None] = mapped_column()


def brought_by(session: Session, notice_id: int) -> bool:
    """Was the text of this webhook obeyed already?"""
    return session.scalar(select(TextMessage.id).where(TextMessage.notice_id == notice_id)) is not None


def of_number(session: Session, number: str, limit: int = 20) -> list[TextMessage]:
    """The newest texts of one of our numbers."""
    query = select(TextMessage).where(TextMessage.number == number).order_by(TextMessage.id.desc()).limit(limit)
    return list(session.scalars(query))
