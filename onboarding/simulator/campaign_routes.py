"""The campaign calls over HTTP: qualify, create, read, edit, end."""

from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Select, select

from onboarding.simulator import campaigns, carrier_terms, records, usecases
from onboarding.simulator.hub import the_simulator
from onboarding.simulator.paging import page_of
from onboarding.simulator.reading import choice_asked, flag_asked, registry_object
from onboarding.simulator.tables import Campaign

# What `termsAndConditions: true` attests, in our words.
_ATTESTED = (
    "The messages are not sent for affiliates, and no lists of recipients are bought or passed on.",
    "Everybody who gets these messages has agreed to get them.",
    "What is said about the campaign is true and complete.",
)

routes = Blueprint("campaigns", __name__, url_prefix="/v2")


@routes.get("/campaignBuilder/brand/<brand_id>/usecase/<name>")
def qualify(brand_id: str, name: str) -> ResponseReturnValue:
    with the_simulator().work() as work:
        return carrier_terms.terms(*campaigns.qualify(work, brand_id, name))


@routes.get("/campaignBuilder/brand/<brand_id>")
def qualify_all(brand_id: str) -> ResponseReturnValue:
    with the_simulator().work() as work:
        return campaigns.qualify_all(work, brand_id)


@routes.get("/campaignBuilder/termsAndConditions")
def attested() -> ResponseReturnValue:
    return {"subTerms": list(_ATTESTED)}


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
            lambda campaign: campaigns.as_json(work, campaign) | {"monthlyFee": campaigns.monthly(work, campaign)},
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
    if "resellerId" in asked:
        query = query.where(Campaign.fields["resellerId"].as_string() == asked["resellerId"])
    if (name := choice_asked(asked, "usecase", usecases.USE_CASES)) is not None:
        query = query.where(Campaign.fields["usecase"].as_string() == name)
    if (status := choice_asked(asked, "status", ("ACTIVE", "EXPIRED"))) is not None:
        query = query.where(Campaign.status == status)
    if (mock := flag_asked(asked, "mock")) is not None:
        query = query.where(Campaign.mock.is_(mock))
    return query.order_by(Campaign.seq)
