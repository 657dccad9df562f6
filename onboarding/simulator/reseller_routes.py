"""Resellers over HTTP (contract, section 4)."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from onboarding.simulator import resellers
from onboarding.simulator.brand_tables import Reseller
from onboarding.simulator.hub import the_simulator
from onboarding.simulator.paging import page_of
from onboarding.simulator.reading import registry_object

routes = Blueprint("resellers", __name__, url_prefix="/v2/reseller")


@routes.post("")
def create() -> ResponseReturnValue:
    body = registry_object()
    with the_simulator().work() as work:
        return resellers.as_json(work, resellers.create(work, body))


@routes.get("")
def search() -> ResponseReturnValue:
    query = select(Reseller).where(Reseller.deleted.is_(False)).order_by(Reseller.seq)
    if "companyName" in request.args:
        query = query.where(Reseller.name == request.args["companyName"].casefold())
    with the_simulator().work() as work:
        return page_of(work, query, lambda reseller: resellers.as_json(work, reseller))


@routes.get("/<reseller_id>")
def read(reseller_id: str) -> ResponseReturnValue:
    with the_simulator().work() as work:
        return resellers.as_json(work, resellers.find(work, reseller_id))


@routes.put("/<reseller_id>")
def edit(reseller_id: str) -> ResponseReturnValue:
    body = registry_object()
    with the_simulator().work() as work:
        reseller = resellers.find(work, reseller_id)
        resellers.edit(work, reseller, body)
        return resellers.as_json(work, reseller)


@routes.delete("/<reseller_id>")
def remove(reseller_id: str) -> ResponseReturnValue:
    with the_simulator().work() as work:
        resellers.find(work, reseller_id).deleted = True
    return "", 204
