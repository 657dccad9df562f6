"""The review desk: queue, case, decision, and what was parked for a person."""

import flask
from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from forms.review import DecisionForm, EndForm
from onboarding.domain.preflight import odds
from onboarding.domain.preflight.page_catalogue import BY_ID as PAGE_RULES
from onboarding.domain.preflight.pages import PAGE_NAMES
from onboarding.domain.states import Registration as State
from onboarding.domain.usecases import all_use_cases
from onboarding.domain.words import Message, msg
from onboarding.services import drift, ending, evidence, fees, parking, registrations, review, status
from onboarding.services.odds import of as odds_of
from onboarding.services.registrations import Dossier
from onboarding.services.review import Incomplete, Reasoned, Stale
from onboarding.services.work import by_user, reading, transaction
from onboarding.web.advice import advice_on, marked, places, verdict_words
from onboarding.web.auth import staff_only, user_id
from onboarding.web.context import ports, tr
from onboarding.web.summary import rows

bp = Blueprint("desk", __name__, url_prefix="/desk")

Answer = flask.typing.ResponseReturnValue

LISTS = {
    "in_review": msg("To review"),
    "filing": msg("Being filed"),
    "waiting": msg("With the carriers"),
    "action_needed": msg("With the owner"),
    "returned": msg("Returned"),
    "done": msg("Done"),
    "closed": msg("Closed"),
}


def _tabs(session: Session, current: str) -> list[dict[str, object]]:
    counts = review.counts(session)
    tabs: list[dict[str, object]] = [
        {
            "label": label,
            "url": url_for("desk.queue", state=state),
            "current": state == current,
            "count": counts.get(state, 0),
        }
        for state, label in LISTS.items()
    ]
    parked = {"label": msg("Parked work"), "url": url_for("desk.parked"), "current": current == "parked", "count": None}
    drifted = {"label": msg("Drift"), "url": url_for("desk.drifted"), "current": current == "drift", "count": None}
    return [*tabs, parked, drifted]


@bp.get("/")
@staff_only
def queue() -> Answer:
    """The cases in a state; those to review unless another is asked for."""
    state = request.args.get("state", "in_review")
    if state not in LISTS:
        abort(404)
    with reading(ports()) as session:
        cases = review.others(session, State(state))
        tabs = _tabs(session, state)
    return render_template(
        "desk/queue.html", cases=cases, tabs=tabs, state=state, title=LISTS[state], use_case_names=_use_cases()
    )


def _use_cases() -> dict[str, Message]:
    return {code: case.name for code, case in all_use_cases().items()}


def _dossier(session: Session, public: str) -> Dossier:
    registration = registrations.find(session, public)
    if registration is None:
        abort(404)
    return registrations.dossier(session, registration, ports())


@bp.get("/<case>")
@staff_only
def case(case: str) -> Answer:
    """One case: answers, findings, history."""
    return _case_page(case, None)


def _case_page(
    public: str,
    form: DecisionForm | None,
    code: int = 200,
    problem: Message | None = None,
    end_form: EndForm | None = None,
) -> Answer:
    with reading(ports()) as session:
        found = _dossier(session, public)
        history = review.case(session, found.registration)
        shown = status.show(session, found.registration)
        quote = fees.current(session, found.registration, ports().settings, ports().clock.now().date())
        tabs = _tabs(session, str(found.registration.state))
        likely = odds.tell(odds_of(session, found, ports()))
        packets = evidence.of_registration(session, found.registration.id)
    if form is None:
        form = DecisionForm(None, data={"version": found.registration.version})
    offline = [each for each in found.report.findings if each.rule not in PAGE_RULES]  # pages have a panel of their own
    told, advice, seen = (
        rows(found.answers, found.ein),
        advice_on(found.subject, offline),
        places(found.subject, found.report),
    )
    page = render_template(
        "desk/case.html",
        case=found,
        history=history,
        shown=shown,
        quote=quote,
        form=form,
        rows=told,
        advice=advice,
        unanswered=[(field, each) for field, each in advice.items() if field not in {row.field for row in told}],
        marked=lambda field, value: marked(value, seen.get(field, ())) if field in seen else [(value, False)],
        verdict=verdict_words(found.report),
        odds=likely,
        page_names=PAGE_NAMES,
        packets=packets,
        problem_text=problem,
        tabs=tabs,
        to_review=found.registration.state is State.IN_REVIEW,
        end_form=(end_form or EndForm(None, data={"version": found.registration.version}))
        if ending.may_end(found.registration)
        else None,
    )
    return page, code


