"""Tables around a brand: what was checked when, PINs, vettings, appeals; and the account's resellers."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from onboarding.simulator.tables import Base


class Standing(Base):
    """What the registry remembers of a brand besides its fields; `edited` tells of identity fields not yet checked."""

    __tablename__ = "standings"
    brand_id: Mapped[str] = mapped_column(primary_key=True)
    edited: Mapped[bool]
    mobile_verified_at: Mapped[datetime | None]
    email_verified_at: Mapped[datetime | None]
    relationship_changed_at: Mapped[datetime | None]


class Otp(Base):
    """A PIN that was asked for; `by_pin` and `by_yes` tell which answers count."""

    __tablename__ = "otps"
    seq: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    brand_id: Mapped[str] = mapped_column(index=True)
    mobile: Mapped[str] = mapped_column(index=True)
    pin: Mapped[str]
    by_pin: Mapped[bool]
    by_yes: Mapped[bool]
    success_text: Mapped[str | None]
    asked_at: Mapped[datetime]
    verified_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]


class Vetting(Base):
    """An external vetting; `failure` tells why it failed: the domain, the deadline, the data."""

    __tablename__ = "vettings"
    seq: Mapped[int] = mapped_column(primary_key=True)
    brand_id: Mapped[str] = mapped_column(index=True)
    provider: Mapped[str]
    vetting_id: Mapped[str] = mapped_column(index=True)
    token: Mapped[str | None]
    kind: Mapped[str]
    status: Mapped[str]
    score: Mapped[int | None]
    failure: Mapped[str | None]
    reasons: Mapped[list[Any]]
    details: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    vetted_at: Mapped[datetime | None]
    valid_until: Mapped[datetime | None]
    expired_at: Mapped[datetime | None]
    mailed_at: Mapped[datetime | None]


class Appeal(Base):
    """An appeal against an identity check, or against a vetting when `vetting_seq` names one."""

    __tablename__ = "appeals"
    seq: Mapped[int] = mapped_column(primary_key=True)
    brand_id: Mapped[str] = mapped_column(index=True)
    vetting_seq: Mapped[int | None]
    categories: Mapped[list[Any]]
    explanation: Mapped[str | None]
    attachments: Mapped[list[Any]]
    status: Mapped[str]
    outcome: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    status_at: Mapped[datetime]


class Reseller(Base):
    """A deleted reseller keeps its row, so that its id is never given out again."""

    __tablename__ = "resellers"
    seq: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(index=True)
    fields: Mapped[dict[str, Any]]
    deleted: Mapped[bool]
    created_at: Mapped[datetime]
