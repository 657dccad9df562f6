"""Preflight on the guided pages: a check while the owner types, and mending everything that can be mended safely."""

from typing import Any

import flask
from flask import Blueprint, abort, flash, redirect, render_template, request, url_for

from forms.base import AnswersForm
from onboarding.domain.answers import Answers, digest
from onboarding.domain.preflight.fixes import Change, fix_all
from onboarding.domain.preflight.rule import Finding
from onboarding.domain.registrations import FIELD_NAMES, STEP_OF_FIELD
from onboarding.domain.words import msg
from onboarding.services import registrations
from onboarding.services.registrations import Dossier, NotNow
from onboarding.services.work import reading, transaction
from onboarding.web.advice import advice_on
from onboarding.web.auth import signed_in
from onboarding.web.context import ports, tr
from onboarding.web.guided import FORMS, find, make_form
from onboarding.web.summary import shown

bp = Blueprint("preflight", __name__, url_prefix="/b/<business>")

Answer = flask.typing.ResponseReturnValue


@bp.post("/step/<name>/check")
@signed_in
def check(business: str, name: str) -> Answer:
    """What preflight says of a page as it is typed just now, as fragments for it; nothing is stored."""
    if name not in FORMS:
        abort(404)
    with reading(ports()) as session:
        case = find(session, business)
        if not case.is_editable:
            abort(409)
        form = make_form(session, name, case)
    form.validate()
    form.advice = advice_on(form.subject, _here(form))
    return render_template("steps/advice.html", form=form)


def _here(form: AnswersForm) -> list[Finding]:
    """The findings on the page's own fields that were begun; what is still empty is told when the page is saved."""
    return [each for each in form.report.findings if each.field in form and form[each.field].data]


@bp.route("/fixes", methods=["GET", "POST"])
@signed_in
def fixes(business: str) -> Answer:
    """Everything that can be mended safely: the difference first, then all of it in one click."""
    with reading(ports()) as session:
        case = find(session, business)
    if not case.is_editable:
        return redirect(url_for("status.show", business=business))
    after, changes = fix_all(case.subject)
    if request.method == "POST":
        return _mend(business, changes)
    return _fixes_page(business, case, after.answers, changes)


def _fixes_page(business: str, case: Dossier, after: Answers, changes: tuple[Change, ...]) -> str:
    rows = [
        {
            "field": change.field,
            "name": FIELD_NAMES[change.field],
            "step": STEP_OF_FIELD[change.field],
            "before": shown(case.answers, "", change.field),
            "after": shown(after, "", change.field),
        }
        for change in changes
    ]
    relinked = any("samples.shortener" in change.rules for change in changes)
    return render_template(
        "steps/fixes.html", case=case, business=business, rows=rows, seen=_seen(changes), relinked=relinked
    )


def _mend(business: str, changes: tuple[Change, ...]) -> Answer:
    """Make the changes that were shown; other answers than those that they were made of are shown first."""
    if request.form.get("seen") != _seen(changes):
        flash(
            tr(msg("Your answers have changed since you opened this page. Here is what we would change now.")), "info"
        )
        return redirect(url_for("preflight.fixes", business=business))
    if changes:
        try:
            with transaction(ports()) as session:
                row = find(session, business).registration
                told = {change.field: change.after for change in changes}
                registrations.save(row, told, ports().vault, ports().clock.now())
        except NotNow as why:
            flash(tr(why.message), "warning")
            return redirect(url_for("status.show", business=business))
        flash(tr(msg("Done. Read what we changed once more, then go on.")), "success")
    return redirect(url_for("registrations.overview", business=business))


def _seen(changes: tuple[Change, ...]) -> str:
    """What was shown, as a hash: before and after of each field."""
    return digest({change.field: [_plain(change.before), _plain(change.after)] for change in changes})


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
