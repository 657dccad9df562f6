"""The panel's brands: what it shows of one, and the buttons that end what is pending."""

from typing import Any

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from onboarding.simulator import magic, otp, standings
from onboarding.simulator.brand_tables import Vetting
from onboarding.simulator.control_brands import settle_appeal, settle_authplus
from onboarding.simulator.errors import TroubleError
from onboarding.simulator.hub import the_simulator
from onboarding.simulator.tables import Brand
from onboarding.simulator.work import Work

routes = Blueprint("panel_brands", __name__, url_prefix="/panel/brands")


def view(work: Work, brand: Brand) -> dict[str, Any]:
    """One row of the table of brands; the caller adds how its kind and its day are written."""
    identity = "SCORING" if brand.scoring else brand.identity_status
    vettings = work.session.scalars(select(Vetting).where(Vetting.brand_id == brand.id).order_by(Vetting.seq)).all()
    asked = otp.last(work, brand)
    return {
        "id": brand.id,
        "name": brand.fields["displayName"],
        "legal": brand.fields.get("companyName", ""),
        "ein": f"{brand.fields['einIssuingCountry']} {brand.fields.get('ein', 'none')}",
        "magic": magic.WHAT.get(brand.ein or ""),
        "state": "DELETED" if brand.status == "DELETED" else identity or "NOT CHECKED",
        "charity": brand.attributes.get("taxExemptStatus") == "501c3",
        "errors": [error for category in brand.feedback for error in category["errors"]],
        "mock": brand.mock,
        "pin": asked.pin if asked is not None and asked.verified_at is None else None,
        "vettings": [(vetting.kind, vetting.status, vetting.score) for vetting in vettings],
        "authplus": any((vetting.kind, vetting.status) == ("AUTHPLUS", "PENDING") for vetting in vettings),
        "appeal": standings.pending_appeal(work, brand) is not None,
    }


@routes.post("/<brand_id>/authplus")
def end_authplus(brand_id: str) -> ResponseReturnValue:
    outcome = _outcome("complete", "fail")
    with the_simulator().work() as work:
        settle_authplus(work, brand_id, complete=outcome == "complete")
    return redirect(f"/?note=authplus#{brand_id}", 303)


@routes.post("/<brand_id>/appeal")
def end_appeal(brand_id: str) -> ResponseReturnValue:
    outcome = _outcome("uphold", "reject")
    with the_simulator().work() as work:
        settle_appeal(work, brand_id, uphold=outcome == "uphold")
    return redirect(f"/?note=appeal#{brand_id}", 303)


def _outcome(*allowed: str) -> str:
    outcome = request.form.get("outcome", "")
    if outcome not in allowed:
        raise TroubleError(400, "invalid", "Choose one of the outcomes.")
    return outcome
