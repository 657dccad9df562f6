"""The guided pages: the task list, one page a subject, and sending it off."""

from typing import Any

import flask
from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from forms.base import AnswersForm
from onboarding.domain import ein as eins
from onboarding.domain.answers import Answers, digest
from onboarding.domain.preflight.fixes import safe_findings
from onboarding.domain.reasons import fields_to_open
from onboarding.domain.registrations import BY_NAME, FIELD_NAMES, STEP_OF_FIELD, STEPS, step_after
from onboarding.domain.words import msg
from onboarding.services import registrations, status
from onboarding.services.registrations import Dossier, NotNow
from onboarding.services.status import Told
from onboarding.services.work import reading, transaction
from onboarding.web.advice import advice_on, patch_of
from onboarding.web.auth import signed_in
from onboarding.web.context import ports, tr
from onboarding.web.guided import FORMS, draft, find, make_form
from onboarding.web.summary import shown

bp = Blueprint("registrations", __name__, url_prefix="/b/<business>")

Answer = flask.typing.ResponseReturnValue


@bp.get("/")
@signed_in
def overview(business: str) -> Answer:
    """Where everything stands: the task list while it is the owner's turn, the status page after."""
    with reading(ports()) as session:
        case = find(session, business)
        found = status.show(session, case.registration)
        to_open = _to_open(case, found.reasons)
    if case.is_editable:
        can_fix = any(safe_findings(case.subject))
        return render_template(
            "pages/tasks.html", case=case, shown=found, business=business, to_open=to_open, can_fix=can_fix
        )
    return redirect(url_for("status.show", business=business))


def _to_open(case: Dossier, told: tuple[Told, ...]) -> frozenset[str]:
    """The answers to look at again: those that staff named, else those that a reason is usually about.

    Once one of the answers that a page is marked for was changed, the page has been looked at.
    """
    marked = _marked(case, told)
    looked_at = {step.name for step in STEPS if marked & case.changed & set(step.fields)}
    return frozenset(field for field in marked if STEP_OF_FIELD[field] not in looked_at)


def _marked(case: Dossier, told: tuple[Told, ...]) -> frozenset[str]:
    named = {reason.field for reason in case.returned if reason.field}
    unnamed = (
        tuple(r.reason for r in case.returned if not r.field) if case.returned else tuple(t.reason.id for t in told)
    )
    return fields_to_open(unnamed) | named


@bp.route("/step/<name>", methods=["GET", "POST"])
@signed_in
def step(business: str, name: str) -> Answer:
    """One guided page. What was typed is kept whether or not it is complete."""
    if name not in FORMS:
        abort(404)
    with reading(ports()) as session:
        case = find(session, business)
        form = make_form(session, name, case)
        told = status.reasons(session, case.registration)
    if not case.is_editable:
        return redirect(url_for("status.show", business=business))
    if request.method == "GET":
        if _started(case, name):
            form.validate()  # who comes back sees at once what is still open here
        return _page(form, name, case, business, told)
    if _other_window(form, name, case):
        return _page(form, name, case, business, told, 409)
    try:
        moved_on = _save(form, name, case, business)
    except NotNow as why:
        flash(tr(why.message), "warning")
        return redirect(url_for("status.show", business=business))
    if moved_on:
        return redirect(moved_on)
    if form.validate():
        return _next(business, name)
    with reading(ports()) as session:
        return _page(form, name, find(session, business), business, told, 422)


