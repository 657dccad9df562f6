"""Businesses (the tenants) and who belongs to which."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from onboarding.store.accounts import User
from onboarding.store.base import Base, public_id


class Business(Base):
    """The tenant."""

    __tablename__ = "businesses"
    __table_args__ = ({"comment": "Tenants: the provider's customers"},)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(12), unique=True, default=public_id)
    name: Mapped[str] = mapped_column(String(255))
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("businesses.id"), comment="The agency that looks after it")
    is_operator: Mapped[bool] = mapped_column(default=False, comment="The provider's own business: sends our texts")
    is_rehearsal: Mapped[bool] = mapped_column(default=False, comment="Made by a rehearsal: no ledger, no measures")
    created_at: Mapped[datetime] = mapped_column()


class Membership(Base):
    """A user's role in a business."""

    __tablename__ = "memberships"
    __table_args__ = (
        UniqueConstraint("user_id", "business_id"),
        CheckConstraint("role IN ('owner', 'admin', 'member')", name="role"),
        {"comment": "Who belongs to which business"},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    business_id: Mapped[int] = mapped_column(ForeignKey("businesses.id"), index=True)
    role: Mapped[str] = mapped_column(String(10), default="owner")


def lock(session: Session, business_id: int) -> None:
    """Hold a business's row until the transaction ends."""
    session.execute(select(Business.id).where(Business.id == business_id).with_for_update())


def business_of(session: Session, public: str, user_id: int) -> Business | None:
    """A business by its public id, if the user belongs to it; somebody else's is as good as none (invariant 7)."""
    return session.scalar(
        select(Business)
        .join(Membership, Membership.business_id == Business.id)
        .where(Business.public_id == public, Membership.user_id == user_id)
    )


def businesses_of(session: Session, user_id: int) -> list[Business]:
    """The businesses that a user belongs to, oldest first."""
    query = (
        select(Business)
        .join(Membership, Membership.business_id == Business.id)
        .where(Membership.user_id == user_id)
        .order_by(Business.id)
    )
    return list(session.scalars(query))


def people_of(session: Session, business_id: int) -> list[User]:
    """The members who are written to about a business."""
    query = (
        select(User)
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.business_id == business_id, User.active)
        .order_by(User.id)
    )
    return list(session.scalars(query))


def operator_business(session: Session) -> Business | None:
    """The provider's own business, if it has been seeded."""
    return session.scalar(select(Business).where(Business.is_operator).order_by(Business.id))
