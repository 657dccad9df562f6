"""Users and staff roles, and the codes by which a mobile is confirmed.

The user model follows Flask-Security's needs; apart from ``web/auth.py`` this is the only place that knows them.
"""

from datetime import datetime
from typing import Any

from flask_security import AsaList, RoleMixin, UserMixin
from sqlalchemy import Boolean, Column, CursorResult, ForeignKey, Integer, String, Table, func, select, update
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from onboarding.store.base import Base

roles_users = Table(
    "roles_users",
    Base.metadata,
    Column("user_id", ForeignKey("users.id"), primary_key=True),
    Column("role_id", ForeignKey("roles.id"), primary_key=True),
    comment="Which staff roles a user has",
)


class Role(Base, RoleMixin):  # type: ignore[misc]
    """A staff role; tenants have Memberships instead."""

    __tablename__ = "roles"
    __table_args__ = ({"comment": "Staff roles"},)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    description: Mapped[str | None] = mapped_column(String(255))
    permissions: Mapped[Any | None] = mapped_column(MutableList.as_mutable(AsaList()))


class User(Base, UserMixin):  # type: ignore[misc]
    """A person who signs in: an owner, an owner's colleague, or staff."""

    __tablename__ = "users"
    __table_args__ = ({"comment": "People who sign in"},)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(255), unique=True)
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(Boolean)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    confirmed_at: Mapped[datetime | None] = mapped_column(comment="Of the address")
    locale: Mapped[str] = mapped_column(String(10), default="en_US", comment="The language this person reads")
    time_zone: Mapped[str] = mapped_column(String(40), default="America/New_York")
    mobile: Mapped[str | None] = mapped_column(String(20), comment="E.164; once a code was confirmed")
    mobile_confirmed_at: Mapped[datetime | None] = mapped_column()
    roles: Mapped[list[Role]] = relationship(secondary=roles_users, lazy="selectin")

    @property
    def is_staff(self) -> bool:
        """May use the review desk."""
        return any(role.name == "staff" for role in self.roles)


class MobileCode(Base):
    """A code texted to a mobile; only its hash is kept."""

    __tablename__ = "mobile_codes"
    __table_args__ = ({"comment": "Codes texted to confirm a mobile"},)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    mobile: Mapped[str] = mapped_column(String(20))
    code_hash: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column()
    expires_at: Mapped[datetime] = mapped_column()
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    used_at: Mapped[datetime | None] = mapped_column()


def lock(session: Session, user_id: int) -> None:
    """Hold a person's row until the transaction ends: what they press twice happens one after the other."""
    session.execute(select(User.id).where(User.id == user_id).with_for_update())


def latest_code(session: Session, user_id: int) -> MobileCode | None:
    """The newest code texted to a user that is not used yet."""
    query = select(MobileCode).where(MobileCode.user_id == user_id, MobileCode.used_at.is_(None))
    return session.scalar(query.order_by(MobileCode.id.desc()).limit(1))


def last_used_code(session: Session, user_id: int) -> MobileCode | None:
    """The code with which a user confirmed a mobile last."""
    query = select(MobileCode).where(MobileCode.user_id == user_id, MobileCode.used_at.is_not(None))
    return session.scalar(query.order_by(MobileCode.id.desc()).limit(1))


def codes_since(session: Session, user_id: int, since: datetime) -> int:
    """How many codes were texted for a user lately, to whatever mobile."""
    query = select(func.count()).select_from(MobileCode)
    return session.scalar(query.where(MobileCode.user_id == user_id, MobileCode.created_at >= since)) or 0


def claim_attempt(session: Session, code_id: int, most: int) -> bool:
    """Count one try; False when all tries are used up, however many come at once."""
    result: CursorResult[Any] = session.execute(  # type: ignore[assignment]
        update(MobileCode)
        .where(MobileCode.id == code_id, MobileCode.attempts < most)
        .values(attempts=MobileCode.attempts + 1)
        .execution_options(synchronize_session=False)
    )
    return result.rowcount == 1
