"""The control API: the clock, the outcomes, the faults, the handsets (contract, section 6)."""

import re
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from onboarding.simulator import brands, campaigns, carriers, clock, messages, numbers, records, sharing
from onboarding.simulator.clock import iso
from onboarding.simulator.errors import TroubleError
from onboarding.simulator.hub import the_simulator
from onboarding.simulator.messaging_routes import E164, LONGEST_TEXT, text_of
from onboarding.simulator.networks import MNOS, OPERATION_STATUSES
from onboarding.simulator.reading import clean, parse_object
from onboarding.simulator.tables import Brand, Campaign, Message, Notice, Number
from onboarding.simulator.work import Work

routes = Blueprint("control", __name__, url_prefix="/control")

MAX_ADVANCE = 10 * 366 * 24 * 3600.0  # ten years at a time
LONGEST_EXPLANATION = 2048
_CLOCK = {"advance_seconds", "speed"}


@routes.get("/clock")
def read_clock() -> ResponseReturnValue:
    with the_simulator().work() as work:
        return clock_json(work)


@routes.post("/clock")
def set_clock() -> ResponseReturnValue:
    body = object_of()
    if not any(body.get(name) is not None for name in _CLOCK) or not body.keys() <= _CLOCK:
        raise TroubleError(400, "invalid", "A clock takes advance_seconds and speed.")
    advance = _amount(body, "advance_seconds", MAX_ADVANCE)
    speed = _amount(body, "speed", clock.MAX_SPEED)
    the_simulator().set_clock(advance=advance or 0.0, speed=speed)
    return read_clock()


@routes.get("/state")
def state() -> ResponseReturnValue:
    with the_simulator().work() as work:
        return {
            "brands": [
                brands.as_json(work, brand) | {"scoring": brand.scoring}
                for brand in work.session.scalars(select(Brand).order_by(Brand.seq))
            ],
            "campaigns": [
                campaign_json(work, campaign)
                for campaign in work.session.scalars(select(Campaign).order_by(Campaign.seq))
            ],
            "numbers": [numbers.as_json(row) for row in work.session.scalars(select(Number).order_by(Number.seq))],
            "messages": [messages.as_json(row) for row in work.session.scalars(select(Message).order_by(Message.seq))],
            "notices": [notice_json(row) for row in work.session.scalars(select(Notice).order_by(Notice.seq))],
        }


@routes.post("/campaigns/<campaign_id>/finish")
def finish(campaign_id: str) -> ResponseReturnValue:
    with the_simulator().work() as work:
        campaign = records.running_campaign(work, campaign_id)
        sharing.finish(work, campaign)
        return campaign_json(work, campaign)


@routes.post("/campaigns/<campaign_id>/review")
def review(campaign_id: str) -> ResponseReturnValue:
    body = object_of()
    outcome = body.get("outcome")
    if outcome not in ("accept", "decline"):  # a list cannot be looked up in a set
        raise TroubleError(400, "invalid", "outcome must be accept or decline.")
    explanation = text_of(body, "explanation", LONGEST_EXPLANATION) if outcome == "decline" else ""
    with the_simulator().work() as work:
        settle(work, campaign_id, explanation)
        return campaign_json(work, records.campaign(work, campaign_id))


@routes.post("/campaigns/<campaign_id>/carriers/<network_id>")
def set_carrier(campaign_id: str, network_id: str) -> ResponseReturnValue:
    status = object_of().get("status")
    with the_simulator().work() as work:
        put_carrier(work, campaign_id, network_id, status)
        return carriers.statuses(work, campaign_id)


@routes.get("/faults")
def read_faults() -> ResponseReturnValue:
    return the_simulator().trouble


@routes.post("/faults")
def change_faults() -> ResponseReturnValue:
    body = object_of()
    try:
        return the_simulator().change_faults(body)
    except ValueError as problem:
        raise TroubleError(400, "invalid", str(problem)) from None


