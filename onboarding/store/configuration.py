"""Configuration: what operators change while it runs, as versioned rows; and the practice clock."""

from datetime import datetime
from typing import Any

from sqlalchemy import Float, Integer, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from onboarding.store.base import Base


class Configuration(Base):
    """One value of one key; a change is a new version, the old ones stay."""

    __tablename__ = "configuration"
    __table_args__ = (UniqueConstraint("key", "version"), {"comment": "What operators change while it runs"})

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40))
    version: Mapped[int] = mapped_column(Integer)
    value: Mapped[dict[str, Any]] = mapped_column()
    changed_by: Mapped[str] = mapped_column(String(40))
    changed_at: Mapped[datetime] = mapped_column()


class PracticeClock(Base):
    """The shared offset of every process outside production: now = anchor_virtual + (wall - anchor_wall) * speed."""

    __tablename__ = "practice_clock"
    __table_args__ = ({"comment": "Follows the simulator's clock; empty in production"},)

    id: Mapped[int] = mapped_column(primary_key=True)
    anchor_wall: Mapped[datetime] = mapped_column()
    anchor_virtual: Mapped[datetime] = mapped_column()
    speed: Mapped[float] = mapped_column(Float)


class Periodic(Base):
    """When a piece of periodic work is due next (wall time); taking it moves it on, so that two schedulers do no harm."""

    __tablename__ = "periodics"
    __table_args__ = ({"comment": "Due times of the schedule"},)

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    due_at: Mapped[datetime] = mapped_column()
    ran_at: Mapped[datetime | None] = mapped_column()


def read(session: Session, key: str) -> dict[str, Any]:
    """The newest value of a key; empty when nobody has set it."""
    query = select(Configuration.value).where(Configuration.key == key).order_by(Configuration.version.desc()).limit(1)
    return session.scalar(query) or {}


def write(session: Session, key: str, value: dict[str, Any], *, by: str, at: datetime) -> None:
    """Set a key by adding a version."""
    query = (
        select(Configuration.version).where(Configuration.key == key).order_by(Configuration.version.desc()).limit(1)
    )
    newest = session.scalar(query) or 0
    session.add(Configuration(key=key, version=newest + 1, value=value, changed_by=by, changed_at=at))
