"""The guided pages: the task list, one page a subject, and sending it off."""

from typing import Any

import flask
from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from forms.base import AnswersForm
from forms.brands import AddressForm, BusinessForm, ContactForm, KindForm
from forms.campaigns import MessagesForm, OptInForm, RepliesForm, UseCaseForm
from onboarding.domain import ein as eins
from onboarding.domain.answers import Answers, digest
from onboarding.domain.drafting import message_flow, with_drafts
from onboarding.domain.fees import dollars
from onboarding.domain.reasons import fields_to_open
from onboarding.domain.registrations import BY_NAME, FIELD_NAMES, STEP_OF_FIELD, STEPS, step_after
from onboarding.domain.words import Message, msg
from onboarding.services import fees, owners, registrations, status
from onboarding.services.registrations import Dossier, NotNow
from onboarding.services.status import Told
from onboarding.services.work import reading, transaction
from onboarding.web.auth import signed_in, user_id
from onboarding.web.context import ports, tr
from onboarding.web.summary import shown

bp = Blueprint("registrations", __name__, url_prefix="/b/<business>")

Answer = flask.typing.ResponseReturnValue

FORMS: dict[str, type[AnswersForm]] = {
    "kind": KindForm,
    "business": BusinessForm,
    "address": AddressForm,
    "contact": ContactForm,
    "use-case": UseCaseForm,
    "opt-in": OptInForm,
    "messages": MessagesForm,
    "replies": RepliesForm,
}


def find(session: Session, business: str) -> Dossier:
    """The registration behind an address; 404 for one of somebody else."""
    found = owners.dossier(session, business, user_id(), ports().vault)
    if found is None:
        abort(404)
    return found


@bp.get("/")
@signed_in
def overview(business: str) -> Answer:
    """Where everything stands: the task list while it is the owner's turn, the status page after."""
    with reading(ports()) as session:
        case = find(session, business)
        found = status.show(session, case.registration)
        to_open = _to_open(case, found.reasons)
    if case.is_editable:
        return render_template("pages/tasks.html", case=case, shown=found, business=business, to_open=to_open)
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
        form = _form(session, name, case)
        told = status.reasons(session, case.registration)
    if not case.is_editable:
        return redirect(url_for("status.show", business=business))
    if request.method == "GET":
        if _started(case, name):
            form.validate()  # who comes back sees at once what is still open here
        return _page(form, name, case, business, told)
    if _other_window(form, name, case):
        return _page(form, name, case, business, told, 409)
    drafted = _draft_story(form, name, case)
    try:
        with transaction(ports()) as session:
            fresh = find(session, business)
            registrations.save(fresh.registration, form.changes(), ports().vault, ports().clock.now())
            drafted |= name == "opt-in" and fresh.registration.answers["message_flow"] != form["message_flow"].data
    except NotNow as why:
        flash(tr(why.message), "warning")
        return redirect(url_for("status.show", business=business))
    if "later" in request.form:
        _say_saved(form)
        return redirect(url_for("registrations.overview", business=business))
    if drafted:
        flash(tr(msg("We drafted the text from your choices. Read it, change what isn't right, then save.")), "success")
        return redirect(url_for("registrations.step", business=business, name=name))
    if form.validate():
        return _next(business, name)
    with reading(ports()) as session:
        return _page(form, name, find(session, business), business, told, 422)


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


def _form(session: Session, name: str, case: Dossier) -> AnswersForm:
    formdata = request.form if request.method == "POST" else None
    answers = with_drafts(case.answers) if name == "replies" and case.answers.display_name else case.answers
    if name == "use-case":
        return UseCaseForm(formdata, answers, case.ein, prices=_prices(session, case))
    return FORMS[name](formdata, answers, case.ein)


def _prices(session: Session, case: Dossier) -> dict[str, Message]:
    price = fees.platform_price(session, ports().settings)
    cents = owners.monthly_prices(price, case.answers.entity_type, ports().clock.now().date())
    return {code: msg("%(price)s a month.", price=dollars(value)) for code, value in cents.items()}


def _draft_story(form: AnswersForm, name: str, case: Dossier) -> bool:
    """Fill the opt-in story from the choices when it was left empty; True when there was something to draft."""
    if name != "opt-in" or form["message_flow"].data or not form["opt_in_methods"].data:
        return False
    changes = form.changes()
    form["message_flow"].data = message_flow(
        case.answers.with_changes({k: v for k, v in changes.items() if k != "ein"})
    )
    return bool(form["message_flow"].data)


def _page(
    form: AnswersForm, name: str, case: Dossier, business: str, told: tuple[Told, ...], code: int = 200
) -> tuple[str, int]:
    index = [s.name for s in STEPS].index(name) + 1
    current = BY_NAME[name]
    template: dict[str, Any] = {
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
        "warnings": [f for f in case.report.on(*current.fields) if f.severity != "blocker"]
        if _started(case, name)
        else [],
    }
    return render_template(f"steps/{name}.html", **template), code


def _next(business: str, name: str) -> Answer:
    following = step_after(name)
    if following is None:
        return redirect(url_for("registrations.overview", business=business))
    if following.name in FORMS:
        return redirect(url_for("registrations.step", business=business, name=following.name))
    return redirect(url_for(f"setup.{following.name}", business=business))
