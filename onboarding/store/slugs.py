"""Slugs: what a business is called in its public addresses. Old ones stay and lead to the current one."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from onboarding.store.base import Base


class Slug(Base):
    """One name in public addresses, never given to another business."""

    __tablename__ = "slugs"
    __table_args__ = ({"comment": "Names in public addresses; old ones lead to the current one"},)

    slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    business_id: Mapped[int] = mapped_column(ForeignKey("businesses.id"), index=True)
    is_current: Mapped[bool] = mapped_column()
    created_at: Mapped[datetime] = mapped_column()


def find(session: Session, slug: str) -> Slug | None:
    """A slug, current or old."""
    return session.get(Slug, slug)


def current(session: Session, business_id: int) -> str:
    """The slug of a business; empty before it published anything."""
    query = select(Slug.slug).where(Slug.business_id == business_id, Slug.is_current)
    return session.scalar(query) or ""


def first(session: Session, business_id: int) -> str:
    """The oldest slug of a business; empty before it published anything."""
    query = select(Slug.slug).where(Slug.business_id == business_id).order_by(Slug.created_at, Slug.slug)
    return session.scalar(query.limit(1)) or ""


def take(session: Session, business_id: int, slug: str, at: datetime) -> None:
    """Make a slug the current one of a business; the one before stays as a way to it."""
    for row in session.scalars(select(Slug).where(Slug.business_id == business_id, Slug.is_current)):
        row.is_current = False
    known = session.get(Slug, slug)
    if known is None:
        session.add(Slug(slug=slug, business_id=business_id, is_current=True, created_at=at))
    else:
        known.is_current = True
    session.flush()
