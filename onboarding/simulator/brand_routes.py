"""The brand calls over HTTP."""

from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Select, select

from onboarding.simulator import brand_edits, brands, records
from onboarding.simulator.brand_fields import ENTITY_TYPES, IDENTITY_STATUSES
from onboarding.simulator.errors import refusal
from onboarding.simulator.hub import the_simulator
from onboarding.simulator.paging import page_of
from onboarding.simulator.reading import choice_asked, flag_asked, registry_object
from onboarding.simulator.tables import Brand

routes = Blueprint("brands", __name__, url_prefix="/v2/brand")


@routes.post("/nonBlocking")
def create() -> ResponseReturnValue:
    body = registry_object()
    with the_simulator().work() as work:
        trouble = brands.trouble_once(work, body)
    if trouble:
        raise refusal(591, "A temporary error; try again after 30 seconds.")
    with the_simulator().work() as work:
        brand, hang_up = brands.create(work, body)
        # Nobody is known yet, also who will not be scored.
        answer = {name: value for name, value in brands.as_json(work, brand).items() if name != "identityStatus"}
    if hang_up:
        request.environ["simulator.hang_up"] = True
    return answer


@routes.get("")
def search() -> ResponseReturnValue:
    with the_simulator().work() as work:
        return page_of(work, _asked(), lambda brand: brands.as_json(work, brand))


@routes.get("/feedback/<brand_id>")
def feedback(brand_id: str) -> ResponseReturnValue:
    with the_simulator().work() as work:
        brand = records.brand(work, brand_id)
        if brand.scoring:
            raise refusal(535, "The identity check is still going on.", "brandId")
        return {"brandId": brand.id, "category": brand.feedback}


@routes.get("/<brand_id>")
def read(brand_id: str) -> ResponseReturnValue:
    with the_simulator().work() as work:
        return brands.as_json(work, records.brand(work, brand_id))


@routes.put("/<brand_id>")
def edit(brand_id: str) -> ResponseReturnValue:
    body = registry_object()
    with the_simulator().work() as work:
        brand = records.active_brand(work, brand_id)
        brand_edits.edit(work, brand, body)
        return brands.as_json(work, brand)


@routes.put("/<brand_id>/revet")
def score_again(brand_id: str) -> ResponseReturnValue:
    with the_simulator().work() as work:
        brand = records.active_brand(work, brand_id)
        brands.score_again(work, brand)
        return brands.as_json(work, brand), 202


@routes.delete("/<brand_id>")
def remove(brand_id: str) -> ResponseReturnValue:
    with the_simulator().work() as work:
        brands.remove(work, records.active_brand(work, brand_id))
    return "", 204


def _asked() -> Select[Any]:
    asked, query = request.args, select(Brand)
    if "referenceId" in asked:
        query = query.where(Brand.reference == asked["referenceId"].casefold())
    if "ein" in asked:
        query = query.where(Brand.ein == asked["ein"].replace("-", ""))
    if "displayName" in asked:
        query = query.where(Brand.fields["displayName"].as_string() == asked["displayName"])
    if (kind := choice_asked(asked, "entityType", ENTITY_TYPES)) is not None:
        query = query.where(Brand.fields["entityType"].as_string() == kind)
    if (identity := choice_asked(asked, "identityStatus", IDENTITY_STATUSES)) is not None:
        query = query.where(Brand.identity_status == identity)
    if (status := choice_asked(asked, "status", ("ACTIVE", "DELETED"))) is not None:
        query = query.where(Brand.status == status)
    if (mock := flag_asked(asked, "mock")) is not None:
        query = query.where(Brand.mock.is_(mock))
    return query.order_by(Brand.seq)
