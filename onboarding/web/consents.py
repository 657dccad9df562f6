"""The owner's record of consents: who agreed to what and when, who stopped, what waits for a decision."""

from typing import Any

import flask
from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from forms.consents import PURPOSES, EntryForm, ImportForm, SearchForm, StopForm
from onboarding.domain.phones import parse_us
from onboarding.domain.words import Message, msg
from onboarding.services import consent_files, consents, evidence
from onboarding.services.consent_files import BadFile
from onboarding.services.framing import ZONE, noon_of
from onboarding.services.work import reading, transaction
from onboarding.web.auth import signed_in, user_id
from onboarding.web.context import ports, tr
from onboarding.web.guided import find

bp = Blueprint("consents", __name__, url_prefix="/b/<business>/consents")

Answer = flask.typing.ResponseReturnValue

_LAST = 2**31 - 1  # the largest id there can be

_EVENTS: dict[str, Message] = {
    "agreed": msg("Agreed"),
    "confirmed": msg("Confirmed by a reply"),
    "revoked": msg("Stopped"),
    "held": msg("Waits for your decision"),
    "released": msg("Decided: no stop meant"),
}
_METHODS: dict[str, Message] = {
    "web": msg("on the sign-up page"),
    "paper": msg("on paper"),
    "verbal": msg("by word of mouth"),
    "text": msg("by text"),
    "import": msg("by import"),
    "staff": msg("entered by you"),
}
_STATES: dict[str, Message] = {
    "agreed": msg("May be texted"),
    "confirmed": msg("May be texted; confirmed"),
    "revoked": msg("Wants no more texts"),
    "held": msg("On hold until you decide"),
    "": msg("Nothing recorded"),
}


def _of(session: Session, business: str) -> int:
    return find(session, business).registration.business_id


def _row(entry: Any) -> dict[str, Any]:
    told = entry.payload
    return {
        "id": entry.id,
        "public": entry.public_id,
        "event": _EVENTS[entry.event],
        "kind": entry.event,
        "method": _METHODS[entry.method],
        "at": entry.at,
        "phone": told.phone if told else "",
        "words": told.words if told else "",
        "source": told.source if told else "",
        "ip_address": told.ip_address if told else "",
        "agent": told.agent if told else "",
        "purposes": [PURPOSES[name] for name in entry.purposes if name in PURPOSES],
    }


@bp.get("")
@signed_in
def show(business: str) -> Answer:
    """The record, newest first; a number is found here."""
    form = SearchForm(request.args if "phone" in request.args else None)
    if "phone" in request.args and form.validate():
        found = parse_us(form.phone.data or "") or ""
        return redirect(url_for("consents.person", business=business, phone=found.removeprefix("+")))
    before = max(0, min(request.args.get("before", _LAST, type=int), _LAST))
    with reading(ports()) as session:
        business_id = _of(session, business)
        rows = [_row(entry) for entry in consents.newest(session, business_id, before)]
        held = [_row(entry) for entry in consents.held(session, business_id)]
    page = render_template(
        "consents/show.html",
        business=business,
        form=form,
        rows=rows,
        held=held,
        more=rows[-1]["id"] if len(rows) == 50 else None,
    )
    return page, 422 if form.errors else 200


def _phone(text: str) -> str:
    return parse_us(f"+{text}") or abort(404)


@bp.get("/<phone>")
@signed_in
def person(business: str, phone: str) -> Answer:
    """Everything about one number."""
    e164 = _phone(phone)
    with reading(ports()) as session:
        case = find(session, business)
        found = consents.person(session, case.registration.business_id, e164, ports())
        history = found.history if found else ()
        rows = [_row(entry) | {"wording": consents.wording(session, entry)} for entry in history]
        proofs = evidence.proofs(session, case.registration.id, ports().vault.index(e164))
    return render_template(
        "consents/person.html",
        business=business,
        phone=e164,
        number=phone,
        rows=rows,
        state=_STATES[found.state if found else ""],
        is_held=bool(found and found.state == "held"),
        is_stopped=bool(found and found.state == "revoked"),
        form=StopForm(None),
        proofs=proofs,
    )


