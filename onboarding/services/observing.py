"""Observing: reading an object at the registry and writing what was seen. Notices and the poll both end here (invariant 5)."""

import logging
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from onboarding.domain.answers import EntityType
from onboarding.domain.polling import brand_interval, campaign_interval
from onboarding.domain.states import Number
from onboarding.services import looking_at_brands, looking_at_campaigns
from onboarding.services.looking import Look
from onboarding.services.ports import Attachment, Messaging, NotFound, OutsideError
from onboarding.services.registry import BrandSeen, CampaignSeen
from onboarding.services.registry import Registry as RegistryPort
from onboarding.services.registry_proofs import Vetting
from onboarding.settings import Settings
from onboarding.store import brands, numbers, watches
from onboarding.store.brands import Brand
from onboarding.store.campaigns import Campaign
from onboarding.store.moves import chain_of
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
    is_listed: bool = False


@dataclass(frozen=True)
class Observation:
    """What the outside answered."""

    brand: BrandSeen | None = None
    vettings: Sequence[Vetting] = ()
    campaign: CampaignSeen | None = None
    attachments: Mapping[str, Attachment] = field(default_factory=dict)


def question(session: Session, watch_id: int, at: datetime) -> Question | None:
    """Claim a due watch and say what to ask; None when there is nothing to do."""
    watch = watches.claim(session, watch_id, at)
    if watch is None:
        return None
    e164s: tuple[str, ...] = ()
    is_listed = False
    if watch.kind == "brand":
        brand = session.get(Brand, watch.subject_id)
        registry_id = brand.registry_id if brand else None
        is_listed = brand is not None and brand.entity_type == EntityType.PUBLIC_PROFIT
    else:
        campaign = session.get(Campaign, watch.subject_id)
        registry_id = campaign.registry_id if campaign else None
        bound = numbers.of_campaign(session, watch.subject_id)
        e164s = tuple(n.e164 for n in bound if n.assignment is not Number.UNASSIGNED)
    session.expunge(watch)
    return Question(watch, registry_id or "", e164s, at, is_listed)


def ask(asked: Question, registry: RegistryPort, messaging: Messaging) -> Observation:
    """Use the network; raises OutsideError when the registry gives no answer."""
    if not asked.registry_id:
        raise NotFound(f"watch {asked.watch.id} has nothing filed behind it")
    if asked.watch.kind == "brand":
        brand = registry.read_brand(asked.registry_id)
        return Observation(brand=brand, vettings=registry.vettings(asked.registry_id) if asked.is_listed else ())
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
    if seen.brand is not None:
        waits, changed = _observe_brand(session, asked, seen.brand, seen.vettings, at)
    elif seen.campaign is not None:
        waits, changed = _observe_campaign(session, asked, seen, settings, at)
    else:
        return
    watches.done(session, asked.watch, at + waits, at, changed=changed)


def _look(session: Session, asked: Question, before: datetime | None, at: datetime) -> Look:
    source = "notice" if asked.watch.noticed != asked.watch.answered else "poll"
    return Look(session, asked.registry_id, source, at, before or asked.asked_at)


def _age(asked: Question, look: Look) -> timedelta:
    """How old the last change is."""
    since = asked.watch.changed_at
    return timedelta() if look.changed or since is None else max(timedelta(), look.at - since)


def _observe_brand(
    session: Session, asked: Question, seen: BrandSeen, vettings: Sequence[Vetting], at: datetime
) -> tuple[timedelta, bool]:
    brand = brands.lock(session, asked.watch.subject_id)
    if brand.observed_at and asked.asked_at < brand.observed_at:
        return timedelta(), False
    look = _look(session, asked, brand.observed_at, at)
    looking_at_brands.apply(look, brand, seen, vettings, asked.asked_at)
    return brand_interval(brand.identity, brand.proof, _age(asked, look)), look.changed


def _observe_campaign(
    session: Session, asked: Question, seen: Observation, settings: Settings, at: datetime
) -> tuple[timedelta, bool]:
    campaign = session.get_one(Campaign, asked.watch.subject_id)
    brand = brands.lock(session, campaign.brand_id)
    session.refresh(campaign)
    bound = numbers.of_campaign(session, campaign.id)
    if seen.campaign is None or (campaign.observed_at and asked.asked_at < campaign.observed_at):
        return timedelta(), False
    look = _look(session, asked, campaign.observed_at, at)
    looking_at_campaigns.apply(look, campaign, seen.campaign, settings, asked.asked_at)
    looking_at_campaigns.attach(look, bound, seen.attachments, campaign)
    waits = campaign_interval(chain_of(brand, campaign, next(iter(bound), None)), _age(asked, look))
    heard = set(asked.e164s) <= set(seen.attachments)
    return (waits if heard else min(waits, _HALF_ANSWERED)), look.changed


def not_answered(session: Session, asked: Question, wait: float = 0.0) -> None:
    """No answer: release the watch and wait longer each time, up to ten minutes; not less than the registry asks (seconds).

    A random part keeps the watches that failed together from coming back together.
    """
    seconds = min(600, 2 ** min(asked.watch.failures + 1, 10)) * random.uniform(0.75, 1.25)  # noqa: S311 - no secret
    watches.failed(session, asked.watch, timedelta(seconds=max(wait, seconds)))


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
