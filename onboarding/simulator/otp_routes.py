"""The PIN calls over HTTP."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from onboarding.simulator import messages, otp, records
from onboarding.simulator.hub import the_simulator
from onboarding.simulator.reading import registry_object

routes = Blueprint("otp", __name__, url_prefix="/v2/brand")


@routes.post("/<brand_id>/smsOtp")
def ask(brand_id: str) -> ResponseReturnValue:
    body = registry_object()
    with the_simulator().work() as work:
        asked, text = otp.ask(work, records.active_brand(work, brand_id), body)
        if text is not None:
            messages.from_registry(work, asked.mobile, text)
        return {"brandId": asked.brand_id, "referenceId": asked.id}


@routes.put("/<brand_id>/smsOtp")
def verify(brand_id: str) -> ResponseReturnValue:
    body = registry_object()
    with the_simulator().work() as work:
        mobile, text = otp.verify(work, records.active_brand(work, brand_id), body)
        if text is not None:
            messages.from_registry(work, mobile, text)
    return "", 204


@routes.get("/smsOtp/<reference>")
def read(reference: str) -> ResponseReturnValue:
    with the_simulator().work() as work:
        return otp.as_json(otp.find(work, reference))
