"""Registrations: one guided application each, its submissions and the decisions on them."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    func,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from onboarding.domain import states
from onboarding.store.base import Base, EnumText, public_id
from onboarding.store.brands import Brand
from onboarding.store.businesses import Business
from onboarding.store.campaigns import Campaign

_STATES = ", ".join(f"'{state}'" for state in states.Registration)


class Registration(Base):
    """One guided application; it points at the brand and campaign that it makes or reuses."""

    __tablename__ = "registrations"
    __table_args__ = (
        CheckConstraint(f"state IN ({_STATES})", name="state"),
        CheckConstraint("state IN ('draft', 'in_review') OR submitted_at IS NOT NULL", name="submitted"),
        Index("ix_registrations_queue", "state", "submitted_at", "id"),
        {"comment": "Guided applications"},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(12), unique=True, default=public_id)
    business_id: Mapped[int] = mapped_column(ForeignKey("businesses.id"), index=True)
    state: Mapped[states.Registration] = mapped_column(EnumText(states.Registration), default=states.Registration.DRAFT)
    version: Mapped[int] = mapped_column(Integer, comment="Refuses two writers and stale pages")
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    ein: Mapped[bytes | None] = mapped_column(LargeBinary, comment="Sealed by the vault")
    ein_index: Mapped[str | None] = mapped_column(String(64), index=True, comment="Blind index of the EIN")
    brand_id: Mapped[int | None] = mapped_column(ForeignKey("brands.id"), index=True)
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaigns.id"), index=True)
    created_at: Mapped[datetime] = mapped_column()
    updated_at: Mapped[datetime] = mapped_column()
    submitted_at: Mapped[datetime | None] = mapped_column()

    business: Mapped[Business] = relationship(lazy="joined")
    brand: Mapped[Brand | None] = relationship(lazy="joined")
    campaign: Mapped[Campaign | None] = relationship(lazy="joined")

    __mapper_args__ = {"version_id_col": version}


class Submission(Base):
    """An immutable snapshot sent to review: ids and a hash; what it says lies beside it and can be erased."""

    __tablename__ = "submissions"
    __table_args__ = (UniqueConstraint("registration_id", "sequence"), {"comment": "Snapshots sent to review"})

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"), index=True)
    sequence: Mapped[int] = mapped_column(Integer)
    digest: Mapped[str] = mapped_column(String(64), comment="SHA-256 of the answers and the EIN's blind index")
    rules_version: Mapped[str] = mapped_column(String(20), comment="Preflight rule set that let it pass")
    quote_id: Mapped[int] = mapped_column(ForeignKey("quotes.id"))
    created_at: Mapped[datetime] = mapped_column()
    created_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    payload: Mapped["SubmissionPayload | None"] = relationship(back_populates="submission", uselist=False)


class SubmissionPayload(Base):
    """What a submission says; erasable, leaving the hash."""

    __tablename__ = "submission_payloads"
    __table_args__ = ({"comment": "Contents of submissions; may be erased"},)

    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"), primary_key=True)
    answers: Mapped[dict[str, Any]] = mapped_column()
    ein: Mapped[bytes | None] = mapped_column(LargeBinary)

    submission: Mapped[Submission] = relationship(back_populates="payload")


class Decision(Base):
    """What staff decided on a submission."""

    __tablename__ = "decisions"
    __table_args__ = (
        UniqueConstraint("submission_id"),
        CheckConstraint("verdict IN ('approved', 'returned', 'rejected')", name="verdict"),
        CheckConstraint("decided_by IS NOT NULL OR is_rehearsal", name="judge"),
        {"comment": "Review decisions, one a submission"},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"))
    verdict: Mapped[str] = mapped_column(String(10))
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    is_rehearsal: Mapped[bool] = mapped_column(default=False)
    decided_at: Mapped[datetime] = mapped_column()

    reasons: Mapped[list["DecisionReason"]] = relationship(lazy="selectin", order_by="DecisionReason.id")


class DecisionReason(Base):
    """One reason of a decision: a field, a catalogue entry, and words to the owner."""

    __tablename__ = "decision_reasons"
    __table_args__ = ({"comment": "Reasons given with a decision"},)

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id"), index=True)
    field: Mapped[str] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(String(40))
    note: Mapped[str] = mapped_column(Text, default="")


def lock(session: Session, registration_id: int) -> None:
    """Hold a registration's row until the transaction ends."""
    session.execute(select(Registration.id).where(Registration.id == registration_id).with_for_update())


