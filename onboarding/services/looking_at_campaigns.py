"""What a read of a campaign and its numbers means for us: four vectors, each apart (dossier 2.2), and its renewals."""

import logging
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from onboarding.domain.fees import months_between, months_later
from onboarding.domain.states import Carrier, Dca, Machine, Number, Registry, Sharing
from onboarding.services import fees, odds
from onboarding.services.looking import Look
from onboarding.services.ports import Attachment
from onboarding.services.recording import name_carriers
from onboarding.services.registry import CampaignSeen
from onboarding.settings import Settings
from onboarding.store import numbers
from onboarding.store.campaigns import Campaign

log = logging.getLogger(__name__)


def apply(look: Look, campaign: Campaign, seen: CampaignSeen, settings: Settings, asked_at: datetime) -> None:
    """Write what was seen of a campaign."""
    campaign.observed_at = asked_at
    _renew(look, campaign, seen)
    look.found(campaign, Machine.REGISTRY, Registry, seen.status)
    if seen.sharing.lower() == Sharing.DECLINED:
        campaign.explanation, campaign.categories = seen.explanation, list(seen.categories)
    before = campaign.sharing
    look.found(campaign, Machine.SHARING, Sharing, seen.sharing or Sharing.NONE, since=moment(seen.status_at))
    if campaign.sharing is not before:
        odds.decided(look.session, campaign, settings, look.at)
    name_carriers(look.session, campaign, {*seen.operation, *seen.elected}, settings, look.at)
    campaign.elected = sorted(seen.elected)
    required = {link.network_id for link in campaign.carriers if link.required}
    elected = required & set(seen.elected)
    dca = Dca.NONE if not elected else Dca.COMPLETE if elected == required else Dca.PARTIAL
    look.found(campaign, Machine.DCA, Dca, dca)
    for link in campaign.carriers:
        word = seen.operation.get(link.network_id, Carrier.NONE)
        look.found(link, Machine.CARRIER, Carrier, word, actor="carrier")
    campaign.unknown_words = look.unknown


_FAR = timedelta(days=400)  # no campaign renews later than that
_SLACK = timedelta(days=3)  # our guess at the first date against the registry's own


def _renew(look: Look, campaign: Campaign, seen: CampaignSeen) -> None:
    """Each billing cycle that has begun since the last look is entered once, also when several were missed.

    A date that cannot be (years away, or gone back) is left alone: a slip of theirs must neither charge nor stop anything.
    """
    before, now, today = campaign.renews_on, _day(seen.renews_on), look.at.date()
    if now is None or now > today + _FAR:
        return
    if before is None or abs(now - before) <= _SLACK:
        campaign.renews_on = now
        return
    if now < before:
        log.warning("campaign %s shows a renewal date that went back from %s to %s", look.object_id, before, now)
        return
    campaign.renews_on = now
    for month in range(months_between(before, now)):
        begins, until = months_later(before, month), months_later(before, month + 1)
        if begins > today + timedelta(days=1):
            campaign.renews_on = begins  # not begun yet: the next look enters it
            return
        if seen.status == "ACTIVE":
            fees.renew(look.session, campaign, begins, until, look.at)
            look.changed = True


def attach(look: Look, bound: Sequence[numbers.Number], seen: Mapping[str, Attachment], campaign: Campaign) -> None:
    """Write what the messaging provider showed of a campaign's numbers."""
    for number in bound:
        if (attachment := seen.get(number.e164)) is None:
            continue
        elsewhere = attachment.campaign_id not in {"", campaign.registry_id}
        wrong = elsewhere and attachment.state == Number.ASSIGNED
        number.failure = "attached to another campaign" if elsewhere else attachment.failure
        before = number.assignment
        word = Number.FAILED if wrong else attachment.state
        look.found(number, Machine.NUMBER, Number, word, actor="provider", about=number.e164)
        if number.assignment is Number.FAILED and before is not Number.FAILED:
            number.failures += 1
        elif number.assignment is Number.ASSIGNED:
            number.failures = 0


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def moment(text: str) -> datetime | None:
    """A time in the registry's form; None for something else."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)
