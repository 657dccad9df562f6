"""What the panel's buttons do; each answers with a redirect, so that going back or reloading repeats nothing."""

import re

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from onboarding.simulator import campaigns, clock, faults, messages, numbers, records, reviewer, sharing
from onboarding.simulator.control import MAX_ADVANCE, put_carrier, settle
from onboarding.simulator.errors import TroubleError
from onboarding.simulator.hub import the_simulator
from onboarding.simulator.messaging_routes import E164, LONGEST_TEXT
from onboarding.simulator.reading import clean
from onboarding.simulator.reviewer import REASONS
from onboarding.simulator.tables import Due

routes = Blueprint("panel_actions", __name__, url_prefix="/panel")

_PAGES = ("/", "/handsets", "/notices", "/faults")


@routes.post("/clock")
def move_clock() -> ResponseReturnValue:
    """`advance` in seconds, or `next` for up to the next happening."""
    asked = request.form.get("advance", "")
    seconds = _until_next() if asked == "next" else _number("advance", asked, MAX_ADVANCE)
    the_simulator().set_clock(advance=seconds)
    return _back("clock")


@routes.post("/speed")
def set_speed() -> ResponseReturnValue:
    speed = _number("speed", request.form.get("speed", ""), clock.MAX_SPEED)
    the_simulator().set_clock(speed=speed)
    return _back("speed")


@routes.post("/campaigns/<campaign_id>/accept")
def accept(campaign_id: str) -> ResponseReturnValue:
    with the_simulator().work() as work:
        settle(work, campaign_id, "")
    return _back("accept", campaign_id)


@routes.post("/campaigns/<campaign_id>/decline")
def decline(campaign_id: str) -> ResponseReturnValue:
    code = request.form.get("code", "")
    if code not in REASONS:
        raise TroubleError(400, "invalid", "Choose one of the reasons.")
    with the_simulator().work() as work:
        settle(work, campaign_id, f"{code} - {REASONS[code]}")
    return _back("decline", campaign_id)


@routes.post("/campaigns/<campaign_id>/finish")
def finish(campaign_id: str) -> ResponseReturnValue:
    with the_simulator().work() as work:
        sharing.finish(work, records.running_campaign(work, campaign_id))
    return _back("finish", campaign_id)


@routes.post("/campaigns/<campaign_id>/secondary")
def withdraw(campaign_id: str) -> ResponseReturnValue:
    with the_simulator().work() as work:
        sharing.withdraw(work, records.running_campaign(work, campaign_id), reviewer.SECONDARY)
    return _back("secondary", campaign_id)


@routes.post("/campaigns/<campaign_id>/expire")
def expire(campaign_id: str) -> ResponseReturnValue:
    with the_simulator().work() as work:
        campaigns.expire(work, records.running_campaign(work, campaign_id))
    return _back("expire", campaign_id)


@routes.post("/numbers/<phone_number>/fail")
def fail(phone_number: str) -> ResponseReturnValue:
    failure = request.form.get("failure", "")
    if failure not in numbers.FAILURES:
        raise TroubleError(400, "invalid", "Choose one of the failures.")
    with the_simulator().work() as work:
        number = numbers.find(work, phone_number)
        campaign_id = number.campaign_id
        numbers.fail(work, number, failure)
    return _back("fail", campaign_id or "")


@routes.post("/campaigns/<campaign_id>/carriers/<network_id>")
def set_carrier(campaign_id: str, network_id: str) -> ResponseReturnValue:
    with the_simulator().work() as work:
        put_carrier(work, campaign_id, network_id, request.form.get("status"))
    return _back("carrier", campaign_id)


@routes.post("/faults")
def change_faults() -> ResponseReturnValue:
    form = request.form
    wanted = {
        "down": "down" in form,
        "garbage": "garbage" in form,
        "latency_seconds": _number("latency_seconds", form.get("latency_seconds") or "0", faults.MAX_LATENCY),
        "notices": form.get("notices", "on"),
    }
    try:
        the_simulator().change_faults(wanted)
    except ValueError as problem:
        raise TroubleError(400, "invalid", str(problem)) from None
    return _back("faults")


@routes.post("/texts")
def text_back() -> ResponseReturnValue:
    """A person texts a number; a quick button's word counts before what stands in the field."""
    handset, number = _phone("handset"), _phone("to")
    text = request.form.get("quick") or request.form.get("body", "").strip()
    if not clean(text) or not 1 <= len(text) <= LONGEST_TEXT:
        raise TroubleError(400, "invalid", f"A text has 1 to {LONGEST_TEXT} characters.")
    with the_simulator().work() as work:
        messages.text_back(work, handset=handset, number=number, text=text)
    return _back("text", f"h{handset.lstrip('+')}")


@routes.post("/reset")
def reset() -> ResponseReturnValue:
    the_simulator().reset()
    return _back("reset")


def _back(note: str, anchor: str = "") -> ResponseReturnValue:
    page = request.form.get("page", "/")
    page = page if page in _PAGES else "/"
    return redirect(f"{page}?note={note}" + (f"#{anchor}" if re.fullmatch(r"\w+", anchor) else ""), 303)


def _until_next() -> float:
    with the_simulator().work() as work:
        due_at = work.session.scalar(select(Due.due_at).order_by(Due.due_at).limit(1))
        return 0.0 if due_at is None else max(0.0, (due_at - work.now).total_seconds())


def _number(name: str, text: str, high: float) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= high:
        raise TroubleError(
            400, "invalid", f"{name.replace('_', ' ').capitalize()} must be a number from 0 to {high:.0f}."
        )
    return value


def _phone(name: str) -> str:
    """A number as people write it, as E.164; American when no country is named."""
    digits = re.sub(r"[\s().-]", "", request.form.get(name, ""))
    if re.fullmatch(r"[2-9][0-9]{9}", digits, re.ASCII):
        digits = f"+1{digits}"
    if not re.fullmatch(E164, digits, re.ASCII):
        raise TroubleError(400, "invalid", "Write a phone number with its area code, such as (212) 555-0140.")
    return digits
