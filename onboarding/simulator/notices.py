"""Writes the registry's notices to the queue; `delivery` posts them."""

from typing import Any

from onboarding.simulator import faults, magic
from onboarding.simulator.brand_tables import Vetting
from onboarding.simulator.networks import DCAS, MNOS
from onboarding.simulator.tables import Brand, Campaign, Notice, Subscription
from onboarding.simulator.vetting_kinds import PROVIDERS
from onboarding.simulator.work import Work

CATEGORIES = ("BRAND", "CAMPAIGN", "CSP", "INCIDENCE", "VETTING")


def about_brand(
    work: Work, brand: Brand, event: str, description: str, *, with_identity: bool = False, **more: str
) -> None:
    """Queues a notice of the BRAND category; `with_identity` adds `brandIdentityStatus`, `more` further fields."""
    body = _brand_part(work, brand, event) | more
    if with_identity:
        body["brandIdentityStatus"] = brand.identity_status
    _queue(work, brand, "BRAND", body | {"description": description})


def about_vetting(work: Work, brand: Brand, vetting: Vetting, event: str, description: str) -> None:
    """Queues a notice of the VETTING category, with the provider and its vetting."""
    named = {"evpId": vetting.provider, "evpName": PROVIDERS[vetting.provider], "vettingId": vetting.vetting_id}
    _queue(work, brand, "VETTING", _brand_part(work, brand, event) | named | {"description": description})


def about_campaign(
    work: Work,
    campaign: Campaign,
    brand: Brand,
    event: str,
    description: str,
    *,
    dca: str | None = None,
    mno: int | None = None,
) -> None:
    """Queues a notice of the CAMPAIGN category, with the aggregator or the carrier it is about."""
    body = _brand_part(work, brand, event) | {"campaignId": campaign.id}
    if campaign.fields.get("referenceId"):
        body["campaignReferenceId"] = campaign.fields["referenceId"]
    if dca is not None:
        body |= {"dcaId": dca, "dcaName": DCAS[dca]}
    if mno is not None:
        body |= {"mnoId": mno, "mnoName": MNOS[mno]}
    _queue(work, brand, "CAMPAIGN", body | {"description": description})


def _brand_part(work: Work, brand: Brand, event: str) -> dict[str, Any]:
    body = {
        "eventType": event,
        "cspId": work.config.csp_id,
        "cspName": work.config.csp_name,
        "brandId": brand.id,
        "brandName": brand.fields["displayName"],
        "mock": brand.mock,
    }
    if brand.fields.get("referenceId"):
        body["brandReferenceId"] = brand.fields["referenceId"]
    return body


def _queue(work: Work, brand: Brand, category: str, body: dict[str, Any]) -> None:
    subscription = work.session.get(Subscription, category)
    mode = faults.read(work)["notices"]
    ein = magic.digits(brand.ein)
    state = "queued" if subscription else "unsubscribed"
    if mode == "off" or ein == magic.NOTICES_NEVER:
        state = "withheld"
    copies = 2 if state == "queued" and (mode == "twice" or ein == magic.NOTICES_TWICE) else 1
    for _ in range(copies):
        work.session.add(
            Notice(
                event_type=body["eventType"],
                address=subscription.address if subscription else None,
                body=body,
                forged=mode == "forged",
                state=state,
                answer=None,
                created_at=work.now,
            )
        )
    work.session.flush()
