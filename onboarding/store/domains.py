"""Owners' own domains for their public pages: served only once a DNS record has proved them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from onboarding.store.base import Base


class Domain(Base):
    """A host name that a business wants its public pages under."""

    __tablename__ = "domains"
    __table_args__ = (
        CheckConstraint("state IN ('pending', 'verified', 'failed')", name="state"),
        {"comment": "Owners' own host names for public pages"},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    host: Mapped[str] = mapped_column(String(253), unique=True)
    business_id: Mapped[int] = mapped_column(ForeignKey("businesses.id"), index=True)
    token: Mapped[str] = mapped_column(String(40), comment="What the DNS record must say")
    state: Mapped[str] = mapped_column(String(10), default="pending")
    trouble: Mapped[str] = mapped_column(String(30), default="", comment="Why the last look did not find it")
    created_at: Mapped[datetime] = mapped_column()
    checked_at: Mapped[datetime | None] = mapped_column()
    verified_at: Mapped[datetime | None] = mapped_column(comment="When the record was last found")
    reached_at: Mapped[datetime | None] = mapped_column(
        comment="When our page was last found there: only then do documents link to it"
    )


def by_host(session: Session, host: str) -> Domain | None:
    """A domain by its host name."""
    return session.scalar(select(Domain).where(Domain.host == host))


def of_business(session: Session, business_id: int) -> list[Domain]:
    """The domains of a business, oldest first."""
    return list(session.scalars(select(Domain).where(Domain.business_id == business_id).order_by(Domain.id)))


def checked_before(session: Session, moment: datetime, young: datetime, limit: int = 200) -> list[Domain]:
    """Domains that nobody has looked at since a moment: proved ones, and those that are not older than ``young``."""
    query = select(Domain).where(Domain.checked_at < moment, (Domain.state == "verified") | (Domain.created_at > young))
    query = query.order_by(Domain.checked_at)
    return list(session.scalars(query.limit(limit)))