@bp.post("/<case>/decide")
@staff_only
def decide(case: str) -> Answer:
    """Approve, return or reject; refused when somebody acted since the page was opened."""
    form = DecisionForm(request.form)
    if not form.validate():
        return _case_page(case, form, 422)
    try:
        with transaction(ports()) as session:
            found = _dossier(session, case)
            review.decide(
                session,
                found.registration,
                form.verdict.data or "",
                [Reasoned(*row) for row in form.reasons()],
                version=form.seen_version,
                user_id=user_id(),
                cause=by_user(ports(), user_id(), "desk"),
                vault=ports().vault,
            )
    except Incomplete as why:
        form.verdict.errors = [why.message]
        return _case_page(case, form, 422)
    except (Stale, StaleDataError, IntegrityError):
        return _case_page(case, None, 409, _STALE)
    flash(tr(_DONE[form.verdict.data or ""]), "success")
    return redirect(url_for("desk.queue"))


@bp.post("/<case>/end")
@staff_only
def end(case: str) -> Answer:
    """End a registration for good; refused when somebody acted since the page was opened."""
    form = EndForm(request.form)
    if not form.validate():
        return _case_page(case, None, 422, end_form=form)
    try:
        with transaction(ports()) as session:
            found = _dossier(session, case)
            ending.end(
                session, found.registration, version=form.seen_version, cause=by_user(ports(), user_id(), "desk")
            )
    except (Stale, StaleDataError):
        return _case_page(case, None, 409, _STALE)
    flash(tr(msg("Ended. Its campaign is being deactivated at the registry.")), "success")
    return redirect(url_for("desk.case", case=case))


_STALE = msg("Somebody has acted on this case since you opened it. Nothing was changed. This is how it stands now.")
_DONE = {
    "approved": msg("Approved. It is being filed now."),
    "returned": msg("Returned. The owner has been told what to change."),
    "rejected": msg("Rejected. The owner has been told why."),
}


@bp.get("/parked")
@staff_only
def parked() -> Answer:
    """Work that was given up and waits for a person, and work that gets no answer."""
    with reading(ports()) as session:
        found, struggling = parking.parked(session), parking.struggling(session)
        tabs = _tabs(session, "parked")
    return render_template("desk/parked.html", messages=found, struggling=struggling, tabs=tabs)


@bp.get("/drift")
@staff_only
def drifted() -> Answer:
    """Changes that no notice announced, and how late we knew."""
    with reading(ports()) as session:
        found = drift.missed(session, ports().clock.now())
        tabs = _tabs(session, "drift")
    return render_template("desk/drift.html", found=found, in_words=drift.in_words, tabs=tabs)


@bp.post("/parked/<int(max=2147483647):message>/again")
@staff_only
def again(message: int) -> Answer:
    """A person says: try again."""
    try:
        with transaction(ports()) as session:
            unparked = parking.unpark(session, message)
    except LookupError:
        abort(404)
    if unparked:
        flash(tr(msg("It will be tried again now.")), "success")
    else:
        flash(tr(msg("It isn't parked any more.")), "info")
    return redirect(url_for("desk.parked"))


@bp.before_request
def _navigation() -> None:
    g.navigation = [{"label": msg("Review desk"), "url": url_for("desk.queue"), "current": True}]
