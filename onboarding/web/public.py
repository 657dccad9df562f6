"""Public pages: hosted documents for everybody, the provider's colour, and the outbox while developing."""

import flask
from flask import Blueprint, abort, render_template, request
from markupsafe import Markup

from onboarding.services import documents, telling
from onboarding.services.work import reading
from onboarding.web.colours import stylesheet
from onboarding.web.context import ports

bp = Blueprint("public", __name__)

Answer = flask.typing.ResponseReturnValue


@bp.get("/p/<slug>")
@bp.get("/p/<slug>/<version>")
def document(slug: str, version: str | None = None) -> Answer:
    """A published document: the version in force, or one by the first 12 or more characters of its hash."""
    if version is not None and not (12 <= len(version) <= 64 and version.isalnum()):
        abort(404)
    with reading(ports()) as session:
        found = documents.published(session, slug, version)
    if found is None:
        abort(404)
    response = flask.make_response(
        # Made of escaped values by domain/policies.py, and immutable since.
        render_template("pages/document.html", found=found, body=Markup(found.version.body))  # noqa: S704
    )
    response.set_etag(found.version.sha256[:32] + ("-c" if found.is_current else "-o"))
    response.headers["Cache-Control"] = "public, max-age=300"
    return response.make_conditional(request)


@bp.get("/p/<slug>.pdf")
@bp.get("/p/<slug>/<version>.pdf")
def document_pdf(slug: str, version: str | None = None) -> Answer:
    """The same as PDF; 503 for the moment in which it is being made."""
    with reading(ports()) as session:
        found = documents.published(session, slug, version)
        made = documents.pdf_of(session, found.version.id) if found else None
        content = made.content if made else None
    if found is None:
        abort(404)
    if made is None or content is None:
        response = flask.make_response(render_template("pages/pdf_soon.html", found=found), 503)
        response.headers["Retry-After"] = "5"
        return response
    response = flask.Response(content, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{slug}.pdf"'
    response.set_etag(made.sha256[:32])
    return response.make_conditional(request)


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
