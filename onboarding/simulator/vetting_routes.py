"""External vetting over HTTP (contract, section 2.2)."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from onboarding.simulator import attachments, authplus, records, vetting_imports, vettings
from onboarding.simulator.errors import invalid
from onboarding.simulator.hub import the_simulator
from onboarding.simulator.reading import choice_asked, choices_asked, registry_form, registry_object
from onboarding.simulator.vetting_kinds import CLASSES, PROVIDERS, STATUSES

routes = Blueprint("vettings", __name__, url_prefix="/v2/brand")


@routes.post("/<brand_id>/externalVetting")
def order(brand_id: str) -> ResponseReturnValue:
    body = registry_object()
    with the_simulator().work() as work:
        return vettings.as_json(vettings.order(work, records.active_brand(work, brand_id), body))


@routes.put("/<brand_id>/externalVetting")
def take(brand_id: str) -> ResponseReturnValue:
    body = registry_object()
    with the_simulator().work() as work:
        return vettings.as_json(vetting_imports.take(work, records.active_brand(work, brand_id), body))


@routes.get("/<brand_id>/externalVetting")
def read(brand_id: str) -> ResponseReturnValue:
    with the_simulator().work() as work:
        brand = records.brand(work, brand_id)
        statuses = choices_asked(request.args, "vettingStatus", STATUSES)
        provider = choice_asked(request.args, "evpId", PROVIDERS)
        kind = choice_asked(request.args, "vettingClass", CLASSES)
        return [vettings.as_json(vetting) for vetting in vettings.of_brand(work, brand, statuses, provider, kind)]


@routes.post("/<brand_id>/2faEmail")
def send_again(brand_id: str) -> ResponseReturnValue:
    with the_simulator().work() as work:
        brand = records.active_brand(work, brand_id)
        if request.args.get("vettingClass") != authplus.KIND:
            raise invalid("vettingClass", f"vettingClass must be {authplus.KIND}.")
        authplus.send_again(work, brand)
    return "", 204


@routes.get("/<brand_id>/externalVetting/enhancedVettingReport")
def reports(brand_id: str) -> ResponseReturnValue:
    with the_simulator().work() as work:
        files = attachments.of_owner(work, records.brand(work, brand_id).id, vettings.REPORT)
        return [attachments.as_json(file) for file in files]


@routes.post("/<brand_id>/externalVetting/mockCvToken")
def mock_token(brand_id: str) -> ResponseReturnValue:
    form = registry_form()
    locale, until = form.get("locale", ""), form.get("validUntil", "")
    with the_simulator().work() as work:
        token = vetting_imports.mock_token(work, records.active_brand(work, brand_id), locale, until)
    return token, 200, {"Content-Type": "text/plain; charset=utf-8"}
