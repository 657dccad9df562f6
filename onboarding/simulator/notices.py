"""Writes the registry's notices to the queue; `delivery` posts them."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from onboarding.simulator import faults, magic
from onboarding.simulator.brand_tables import Vetting
from onboarding.simulator.clock import plus
from onboarding.simulator.events import EVENTS
from onboarding.simulator.networks import DCAS, MNOS, T_MOBILE
from onboarding.simulator.tables import Brand, Campaign, Notice, Subscription
from onboarding.simulator.vetting_kinds import PROVIDERS
from onboarding.simulator.work import Work

# A notice that waits to be overtaken goes out after this virtual time, if no other one comes.
_LONGEST_HOLD = timedelta(hours=1)


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


def about_complaint(work: Work, campaign: Campaign, brand: Brand, mno: int, description: str) -> None:
    """Queues the notice of a carrier's complaint, of the INCIDENCE category."""
    body = _brand_part(work, brand, "MNO_COMPLAINT") | {"campaignId": campaign.id, "mnoId": mno, "mnoName": MNOS[mno]}
    _queue(work, brand, "INCIDENCE", body | {"description": description})


def about_account(work: Work, event: str, description: str) -> None:
    """Queues a notice of the CSP category."""
    _queue(work, None, "CSP", _account_part(work, event) | {"description": description})


def sample(work: Work, event: str) -> dict[str, Any]:
    """A made-up notice of an event, about things that do not exist."""
    category, text = EVENTS[event]
    body = _account_part(work, event) | {"description": text, "mock": True}
    if category != "CSP":
        body |= {"brandId": "B000000", "brandName": "Sample brand", "brandReferenceId": "sample"}
    if category in {"CAMPAIGN", "INCIDENCE"}:
        body |= {"campaignId": "C000000", "campaignReferenceId": "sample"}
    if category == "VETTING":
        body |= {"evpId": "AEGIS", "evpName": "Aegis Mobile", "vettingId": "sample"}
    if event.startswith("MNO_"):
        body |= {"mnoId": T_MOBILE, "mnoName": MNOS[T_MOBILE]}
    if event == "BRAND_IDENTITY_STATUS_UPDATE":
        body["brandIdentityStatus"] = "VERIFIED"
    return body


def _account_part(work: Work, event: str) -> dict[str, Any]:
    return {"eventType": event, "cspId": work.config.csp_id, "cspName": work.config.csp_name}


def _brand_part(work: Work, brand: Brand, event: str) -> dict[str, Any]:
    body = _account_part(work, event) | {
        "brandId": brand.id,
        "brandName": brand.fields["displayName"],
        "mock": brand.mock,
    }
    if brand.fields.get("referenceId"):
        body["brandReferenceId"] = brand.fields["referenceId"]
    return body


def _queue(work: Work, brand: Brand | None, category: str, body: dict[str, Any]) -> None:
    """The plain switches and the magic EINs come first, then the fault plan; what nobody gets meets none."""
    subscription = work.session.get(Subscription, category)
    mode = faults.read(work)["notices"]
    ein = magic.digits(brand.ein) if brand else None
    state = "queued" if subscription else "unsubscribed"
    if mode == "off" or ein == magic.NOTICES_NEVER:
        state = "withheld"
    hit = None if state != "queued" else work.plan.strike_notice(body["eventType"], _subject(body), work.now)
    fault = "" if hit is None else hit.fault
    if fault == "notice_lost":
        state = "withheld"
    due_at = plus(work.now, hit.get("seconds")) if hit is not None and fault == "notice_late" else work.now
    if state == "queued" and fault == "notice_reordered":
        state, due_at = "held", work.now + _LONGEST_HOLD
    notice = Notice(
        event_type=body["eventType"],
        address=subscription.address if subscription else None,
        body=body,
        forged=mode == "forged" or fault == "notice_forged",
        state=state,
        answer=None,
        created_at=work.now,
        due_at=due_at,
    )
    twice = mode == "twice" or ein == magic.NOTICES_TWICE or fault == "notice_twice"
    overtaken = _take_held(work) if state == "queued" else []
    work.session.add(notice)
    work.session.flush()
    if twice and state in {"queued", "held"}:
        work.session.add(_again(notice, state, due_at))
    work.session.add_all(_again(held, "queued", due_at) for held in overtaken)
    work.session.flush()


def _subject(body: dict[str, Any]) -> str:
    return str(body.get("vettingId") or body.get("campaignId") or body.get("brandId") or body["cspId"])


def _take_held(work: Work) -> list[Notice]:
    """Takes out the notices that wait to be overtaken, the oldest first."""
    held = list(work.session.scalars(select(Notice).where(Notice.state == "held").order_by(Notice.seq)))
    for notice in held:
        work.session.delete(notice)
    work.session.flush()
    return held


def _again(notice: Notice, state: str, due_at: datetime) -> Notice:
    """The same notice once more, behind all others."""
    return Notice(
        event_type=notice.event_type,
        address=notice.address,
        body=notice.body,
        forged=notice.forged,
        state=state,
        answer=None,
        created_at=notice.created_at,
        due_at=due_at,
    )
