"""The owner's documents: what is published, the questions behind it, previews to copy from, and sheets to print."""

from collections.abc import Mapping
from html import escape
from typing import Any

import flask
from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from forms.practices import QUESTIONS
from onboarding.domain.documents.clauses import clause
from onboarding.domain.documents.compose import Composed
from onboarding.domain.documents.facts import Facts
from onboarding.domain.documents.kinds import HOSTED, LANGUAGE_NAMES, NAMES, PATHS, SHEETS, Kind, Language
from onboarding.domain.documents.practices import Practices
from onboarding.domain.documents.writing import to_html, to_markdown, to_text
from onboarding.domain.words import msg
from onboarding.services import documents
from onboarding.services.documents import Shelf
from onboarding.services.registrations import Dossier
from onboarding.services.work import by_user, reading, transaction
from onboarding.web.auth import signed_in, user_id
from onboarding.web.context import ports, tr
from onboarding.web.guided import find
from onboarding.web.setup import is_ready
from onboarding.web.snippet import snippet

bp = Blueprint("documents", __name__, url_prefix="/b/<business>/documents")

Answer = flask.typing.ResponseReturnValue


def _read(business: str) -> tuple[Dossier, Facts, Shelf]:
    with reading(ports()) as session:
        case = find(session, business)
        facts = documents.facts_of(session, case.registration, case.answers, ports().settings)
        return case, facts, documents.shelf(session, case.registration.business_id)


@bp.get("")
@signed_in
def show(business: str) -> Answer:
    """Everything at a glance: what is published since when, what has changed, what is missing."""
    case, facts, shelf = _read(business)
    drafts = {kind: documents.draft(kind, facts) for kind in HOSTED}
    ready = is_ready(case)
    now = ports().clock.now()
    misfits = [
        misfit
        for kind, (_, content) in drafts.items()
        if kind not in shelf or shelf[kind].sha256 != documents.sha256_of(content)  # what is in force has passed
        for misfit in documents.test(ports().printer, content, ports().settings, now)
    ]
    rows = [
        {
            "kind": kind,
            "name": NAMES[kind],
            "address": getattr(case.links, {"optin": "opt_in"}.get(kind.value, kind.value)),
            "held": shelf.get(kind),
            "changed": kind in shelf and shelf[kind].sha256 != documents.sha256_of(content),
            "path": PATHS[kind],
        }
        for kind, (_, content) in drafts.items()
    ]
    return render_template(
        "documents/show.html",
        business=business,
        case=case,
        rows=rows,
        ready=ready,
        misfits=misfits if ready else [],
        restore={misfit.clause: msg(clause(misfit.clause).purpose) for misfit in misfits if misfit.clause},
        names=NAMES,
        missing=_missing({kind: composed for kind, (composed, _) in drafts.items()}) if ready else [],
        sheets=[{"kind": kind, "name": NAMES[kind], "held": shelf.get(kind)} for kind in SHEETS],
        changed=any(row["changed"] for row in rows),
    )


def _missing(composed: Mapping[Kind, Composed]) -> list[Any]:
    """What is not known, once, with the page that asks it."""
    found = {each.field: each for each in (m for each in composed.values() for m in each.missing)}
    return [{"what": each.what, "url": _asked_at(each.field)} for each in found.values()]


def _asked_at(field: str) -> tuple[str, dict[str, str]]:
    """The endpoint that asks an answer, and its arguments."""
    in_questions = {"collected": "collected", "purposes": "purposes", "retention": "retention", "states": "reach"}
    if field in in_questions:
        return "documents.question", {"name": in_questions[field]}
    steps = {"website": "contact", "email": "contact", "state": "address", "opt_in_methods": "opt-in"}
    return ("setup.number", {}) if field == "number" else ("registrations.step", {"name": steps.get(field, "business")})


@bp.post("/publish")
@signed_in
def publish(business: str) -> Answer:
    """Publish all of them as they are now; a double click publishes once."""
    case, _, _ = _read(business)
    here = redirect(url_for("documents.show", business=business))
    if not is_ready(case):
        return here
    by = by_user(ports(), user_id(), "web")
    try:
        with transaction(ports()) as session:
            fresh = find(session, business)
            documents.publish(session, fresh.registration, fresh.answers, ports(), by.at, by.actor)
    except documents.NotFit:
        return here  # the page says which clause to restore
    except (StaleDataError, IntegrityError):
        return here  # the first of two clicks did it
    flash(tr(msg("Your documents are published as they are now.")), "success")
    return here


@bp.post("/<any(privacy, terms, optin):kind>/withdraw")
@signed_in
def withdraw(business: str, kind: str) -> Answer:
    """Take a page down: it says so from then on, and stays readable for the record."""
    by = by_user(ports(), user_id(), "web")
    with transaction(ports()) as session:
        done = documents.withdraw(session, find(session, business).registration, Kind(kind), by.at, by.actor)
    if done:
        flash(tr(msg("The page is taken down. Publish again to put it back.")), "info")
    return redirect(url_for("documents.show", business=business))


@bp.get("/questions")
@signed_in
def questions(business: str) -> Answer:
    """The first of the questions."""
    _read(business)
    return redirect(url_for("documents.question", business=business, name=next(iter(QUESTIONS))))


