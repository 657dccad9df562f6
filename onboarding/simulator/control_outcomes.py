"""The control API's further outcomes: second thoughts, the end, broken numbers, complaints (contract, section 6)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from onboarding.simulator import campaigns, notices, numbers, records, reviewer, sharing
from onboarding.simulator.control import LONGEST_EXPLANATION, campaign_json, network_named, object_of
from onboarding.simulator.errors import TroubleError
from onboarding.simulator.hub import the_simulator
from onboarding.simulator.messaging_routes import text_of

routes = Blueprint("control_outcomes", __name__, url_prefix="/control")

_LONGEST_FAILURE = 255
_ACCOUNT = {"ACTIVE": ("CSP_ACTIVE", "is active"), "SUSPENDED": ("CSP_SUSPEND", "is suspended")}


@routes.post("/campaigns/<campaign_id>/secondary")
def withdraw(campaign_id: str) -> ResponseReturnValue:
    body = object_of()
    explanation = text_of({"explanation": reviewer.SECONDARY} | body, "explanation", LONGEST_EXPLANATION)
    with the_simulator().work() as work:
        campaign = records.running_campaign(work, campaign_id)
        sharing.withdraw(work, campaign, explanation)
        return campaign_json(work, campaign)


@routes.post("/campaigns/<campaign_id>/expire")
def expire(campaign_id: str) -> ResponseReturnValue:
    with the_simulator().work() as work:
        campaign = records.running_campaign(work, campaign_id)
        campaigns.expire(work, campaign)
        return campaign_json(work, campaign)


@routes.post("/campaigns/<campaign_id>/complaint")
def complain(campaign_id: str) -> ResponseReturnValue:
    body = object_of()
    description = text_of(body, "description", LONGEST_EXPLANATION)
    network = network_named(str(body.get("networkId")))
    with the_simulator().work() as work:
        campaign = records.campaign(work, campaign_id)
        notices.about_complaint(work, campaign, records.brand(work, campaign.brand_id), network, description)
        return campaign_json(work, campaign)


@routes.post("/numbers/<phone_number>/fail")
def fail(phone_number: str) -> ResponseReturnValue:
    failure = text_of(object_of(), "failure", _LONGEST_FAILURE)
    with the_simulator().work() as work:
        number = numbers.find(work, phone_number)
        numbers.fail(work, number, failure)
        return numbers.as_json(number)


@routes.post("/account")
def account() -> ResponseReturnValue:
    """Tells of the account's state; nothing else about it changes."""
    status = object_of().get("status")
    if not isinstance(status, str) or status not in _ACCOUNT:
        raise TroubleError(400, "invalid", "status must be ACTIVE or SUSPENDED.")
    event, words = _ACCOUNT[status]
    with the_simulator().work() as work:
        notices.about_account(work, event, f"The account {work.config.csp_id} {words}.")
    return {"status": status}
