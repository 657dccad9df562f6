"""Errands: a wish made ready for the network, and what is remembered between two tries of it (invariant 3)."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from onboarding.domain.chain import Step
from onboarding.services import fees
from onboarding.services.filing import WORKING, Filed, approved, filed, number_of, reference
from onboarding.settings import Settings
from onboarding.store import brands, campaigns
from onboarding.store.intents import Intent
from onboarding.store.registrations import Registration, Submission
from onboarding.store.vault import Vault


@dataclass(frozen=True)
class Errand:
    """One wish made ready for the network: plain values only, no rows."""

    intent_id: int
    step: Step
    reference: str
    tried_before: bool
    before: dict[str, Any] | None
    brand_id: str
    campaign_id: str
    upstream: str
    e164: str
    use_case: str
    provider: str
    content: Filed = field(repr=False)  # holds the EIN
    agreed_monthly_cost: int
    mock: bool = False
    look_only: bool = False  # overtaken since it was tried: find out what became of it, and ask for nothing more


def prepare(session: Session, intent_id: int, vault: Vault, settings: Settings, at: datetime) -> Errand | None:
    """Read a wish before the network is used, and remember that it is being tried; None when it is decided already.

    A wish that was overtaken while it waited is dropped: another submission was approved since, its object was replaced,
    or the owner is to correct something first. One that was tried may have been carried out, and paid for, all the same:
    it is only looked up.
    """
    intent = session.get_one(Intent, intent_id)
    if intent.outcome != "open":
        return None
    registration = session.get_one(Registration, intent.registration_id)
    submission = session.get_one(Submission, intent.submission_id)
    overtaken = _is_overtaken(session, registration, submission, intent)
    if overtaken and (intent.tried_at is None or intent.step not in _PAID):
        intent.outcome, intent.decided_at = "dropped", at
        return None
    brand = brands.by_public_id(session, intent.reference) or registration.brand
    campaign = campaigns.by_public_id(session, intent.reference) or registration.campaign
    number = number_of(session, registration)
    tried_before = intent.tried_at is not None
    intent.tried_at = intent.tried_at or at
    return Errand(
        intent_id=intent.id,
        step=intent.step,
        reference=intent.reference,
        tried_before=tried_before,
        before=intent.before,
        brand_id=(brand.registry_id if brand else None) or "",
        campaign_id=(campaign.registry_id if campaign else None) or "",
        upstream=settings.upstream_partner,
        e164=number.e164 if number else "",
        use_case=campaign.use_case if campaign else "",
        provider=settings.provider_name,
        content=filed(session, registration, submission, vault, settings),
        agreed_monthly_cost=fees.agreed(session, submission).monthly_cost,
        mock=registration.business.is_rehearsal and not settings.practice_mode,
        look_only=overtaken,
    )


_PAID = frozenset({Step.FILE_BRAND, Step.REVET_BRAND, Step.ORDER_MAIL, Step.FILE_CAMPAIGN, Step.SHARE})


def _is_overtaken(session: Session, registration: Registration, submission: Submission, intent: Intent) -> bool:
    if intent.step is Step.RETIRE_CAMPAIGN:
        return False  # what nobody uses any more is ended whatever else happened
    newest = approved(session, registration)
    return (
        newest is None
        or newest.id != submission.id
        or registration.state not in WORKING
        or reference(session, registration, intent.step) != intent.reference
    )


def begin_again(session: Session, intent_id: int) -> None:
    """The last try certainly left nothing at the registry: the next one is a first one."""
    intent = session.get_one(Intent, intent_id)
    intent.tried_at = intent.before = None


def remember_before(session: Session, intent_id: int, before: dict[str, Any]) -> None:
    """Keep the state read before the first try, where the registry takes no reference id."""
    intent = session.get_one(Intent, intent_id)
    if intent.before is None:
        intent.before = before