def _place(name: str) -> dict[str, Any]:
    names = list(QUESTIONS)
    index = names.index(name)
    return {"index": index + 1, "total": len(names), "following": names[index + 1] if index + 1 < len(names) else ""}


@bp.route("/questions/<name>", methods=["GET", "POST"])
@signed_in
def question(business: str, name: str) -> Answer:
    """One question, with the policy as it reads now below it."""
    if name not in QUESTIONS:
        abort(404)
    _, facts, _ = _read(business)
    form = QUESTIONS[name](request.form if request.method == "POST" else None, facts.practices)
    place = _place(name)
    if request.method == "POST" and form.validate():
        with transaction(ports()) as session:
            case = find(session, business)
            before = documents.practices_of(session, case.registration.business_id)
            told = QUESTIONS[name](request.form, before)
            told.validate()
            documents.keep_practices(session, case.registration.business_id, told.told(), ports().clock.now())
        if place["following"] and "later" not in request.form:
            return redirect(url_for("documents.question", business=business, name=place["following"]))
        flash(tr(msg("Saved. Look your documents over, then publish them.")), "success")
        return redirect(url_for("documents.show", business=business))
    page = render_template(
        "documents/question.html",
        business=business,
        form=form,
        name=name,
        preview=_preview(facts, form.told() if request.method == "POST" else facts.practices),
        **place,
    )
    return page, 422 if form.errors else 200


@bp.post("/questions/<name>/preview")
@signed_in
def preview(business: str, name: str) -> Answer:
    """The policy as it would read with what is chosen just now, as a fragment; nothing is stored."""
    if name not in QUESTIONS:
        abort(404)
    _, facts, _ = _read(business)
    form = QUESTIONS[name](request.form, facts.practices)
    form.validate()
    return render_template("documents/preview.html", preview=_preview(facts, form.told()))


def _preview(facts: Facts, practices: Practices) -> str:
    told = Facts(facts.answers, practices, facts.links, facts.number)
    composed, _ = documents.draft(Kind.PRIVACY, told)
    return to_html(composed.bodies[Language.ENGLISH], level=3)


@bp.route("/<any(privacy, terms, optin, paper, verbal, sign, amendment):kind>", methods=["GET", "POST"])
@signed_in
def read(business: str, kind: str) -> Answer:
    """A document as it reads now, to look over and to copy; clauses can be left out and put back."""
    case, facts, shelf = _read(business)
    chosen = Kind(kind)
    if request.method == "POST":
        if chosen is not Kind.AMENDMENT:  # it has no form: its clauses stand in other documents
            _leave_out(business, chosen, facts)
        return redirect(url_for("documents.read", business=business, kind=kind))
    language = Language.SPANISH if request.args.get("lang") == "es" else Language.ENGLISH
    composed, _ = documents.draft(chosen, facts)
    body = composed.bodies[language]
    return render_template(
        "documents/read.html",
        business=business,
        kind=chosen,
        name=NAMES[chosen],
        title=body.title,
        language=language.value,
        languages=LANGUAGE_NAMES,
        body=to_html(body, level=3),
        copies={
            "html": f"<h1>{escape(body.title)}</h1>\n{to_html(body)}\n"
            if chosen is not Kind.AMENDMENT
            else str(to_html(body)),
            "markdown": to_markdown(body),
            "text": to_text(body),
        },
        clauses=documents.choices(chosen, facts),
        snippet=snippet(documents.draft(Kind.OPT_IN, facts)[1], case.links.opt_in, language)
        if chosen is Kind.OPT_IN and case.links.opt_in
        else "",
        held=shelf.get(chosen),
        is_sheet=chosen in SHEETS,
    )


def _leave_out(business: str, kind: Kind, facts: Facts) -> None:
    shown = set(request.form.get("shown", "").split())
    offered = [each.id for each in documents.choices(kind, facts) if each.id in shown]
    kept = set(request.form.getlist("clause"))
    with transaction(ports()) as session:
        case = find(session, business)
        before = documents.practices_of(session, case.registration.business_id)
        out = {*before.left_out} - {*offered} | {name for name in offered if name not in kept}
        told = Practices.from_json(before.to_json() | {"left_out": sorted(out)})
        documents.keep_practices(session, case.registration.business_id, told, ports().clock.now())
    flash(tr(msg("Saved. It is published with the next publication.")), "success")


@bp.get("/<any(paper, verbal, sign):kind>.pdf")
@signed_in
def sheet(business: str, kind: str) -> Answer:
    """A sheet to print: the newest version's PDF; while it is being made, a page that says so."""
    language = Language.SPANISH if request.args.get("lang") == "es" else Language.ENGLISH
    with reading(ports()) as session:
        case = find(session, business)
        held = documents.shelf(session, case.registration.business_id).get(Kind(kind))
        made = documents.pdf_of(session, held.version_id, language) if held else None
        content = made.content if made else None
    if held is None:
        abort(404)
    if content is None:
        page = render_template("documents/soon.html", business=business, name=NAMES[Kind(kind)])
        return page, 503, {"Retry-After": "5"}
    response = flask.Response(content, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{kind}-{language.value}.pdf"'
    return response
