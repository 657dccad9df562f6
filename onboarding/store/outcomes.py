"""What became of submissions at the real registry, and which warnings they carried: what odds are counted from."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Index, Select, String, case, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from onboarding.domain.chain import Step
from onboarding.domain.preflight.rule import Severity
from onboarding.store.base import Base, EnumText
from onboarding.store.intents import Intent


class SubmissionFinding(Base):
    """One rule that had something to say of a submission, as it was sent; a blocker can't be among them."""

    __tablename__ = "submission_findings"
    __table_args__ = ({"comment": "Warnings and tips that submissions carried"},)

    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"), primary_key=True)
    rule: Mapped[str] = mapped_column(String(60), primary_key=True)
    severity: Mapped[Severity] = mapped_column(EnumText(Severity))


class Outcome(Base):
    """The first answer of the reviewers to a submission; later ones (an appeal, a suspension) are another story."""

    __tablename__ = "outcomes"
    __table_args__ = (
        Index("ix_outcomes_use_case", "use_case", "first", "practice"),
        {"comment": "What reviewers decided, once a submission"},
    )

    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"), primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"), index=True)
    use_case: Mapped[str] = mapped_column(String(50))
    rules_version: Mapped[str] = mapped_column(String(20), comment="Preflight rule set that let it pass")
    first: Mapped[bool] = mapped_column(Boolean, comment="The registration's first outcome: only these are counted")
    approved: Mapped[bool] = mapped_column(Boolean)
    practice: Mapped[bool] = mapped_column(Boolean, comment="Decided by the simulator: never counted for real")
    decided_at: Mapped[datetime] = mapped_column(comment="Business time")


def carry(session: Session, submission_id: int, found: Iterable[tuple[str, Severity]]) -> None:
    """Remember which rules spoke of a submission; one that spoke twice counts once, at its gravest."""
    rank = list(Severity)
    gravest: dict[str, Severity] = {}
    for rule, severity in found:
        gravest[rule] = min(severity, gravest.get(rule, severity), key=rank.index)
    session.add_all(
        SubmissionFinding(submission_id=submission_id, rule=rule, severity=severity)
        for rule, severity in gravest.items()
    )


def shared(session: Session, registration_id: int) -> int | None:
    """The submission that was shared to the reviewers last, also when our note of it is still to be written."""
    query = select(Intent.submission_id).where(
        Intent.registration_id == registration_id,
        Intent.step == Step.SHARE,
        Intent.tried_at.is_not(None),
        Intent.outcome.in_(("open", "done")),
    )
    return session.scalar(query.order_by(Intent.id.desc()).limit(1))


def has_any(session: Session, registration_id: int) -> bool:
    """Was a submission of this registration decided before?"""
    query = select(Outcome.submission_id).where(Outcome.registration_id == registration_id)
    return session.scalar(query.limit(1)) is not None


def tally(session: Session, use_case: str, rules: frozenset[str], *, with_practice: bool) -> tuple[int, int]:
    """How many registrations of a use case, sent with at least these rules' findings, were approved, and how many decided.

    Only the first outcome of a registration counts: a corrected one is no independent case.
    """
    chosen = select(Outcome.submission_id, Outcome.approved).where(Outcome.use_case == use_case, Outcome.first)
    if not with_practice:
        chosen = chosen.where(Outcome.practice.is_(False))
    if rules:
        chosen = _carrying(chosen, rules)
    found = chosen.subquery()
    approved = func.coalesce(func.sum(case((found.c.approved, 1), else_=0)), 0)
    yes, all_ = session.execute(select(approved, func.count()).select_from(found)).one()
    return int(yes), int(all_)


def _carrying(chosen: Select[int, bool], rules: frozenset[str]) -> Select[int, bool]:
    return (
        chosen.join(SubmissionFinding, SubmissionFinding.submission_id == Outcome.submission_id)
        .where(SubmissionFinding.rule.in_(rules))
        .group_by(Outcome.submission_id, Outcome.approved)
        .having(func.count() == len(rules))
    )