def by_public_id(session: Session, public: str, business_id: int | None = None) -> Registration | None:
    """A registration by its public id; within one business for owners, anywhere for staff."""
    query = select(Registration).where(Registration.public_id == public)
    if business_id is not None:
        query = query.where(Registration.business_id == business_id)
    return session.scalar(query)


def of_business(session: Session, business_id: int) -> list[Registration]:
    """The registrations of a business, newest first."""
    return list(
        session.scalars(
            select(Registration).where(Registration.business_id == business_id).order_by(Registration.id.desc())
        )
    )


def in_state(session: Session, state: states.Registration, limit: int = 100) -> list[Registration]:
    """The registrations in a state, longest waiting first."""
    query = (
        select(Registration)
        .join(Business, Business.id == Registration.business_id)
        .where(Registration.state == state, Business.is_rehearsal.is_(False))
        .order_by(Registration.submitted_at, Registration.id)
        .limit(limit)
    )
    return list(session.scalars(query))


def counts(session: Session) -> dict[str, int]:
    """How many registrations are in each state, without rehearsals."""
    query = (
        select(Registration.state, func.count())
        .join(Business, Business.id == Registration.business_id)
        .where(Business.is_rehearsal.is_(False))
        .group_by(Registration.state)
    )
    return {str(state): count for state, count in session.execute(query)}


def of_chain(session: Session, brand_id: int, campaign_id: int | None = None) -> list[Registration]:
    """The registrations that depend on a brand, or on one of its campaigns."""
    query = select(Registration).where(Registration.brand_id == brand_id).order_by(Registration.id)
    if campaign_id is not None:
        query = query.where(Registration.campaign_id == campaign_id)
    return list(session.scalars(query))


def idle_campaign(session: Session, brand_id: int) -> Campaign | None:
    """A campaign of a brand that still runs, and is paid for, although no registration that is not closed uses it."""
    used = select(Registration.campaign_id).where(
        Registration.campaign_id.is_not(None), Registration.state != states.Registration.CLOSED
    )
    query = (
        select(Campaign)
        .where(Campaign.brand_id == brand_id, Campaign.record == states.Registry.ACTIVE)
        .where(Campaign.id.not_in(used))
        .order_by(Campaign.id)
        .limit(1)
    )
    return session.scalar(query)


def submissions_of(session: Session, registration_id: int) -> list[Submission]:
    """The submissions of a registration, newest first."""
    query = select(Submission).where(Submission.registration_id == registration_id)
    return list(session.scalars(query.order_by(Submission.sequence.desc())))


def latest_submission(session: Session, registration_id: int) -> Submission | None:
    """The newest submission."""
    return next(iter(submissions_of(session, registration_id)), None)


def decision_on(session: Session, submission_id: int) -> Decision | None:
    """The decision on a submission, if there is one."""
    return session.scalar(select(Decision).where(Decision.submission_id == submission_id))


def others_with_ein(session: Session, registration: Registration) -> int:
    """How many other businesses have a registration with the same EIN that is or was with the registry."""
    if registration.ein_index is None:
        return 0
    query = select(func.count(func.distinct(Registration.business_id))).where(
        Registration.ein_index == registration.ein_index,
        Registration.business_id != registration.business_id,
        Registration.submitted_at.is_not(None),
    )
    return session.scalar(query) or 0