def _save(form: AnswersForm, name: str, case: Dossier, business: str) -> str:
    """Keep what was typed and do what the button asks besides; where to go then, empty to check the page as it is."""
    drafted = draft(form, name, case)
    fixed: dict[str, Any] = {}
    with transaction(ports()) as session:
        fresh = find(session, business)
        registrations.save(fresh.registration, form.changes(), ports().vault, ports().clock.now())
        drafted |= name == "opt-in" and fresh.registration.answers["message_flow"] != form["message_flow"].data
        if request.form.get("fix", "all") != "all":
            fixed = _mend(session, business, request.form["fix"])
    if "later" in request.form:
        _say_saved(form)
        return url_for("registrations.overview", business=business)
    if request.form.get("fix") == "all":
        return url_for("preflight.fixes", business=business)
    if "fix" in request.form:
        _say_fixed(fixed)
    elif drafted:
        flash(tr(msg("We drafted the text from your choices. Read it, change what isn't right, then save.")), "success")
    else:
        return ""
    return url_for("registrations.step", business=business, name=name)


def _mend(session: Session, business: str, key: str) -> dict[str, Any]:
    """Mend the finding whose button was pressed, on the answers as they are now; what was changed."""
    case = find(session, business)
    change = patch_of(case.subject, case.report.findings, key)
    if change:
        registrations.save(case.registration, change, ports().vault, ports().clock.now())
    return change


def _say_fixed(change: dict[str, Any]) -> None:
    for field in change:
        flash(tr(msg("We changed “%(name)s” for you. Read it once more.", name=tr(FIELD_NAMES[field]))), "success")
    if not change:
        flash(tr(msg("There is nothing left to change here. What you typed is saved.")), "info")


def _say_saved(form: AnswersForm) -> None:
    ein = form.changes().get("ein", "")
    if not ein or eins.is_plausible(ein):
        flash(tr(msg("Saved. Go on whenever you like, on any device.")), "success")
    else:
        flash(tr(msg("Saved, but not the EIN: it must be the 9 digits on your IRS letter.")), "warning")


def _seen(name: str, case: Dossier) -> str:
    """What the answers of a page are when it is opened, as a hash; without the EIN, which a hash would not hide."""
    stored = case.answers.to_json()
    return digest({field: stored[field] for field in BY_NAME[name].fields if field != "ein"})


def _other_window(form: AnswersForm, name: str, case: Dossier) -> tuple[str, ...]:
    """The answers that were changed elsewhere since this page was opened and would be lost by saving it."""
    if request.method == "GET" or request.form.get("seen", "") in {"", _seen(name, case)}:
        return ()
    stored = case.answers.to_json()
    typed = Answers().with_changes({k: v for k, v in form.changes().items() if k != "ein"}).to_json()
    return tuple(
        field for field in BY_NAME[name].fields if field in form and field != "ein" and typed[field] != stored[field]
    )


def _started(case: Dossier, name: str) -> bool:
    return any(task.started for task in case.tasks if task.step.name == name)


def _page(
    form: AnswersForm, name: str, case: Dossier, business: str, told: tuple[Told, ...], code: int = 200
) -> tuple[str, int]:
    index = [s.name for s in STEPS].index(name) + 1
    current = BY_NAME[name]
    begun = _started(case, name)
    form.advice = advice_on(case.subject, case.report.on(*current.fields), case.pages) if begun else {}
    template: dict[str, Any] = {
        "fixable": sum(bool(each.key) for advice in form.advice.values() for each in advice),
        "seen": _seen(name, case),
        "elsewhere": [
            (FIELD_NAMES[field], shown(case.answers, "", field))
            for field in (_other_window(form, name, case) if code == 409 else ())
        ],
        "form": form,
        "step": current,
        "index": index,
        "total": len(STEPS),
        "case": case,
        "business": business,
        "returned": [reason for reason in case.returned if reason.field in current.fields],
        # Staff name the field; reasons from outside are shown wherever they may be mended.
        "outside": [each for each in told if not case.returned and set(each.reason.fields) & set(current.fields)],
    }
    return render_template(f"steps/{name}.html", **template), code


def _next(business: str, name: str) -> Answer:
    following = step_after(name)
    if following is None:
        return redirect(url_for("registrations.overview", business=business))
    if following.name in FORMS:
        return redirect(url_for("registrations.step", business=business, name=following.name))
    return redirect(url_for(f"setup.{following.name}", business=business))
