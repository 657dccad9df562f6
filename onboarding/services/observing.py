"""Observing: reading an object at the registry and writing what was seen. Notices and the poll both end here (invariant 5)."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from onboarding.domain.polling import brand_interval, campaign_interval
from onboarding.domain.states import Carrier, Dca, Identity, Machine, Number, Registry, Sharing
from onboarding.services.ports import Attachment, Messaging, NotFound, OutsideError
from onboarding.services.recording import name_carriers
from onboarding.services.registry import BrandSeen, CampaignSeen
from onboarding.services.registry import Registry as RegistryPort
from onboarding.settings import Settings
from onboarding.store import brands, numbers, watches
from onboarding.store.brands import Brand
from onboarding.store.campaigns import Campaign
from onboarding.store.moves import Cause, chain_of, move
from onboarding.store.outbox import Posted
from onboarding.store.watches import Watch

log = logging.getLogger(__name__)

_HALF_ANSWERED = timedelta(minutes=1)  # until the next read when the messaging provider said nothing


@dataclass(frozen=True)
class Question:
    """What to ask the outside for one watch: ids only, no rows."""

    watch: Watch
    registry_id: str
    e164s: tuple[str, ...]
    asked_at: datetime


@dataclass(frozen=True)
class Observation:
    """What the outside answered."""

    brand: BrandSeen | None = None
    campaign: CampaignSeen | None = None
    attachments: Mapping[str, Attachment] = field(default_factory=dict)


def question(session: Session, watch_id: int, at: datetime) -> Question | None:
    """Claim a due watch and say what to ask; None when there is nothing to do."""
    watch = watches.claim(session, watch_id, at)
    if watch is None:
        return None
    e164s: tuple[str, ...] = ()
    if watch.kind == "brand":
        brand = session.get(Brand, watch.subject_id)
        registry_id = brand.registry_id if brand else None
    else:
        campaign = session.get(Campaign, watch.subject_id)
        registry_id = campaign.registry_id if campaign else None
        bound = numbers.of_campaign(session, watch.subject_id)
        e164s = tuple(n.e164 for n in bound if n.assignment is not Number.UNASSIGNED)
    session.expunge(watch)
    return Question(watch, registry_id or "", e164s, at)


def ask(asked: Question, registry: RegistryPort, messaging: Messaging) -> Observation:
    """Use the network; raises OutsideError when the registry gives no answer."""
    if not asked.registry_id:
        raise NotFound(f"watch {asked.watch.id} has nothing filed behind it")
    if asked.watch.kind == "brand":
        return Observation(brand=registry.read_brand(asked.registry_id))
    seen = registry.read_campaign(asked.registry_id)
    return Observation(campaign=seen, attachments=_attachments(asked.e164s, messaging))


def _attachments(e164s: tuple[str, ...], messaging: Messaging) -> dict[str, Attachment]:
    """Each number's binding; a provider that does not answer must not hide what the registry said."""
    found: dict[str, Attachment] = {}
    for e164 in e164s:
        try:
            found[e164] = messaging.attachment(e164)
        except NotFound:
            found[e164] = Attachment(Number.UNASSIGNED, "", "")
        except OutsideError as error:
            log.warning("a number's attachment could not be read: %s", error)
    return found


def observe(session: Session, asked: Question, seen: Observation, settings: Settings, at: datetime) -> None:
    """Apply what was seen: each difference is a move; an answer older than the newest applied one is dropped."""
    source = "notice" if asked.watch.noticed != asked.watch.answered else "poll"
    if seen.brand is not None:
        interval = _observe_brand(session, asked, seen.brand, source, at)
    elif seen.campaign is not None:
        interval = _observe_campaign(session, asked, seen, settings, source, at)
    else:
        return
    watches.done(session, asked.watch, at + interval, at)


def _observe_brand(session: Session, asked: Question, seen: BrandSeen, source: str, at: datetime) -> timedelta:
    brand = brands.lock(session, asked.watch.subject_id)
    if brand.observed_at and asked.asked_at < brand.observed_at:
        return timedelta()
    brand.observed_at = asked.asked_at
    brand.attributes, brand.feedback = dict(seen.attributes), [dict(item) for item in seen.feedback]
    state = _identity(seen)
    if state is None:
        log.warning("brand %s shows an identity status we do not know: %r", seen.registry_id, seen.identity)
    else:
        codes = ",".join(e.get("code", "") for item in seen.feedback for e in item.get("errors", []))
        move(session, brand, Machine.IDENTITY, state, Cause("registry", source, at, codes))
    return brand_interval(brand.identity)


