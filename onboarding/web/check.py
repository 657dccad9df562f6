"""Check my campaign: what a reviewer would decline, for anybody, without an account; nothing is stored.

It is there only while the operator lets it be (the setting PUBLIC_PREFLIGHT).
"""

import flask
from flask import Blueprint, abort, render_template, request

from forms.check import CheckForm
from onboarding.domain.preflight.exchange import verdict
from onboarding.domain.registrations import FIELD_NAMES
from onboarding.web.advice import advice_on, patch_of, verdict_words
from onboarding.web.context import ports

bp = Blueprint("check", __name__)

MOST = 64_000  # characters in a form; an honest one has less than half of it
LIMIT = "20 per minute; 300 per hour"
_KINDS = {"clean": "success", "warned": "warning", "blocked": "problem"}

Answer = flask.typing.ResponseReturnValue


def install(app: flask.Flask) -> None:
    """Limit how often one address may have something checked."""
    limiter = app.extensions["onboarding.limiter"]
    app.view_functions["check.campaign"] = limiter.limit(LIMIT, methods=["POST"])(app.view_functions["check.campaign"])


@bp.before_request
def _switch() -> None:
    if not ports().settings.has_public_preflight:
        abort(404)
    if sum(len(text) for _, text in request.form.items(multi=True)) > MOST:
        abort(413)


@bp.route("/check", methods=["GET", "POST"])
def campaign() -> Answer:
    """The form, and below each answer what preflight says of it."""
    form = CheckForm(request.form if request.method == "POST" else None, ports().clock.now().date())
    if request.method == "GET":
        return render_template("help/check.html", form=form, checked=False)
    form.validate()
    changed = _mend(form)
    if changed:
        form.validate()
    form.advice = advice_on(form.subject, form.report.findings)
    rows = [{"name": FIELD_NAMES[each.field], "change": each} for each in form.mended()]
    return render_template(
        "help/check.html",
        form=form,
        checked=True,
        changed=changed,
        kind=_KINDS[verdict(form.report)],
        verdict=verdict_words(form.report),
        rows=rows,
    )


def _mend(form: CheckForm) -> bool:
    """Make the fix whose button was pressed, or all of them; True when an answer is another one now."""
    if "mend" in request.form:
        changes = {change.field: change.after for change in form.mended()}
    else:
        changes = patch_of(form.subject, form.report.findings, request.form.get("fix", ""))
    form.put(changes)
    return bool(changes)
