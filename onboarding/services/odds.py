"""Odds from our own history: what reviewers decided on submissions like this one (never the simulator, outside development)."""

from collections.abc import Set as AbstractSet
from datetime import datetime

from sqlalchemy.orm import Session

from onboarding.domain.preflight.odds import Likeness, NotEnough, Odds, odds
from onboarding.domain.states import Sharing
from onboarding.services.ports import Ports
from onboarding.services.registrations import Dossier
from onboarding.settings import Settings
from onboarding.store import outcomes, registrations
from onboarding.store.campaigns import Campaign
from onboarding.store.outcomes import Outcome
from onboarding.store.registrations import Submission


def decided(session: Session, campaign: Campaign, settings: Settings, at: datetime) -> int:
    """Sharing moved: write down the outcome of each submission that was shared with it, once; returns how many.

    An approval that comes after a decline (an appeal) changes nothing: it is the first answer that odds are about. The
    caller holds the brand, so nobody else writes the same outcome.
    """
    if campaign.sharing not in {Sharing.ACCEPTED, Sharing.DECLINED} or not _is_written(settings):
        return 0
    written = 0
    for registration in registrations.of_chain(session, campaign.brand_id, campaign.id):
        shared = outcomes.shared(session, registration.id)
        if shared is None or registration.business.is_rehearsal or session.get(Outcome, shared) is not None:
            continue
        session.add(
            Outcome(
                submission_id=shared,
                registration_id=registration.id,
                use_case=campaign.use_case,
                rules_version=session.get_one(Submission, shared).rules_version,
                first=not outcomes.has_any(session, registration.id),
                approved=campaign.sharing is Sharing.ACCEPTED,
                practice=settings.practice_mode,
                decided_at=at,
            )
        )
        session.flush()
        written += 1
    return written


def _is_development(settings: Settings) -> bool:
    return settings.onboarding_env == "development"


def _is_written(settings: Settings) -> bool:
    """The simulator's word says nothing about reviewers; in development it is kept so that the odds can be seen at all."""
    return not settings.practice_mode or _is_development(settings)


def like_this(session: Session, use_case: str, rules: AbstractSet[str], ports: Ports) -> Odds | NotEnough:
    """The odds of a use case with these warnings; with too few of those, of the use case alone, which the words then say."""
    with_practice = _is_development(ports.settings)
    if rules:
        approved, all_ = outcomes.tally(session, use_case, frozenset(rules), with_practice=with_practice)
        found = odds(approved, all_, Likeness.WARNINGS)
        if isinstance(found, Odds):
            return found
    approved, all_ = outcomes.tally(session, use_case, frozenset(), with_practice=with_practice)
    return odds(approved, all_, Likeness.USE_CASE_ONLY if rules else Likeness.USE_CASE)


def of(session: Session, case: Dossier, ports: Ports) -> Odds | NotEnough:
    """The odds of a registration as its answers are now."""
    return like_this(session, case.answers.use_case, {finding.rule for finding in case.report.warnings}, ports)
