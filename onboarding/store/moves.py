"""``move()``: the one writer of state. It assigns, records, recomputes the gate and posts what follows, in one transaction."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import ForeignKey, Index, String, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from onboarding.domain import chain as chains
from onboarding.domain.follow_ups import Topic, follow_ups
from onboarding.domain.states import STATES, Machine, after
from onboarding.domain.usecases import carrier_name
from onboarding.store import brands, campaigns, numbers, outbox, registrations
from onboarding.store.base import Base, EnumText
from onboarding.store.brands import Brand
from onboarding.store.campaigns import Campaign, CampaignCarrier
from onboarding.store.numbers import Number
from onboarding.store.registrations import Registration

Movable: TypeAlias = Registration | Brand | Campaign | CampaignCarrier | Number

# Which column holds a machine's state.
_COLUMN = {
    Machine.REGISTRATION: "state",
    Machine.IDENTITY: "identity",
    Machine.PROOF: "proof",
    Machine.REGISTRY: "record",
    Machine.SHARING: "sharing",
    Machine.DCA: "dca",
    Machine.CARRIER: "state",
    Machine.NUMBER: "assignment",
}


class Move(Base):
    """One change of state: from, to, event, actor, source, reason. Never changed; holds ids, no personal data."""

    __tablename__ = "moves"
    __table_args__ = (
        Index("ix_moves_timeline", "business_id", "id"),
        {"comment": "Each change of state, append-only; the timeline, e-mails and webhooks are derived from it"},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    machine: Mapped[Machine] = mapped_column(EnumText(Machine))
    business_id: Mapped[int] = mapped_column(ForeignKey("businesses.id"))
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registrations.id"))
    brand_id: Mapped[int | None] = mapped_column(ForeignKey("brands.id"))
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaigns.id"))
    number_id: Mapped[int | None] = mapped_column(ForeignKey("numbers.id"))
    network_id: Mapped[int | None] = mapped_column(comment="The carrier, for moves of one")
    from_state: Mapped[str] = mapped_column(String(20))
    to_state: Mapped[str] = mapped_column(String(20))
    event: Mapped[str] = mapped_column(String(20))
    actor: Mapped[str] = mapped_column(String(40), comment="user:<id>, registry, carrier, provider or system")
    source: Mapped[str] = mapped_column(String(20), comment="web, desk, filing, notice, poll, rehearsal")
    reason: Mapped[str] = mapped_column(String(255), default="", comment="Codes, never prose of outsiders")
    at: Mapped[datetime] = mapped_column()


@dataclass(frozen=True)
class Cause:
    """Who moved what, from where, and when; handed through the use cases to ``move()``."""

    actor: str
    source: str
    at: datetime
    reason: str = ""


def move(session: Session, row: Movable, machine: Machine, event: str, cause: Cause) -> Move | None:
    """Apply an event to a row.

    1. Ask the table what follows (IllegalMove if nothing does); None when the news changes nothing.
    2. Assign the state, hold the chain's lock (callers that read first hold it already) and write the move row.
    3. Recompute the gate of each number on the chain, and post the follow-up work.
    """
    column = _COLUMN[machine]
    before = STATES[machine](getattr(row, column))
    outcome = after(machine, before, event)
    if outcome.state == before:
        return None
    subject = _subject(session, row)
    # Assigned before the lock flushes, since an object's id and its first state are written together (CHECK).
    setattr(row, column, STATES[machine](outcome.state))
    if subject.brand_id is not None:
        brands.lock(session, subject.brand_id)
    record = Move(
        machine=machine,
        business_id=subject.business_id,
        registration_id=subject.registration_id,
        brand_id=subject.brand_id,
        campaign_id=subject.campaign_id,
        number_id=subject.number_id,
        network_id=subject.network_id,
        from_state=before,
        to_state=outcome.state,
        event=event,
        actor=cause.actor,
        source=cause.source,
        reason=cause.reason[:255],
        at=cause.at,
    )
    session.add(record)
    session.flush()
    if machine is not Machine.REGISTRATION:
        write_gates(session, subject.brand_id, row, cause.at)
    _post_follow_ups(session, record, subject, cause.at)
    return record


@dataclass(frozen=True)
class _Subject:
    business_id: int
    registration_id: int | None = None
    brand_id: int | None = None
    campaign_id: int | None = None
    number_id: int | None = None
    network_id: int | None = None


def _subject(session: Session, row: Movable) -> _Subject:
    match row:
        case Registration():
            return _Subject(row.business_id, registration_id=row.id)
        case Brand():
            return _Subject(row.business_id, brand_id=row.id)
        case Campaign():
            brand = session.get_one(Brand, row.brand_id)
            return _Subject(brand.business_id, brand_id=brand.id, campaign_id=row.id)
        case CampaignCarrier():
            campaign = session.get_one(Campaign, row.campaign_id)
            brand = session.get_one(Brand, campaign.brand_id)
            return _Subject(brand.business_id, brand_id=brand.id, campaign_id=campaign.id, network_id=row.network_id)
        case Number():
            owner = session.get(Campaign, row.campaign_id) if row.campaign_id else None
            return _Subject(
                row.business_id,
                registration_id=row.registration_id,
                brand_id=owner.brand_id if owner else None,
                campaign_id=row.campaign_id,
                number_id=row.id,
            )


def chain_of(brand: Brand | None, campaign: Campaign | None, number: Number | None) -> chains.Chain:
    """The facts of one number as the domain sees them; each link may still be missing."""
    start = chains.Chain()
    if brand is None:
        return start
    return chains.Chain(
        identity=brand.identity,
        proof=brand.proof,
        registry=campaign.record if campaign else start.registry,
        sharing=campaign.sharing if campaign else start.sharing,
        dca=campaign.dca if campaign else start.dca,
        carriers=tuple(
            chains.CarrierLink(link.network_id, carrier_name(link.network_id), link.state, link.required)
            for link in (campaign.carriers if campaign else ())
        ),
        number=number.assignment if number else start.number,
    )


def write_gates(session: Session, brand_id: int | None, row: Movable | None, at: datetime) -> None:
    """Recompute the stored verdict of each number below a brand (or of one number that has no brand yet)."""
    if brand_id is None:
        if isinstance(row, Number):
            _write(session, row, None, None, at)
        return
    brand = session.get_one(Brand, brand_id)
    for campaign in campaigns.of_brand(session, brand_id):
        for number in numbers.of_campaign(session, campaign.id):
            _write(session, number, brand, campaign, at)


def _write(session: Session, number: Number, brand: Brand | None, campaign: Campaign | None, at: datetime) -> None:
    chain = chain_of(brand, campaign, number)
    brand_id = brand.id if brand else None
    numbers.write_gate(session, number, brand_id, chains.status(chain), chains.blocks(chain), at)


def _post_follow_ups(session: Session, record: Move, subject: _Subject, at: datetime) -> None:
    for topic in follow_ups(record.machine, record.to_state):
        if topic is Topic.TELL:
            outbox.post(session, topic, str(record.id), at=at)
        else:
            for registration_id in _concerned(session, subject):
                outbox.post(session, topic, str(registration_id), at=at)


def _concerned(session: Session, subject: _Subject) -> list[int]:
    if subject.brand_id is None:
        return [subject.registration_id] if subject.registration_id else []
    return [row.id for row in registrations.of_chain(session, subject.brand_id, subject.campaign_id)]


def timeline(session: Session, registration: Registration) -> list[Move]:
    """Every move that belongs to a registration's story, oldest first."""
    mine = [Move.registration_id == registration.id]
    if registration.brand_id:
        mine.append((Move.brand_id == registration.brand_id) & Move.campaign_id.is_(None))
    if registration.campaign_id:
        mine.append(Move.campaign_id == registration.campaign_id)
    query = select(Move).where(Move.business_id == registration.business_id, or_(*mine)).order_by(Move.id)
    return list(session.scalars(query))
