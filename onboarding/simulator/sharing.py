"""Sharing: a campaign is put before an upstream partner, who accepts or declines it (contract, section 3)."""

from typing import Any

from onboarding.simulator import agenda, carriers, notices, numbers, records, reviewer
from onboarding.simulator.clock import iso
from onboarding.simulator.errors import refusal, unknown
from onboarding.simulator.networks import DCAS
from onboarding.simulator.tables import Campaign, Share
from onboarding.simulator.work import Work


def share(work: Work, campaign: Campaign, upstream: str) -> Share:
    """Elects the upstream partner; refuses with 502, 518, 536, and 592 while a share is pending or accepted."""
    if upstream not in DCAS:
        raise unknown("upstream partner", "upstreamCnpId")
    if campaign.status != "ACTIVE":
        raise refusal(518, "The campaign has expired.", "campaignId")
    if campaign.mock:
        raise refusal(536, "A mock campaign cannot be shared.", "campaignId")
    last = records.last_share(work, campaign.id)
    if last is not None and last.status in {"PENDING", "ACCEPTED"}:
        raise refusal(592, f"The campaign is shared already; its sharing is {last.status}.", "campaignId")
    made = Share(
        campaign_id=campaign.id,
        upstream=upstream,
        status="PENDING",
        explanation=None,
        categories=[],
        shared_at=work.now,
        status_at=work.now,
    )
    work.session.add(made)
    work.session.flush()
    _notice(work, campaign, made, "CAMPAIGN_SHARE_ADD", f"Campaign {campaign.id} was shared with {DCAS[upstream]}.")
    agenda.schedule(work, "review", campaign.id, work.config.paces.review)
    return made


def review(work: Work, campaign_id: str, _details: dict[str, Any]) -> None:
    """The review is due: the reviewer reads the campaign as it stands now."""
    campaign = records.running_campaign(work, campaign_id)
    pending = records.pending_share(work, campaign_id)
    if pending is None:
        return
    brand = records.brand(work, campaign.brand_id)
    explanation = reviewer.verdict(brand, campaign)
    if explanation:
        decline(work, campaign, pending, explanation)
    else:
        accept(work, campaign, pending)


def accept(work: Work, campaign: Campaign, pending: Share) -> None:
    _settle(work, campaign, pending, "ACCEPTED", None)
    text = f"{DCAS[pending.upstream]} accepted campaign {campaign.id}."
    _notice(work, campaign, pending, "CAMPAIGN_SHARE_ACCEPT", text)
    agenda.schedule(work, "election", campaign.id, work.config.paces.election, upstream=pending.upstream)


def decline(work: Work, campaign: Campaign, pending: Share, explanation: str) -> None:
    _settle(work, campaign, pending, "DECLINED", explanation)
    _notice(work, campaign, pending, "CAMPAIGN_SHARE_DELETE", explanation)


def secondary_declines(work: Work, campaign_id: str, _details: dict[str, Any]) -> None:
    withdraw(work, records.running_campaign(work, campaign_id), reviewer.SECONDARY)


def withdraw(work: Work, campaign: Campaign, explanation: str) -> None:
    """An aggregator further up declines what was accepted: no carrier has it any more, and its numbers break.

    Refuses with 592 unless the campaign is accepted.
    """
    accepted = records.last_share(work, campaign.id)
    if accepted is None or accepted.status != "ACCEPTED":
        raise refusal(592, "The campaign is not accepted.", "campaignId")
    _settle(work, campaign, accepted, "DECLINED", explanation)
    carriers.forget(work, campaign)
    numbers.fail_all(work, campaign.id, "CAMPAIGN_NOT_AVAILABLE")
    _notice(work, campaign, accepted, "CAMPAIGN_SHARE_DELETE", explanation)


def finish(work: Work, campaign: Campaign) -> None:
    """Everything at once: shared if it was not, accepted, elected, registered at each carrier."""
    last = records.last_share(work, campaign.id)
    if last is None or last.status == "DECLINED":
        last = share(work, campaign, last.upstream if last else next(iter(DCAS)))
    if last.status == "PENDING":
        accept(work, campaign, last)
    agenda.cancel(work, campaign.id, "review", "election", "carrier_decides")
    carriers.elect(work, campaign, last.upstream)
    for network in carriers.networks_of(campaign):
        carriers.put(work, campaign, network, "REGISTERED")


def as_json(work: Work, made: Share) -> dict[str, Any]:
    return {
        "downstreamCnpId": work.config.csp_id,
        "upstreamCnpId": made.upstream,
        "sharingStatus": made.status,
        "explanation": made.explanation,
        "rejectionCategory": made.categories,
        "sharedDate": iso(made.shared_at),
        "statusDate": iso(made.status_at),
    }


def _settle(work: Work, campaign: Campaign, pending: Share, status: str, explanation: str | None) -> None:
    pending.status, pending.explanation, pending.status_at = status, explanation, work.now
    pending.categories = reviewer.categories(explanation) if explanation else []
    records.brand(work, campaign.brand_id).reviews += 1
    agenda.cancel(work, campaign.id, "review")
    work.session.flush()


def _notice(work: Work, campaign: Campaign, made: Share, event: str, text: str) -> None:
    notices.about_campaign(work, campaign, records.brand(work, campaign.brand_id), event, text, dca=made.upstream)
