"""Consents and revocations: an append-only record, with what is personal beside it, where it can be erased."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, event, func, select
from sqlalchemy.orm import Mapped, Mapper, Session, mapped_column, relationship

from onboarding.domain.chain import ChainStatus
from onboarding.store.base import Base, public_id
from onboarding.store.numbers import Gate, Number


class Consent(Base):
    """One thing that a person said about texts, or that was decided for them. ``person`` is a blind index of the number."""

    __tablename__ = "consents"
    __table_args__ = (
        Index("ix_consents_person", "business_id", "person", "id"),
        Index("ix_consents_business", "business_id", "id"),
        CheckConstraint("event IN ('agreed', 'confirmed', 'revoked', 'held', 'released')", name="event"),
        CheckConstraint("method IN ('web', 'paper', 'verbal', 'text', 'import', 'staff')", name="method"),
        {"comment": "Consents and revocations, append-only"},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(12), unique=True, default=public_id)
    business_id: Mapped[int] = mapped_column(ForeignKey("businesses.id"))
    person: Mapped[str] = mapped_column(String(64), comment="Blind index of the number")
    event: Mapped[str] = mapped_column(String(10))
    purposes: Mapped[list[Any]] = mapped_column(comment="service, marketing")
    method: Mapped[str] = mapped_column(String(10))
    version_id: Mapped[int | None] = mapped_column(
        ForeignKey("document_versions.id"), comment="The page whose words were agreed to"
    )
    language: Mapped[str] = mapped_column(String(5), default="en")
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"), comment="Who entered it, if not the person")
    notice_id: Mapped[int | None] = mapped_column(ForeignKey("notices.id"), comment="The webhook that brought it")
    at: Mapped[datetime] = mapped_column(comment="When it was said; business time")
    recorded_at: Mapped[datetime] = mapped_column()

    payload: Mapped["ConsentPayload | None"] = relationship(
        back_populates="consent", lazy="joined", innerjoin=False, uselist=False
    )


class ConsentPayload(Base):
    """What is personal about a consent; may be erased."""

    __tablename__ = "consent_payloads"
    __table_args__ = (
        Index("ix_consent_payloads_phone", "phone"),
        {"comment": "Number, address and words of consents; may be erased"},
    )

    consent_id: Mapped[int] = mapped_column(ForeignKey("consents.id"), primary_key=True)
    phone: Mapped[str] = mapped_column(String(20))
    ip_address: Mapped[str] = mapped_column(String(45), default="")
    agent: Mapped[str] = mapped_column(String(300), default="", comment="The browser, as it calls itself")
    words: Mapped[str] = mapped_column(Text, default="", comment="The box that was checked, or what was texted")
    source: Mapped[str] = mapped_column(String(300), default="", comment="Where it comes from, as the owner declared")

    consent: Mapped[Consent] = relationship(back_populates="payload")


class Confirmation(Base):
    """The one text that confirms a consent: waits until the number may text."""

    __tablename__ = "confirmations"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'written', 'dropped')", name="state"),
        Index("ix_confirmations_waiting", "business_id", "state"),
        {"comment": "Texts that confirm consents"},
    )

    consent_id: Mapped[int] = mapped_column(ForeignKey("consents.id"), primary_key=True)
    business_id: Mapped[int] = mapped_column(ForeignKey("businesses.id"))
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    why: Mapped[str] = mapped_column(String(60), default="", comment="Why it was dropped")
    written_at: Mapped[datetime | None] = mapped_column(comment="When the text was handed to the network")


class ConsentIsImmutable(Exception):
    """Somebody tried to change what a person said."""


@event.listens_for(Consent, "before_update")
@event.listens_for(Consent, "before_delete")
def _refuse(_mapper: Mapper[Any], _connection: Any, target: Consent) -> None:
    raise ConsentIsImmutable(f"consent {target.id} is a record; add another one")


def of_person(session: Session, business_id: int, person: str) -> list[Consent]:
    """Everything that is recorded of one person at one business, oldest first."""
    query = select(Consent).where(Consent.business_id == business_id, Consent.person == person).order_by(Consent.id)
    return list(session.scalars(query))


def newest(session: Session, business_id: int, *, before: int | None = None, limit: int = 50) -> list[Consent]:
    """A page of the record, newest first; ``before`` is the id where the page before ended."""
    query = select(Consent).where(Consent.business_id == business_id)
    if before is not None:
        query = query.where(Consent.id < before)
    return list(session.scalars(query.order_by(Consent.id.desc()).limit(limit)))


def every(session: Session, business_id: int, after: int, limit: int = 1000) -> Sequence[Consent]:
    """The record from its beginning, in pages; for the export."""
    query = select(Consent).where(Consent.business_id == business_id, Consent.id > after).order_by(Consent.id)
    return list(session.scalars(query.limit(limit)))


def by_public_id(session: Session, business_id: int, public: str) -> Consent | None:
    """One entry of a business."""
    return session.scalar(select(Consent).where(Consent.business_id == business_id, Consent.public_id == public))


def waiting(session: Session, business_id: int, limit: int = 200) -> list[Confirmation]:
    """Confirmations that have not been written yet, oldest first."""
    query = select(Confirmation).where(Confirmation.business_id == business_id, Confirmation.state == "waiting")
    return list(session.scalars(query.order_by(Confirmation.consent_id).limit(limit)))


def is_waiting(session: Session, business_id: int, person: str) -> bool:
    """Does a confirmation for this person wait already?"""
    query = select(Confirmation.consent_id).join(Consent, Consent.id == Confirmation.consent_id)
    query = query.where(
        Confirmation.business_id == business_id, Confirmation.state == "waiting", Consent.person == person
    )
    return session.scalar(query.limit(1)) is not None


def ready_to_confirm(session: Session, limit: int = 500) -> list[int]:
    """Waiting confirmations of businesses that have a number whose gate is open."""
    open_business = (
        select(Number.business_id).join(Gate, Gate.number_id == Number.id).where(Gate.status == ChainStatus.LIVE)
    )
    query = select(Confirmation.consent_id).where(
        Confirmation.state == "waiting", Confirmation.business_id.in_(open_business)
    )
    return list(session.scalars(query.order_by(Confirmation.consent_id).limit(limit)))


def count_since(session: Session, business_id: int, method: str, since: datetime, person: str = "") -> int:
    """How many agreements were recorded since a moment, of one person or of all."""
    query = select(func.count()).where(
        Consent.business_id == business_id,
        Consent.method == method,
        Consent.event == "agreed",
        Consent.recorded_at > since,
    )
    if person:
        query = query.where(Consent.person == person)
    return session.scalar(query) or 0


def last_stops(session: Session, business_id: int, event_name: str) -> list[Consent]:
    """The newest stop or held text of each person that nothing has answered since, by the order of the record."""
    settled = select(func.max(Consent.id)).where(
        Consent.business_id == business_id,
        (Consent.event.in_(("revoked", "held", "released", "confirmed")))
        | ((Consent.event == "agreed") & (Consent.method == "text")),
    )
    newest = settled.group_by(Consent.person).scalar_subquery()
    return list(session.scalars(select(Consent).where(Consent.id.in_(newest), Consent.event == event_name)))
