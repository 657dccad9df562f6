"""E-mails as rows: written with what they tell of, sent by a job, shown on the outbox page while developing."""

from datetime import datetime

from sqlalchemy import String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from onboarding.store.base import Base


class Mail(Base):
    """One e-mail. ``key`` keeps a move from being told twice to the same person."""

    __tablename__ = "mails"
    __table_args__ = ({"comment": "E-mails; the body is erased once an outside server has taken it"},)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str | None] = mapped_column(String(80), unique=True)
    recipient: Mapped[str] = mapped_column(String(255))
    subject: Mapped[str] = mapped_column(String(255))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column()
    sent_at: Mapped[datetime | None] = mapped_column()


def by_key(session: Session, key: str) -> Mail | None:
    """The mail with a key, if it was written already."""
    return session.scalar(select(Mail).where(Mail.key == key))


def newest(session: Session, limit: int = 50) -> list[Mail]:
    """The newest mails first."""
    return list(session.scalars(select(Mail).order_by(Mail.id.desc()).limit(limit)))