@routes.get("/faults/plan")
def read_plan() -> ResponseReturnValue:
    return the_simulator().plan.as_json()


@routes.put("/faults/plan")
def set_plan() -> ResponseReturnValue:
    body = object_of()
    try:
        return the_simulator().set_plan(body)
    except ValueError as problem:
        raise TroubleError(400, "invalid", str(problem)) from None


@routes.get("/faults/log")
def fault_log() -> ResponseReturnValue:
    return the_simulator().plan.log()


@routes.post("/handsets/<handset>/texts")
def text_back(handset: str) -> ResponseReturnValue:
    body = object_of()
    number, text = text_of(body, "to", 16, E164), text_of(body, "body", LONGEST_TEXT)
    if not re.fullmatch(E164, handset, re.ASCII):
        raise TroubleError(400, "invalid", "A handset is named by its number in E.164.")
    with the_simulator().work() as work:
        return messages.as_json(messages.text_back(work, handset=handset, number=number, text=text)), 201


@routes.post("/reset")
def reset() -> ResponseReturnValue:
    the_simulator().reset()
    return "", 204


def settle(work: Work, campaign_id: str, explanation: str) -> None:
    """Ends the pending review now: accepted when the explanation is empty; 409 when nothing is pending."""
    campaign = records.running_campaign(work, campaign_id)
    pending = records.pending_share(work, campaign_id)
    if pending is None:
        raise TroubleError(409, "nothing_pending", "No review of this campaign is pending.")
    if explanation:
        sharing.decline(work, campaign, pending, explanation)
    else:
        sharing.accept(work, campaign, pending)


def put_carrier(work: Work, campaign_id: str, network_id: str, status: Any) -> None:
    if not clean(status) or status not in OPERATION_STATUSES:
        raise TroubleError(400, "invalid", "status must be REGISTERED, REVIEW, REJECTED or SUSPENDED.")
    network = network_named(network_id)
    campaign = records.running_campaign(work, campaign_id)
    if not records.is_accepted(work, campaign_id):
        raise TroubleError(409, "campaign_not_accepted", "The upstream partner has not accepted this campaign.")
    carriers.put(work, campaign, network, status)


def network_named(network_id: str) -> int:
    network = next((known for known in MNOS if str(known) == network_id), None)
    if network is None:
        raise TroubleError(404, "unknown_carrier", f"Carriers are {', '.join(str(known) for known in MNOS)}.")
    return network


def clock_json(work: Work) -> dict[str, Any]:
    real = clock.real_now()
    row = clock.load(work.session, real)
    return {
        "now": iso(clock.virtual(row, real)),
        "real": iso(real),
        "speed": row.speed,
        "anchor_real": iso(row.anchor_real),
        "anchor_virtual": iso(row.anchor_virtual),
    }


def campaign_json(work: Work, campaign: Campaign) -> dict[str, Any]:
    """A campaign with its sharing, aggregators and carriers."""
    last = records.last_share(work, campaign.id)
    return campaigns.as_json(work, campaign) | {
        "sharing": sharing.as_json(work, last) if last else None,
        "mnoIdsWithDcaElected": campaign.elected,
        "operationStatus": carriers.statuses(work, campaign.id),
    }


def notice_json(notice: Notice) -> dict[str, Any]:
    return {
        "seq": notice.seq,
        "eventType": notice.event_type,
        "address": notice.address,
        "state": notice.state,
        "forged": notice.forged,
        "answer": notice.answer,
        "body": notice.body,
        "at": iso(notice.created_at),
    }


def _amount(body: dict[str, Any], name: str, high: float) -> float | None:
    value = body.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= high:
        raise TroubleError(400, "invalid", f"{name} must be a number from 0 to {high:.0f}.")
    return float(value)


def object_of() -> dict[str, Any]:
    """The request's JSON object; 400 in the control API's form when it is none."""
    try:
        return parse_object()
    except ValueError as problem:
        raise TroubleError(400, "invalid", str(problem)) from None
