"""Intents: one wish to file each, with the reference id that is fixed before the first try (invariant 3)."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from onboarding.domain.chain import Step
from onboarding.store.base import Base, EnumText


class Intent(Base):
    """A wish to create or change one object at the registry.

    ``key`` makes a wish unique: the step, the object and the submission, so that the same wish is never written twice.
    One that is overtaken by another submission before it was sent is dropped. ``before`` is the state read before the first try, for steps where the registry takes no reference id.
    """

    __tablename__ = "intents"
    __table_args__ = (
        UniqueConstraint("key"),
        CheckConstraint("outcome IN ('open', 'done', 'refused', 'dropped')", name="outcome"),
        CheckConstraint("(outcome = 'open') = (decided_at IS NULL)", name="decided"),
        {"comment": "Wishes to file, each at most once at the registry"},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"), index=True)
    step: Mapped[Step] = mapped_column(EnumText(Step))
    key: Mapped[str] = mapped_column(String(140))
    reference: Mapped[str] = mapped_column(
        String(50), index=True, comment="referenceId at the registry, where it takes one"
    )
    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"), index=True)
    before: Mapped[dict[str, Any] | None] = mapped_column()
    tried_at: Mapped[datetime | None] = mapped_column(comment="First try; set before the call")
    outcome: Mapped[str] = mapped_column(String(10), default="open")
    decided_at: Mapped[datetime | None] = mapped_column()
    refusal: Mapped[list[Any]] = mapped_column(default=list, comment="Codes and fields of a refusal")
    created_at: Mapped[datetime] = mapped_column()


def by_key(session: Session, key: str) -> Intent | None:
    """The intent with a key, whatever became of it."""
    return session.scalar(select(Intent).where(Intent.key == key))


def of_registration(session: Session, registration_id: int) -> list[Intent]:
    """The intents of a registration, oldest first."""
    return list(session.scalars(select(Intent).where(Intent.registration_id == registration_id).order_by(Intent.id)))


def made_for(session: Session, submission_id: int, step: Step) -> bool:
    """Was a wish of this kind decided for a submission? One that is open or was dropped is still to be carried out."""
    query = select(Intent.id).where(
        Intent.submission_id == submission_id, Intent.step == step, Intent.outcome.in_(("done", "refused"))
    )
    return session.scalar(query.limit(1)) is not None


def others_tried(session: Session, intent: Intent) -> bool:
    """Was another wish for the same step and object tried, so that what is found there may be its work?"""
    query = select(Intent.id).where(
        Intent.reference == intent.reference,
        Intent.step == intent.step,
        Intent.id != intent.id,
        Intent.tried_at.is_not(None),
        Intent.outcome.in_(("open", "done", "dropped")),
    )
    return session.scalar(query.limit(1)) is not None


def filing_of(session: Session, campaign: str) -> Intent | None:
    """The wish by which a campaign (its public id) was filed."""
    query = select(Intent).where(
        Intent.reference == campaign, Intent.step == Step.FILE_CAMPAIGN, Intent.outcome == "done"
    )
    return session.scalar(query.order_by(Intent.id.desc()).limit(1))
