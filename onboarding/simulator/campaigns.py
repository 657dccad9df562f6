"""Campaigns: made, edited, billed, expired (contract, section 3)."""

from typing import Any

from sqlalchemy import delete, select

from onboarding.simulator import agenda, carrier_terms, notices, numbers, records, resellers, usecases
from onboarding.simulator.campaign_fields import FIXED, read_campaign
from onboarding.simulator.clock import add_months, iso, iso_or_none
from onboarding.simulator.errors import Problem, RefusalError, invalid, refusal, unknown
from onboarding.simulator.tables import Brand, Campaign, Operation
from onboarding.simulator.work import Work, fresh_id

_NO_RESELLER = "R000000"
_QUOTA = 50


def qualify(work: Work, brand_id: str, name: str) -> tuple[Brand, usecases.UseCase]:
    """The brand and the use case if carriers take it; refuses with 501, 502, 527, 509."""
    use_case = usecases.USE_CASES.get(name)
    if use_case is None:
        raise invalid("usecase", "There is no such use case.")
    brand = records.active_brand(work, brand_id)
    if brand.scoring:
        raise refusal(527, "The brand is still being scored.", "brandId")
    if (objection := usecases.objection(brand, use_case)) is not None:
        raise refusal(509, objection, "usecase")
    return brand, use_case


def qualify_all(work: Work, brand_id: str) -> list[dict[str, Any]]:
    """The terms of each use case that the brand may run; refuses with 502, 527."""
    brand = records.active_brand(work, brand_id)
    if brand.scoring:
        raise refusal(527, "The brand is still being scored.", "brandId")
    open_to_it = [one for one in usecases.USE_CASES.values() if usecases.objection(brand, one) is None]
    return [carrier_terms.terms(brand, use_case) for use_case in open_to_it]


def create(work: Work, body: dict[str, Any]) -> tuple[Campaign, dict[str, Any]]:
    """A new campaign and its `mnoMetadata`; refuses with 501, 502, 503, 509, 511, 527."""
    fields = read_campaign(body)
    if fields["resellerId"] != _NO_RESELLER and not resellers.exists(work, fields["resellerId"]):
        raise unknown("reseller", "resellerId")
    brand, use_case = qualify(work, fields["brandId"], fields["usecase"])
    reference = fields.get("referenceId", "").casefold() or None
    if reference and work.session.scalar(select(Campaign.seq).where(Campaign.reference == reference)) is not None:
        raise refusal(503, "Another campaign has this referenceId.", "referenceId")
    missing = [flag for flag, needed in usecases.needs(use_case).items() if needed and not fields[flag]]
    if missing:
        raise RefusalError(*(Problem(509, f"The carriers ask for {flag}.", (flag,)) for flag in missing))
    quota = 1 if use_case.name == "SOLE_PROPRIETOR" else _QUOTA
    if len(records.active_campaigns(work, brand.id)) >= quota:
        raise refusal(511, f"This brand may have at most {quota} active campaigns.", "brandId")
    campaign = Campaign(
        id=fresh_id(work, "C", lambda candidate: records.campaign_or_none(work, candidate) is not None),
        brand_id=brand.id,
        reference=reference,
        fields=fields,
        status="ACTIVE",
        elected=[],
        terms=carrier_terms.carrier_terms(brand, use_case),
        dormant=False,
        cycles=0,
        mock=brand.mock,
        created_at=work.now,
        billed_at=work.now,
        renews_at=add_months(work.now, use_case.prepaid),
        expired_at=None,
    )
    work.session.add(campaign)
    work.session.flush()
    notices.about_campaign(work, campaign, brand, "CAMPAIGN_ADD", f"Campaign {campaign.id} was registered.")
    agenda.schedule_at(work, "cycle_ends", campaign.id, campaign.renews_at)
    return campaign, campaign.terms


def edit(work: Work, campaign: Campaign, body: dict[str, Any]) -> None:
    """Takes over the fields given and leaves the others; refuses with 501, also for a field that is fixed."""
    fields = read_campaign(campaign.fields | body)
    fixed = [name for name in FIXED if fields.get(name) != campaign.fields.get(name)]
    if fields["resellerId"] not in {campaign.fields["resellerId"], _NO_RESELLER}:
        fixed.append("resellerId")  # may be given up, never changed
    if fixed:
        raise RefusalError(*(Problem(501, f"{name} cannot be changed.", (name,)) for name in fixed))
    campaign.fields = fields
    work.session.flush()
    notices.about_campaign(
        work, campaign, records.brand(work, campaign.brand_id), "CAMPAIGN_UPDATE", f"Campaign {campaign.id} was edited."
    )


def expire(work: Work, campaign: Campaign) -> None:
    """Ends the campaign for good: nothing more happens to it, and its numbers come off. A second time does nothing."""
    if campaign.status != "ACTIVE":
        return
    campaign.status, campaign.expired_at = "EXPIRED", work.now
    agenda.cancel(work, campaign.id)
    work.session.execute(delete(Operation).where(Operation.campaign_id == campaign.id))
    numbers.detach_all(work, campaign.id)
    notices.about_campaign(
        work,
        campaign,
        records.brand(work, campaign.brand_id),
        "CAMPAIGN_EXPIRED",
        f"Campaign {campaign.id} has expired.",
    )


def cycle_ends(work: Work, campaign_id: str, _details: dict[str, Any]) -> None:
    """A billing cycle is over: the next month is billed, or the campaign ends when it does not renew."""
    campaign = records.running_campaign(work, campaign_id)
    if not campaign.fields["autoRenewal"]:
        expire(work, campaign)
        return
    campaign.cycles += 1
    campaign.billed_at = work.now
    # Counted from the creation, so that a campaign of the 31st does not slide to the 28th for good.
    prepaid = usecases.USE_CASES[campaign.fields["usecase"]].prepaid
    campaign.renews_at = add_months(campaign.created_at, prepaid + campaign.cycles)
    agenda.schedule_at(work, "cycle_ends", campaign.id, campaign.renews_at)
    notices.about_campaign(
        work,
        campaign,
        records.brand(work, campaign.brand_id),
        "CAMPAIGN_BILLED",
        f"Campaign {campaign.id} was billed for a month.",
    )


def monthly(work: Work, campaign: Campaign) -> float:
    """The campaign's monthly fee in dollars."""
    return usecases.monthly_fee(records.brand(work, campaign.brand_id), usecases.USE_CASES[campaign.fields["usecase"]])


def as_json(work: Work, campaign: Campaign) -> dict[str, Any]:
    """The read model of `GET /campaign/{campaignId}`."""
    return campaign.fields | {
        "cspId": work.config.csp_id,
        "campaignId": campaign.id,
        "status": campaign.status,
        "createDate": iso(campaign.created_at),
        "billedDate": iso(campaign.billed_at),
        "nextRenewalOrExpirationDate": campaign.renews_at.date().isoformat(),
        "expirationDate": iso_or_none(campaign.expired_at),
        "mock": campaign.mock,
    }
