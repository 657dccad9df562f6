"""The campaign calls over HTTP: qualify, create, read, edit, end."""

from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Select, select

from onboarding.simulator import campaigns, records, usecases
from onboarding.simulator.hub import the_simulator
from onboarding.simulator.paging import page_of
from onboarding.simulator.reading import choice_asked, flag_asked, registry_object
from onboarding.simulator.tables import Campaign

routes = Blueprint("campaigns", __name__, url_prefix="/v2")


@routes.get("/campaignBuilder/brand/<brand_id>/usecase/<name>")
def qualify(brand_id: str, name: str) -> ResponseReturnValue:
    with the_simulator().work() as work:
        return usecases.terms(*campaigns.qualify(work, brand_id, name))


@routes.post("/campaignBuilder")
def create() -> ResponseReturnValue:
    body = registry_object()
    with the_simulator().work() as work:
        campaign, metadata = campaigns.create(work, body)
        return {"campaignId": campaign.id, "mnoMetadata": metadata}


@routes.get("/campaign")
def search() -> ResponseReturnValue:
    with the_simulator().work() as work:
        return page_of(
            work,
            _asked(),
            lambda campaign: (
                campaigns.as_json(work, campaign)
                | {"monthlyFee": usecases.USE_CASES[campaign.fields["usecase"]].monthly}
            ),
        )


@routes.get("/campaign/<campaign_id>")
def read(campaign_id: str) -> ResponseReturnValue:
    with the_simulator().work() as work:
        return campaigns.as_json(work, records.campaign(work, campaign_id))


@routes.put("/campaign/<campaign_id>")
def edit(campaign_id: str) -> ResponseReturnValue:
    body = registry_object()
    with the_simulator().work() as work:
        campaign = records.running_campaign(work, campaign_id)
        campaigns.edit(work, campaign, body)
        return campaigns.as_json(work, campaign)


@routes.delete("/campaign/<campaign_id>")
def end(campaign_id: str) -> ResponseReturnValue:
    with the_simulator().work() as work:
        campaigns.expire(work, records.campaign(work, campaign_id))
    return "", 204


def _asked() -> Select[Any]:
    asked, query = request.args, select(Campaign)
    if "referenceId" in asked:
        query = query.where(Campaign.reference == asked["referenceId"].casefold())
    if "brandId" in asked:
        query = query.where(Campaign.brand_id == asked["brandId"])
    if (name := choice_asked(asked, "usecase", usecases.USE_CASES)) is not None:
        query = query.where(Campaign.fields["usecase"].as_string() == name)
    if (status := choice_asked(asked, "status", ("ACTIVE", "EXPIRED"))) is not None:
        query = query.where(Campaign.status == status)
    if (mock := flag_asked(asked, "mock")) is not None:
        query = query.where(Campaign.mock.is_(mock))
    return query.order_by(Campaign.seq)
