"""Health: alive, and ready to serve."""

import flask
from flask import Blueprint

from onboarding.api.context import ports
from onboarding.services import health

bp = Blueprint("health", __name__, url_prefix="/health")


@bp.get("/live")
def live() -> flask.typing.ResponseReturnValue:
    """The process answers."""
    return {"status": "alive"}


@bp.get("/ready")
def ready() -> flask.typing.ResponseReturnValue:
    """The database answers and is migrated; 503 with the reason otherwise."""
    problem = health.database(ports())
    return ({"status": "not ready", "problem": problem}, 503) if problem else {"status": "ready"}
