"""External vettings: ordered, done, expired (contract, section 2.2)."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from onboarding.simulator import agenda, attachments, authplus, brands, magic, notices, standings
from onboarding.simulator.brand_tables import Vetting
from onboarding.simulator.clock import add_months, iso, iso_or_none
from onboarding.simulator.draws import HEX, draw
from onboarding.simulator.errors import invalid, refusal
from onboarding.simulator.reading import Fields
from onboarding.simulator.tables import Brand
from onboarding.simulator.vetting_kinds import CLASSES, MONTHS, ORDERS, PROVIDERS, entities
from onboarding.simulator.vetting_report import report
from onboarding.simulator.work import Work

REPORT = "EVR"
SCORE = 75
_LONGEST_PAYLOAD = 4096
# Without these the partner cannot begin (ours).
_POLITICAL_NEEDS = ("requestorFirstName", "requestorLastName", "locale")


def order(work: Work, brand: Brand, body: dict[str, Any]) -> Vetting:
    """Orders a vetting, for a fee: PENDING; refuses with 501, 525, 526, 527, 568, 592."""
    fields = Fields(body)
    provider = fields.choice("evpId", PROVIDERS, required=True) or ""
    kind = fields.choice("vettingClass", CLASSES, required=True) or ""
    payload = fields.text("additionalRequestPayload", 1, _LONGEST_PAYLOAD, required=kind == "POLITICAL")
    fields.finish()
    if kind == "RBM":
        raise refusal(568, "This class is not enabled for the account.", "vettingClass")
    if kind not in ORDERS[provider]:
        raise refusal(592, f"{provider} takes no orders for this class.", "vettingClass")
    if brand.fields["entityType"] not in entities(provider, kind):
        raise refusal(592, "Brands of this kind are not vetted so.", "vettingClass")
    _refuse_early(work, brand, provider, kind)
    if kind == "POLITICAL":
        _refuse_payload(payload or "")
    elif not brand.fields.get("website"):
        raise invalid("website", "The partner needs the website of the brand.")
    vetting = add(work, brand, provider, kind)
    if kind == authplus.KIND:
        authplus.ordered(work, brand, vetting)
    else:
        agenda.schedule(work, "vetting_ends", brand.id, work.config.paces.vetting, vetting=vetting.seq)
    return vetting


def ends(work: Work, _brand_id: str, details: dict[str, Any]) -> None:
    brand, vetting = authplus.subject(work, details)
    if vetting.status != "PENDING":
        return
    if brand.ein == magic.VETTING_FAILS:
        vetting.status, vetting.failure, vetting.vetted_at = "FAILED", "data", work.now
        vetting.reasons = ["The partner could not find the business at its address."]
        notices.about_vetting(work, brand, vetting, "EVP_REPORT_FAIL", f"Vetting {vetting.vetting_id} failed.")
        return
    succeed(work, brand, vetting, None if vetting.kind == "POLITICAL" else SCORE, "EVP_REPORT_SCORE")
    if vetting.kind == "ENHANCED":
        name = f"vetting-{vetting.vetting_id}.pdf"
        attachments.keep(work, brand.id, REPORT, name, report(brand.fields["displayName"], SCORE, iso(work.now)))


def expires(work: Work, _brand_id: str, details: dict[str, Any]) -> None:
    """The brand falls back to what the last identity check said, unless another vetting vouches for it."""
    brand, vetting = authplus.subject(work, details)
    if vetting.status != "ACTIVE" or vetting.valid_until is None or work.now < vetting.valid_until:
        return  # an appeal has made it valid for longer
    vetting.status, vetting.expired_at = "EXPIRED", work.now
    notices.about_vetting(work, brand, vetting, "EVP_REPORT_EXPIRE", f"Vetting {vetting.vetting_id} has expired.")
    if brand.status == "ACTIVE" and not brand.scoring and not standings.is_vetted(work, brand):
        brands.settle_identity(work, brand)


def add(work: Work, brand: Brand, provider: str, kind: str) -> Vetting:
    """A new PENDING vetting, with an id and a token that follow from the brand and the count."""
    source = f"{brand.id} {work.session.scalar(select(func.count()).where(Vetting.brand_id == brand.id))}"
    vetting = Vetting(
        brand_id=brand.id,
        provider=provider,
        vetting_id=draw(f"vetting {source}", 12, HEX),
        token=draw(f"token {source}", 32, HEX),
        kind=kind,
        status="PENDING",
        score=None,
        failure=None,
        reasons=[],
        details={},
        created_at=work.now,
        vetted_at=None,
        valid_until=None,
        expired_at=None,
        mailed_at=None,
    )
    work.session.add(vetting)
    work.session.flush()
    return vetting


def succeed(
    work: Work, brand: Brand, vetting: Vetting, score: int | None, event: str, until: datetime | None = None
) -> None:
    """Makes a vetting ACTIVE, tells of it by `event`, and makes the brand VETTED_VERIFIED."""
    vetting.status, vetting.score, vetting.failure, vetting.reasons = "ACTIVE", score, None, []
    vetting.vetted_at, vetting.valid_until = work.now, until or add_months(work.now, MONTHS[vetting.kind])
    work.session.flush()
    notices.about_vetting(work, brand, vetting, event, f"Vetting {vetting.vetting_id} is active.")
    agenda.schedule_at(work, "vetting_expires", brand.id, vetting.valid_until, vetting=vetting.seq)
    if not brand.scoring and brand.identity_status != "VETTED_VERIFIED":
        brands.settle_identity(work, brand)


def of_brand(
    work: Work, brand: Brand, statuses: Sequence[str], provider: str | None = None, kind: str | None = None
) -> Sequence[Vetting]:
    query = select(Vetting).where(Vetting.brand_id == brand.id, Vetting.status.in_(statuses))
    if provider is not None:
        query = query.where(Vetting.provider == provider)
    if kind is not None:
        query = query.where(Vetting.kind == kind)
    return work.session.scalars(query.order_by(Vetting.seq)).all()


def as_json(vetting: Vetting) -> dict[str, Any]:
    return {
        "evpId": vetting.provider,
        "vettingId": vetting.vetting_id,
        "vettingToken": vetting.token if vetting.status in {"ACTIVE", "EXPIRED"} else None,
        "vettingScore": vetting.score,
        "vettingClass": vetting.kind,
        "vettingStatus": vetting.status,
        "reasons": vetting.reasons,
        "vettingDetails": vetting.details,
        "vettedDate": iso_or_none(vetting.vetted_at),
        "createDate": iso(vetting.created_at),
        "validUntil": iso_or_none(vetting.valid_until),
        "expirationDate": iso_or_none(vetting.expired_at),
    }


def _refuse_early(work: Work, brand: Brand, provider: str, kind: str) -> None:
    """Refuses with 527 while scoring, 592 when one is active, 525 when one is ordered or the brand is not verified."""
    if brand.scoring:
        raise refusal(527, "The brand is still being scored.", "brandId")
    if of_brand(work, brand, ("ACTIVE",), provider, kind):
        raise refusal(592, "A vetting of this class is active.", "vettingClass")
    if of_brand(work, brand, ("PENDING", "UNSCORE"), provider, kind):
        raise refusal(525, "A vetting of this class is ordered already.", "vettingClass")
    if kind == authplus.KIND and brand.identity_status not in {"VERIFIED", "VETTED_VERIFIED"}:
        raise refusal(525, "The identity of the brand is not verified.", "brandId")
    if standings.of(work, brand).edited:
        raise refusal(525, "The identity was changed since its last check.", "brandId")


def _refuse_payload(payload: str) -> None:
    try:
        wanted = json.loads(payload)
    except (ValueError, RecursionError):
        wanted = None
    if not isinstance(wanted, dict):
        raise invalid("additionalRequestPayload", "additionalRequestPayload must hold a JSON object as text.")
    if not all(isinstance(wanted.get(name), str) and wanted[name].strip() for name in _POLITICAL_NEEDS):
        raise refusal(526, f"The partner needs {', '.join(_POLITICAL_NEEDS)}.", "additionalRequestPayload")
