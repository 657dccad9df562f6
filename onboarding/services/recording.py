"""Recording what became of a wish: the objects, the moves, the money, and what is polled from now on."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from onboarding.domain.chain import Step
from onboarding.domain.fees import PREPAID_MONTHS, Trigger
from onboarding.domain.follow_ups import Topic
from onboarding.domain.states import Event, Identity, Machine, Registry, Sharing
from onboarding.domain.states import Number as NumberState
from onboarding.domain.states import Registration as State
from onboarding.services import fees
from onboarding.services.filing import Errand, number_of
from onboarding.services.sending import Outcome
from onboarding.settings import Settings
from onboarding.store import brands, outbox
from onboarding.store.brands import Brand
from onboarding.store.campaigns import Campaign, CampaignCarrier
from onboarding.store.intents import Intent
from onboarding.store.moves import Cause, move, write_gates
from onboarding.store.registrations import Registration
from onboarding.store.watches import watch

_SOON = timedelta(seconds=3)


def record(session: Session, errand: Errand, outcome: Outcome, settings: Settings, at: datetime) -> None:
    """Write down an outcome, once: a wish that is decided already is left as it is."""
    intent = session.get_one(Intent, errand.intent_id)
    registration = session.get_one(Registration, intent.registration_id)
    if registration.brand is None or registration.campaign is None:
        raise LookupError(f"registration {registration.id} lost its brand or campaign")
    brand = brands.lock(session, registration.brand.id)
    session.refresh(intent)
    if intent.outcome != "open":
        return
    cause = Cause("registry", "filing", at)
    intent.decided_at = at
    if outcome.refused:
        intent.outcome = "refused"
        intent.refusal = [[p.code, p.description[:500], list(p.fields)] for p in outcome.problems]
        codes = ",".join(p.code for p in outcome.problems)
        if registration.state in {State.FILING, State.WAITING}:
            refused = Cause("registry", "filing", at, codes)
            move(session, registration, Machine.REGISTRATION, Event.REFUSED, refused)
        return
    intent.outcome = "done"
    _apply(session, errand, outcome, brand, registration.campaign, settings, cause)
    trigger = _TRIGGERS.get(errand.step)
    if trigger:
        until = _prepaid_until(at.date()) if trigger is Trigger.CAMPAIGN_CREATED else None
        fees.record(session, registration, intent, trigger, at, until)
    # Not each outcome is a move (an edit is none), so the next step is always looked for.
    outbox.post(session, Topic.ADVANCE, str(registration.id), at=at)
    if errand.step is Step.ATTACH_NUMBER and (number := number_of(session, registration)):
        move(session, number, Machine.NUMBER, NumberState.PENDING, cause)


_TRIGGERS = {
    Step.FILE_BRAND: Trigger.BRAND_CREATED,
    Step.REVET_BRAND: Trigger.BRAND_REVETTED,
    Step.FILE_CAMPAIGN: Trigger.CAMPAIGN_CREATED,
    Step.SHARE: Trigger.CAMPAIGN_SHARED,
}


def _apply(
    session: Session,
    errand: Errand,
    outcome: Outcome,
    brand: Brand,
    campaign: Campaign,
    settings: Settings,
    cause: Cause,
) -> None:
    soon = cause.at + _SOON
    # An answer that was asked for before this change is older than what we know now.
    if errand.step in {Step.FILE_BRAND, Step.EDIT_BRAND, Step.REVET_BRAND}:
        brand.observed_at = cause.at
    else:
        campaign.observed_at = cause.at
    match errand.step:
        case Step.FILE_BRAND:
            brand.registry_id = outcome.registry_id
            brand.filed_digest = brand.vetted_digest = errand.content.brand_digest
            brand.identity_digest = errand.content.identity_digest
            move(session, brand, Machine.IDENTITY, Identity.SCORING, cause)
            watch(session, "brand", brand.id, soon)
        case Step.EDIT_BRAND:
            brand.filed_digest = errand.content.brand_digest
            if brand.identity_digest != errand.content.identity_digest:
                # The registry takes its confirmation back with this edit (dossier 1.3), so the gate closes now, not with
                # the next read.
                brand.identity_digest = errand.content.identity_digest
                move(session, brand, Machine.IDENTITY, Identity.UNVERIFIED, cause)
            watch(session, "brand", brand.id, soon)
        case Step.REVET_BRAND:
            brand.vetted_digest = errand.content.brand_digest
            move(session, brand, Machine.IDENTITY, Identity.SCORING, cause)
            watch(session, "brand", brand.id, soon)
        case Step.FILE_CAMPAIGN:
            campaign.registry_id = outcome.registry_id
            campaign.filed_digest = errand.content.campaign_digest
            move(session, campaign, Machine.REGISTRY, Registry.ACTIVE, cause)
            name_carriers(session, campaign, outcome.carriers, settings, cause.at)
            watch(session, "campaign", campaign.id, soon)
        case Step.EDIT_CAMPAIGN:
            campaign.filed_digest = errand.content.campaign_digest
        case Step.SHARE:
            campaign.shared_digest = errand.content.review_digest
            campaign.upstream, campaign.explanation = errand.upstream, ""
            move(session, campaign, Machine.SHARING, Sharing.PENDING, cause)
            watch(session, "campaign", campaign.id, soon)
        case Step.ATTACH_NUMBER:
            watch(session, "campaign", campaign.id, soon)


def name_carriers(
    session: Session, campaign: Campaign, networks: Iterable[int], settings: Settings, at: datetime
) -> None:
    """Add the carriers that the registry names for a campaign, and say anew which ones the operator's settings require."""
    known = {link.network_id for link in campaign.carriers}
    new = sorted(set(networks) - known)
    for network_id in new:
        campaign.carriers.append(CampaignCarrier(network_id=network_id, required=settings.is_required(network_id)))
    changed = [link for link in campaign.carriers if link.required != settings.is_required(link.network_id)]
    for link in changed:
        link.required = settings.is_required(link.network_id)
    if new or changed:
        session.flush()
        write_gates(session, campaign.brand_id, None, at)


def _prepaid_until(start: date) -> date:
    """The last day of the months paid in advance, counted as the calendar does."""
    month = start.month - 1 + PREPAID_MONTHS
    year, month = start.year + month // 12, month % 12 + 1
    day = min(start.day, [31, 29 if year % 4 == 0 else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1])
    return date(year, month, day)
