"""The provider's colour for every page, and the outbox while developing."""

import flask
from flask import Blueprint, abort, render_template

from onboarding.services import telling
from onboarding.services.work import reading
from onboarding.web.colours import stylesheet
from onboarding.web.context import ports

bp = Blueprint("provider", __name__)

Answer = flask.typing.ResponseReturnValue


@bp.get("/brand.css")
def brand() -> Answer:
    """The provider's accent colour for both schemes."""
    response = flask.Response(stylesheet(ports().settings.provider_accent), mimetype="text/css")
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


@bp.get("/outbox")
def outbox() -> Answer:
    """Mails that would have been sent; in development only."""
    if ports().settings.onboarding_env == "production" or not ports().mailer.keeps:
        abort(404)
    with reading(ports()) as session:
        mails = telling.newest(session)
    return render_template("pages/outbox.html", mails=mails)
