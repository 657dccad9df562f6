"""The carriers: the election of aggregators, and where a campaign stands at each carrier."""

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select

from onboarding.simulator import agenda, carrier_terms, dormancy, magic, notices, records, usecases
from onboarding.simulator.networks import ATT, MNOS, T_MOBILE
from onboarding.simulator.tables import Campaign, Operation
from onboarding.simulator.work import Work, first_time

_DAY = timedelta(days=1)
_HAPPENINGS = ("election", "carrier_decides", "suspension", "unsuspension", "secondary_declines", "dormancy")

_EVENTS = {
    "REGISTERED": ("MNO_CAMPAIGN_OPERATION_APPROVED", "registered"),
    "REVIEW": ("MNO_CAMPAIGN_OPERATION_REVIEW", "is reviewing"),
    "REJECTED": ("MNO_CAMPAIGN_OPERATION_REJECTED", "rejected"),
    "SUSPENDED": ("MNO_CAMPAIGN_OPERATION_SUSPENDED", "suspended"),
}


def networks_of(campaign: Campaign) -> list[int]:
    """The carriers a campaign is for: those it names, or all, that take its use case."""
    use_case = usecases.USE_CASES[campaign.fields["usecase"]]
    return [network for network in campaign.fields.get("mnoIds", MNOS) if carrier_terms.takes(network, use_case)]


def election(work: Work, campaign_id: str, details: dict[str, Any]) -> None:
    """The upstream partner has an aggregator for each carrier; the carriers begin to look."""
    campaign = records.running_campaign(work, campaign_id)
    elect(work, campaign, details["upstream"])
    brand = records.brand(work, campaign.brand_id)
    for network in networks_of(campaign):
        put(work, campaign, network, "REVIEW")
        rejected = network == ATT and brand.ein == magic.REJECTED_BY_ATT
        verdict = "REJECTED" if rejected else "REGISTERED"
        pace = work.config.paces.carriers[network]
        agenda.schedule(work, "carrier_decides", campaign.id, pace, network=network, verdict=verdict)


def elect(work: Work, campaign: Campaign, upstream: str) -> None:
    if campaign.elected:
        return
    campaign.elected = networks_of(campaign)
    brand = records.brand(work, campaign.brand_id)
    text = f"Campaign {campaign.id} has an aggregator for each carrier."
    notices.about_campaign(work, campaign, brand, "CAMPAIGN_DCA_COMPLETE", text, dca=upstream)
    if brand.ein == magic.SECONDARY_DECLINES and first_time(work, f"secondary decline of {campaign.id}"):
        agenda.schedule(work, "secondary_declines", campaign.id, _DAY)


def carrier_decides(work: Work, campaign_id: str, details: dict[str, Any]) -> None:
    campaign = records.running_campaign(work, campaign_id)
    # A person at the panel may have decided already; the carrier then leaves it at that.
    if status_at(work, campaign_id, details["network"]) == "REVIEW":
        put(work, campaign, details["network"], details["verdict"])


def suspension(work: Work, campaign_id: str, details: dict[str, Any]) -> None:
    campaign = records.running_campaign(work, campaign_id)
    if status_at(work, campaign_id, details["network"]) == "REGISTERED":
        put(work, campaign, details["network"], "SUSPENDED")
        if records.brand(work, campaign.brand_id).ein == magic.SUSPENDED_A_DAY:
            agenda.schedule(work, "unsuspension", campaign.id, _DAY, network=details["network"])


def unsuspension(work: Work, campaign_id: str, details: dict[str, Any]) -> None:
    campaign = records.running_campaign(work, campaign_id)
    if status_at(work, campaign_id, details["network"]) == "SUSPENDED":
        put(work, campaign, details["network"], "REGISTERED")


def falls_dormant(work: Work, campaign_id: str, _details: dict[str, Any]) -> None:
    campaign = records.running_campaign(work, campaign_id)
    if status_at(work, campaign_id, T_MOBILE) == "REGISTERED" and not dormancy.has_numbers(work, campaign_id):
        campaign.dormant = True
        put(work, campaign, T_MOBILE, "SUSPENDED")


def number_came(work: Work, campaign: Campaign) -> None:
    """A number was attached: a dormant campaign is revived."""
    dormancy.unwatch(work, campaign.id)
    if campaign.dormant and status_at(work, campaign.id, T_MOBILE) == "SUSPENDED":
        put(work, campaign, T_MOBILE, "REGISTERED")
    campaign.dormant = False
    lose_number_later(work, campaign)


def number_went(work: Work, campaign_id: str) -> None:
    if status_at(work, campaign_id, T_MOBILE) == "REGISTERED":
        dormancy.watch(work, campaign_id)


def lose_number_later(work: Work, campaign: Campaign) -> None:
    """99-0000127: once, a day after all carriers registered the campaign and it has a number."""
    if records.brand(work, campaign.brand_id).ein != magic.NUMBER_LOST or not dormancy.has_numbers(work, campaign.id):
        return
    if {status_at(work, campaign.id, network) for network in networks_of(campaign)} != {"REGISTERED"}:
        return
    if first_time(work, f"number lost of {campaign.id}"):
        agenda.schedule(work, "number_lost", campaign.id, _DAY)


def forget(work: Work, campaign: Campaign) -> None:
    """The campaign is at no carrier any more, and nobody stands between it and them."""
    campaign.elected = []
    agenda.cancel(work, campaign.id, *_HAPPENINGS)
    work.session.execute(delete(Operation).where(Operation.campaign_id == campaign.id))
    work.session.flush()


def put(work: Work, campaign: Campaign, network: int, status: str) -> None:
    """Sets a carrier's status, with its notice; setting it to what it is does nothing."""
    operation = work.session.get(Operation, (campaign.id, network))
    before = operation.status if operation else None
    if before == status:
        return
    if operation is None:
        operation = Operation(campaign_id=campaign.id, network_id=network, status=status, changed_at=work.now)
        work.session.add(operation)
    operation.status, operation.changed_at = status, work.now
    work.session.flush()
    brand = records.brand(work, campaign.brand_id)
    event, verb = _EVENTS[status]
    if before == "SUSPENDED" and status == "REGISTERED":
        event, verb = "MNO_CAMPAIGN_OPERATION_UNSUSPENDED", "no longer suspends"
    text = f"{MNOS[network]} {verb} campaign {campaign.id}."
    notices.about_campaign(work, campaign, brand, event, text, mno=network)
    lose_number_later(work, campaign)
    if network != T_MOBILE or status != "REGISTERED":
        return
    dormancy.watch(work, campaign.id)
    if before != "SUSPENDED" and brand.ein in {magic.SUSPENDED_LATER, magic.SUSPENDED_A_DAY}:
        agenda.schedule(work, "suspension", campaign.id, work.config.paces.suspension, network=network)


def statuses(work: Work, campaign_id: str) -> dict[str, str]:
    """`operationStatus`: by network id; empty before the carriers begin."""
    query = select(Operation).where(Operation.campaign_id == campaign_id).order_by(Operation.network_id)
    return {str(operation.network_id): operation.status for operation in work.session.scalars(query)}


def status_at(work: Work, campaign_id: str, network: int) -> str | None:
    operation = work.session.get(Operation, (campaign_id, network))
    return operation.status if operation else None
