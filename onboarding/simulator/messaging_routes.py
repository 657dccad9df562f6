"""The messaging provider over HTTP (contract, section 6): bearer token, plain status codes, `{"error": …}`."""

import re
from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from standardwebhooks import Webhook

from onboarding.simulator import messages, numbers, provider_hooks
from onboarding.simulator.addresses import is_web_address
from onboarding.simulator.errors import TroubleError
from onboarding.simulator.hub import the_simulator
from onboarding.simulator.reading import clean, parse_object

routes = Blueprint("messaging", __name__, url_prefix="/messaging/v1")

E164 = r"\+[1-9][0-9]{6,14}"
LONGEST_TEXT = 1600  # ten parts of 160 characters


@routes.get("/available_numbers")
def available() -> ResponseReturnValue:
    area_code = request.args.get("area_code", "")
    if not re.fullmatch(r"[0-9]{3}", area_code, re.ASCII):
        raise TroubleError(400, "invalid", "area_code must be three digits.")
    with the_simulator().work() as work:
        return {"numbers": numbers.offered(work, area_code)}


@routes.post("/numbers")
def take() -> ResponseReturnValue:
    body = _object()
    phone_number, reference = text_of(body, "phone_number", 16, E164), text_of(body, "reference", 255)
    with the_simulator().work() as work:
        number, fresh = numbers.take(work, phone_number, reference)
        return numbers.as_json(number), 201 if fresh else 200


@routes.get("/numbers/<phone_number>")
def read(phone_number: str) -> ResponseReturnValue:
    with the_simulator().work() as work:
        return numbers.as_json(numbers.find(work, phone_number))


@routes.put("/numbers/<phone_number>/campaign")
def attach(phone_number: str) -> ResponseReturnValue:
    campaign_id = text_of(_object(), "campaign_id", 8)
    with the_simulator().work() as work:
        number = numbers.find(work, phone_number)
        numbers.attach(work, number, campaign_id)
        return numbers.as_json(number), 202


@routes.delete("/numbers/<phone_number>/campaign")
def detach(phone_number: str) -> ResponseReturnValue:
    with the_simulator().work() as work:
        number = numbers.find(work, phone_number)
        numbers.detach(work, number)
        return numbers.as_json(number), 202


@routes.post("/messages")
def send() -> ResponseReturnValue:
    body = _object()
    sender, recipient = text_of(body, "from", 16, E164), text_of(body, "to", 16, E164)
    text, reference = text_of(body, "text", LONGEST_TEXT), text_of(body, "reference", 255)
    with the_simulator().work() as work:
        message = messages.send(work, sender=sender, recipient=recipient, text=text, reference=reference)
        # Not raised: the refused attempt must be kept, and an error would roll it back.
        refused = message.status == "refused"
        answer = {"error": "unregistered"} if refused else {"id": message.id, "status": "accepted"}
        return answer, 403 if refused else 202


@routes.put("/webhook")
def subscribe() -> ResponseReturnValue:
    body = _object()
    url, secret = text_of(body, "url", 2048), text_of(body, "secret", 255)
    if not is_web_address(url):
        raise TroubleError(400, "invalid", "url must be an http or https address.")
    try:
        Webhook(secret)
    except Exception:  # noqa: BLE001 - the library has no one error for a secret it cannot read
        raise TroubleError(400, "invalid", "secret must be base64, with or without whsec_ before it.") from None
    with the_simulator().work() as work:
        provider_hooks.subscribe(work, url, secret)
    return {"url": url}


def text_of(body: dict[str, Any], name: str, high: int, pattern: str = "") -> str:
    """Text of 1 to `high` characters; 400 when it is not."""
    value = body.get(name)
    if not clean(value) or not value or len(value) > high or (pattern and not re.fullmatch(pattern, value, re.ASCII)):
        raise TroubleError(400, "invalid", f"{name} must be text of 1 to {high} characters in the documented form.")
    return str(value)


def _object() -> dict[str, Any]:
    try:
        return parse_object()
    except ValueError as problem:
        raise TroubleError(400, "invalid", str(problem)) from None
