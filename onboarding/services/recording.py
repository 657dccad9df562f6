"""Recording what became of a wish: the objects, the moves, the money, and what is polled from now on."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from onboarding.domain import proof
from onboarding.domain.chain import Step
from onboarding.domain.fees import Trigger, months_later, prepaid_months
from onboarding.domain.follow_ups import Topic
from onboarding.domain.states import Event, Identity, Machine, Proof, Registry, Sharing
from onboarding.domain.states import Number as NumberState
from onboarding.domain.states import Registration as State
from onboarding.services import fees
from onboarding.services.errands import Errand
from onboarding.services.filing import number_of
from onboarding.services.sending import Outcome
from onboarding.settings import Settings
from onboarding.store import brands, campaigns, intents, outbox
from onboarding.store.brands import Brand
from onboarding.store.campaigns import Campaign, CampaignCarrier
from onboarding.store.intents import Intent
from onboarding.store.moves import Cause, Movable, move, write_gates
from onboarding.store.registrations import Registration
from onboarding.store.watches import watch

_SOON = timedelta(seconds=3)


def record(session: Session, errand: Errand, outcome: Outcome, settings: Settings, at: datetime) -> None:
    """Write down an outcome, once: a wish that is decided already is left as it is."""
    intent = session.get_one(Intent, errand.intent_id)
    registration = session.get_one(Registration, intent.registration_id)
    brand, campaign = _objects(session, registration, errand)
    brands.lock(session, brand.id)
    session.refresh(intent)
    session.refresh(campaign)
    if intent.outcome != "open":
        return
    cause = Cause("registry", "filing", at)
    others = intents.others_tried(session, intent)
    unsettled = errand.look_only and (others or outcome.refused)
    if outcome.gone or unsettled or _is_known(errand, brand, campaign):
        # It was overtaken and never carried out, nobody can look it up, or another wish has recorded the same object already.
        intent.outcome, intent.decided_at = "dropped", at
        outbox.post(session, Topic.ADVANCE, str(registration.id), at=at)
        return
    if outcome.refused:
        _refuse(session, registration, campaign, intent, outcome, at)
        return
    intent.outcome, intent.decided_at = "done", at
    done = _Done(session, errand, outcome, brand, campaign, settings, cause, unsure=outcome.found and others)
    _RECORDED[errand.step](done)
    trigger = _TRIGGERS.get(errand.step)
    if trigger:
        until = campaign.renews_on if trigger is Trigger.CAMPAIGN_CREATED else None
        fees.record(session, registration, intent, trigger, at, until)
    # Not each outcome is a move (an edit is none), so the next step is always looked for.
    outbox.post(session, Topic.ADVANCE, str(registration.id), at=at)
    if errand.step is Step.ATTACH_NUMBER and (number := number_of(session, registration)):
        move(session, number, Machine.NUMBER, NumberState.PENDING, cause)


def _objects(session: Session, registration: Registration, errand: Errand) -> tuple[Brand, Campaign]:
    """The brand and the campaign that a wish is about: those that it names, which may have been replaced since."""
    campaign = campaigns.by_public_id(session, errand.reference) or registration.campaign
    named = brands.by_public_id(session, errand.reference)
    brand = named or (session.get(Brand, campaign.brand_id) if campaign else registration.brand)
    if brand is None or campaign is None:
        raise LookupError(f"registration {registration.id} lost its brand or campaign")
    return brand, campaign


def _is_known(errand: Errand, brand: Brand, campaign: Campaign) -> bool:
    """Has another wish filed the very same object and written it down?"""
    filed = {Step.FILE_BRAND: brand.registry_id, Step.FILE_CAMPAIGN: campaign.registry_id}
    return filed.get(errand.step) is not None


def _refuse(
    session: Session,
    registration: Registration,
    campaign: Campaign,
    intent: Intent,
    outcome: Outcome,
    at: datetime,
) -> None:
    intent.outcome, intent.decided_at = "refused", at
    intent.refusal = [[p.code, p.description[:500], list(p.fields)] for p in outcome.problems]
    if outcome.asked_monthly:
        campaign.quoted_monthly = outcome.asked_monthly
    codes = ",".join(p.code for p in outcome.problems)
    if registration.state in {State.FILING, State.WAITING}:
        move(session, registration, Machine.REGISTRATION, Event.REFUSED, Cause("registry", "filing", at, codes))


_TRIGGERS = {
    Step.FILE_BRAND: Trigger.BRAND_CREATED,
    Step.REVET_BRAND: Trigger.BRAND_REVETTED,
    Step.ORDER_MAIL: Trigger.MAIL_ORDERED,
    Step.FILE_CAMPAIGN: Trigger.CAMPAIGN_CREATED,
    Step.SHARE: Trigger.CAMPAIGN_SHARED,
}


@dataclass(frozen=True)
class _Done:
    """A wish that was taken, with the rows that it concerns, held.

    ``unsure``: what is there may be the work of another try, with other contents; a free edit brings it up to date.
    """

    session: Session
    errand: Errand
    outcome: Outcome
    brand: Brand
    campaign: Campaign
    settings: Settings
    cause: Cause
    unsure: bool

    def move(self, row: Movable, machine: Machine, event: str) -> None:
        """Apply an event for this cause."""
        move(self.session, row, machine, event, self.cause)

    def watch_brand(self) -> None:
        """Read it soon; an answer that was asked for before this change is older than what we know now."""
        self.brand.observed_at = self.cause.at
        watch(self.session, "brand", self.brand.id, self.cause.at + _SOON)

    def watch_campaign(self) -> None:
        """The same for the campaign."""
        self.campaign.observed_at = self.cause.at
        watch(self.session, "campaign", self.campaign.id, self.cause.at + _SOON)


def _brand_filed(done: _Done) -> None:
    brand, content = done.brand, done.errand.content
    brand.registry_id = done.outcome.registry_id
    brand.entity_type = str(content.brand["entityType"])
    brand.filed_digest = None if done.unsure else content.brand_digest
    brand.vetted_digest = content.brand_digest
    brand.identity_digest = content.identity_digest
    done.move(brand, Machine.IDENTITY, Identity.SCORING)
    done.move(brand, Machine.PROOF, proof.needed(brand.entity_type))
    done.watch_brand()


def _brand_edited(done: _Done) -> None:
    brand, content = done.brand, done.errand.content
    brand.filed_digest = content.brand_digest
    brand.entity_type = str(content.brand["entityType"])
    if brand.identity_digest != content.identity_digest:
        # The registry takes its confirmation back with this edit (dossier 1.3), so the gate closes now, not with the next
        # read.
        brand.identity_digest = content.identity_digest
        done.move(brand, Machine.IDENTITY, Identity.UNVERIFIED)
        done.move(brand, Machine.PROOF, proof.needed(brand.entity_type))
    elif brand.proof is Proof.GIVEN and proof.needed(brand.entity_type) is Proof.MAIL_NEEDED:
        # Another contact takes an Authentication+ back; nothing is filed on it before the registry was asked.
        done.move(brand, Machine.PROOF, Proof.UNKNOWN)
    done.watch_brand()


def _brand_checked_anew(done: _Done) -> None:
    done.brand.vetted_digest = done.errand.content.brand_digest
    done.move(done.brand, Machine.IDENTITY, Identity.SCORING)
    done.watch_brand()


def _pin_sent(done: _Done) -> None:
    done.move(done.brand, Machine.PROOF, Proof.PIN_SENT)
    done.watch_brand()


def _mail_ordered(done: _Done) -> None:
    done.move(done.brand, Machine.PROOF, Proof.MAIL_SENT)
    done.watch_brand()


def _campaign_filed(done: _Done) -> None:
    campaign = done.campaign
    campaign.registry_id = done.outcome.registry_id
    campaign.filed_digest = None if done.unsure else done.errand.content.campaign_digest
    campaign.renews_on = months_later(done.cause.at.date(), prepaid_months(campaign.use_case))
    done.move(campaign, Machine.REGISTRY, Registry.ACTIVE)
    name_carriers(done.session, campaign, done.outcome.carriers, done.settings, done.cause.at)
    done.watch_campaign()


def _campaign_edited(done: _Done) -> None:
    done.campaign.filed_digest = done.errand.content.campaign_digest
    done.campaign.observed_at = done.cause.at


def _campaign_retired(done: _Done) -> None:
    retired = campaigns.by_public_id(done.session, done.errand.reference)
    if retired is not None:
        done.move(retired, Machine.REGISTRY, Registry.EXPIRED)


def _shared(done: _Done) -> None:
    campaign = done.campaign
    campaign.shared_digest = done.errand.content.review_digest
    campaign.upstream, campaign.explanation, campaign.categories = done.errand.upstream, "", []
    done.move(campaign, Machine.SHARING, Sharing.PENDING)
    done.watch_campaign()


def _number_attached(done: _Done) -> None:
    done.watch_campaign()


_RECORDED: Mapping[Step, Callable[[_Done], None]] = {
    Step.FILE_BRAND: _brand_filed,
    Step.EDIT_BRAND: _brand_edited,
    Step.REVET_BRAND: _brand_checked_anew,
    Step.SEND_PIN: _pin_sent,
    Step.ORDER_MAIL: _mail_ordered,
    Step.FILE_CAMPAIGN: _campaign_filed,
    Step.EDIT_CAMPAIGN: _campaign_edited,
    Step.RETIRE_CAMPAIGN: _campaign_retired,
    Step.SHARE: _shared,
    Step.ATTACH_NUMBER: _number_attached,
}


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
