"""How a planned fault spoils a request: before the work is done, or afterwards in its answer."""

import json
import time
from typing import Any

from flask import Response, jsonify, request

from onboarding.simulator.errors import Problem
from onboarding.simulator.fault_plan import Hit
from onboarding.simulator.networks import OPERATION_STATUSES

PAGE = "<!DOCTYPE html><html><head><title>Service</title></head><body><h1>Please stand by</h1></body></html>"
NEW = "SOMETHING_NEW"

_TEXTS = {
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}
# Fields whose words come from a list that the other side may lengthen any day.
_ENUMS = {
    "entityType", "status", "identityStatus", "brandIdentityStatus", "brandRelationship", "vertical", "stockExchange",
    "altBusinessIdType", "usecase", "subUsecases", "sharingStatus", "rejectionCategory", "vettingStatus",
    "vettingClass", "appealCategories", "appealStatus", "vetStatus", "deliveryStatus", "eventCategory", "eventType",
    "classification", "taxExemptStatus", "msgClass", "msg_class", "tpmScope", "brandTier", "assignment",
}  # fmt: skip
_STRANGE = {"x-new-field": NEW, "newObject": {"newList": [1, {"deeper": None}]}}


def before(hit: Hit) -> Response | None:
    """The answer that stands in for the work, or None when the work is to be done."""
    if hit.fault == "latency":
        time.sleep(hit.get("seconds"))
    elif hit.fault == "reset":
        request.environ["simulator.hang_up"] = True
        return Response("")
    elif hit.fault == "throttle":
        return too_many()
    elif hit.fault in {"status", "temporary"} and not hit.get("done"):
        return _refusal(hit)
    return None


def after(hit: Hit, response: Response) -> Response:
    """The answer as it leaves once the work is done."""
    if hit.fault == "hang":
        request.environ["simulator.hang"] = hit.get("seconds")
    elif hit.fault == "lost_answer":
        request.environ["simulator.hang_up"] = True
    elif hit.fault in {"status", "temporary"}:
        return _refusal(hit)
    elif hit.fault == "garbage":
        return Response(PAGE, 200, content_type="text/html; charset=utf-8")
    elif hit.fault == "truncated":
        _cut(response)
    elif hit.fault in {"unknown_values", "extra_fields"} and response.is_json:
        body = json.loads(response.get_data())
        response.set_data(json.dumps(_renew(body) if hit.fault == "unknown_values" else _lengthen(body)))
    return response


def too_many() -> Response:
    return Response("Too Many Requests\n", 429, content_type="text/plain")


def _refusal(hit: Hit) -> Response:
    if hit.fault == "status":
        status = hit.get("status")
        return Response(f"{_TEXTS[status]}\n", status, content_type="text/plain")
    words = {590: "An internal error.", 620: "The vetting partner is silent; try again after 30 seconds."}
    words |= {591: "A temporary error; try again after 30 seconds."}
    words |= {630: "The number registry is silent; try again after 30 seconds."}
    answer = jsonify([Problem(hit.get("code"), words[hit.get("code")]).as_json()])
    answer.status_code = 400
    return answer


def _cut(response: Response) -> None:
    """Half the body under the length of the whole, then the end of the connection; an empty body cannot be cut."""
    whole = response.get_data()
    if not whole:
        request.environ["simulator.hang_up"] = True
        return
    response.set_data(whole[: len(whole) // 2])
    response.headers["Content-Length"] = str(len(whole))
    response.headers["Connection"] = "close"


def _renew(value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _renew(item, key) for key, item in value.items()}
    if isinstance(value, list):
        return [_renew(item, name) for item in value]
    known = isinstance(value, str) and (name in _ENUMS or value in OPERATION_STATUSES)
    return NEW if known else value


def _lengthen(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _lengthen(item) for key, item in value.items()} | _STRANGE
    return [_lengthen(item) for item in value] if isinstance(value, list) else value
