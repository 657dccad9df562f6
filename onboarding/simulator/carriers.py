"""The carriers: the election of aggregators, and where a campaign stands at each carrier."""

from typing import Any

from sqlalchemy import select

from onboarding.simulator import agenda, magic, notices, records, usecases
from onboarding.simulator.networks import ATT, MNOS, T_MOBILE
from onboarding.simulator.tables import Campaign, Operation
from onboarding.simulator.work import Work

_EVENTS = {
    "REGISTERED": ("MNO_CAMPAIGN_OPERATION_APPROVED", "registered"),
    "REVIEW": ("MNO_CAMPAIGN_OPERATION_REVIEW", "is reviewing"),
    "REJECTED": ("MNO_CAMPAIGN_OPERATION_REJECTED", "rejected"),
    "SUSPENDED": ("MNO_CAMPAIGN_OPERATION_SUSPENDED", "suspended"),
}


def networks_of(campaign: Campaign) -> list[int]:
    """The carriers a campaign is for: those it names, or all, that take its use case."""
    use_case = usecases.USE_CASES[campaign.fields["usecase"]]
    return [network for network in campaign.fields.get("mnoIds", MNOS) if usecases.takes(network, use_case)]


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


def carrier_decides(work: Work, campaign_id: str, details: dict[str, Any]) -> None:
    campaign = records.running_campaign(work, campaign_id)
    # A person at the panel may have decided already; the carrier then leaves it at that.
    if status_at(work, campaign_id, details["network"]) == "REVIEW":
        put(work, campaign, details["network"], details["verdict"])


def suspension(work: Work, campaign_id: str, details: dict[str, Any]) -> None:
    campaign = records.running_campaign(work, campaign_id)
    if status_at(work, campaign_id, details["network"]) == "REGISTERED":
        put(work, campaign, details["network"], "SUSPENDED")


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
    if network == T_MOBILE and before != "SUSPENDED" and status == "REGISTERED" and brand.ein == magic.SUSPENDED_LATER:
        agenda.schedule(work, "suspension", campaign.id, work.config.paces.suspension, network=network)


def statuses(work: Work, campaign_id: str) -> dict[str, str]:
    """`operationStatus`: by network id; empty before the carriers begin."""
    query = select(Operation).where(Operation.campaign_id == campaign_id).order_by(Operation.network_id)
    return {str(operation.network_id): operation.status for operation in work.session.scalars(query)}


def status_at(work: Work, campaign_id: str, network: int) -> str | None:
    operation = work.session.get(Operation, (campaign_id, network))
    return operation.status if operation else None