def _identity(seen: BrandSeen) -> Identity | None:
    if seen.deleted:
        return Identity.DELETED
    if seen.scoring:
        return Identity.SCORING
    try:
        return Identity(seen.identity.lower())
    except ValueError:
        return None


def _observe_campaign(
    session: Session, asked: Question, seen: Observation, settings: Settings, source: str, at: datetime
) -> timedelta:
    campaign = session.get_one(Campaign, asked.watch.subject_id)
    brand = brands.lock(session, campaign.brand_id)
    session.refresh(campaign)
    bound = numbers.of_campaign(session, campaign.id)
    if seen.campaign is None or (campaign.observed_at and asked.asked_at < campaign.observed_at):
        return timedelta()
    campaign.observed_at = asked.asked_at
    _apply_campaign(session, campaign, seen.campaign, settings, source, at)
    for number in bound:
        if attachment := seen.attachments.get(number.e164):
            _apply_attachment(session, number, attachment, campaign, source, at)
    interval = campaign_interval(chain_of(brand, campaign, next(iter(bound), None)))
    return interval if set(asked.e164s) <= set(seen.attachments) else min(interval, _HALF_ANSWERED)


def _apply_campaign(
    session: Session, campaign: Campaign, seen: CampaignSeen, settings: Settings, source: str, at: datetime
) -> None:
    registry, carrier = Cause("registry", source, at), Cause("carrier", source, at)
    campaign.renews_on = _day(seen.renews_on)
    _move_to(session, campaign, Machine.REGISTRY, Registry, seen.status, registry)
    if seen.sharing.lower() == Sharing.DECLINED:
        campaign.explanation = seen.explanation
    _move_to(session, campaign, Machine.SHARING, Sharing, seen.sharing or Sharing.NONE, registry)
    name_carriers(session, campaign, tuple(seen.operation), settings, at)
    campaign.elected = sorted(seen.elected)
    required = {link.network_id for link in campaign.carriers if link.required}
    elected = required & set(seen.elected)
    dca = Dca.NONE if not elected else Dca.COMPLETE if elected == required else Dca.PARTIAL
    move(session, campaign, Machine.DCA, dca, registry)
    for link in campaign.carriers:
        _move_to(session, link, Machine.CARRIER, Carrier, seen.operation.get(link.network_id, Carrier.NONE), carrier)


def _apply_attachment(
    session: Session, number: numbers.Number, seen: Attachment, campaign: Campaign, source: str, at: datetime
) -> None:
    elsewhere = seen.campaign_id not in {"", campaign.registry_id}
    state = Number.FAILED if elsewhere and seen.state == Number.ASSIGNED else seen.state
    number.failure = "attached to another campaign" if elsewhere else seen.failure
    _move_to(session, number, Machine.NUMBER, Number, state, Cause("provider", source, at))


def _move_to(session: Session, row: object, machine: Machine, kind: type, raw: str, cause: Cause) -> None:
    """Move to a state seen; a word that we do not know is logged and breaks nothing, but a carrier must say yes."""
    try:
        state = kind(raw.lower())
    except ValueError:
        log.warning("%s shows a state we do not know: %r", machine, raw)
        if machine is not Machine.CARRIER:
            return
        state = Carrier.NONE
    move(session, row, machine, state, cause)  # type: ignore[arg-type]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def not_answered(session: Session, asked: Question) -> None:
    """No answer: release the watch and wait longer each time, up to ten minutes."""
    seconds = min(600, 2 ** min(asked.watch.failures + 1, 10))
    watches.failed(session, asked.watch, timedelta(seconds=seconds))


def noticed(writer: Session | Connection, registry_ids: Mapping[str, str], at: datetime) -> Posted | None:
    """A verified notice named objects: read the first that is ours now. Gives the read to ring for after the commit."""
    for kind, name in (("campaign", "campaignId"), ("brand", "brandId")):
        if name in registry_ids and (read := watches.notice_named(writer, kind, registry_ids[name], at)):
            return read
    return None


def number_noticed(session: Session, e164: str, at: datetime) -> bool:
    """The messaging provider says that a number changed: read its campaign."""
    number = numbers.by_e164(session, e164)
    if number is None or number.campaign_id is None:
        return False
    watches.notice(session, "campaign", number.campaign_id, at)
    return True
