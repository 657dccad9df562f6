"""Wires the simulator together."""

import logging
from http import HTTPStatus

from flask import Flask, jsonify, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from onboarding.simulator import (
    account_routes,
    appeal_routes,
    attachment_routes,
    brand_routes,
    campaign_routes,
    control,
    control_brands,
    control_outcomes,
    enums,
    gate,
    guard,
    messaging_routes,
    otp_routes,
    panel,
    panel_actions,
    panel_brands,
    panel_fault_plan,
    reseller_routes,
    sharing_routes,
    subscriptions,
    upkeep_routes,
    vetting_routes,
)
from onboarding.simulator.config import Config
from onboarding.simulator.delivery import Post
from onboarding.simulator.errors import Problem, RefusalError, TroubleError
from onboarding.simulator.hub import Simulator
from onboarding.simulator.intake import Intake
from onboarding.simulator.wire import Wire

BLUEPRINTS = (
    brand_routes.routes,
    otp_routes.routes,
    vetting_routes.routes,
    appeal_routes.routes,
    attachment_routes.routes,
    campaign_routes.routes,
    sharing_routes.routes,
    upkeep_routes.routes,
    subscriptions.routes,
    enums.routes,
    account_routes.routes,
    reseller_routes.routes,
    messaging_routes.routes,
    control.routes,
    control_outcomes.routes,
    control_brands.routes,
    panel.routes,
    panel_actions.routes,
    panel_brands.routes,
    panel_fault_plan.routes,
)

_NO_CALL = {404: "The control API has no such call.", 405: "The control API takes no such method at this address."}

_log = logging.getLogger(__name__)


def create_app(config: Config, *, ticker: bool = True, post: Post | None = None) -> Flask:
    """The application; `app.extensions["simulator"]` is its `Simulator`, which the caller closes in the end.

    Without the ticker nothing happens by itself: time stands still, `tick()` runs what is due (each request does so too)
    and `deliver()` posts what is queued. `post(url, body, headers) -> status` replaces the network.
    """
    app = Flask("onboarding.simulator", static_folder=None, template_folder=str(panel.templates()))
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.url_map.strict_slashes = False
    simulator = Simulator(config, post, speed=1.0 if ticker else 0.0)
    app.extensions["simulator"] = simulator
    guard.stand_before(app)
    gate.stand_before(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.register_error_handler(RefusalError, _refuse)
    app.register_error_handler(TroubleError, _trouble)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _surprise)
    app.wsgi_app = Wire(Intake(app.wsgi_app))  # type: ignore[method-assign]
    if ticker:
        simulator.start()
    return app


def _refuse(refusal: RefusalError) -> ResponseReturnValue:
    if request.path.startswith("/v2"):
        return jsonify([problem.as_json() for problem in refusal.problems]), HTTPStatus.BAD_REQUEST
    first = refusal.problems[0]
    missing = first.code == 502
    return _say("unknown" if missing else "refused", first.description, 404 if missing else 409)


def _trouble(trouble: TroubleError) -> ResponseReturnValue:
    return _say(trouble.error, trouble.detail, trouble.status)


def _http_error(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    detail = _NO_CALL.get(status, "") if request.path.startswith("/control") else ""
    return _say(HTTPStatus(status).phrase.lower().replace(" ", "_"), detail, status)


def _say(error: str, detail: str, status: int) -> ResponseReturnValue:
    """Programs get JSON, people at the panel a page."""
    if not request.path.startswith(("/v2", "/messaging", "/control")):
        title = "There is no such page" if status == HTTPStatus.NOT_FOUND and not detail else "That did not work"
        return panel.problem_page(title, detail or error.replace("_", " ").capitalize() + ".", status)
    return {"error": error} | ({"detail": detail} if detail else {}), status


def _surprise(error: Exception) -> ResponseReturnValue:
    """A fault of the simulator itself; the registry's word for that is 590."""
    _log.exception("an error nobody foresaw", exc_info=error)
    if request.path.startswith("/v2"):
        return jsonify([Problem(590, "An internal error.").as_json()]), HTTPStatus.BAD_REQUEST
    return {"error": "internal"}, HTTPStatus.INTERNAL_SERVER_ERROR
