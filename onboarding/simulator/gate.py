"""What stands before the registry and the provider: faults, passwords, limits."""

import hmac
import time

from flask import Flask, Response, g, request
from flask.typing import ResponseReturnValue

from onboarding.simulator import fault_answers
from onboarding.simulator.hub import the_simulator


def stand_before(app: Flask) -> None:
    app.before_request(_refuse_early)
    app.after_request(_spoil)


def _refuse_early() -> ResponseReturnValue | None:
    registry = _below("/v2")
    if not registry and not _below("/messaging"):
        return None
    simulator = the_simulator()
    trouble = simulator.trouble
    g.garbage = trouble["garbage"]
    if trouble["latency_seconds"]:
        time.sleep(trouble["latency_seconds"])
    if trouble["down"]:
        return Response("Service Unavailable\n", 503, content_type="text/plain")
    if not (_account() if registry else _bearer()):
        challenge = 'Basic realm="registry"' if registry else "Bearer"
        return Response("", 401, headers={"WWW-Authenticate": challenge})
    if registry and not simulator.limits.allow(request.method):
        return fault_answers.too_many()
    hit = simulator.plan.strike(request.method, request.path, simulator.now)
    if hit is None:
        return None
    instead = fault_answers.before(hit)
    g.hit = hit if instead is None else None
    return instead


def _spoil(response: Response) -> Response:
    response = _garble(response)
    hit = g.get("hit")
    return response if hit is None else fault_answers.after(hit, response)


def _garble(response: Response) -> Response:
    """With the fault `garbage` the work is done but its answer is no use: a page for a read, half a body for a write."""
    if not g.get("garbage") or response.status_code in {401, 429, 503}:
        return response
    if request.method == "GET":
        return Response(fault_answers.PAGE, 200, content_type="text/html; charset=utf-8")
    body = response.get_data()
    return Response(body[: max(1, len(body) // 2)] or b"{", 200, content_type="application/json")


def _below(prefix: str) -> bool:
    return request.path == prefix or request.path.startswith(prefix + "/")


def _account() -> bool:
    given, config = request.authorization, the_simulator().config
    if given is None or given.type != "basic":
        return False
    user = _same(given.username or "", config.api_key)
    return _same(given.password or "", config.api_secret) and user


def _bearer() -> bool:
    given = request.authorization
    return given is not None and given.type == "bearer" and _same(given.token or "", the_simulator().config.api_secret)


def _same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode(errors="surrogatepass"), wanted.encode())
