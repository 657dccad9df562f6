"""The control API's part about brands: outcomes at once, and the PIN that was sent (contract, section 6)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from onboarding.simulator import appeals, authplus, brands, otp, records, standings
from onboarding.simulator.errors import TroubleError
from onboarding.simulator.hub import the_simulator
from onboarding.simulator.reading import clean, parse_object
from onboarding.simulator.tables import Brand
from onboarding.simulator.work import Work

routes = Blueprint("control_brands", __name__, url_prefix="/control/brands")


@routes.get("/<brand_id>/otp")
def read_otp(brand_id: str) -> ResponseReturnValue:
    with the_simulator().work() as work:
        last = otp.last(work, records.brand(work, brand_id))
        if last is None:
            raise TroubleError(404, "unknown", "No PIN was asked for.")
        return {"pin": last.pin, "referenceId": last.id}


@routes.post("/<brand_id>/authplus")
def end_authplus(brand_id: str) -> ResponseReturnValue:
    outcome = _outcome("complete", "fail")
    with the_simulator().work() as work:
        return brands.as_json(work, settle_authplus(work, brand_id, complete=outcome == "complete"))


@routes.post("/<brand_id>/appeal")
def end_appeal(brand_id: str) -> ResponseReturnValue:
    outcome = _outcome("uphold", "reject")
    with the_simulator().work() as work:
        return brands.as_json(work, settle_appeal(work, brand_id, uphold=outcome == "uphold"))


def settle_authplus(work: Work, brand_id: str, *, complete: bool) -> Brand:
    """Ends the pending Authentication+ now; 409 when there is none."""
    brand = records.active_brand(work, brand_id)
    pending = standings.vetting_with(work, brand, "PENDING", kind=authplus.KIND)
    if pending is None:
        raise TroubleError(409, "nothing_pending", "No Authentication+ of this brand is pending.")
    if complete:
        authplus.complete(work, brand, pending)
    else:
        authplus.fail(work, brand, pending, "contact", "The contact could not be confirmed.")
    return brand


def settle_appeal(work: Work, brand_id: str, *, uphold: bool) -> Brand:
    """Ends the pending appeal now; 409 when there is none."""
    brand = records.active_brand(work, brand_id)
    pending = standings.pending_appeal(work, brand)
    if pending is None:
        raise TroubleError(409, "nothing_pending", "No appeal of this brand is pending.")
    appeals.settle(work, brand, pending, uphold=uphold)
    return brand


def _outcome(*allowed: str) -> str:
    """The outcome that the body names; 400 when it is none of those allowed."""
    try:
        outcome = parse_object().get("outcome")
    except ValueError as problem:
        raise TroubleError(400, "invalid", str(problem)) from None
    if not clean(outcome) or outcome not in allowed:
        raise TroubleError(400, "invalid", f"outcome must be {' or '.join(allowed)}.")
    return str(outcome)