@bp.route("/new", methods=["GET", "POST"])
@signed_in
def new(business: str) -> Answer:
    """Enter a consent that was given on paper or by word of mouth."""
    today = ports().clock.now().astimezone(ZONE).date()
    form = EntryForm(request.form if request.method == "POST" else None, today)
    with reading(ports()) as session:
        _of(session, business)
    if request.method == "POST" and form.validate():
        phone = parse_us(form.phone.data or "") or ""
        with transaction(ports()) as session:
            consents.enter(
                session,
                _of(session, business),
                phone,
                form.purposes.data or [],
                form.method.data,
                noon_of(form.day.data or today),
                user_id(),
                ports(),
                form.language.data,
            )
        flash(tr(msg("Recorded. One text confirms it, as soon as your number may text.")), "success")
        return redirect(url_for("consents.person", business=business, phone=phone.removeprefix("+")))
    page = render_template("consents/new.html", business=business, form=form)
    return page, 422 if form.errors else 200


@bp.route("/import", methods=["GET", "POST"])
@signed_in
def take_in(business: str) -> Answer:
    """Import consents from a file; all lines, or none and what is wrong with each."""
    form = ImportForm(request.form if request.method == "POST" else None)
    with reading(ports()) as session:
        _of(session, business)
    problems: list[Message] = []
    if request.method == "POST" and form.validate():
        file = request.files.get("file")
        try:
            rows = consent_files.read_csv(_text(file.read() if file else b""), ports().clock.now())
        except BadFile as bad:
            problems = bad.problems
            form.file.errors = problems[:1]
        else:
            with transaction(ports()) as session:
                count = consent_files.take_in(
                    session, _of(session, business), rows, form.source.data or "", user_id(), ports()
                )
            flash(tr(msg("%(count)s consents were recorded.", count=count)), "success")
            return redirect(url_for("consents.show", business=business))
    page = render_template("consents/import.html", business=business, form=form, problems=problems[1:])
    return page, 422 if form.errors else 200


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")  # what spreadsheets on Windows write


@bp.post("/<phone>/decide")
@signed_in
def decide(business: str, phone: str) -> Answer:
    """Decide what a text meant that was held."""
    stops = request.form.get("meant") != "nothing"
    with transaction(ports()) as session:
        done = consents.decide(
            session,
            _of(session, business),
            _phone(phone),
            stops=stops,
            by=user_id(),
            ports=ports(),
            seen=request.form.get("seen", ""),
        )
    if done:
        flash(tr(msg("They get no more texts.") if stops else msg("They may be texted again.")), "success")
    else:
        flash(tr(msg("Something has changed since you opened this page. Please look at it again.")), "warning")
    return redirect(url_for("consents.person", business=business, phone=phone))


@bp.post("/<phone>/stop")
@signed_in
def stop(business: str, phone: str) -> Answer:
    """Record that a person wants no more texts, said in another way."""
    form = StopForm(request.form)
    with transaction(ports()) as session:
        consents.revoke(session, _of(session, business), _phone(phone), form.words.data or "", user_id(), ports())
    flash(tr(msg("They get no more texts.")), "success")
    return redirect(url_for("consents.person", business=business, phone=phone))


@bp.get("/export.csv")
@signed_in
def export(business: str) -> Answer:
    """The whole record as a file."""
    with reading(ports()) as session:
        content = "".join(consent_files.export(session, _of(session, business)))
    response = flask.Response(content, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="consents.csv"'
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.post("/<phone>/proof")
@signed_in
def proof(business: str, phone: str) -> Answer:
    """Have the proof of one person's consent made as a PDF."""
    with transaction(ports()) as session:
        case = find(session, business)
        evidence.ask(session, case.registration, user_id(), ports(), person=ports().vault.index(_phone(phone)))
    flash(tr(msg("The PDF is being made. Reload this page in a few seconds.")), "info")
    return redirect(url_for("consents.person", business=business, phone=phone))
