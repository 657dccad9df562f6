"""The hosted sign-up page and its form: no session, no script, no box checked beforehand."""

import flask
from flask import Blueprint, redirect, request
from itsdangerous import BadSignature, URLSafeSerializer

from onboarding.domain.documents.frame_words import say
from onboarding.domain.documents.kinds import Kind, Language
from onboarding.services import hosting, signing_up
from onboarding.services.framing import FormState, other_page
from onboarding.services.hosting import Hosted
from onboarding.services.signing_up import Sent
from onboarding.services.work import transaction
from onboarding.web.context import ports
from onboarding.web.public import found_at, language_of

bp = Blueprint("sign_up", __name__)

Answer = flask.typing.ResponseReturnValue

LIMIT = "10 per minute; 60 per hour"
_LEAST, _MOST = 2, 24 * 3600  # seconds between opening the form and sending it: people are slower, and pages grow old
_LONGEST = 200  # characters of a field


def install(app: flask.Flask) -> None:
    """Limit how often one address may send the form."""
    limiter = app.extensions["onboarding.limiter"]
    app.view_functions["sign_up.send"] = limiter.limit(LIMIT)(app.view_functions["sign_up.send"])


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(ports().settings.secret_key, salt="sign-up")


def _token(found: Hosted) -> str:
    return str(_signer().dumps([found.version.sha256[:16], int(ports().clock.wall().timestamp())]))


def _is_fresh(found: Hosted) -> bool:
    """Was the form opened on our page, a moment ago but not just now, with the words that stand there still?"""
    try:
        told, opened = _signer().loads(request.form.get("token", ""))
    except (BadSignature, ValueError, TypeError):
        return False
    waited = ports().clock.wall().timestamp() - opened
    return bool(told == found.version.sha256[:16] and _LEAST <= waited <= _MOST)


@bp.get("/p/<slug>/opt-in")
def page(slug: str) -> Answer:
    """The page that reviewers open, with the form as everybody sees it."""
    found = found_at(slug, Kind.OPT_IN)
    if not isinstance(found, Hosted):
        return found
    return _page(found, language_of(found), FormState(_token(found), is_open=_is_open(found)))


def _is_open(found: Hosted) -> bool:
    return not found.document.is_withdrawn


def _page(found: Hosted, language: Language, form: FormState, code: int = 200) -> flask.Response:
    response = flask.make_response(hosting.page(ports().printer, found, language, form), code)
    response.headers["Cache-Control"] = "no-store"  # the form carries a time
    return response


@bp.post("/p/<slug>/opt-in")
def send(slug: str) -> Answer:
    """Take a sign-up. A form from elsewhere, too fast or too old is shown once more with what was typed."""
    found = found_at(slug, Kind.OPT_IN)
    if not isinstance(found, Hosted):
        return found
    language = found.language(request.form.get("lang", "") or request.args.get("lang", ""))
    sent = _sent(found)
    form = FormState(_token(found), sent.phone, sent.birth, sent.purposes, is_open=_is_open(found))
    if not form.is_open:
        return _page(found, language, form, 409)
    if request.form.get("second_reason"):
        return _said(found, "thanks")  # only a program fills in what people do not see
    if not sent.purposes:
        return _said(found, "nothing")
    errors = signing_up.check(found, sent, language, ports().clock.now().date())
    if errors:
        return _page(found, language, _with(form, errors), 422)
    if not _is_fresh(found):
        return _page(found, language, _with(form, (("phone", say(language, "look_again")),)), 200)
    with transaction(ports()) as session:
        crowded = signing_up.is_crowded(session, found.business_id, ports())
        if not crowded:
            signing_up.sign_up(session, found, sent, language, ports())
    if crowded:
        return _page(found, language, _with(form, (("phone", say(language, "too_many")),)), 429)
    return _said(found, "thanks")


def _with(form: FormState, errors: tuple[tuple[str, str], ...]) -> FormState:
    return FormState(form.token, form.phone, form.birth, form.purposes, errors, form.is_open)


def _sent(found: Hosted) -> Sent:
    asked = request.form.getlist("purpose")
    return Sent(
        phone=request.form.get("phone", "")[:_LONGEST].strip(),
        birth=request.form.get("birth", "")[:_LONGEST].strip(),
        purposes=tuple(name for name in found.content.purposes if name in asked),
        ip_address=request.remote_addr or "",
        agent=request.user_agent.string,
    )


def _said(found: Hosted, what: str) -> Answer:
    language = found.language(request.form.get("lang", "") or request.args.get("lang", ""))
    return redirect(found.place.path(Kind.OPT_IN, what, language=language), 303)


@bp.get("/p/<slug>/opt-in/<any(thanks, nothing):what>")
def said(slug: str, what: str) -> Answer:
    """What is said after the form was sent: the same to everybody."""
    found = found_at(slug, Kind.OPT_IN)
    if not isinstance(found, Hosted):
        return found
    language = language_of(found)
    double = what == "thanks" and found.content.double
    text = say(language, "nothing_chosen" if what == "nothing" else "thanks_double" if double else "thanks_text")
    html = other_page(
        ports().printer,
        "public/said.html",
        found.content,
        language,
        hosting.placed(found, what),
        heading=say(language, "thanks"),
        text=text,
        back=found.place.path(Kind.OPT_IN, language=language),
    )
    response = flask.make_response(html)
    response.headers["Cache-Control"] = "no-store"
    return response
