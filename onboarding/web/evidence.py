"""Evidence packets: asked for in one click, made by a job, downloaded as PDF or ZIP by the owner and by staff."""

import flask
from flask import Blueprint, abort, flash, redirect, render_template, url_for

from onboarding.domain.words import msg
from onboarding.services import evidence, registrations
from onboarding.services.work import reading, transaction
from onboarding.web.auth import signed_in, staff_only, user_id
from onboarding.web.context import ports, tr
from onboarding.web.guided import find

bp = Blueprint("evidence", __name__)

Answer = flask.typing.ResponseReturnValue


@bp.get("/b/<business>/evidence")
@signed_in
def show(business: str) -> Answer:
    """The packets that were made, and a button for another one."""
    with reading(ports()) as session:
        rows = evidence.of_registration(session, find(session, business).registration.id)
    return render_template("documents/evidence.html", business=business, rows=rows)


@bp.post("/b/<business>/evidence")
@signed_in
def ask(business: str) -> Answer:
    """Have a packet made."""
    with transaction(ports()) as session:
        evidence.ask(session, find(session, business).registration, user_id(), ports())
    flash(tr(msg("Your evidence packet is being made. Reload this page in a few seconds.")), "info")
    return redirect(url_for("evidence.show", business=business))


@bp.get("/b/<business>/evidence/<packet>.pdf")
@signed_in
def report(business: str, packet: str) -> Answer:
    """The report."""
    with reading(ports()) as session:
        row = evidence.find(session, find(session, business).registration.id, packet)
    return _file(row.report if row else None, f"{packet}.pdf", "application/pdf")


@bp.get("/b/<business>/evidence/<packet>.zip")
@signed_in
def archive(business: str, packet: str) -> Answer:
    """Everything."""
    with reading(ports()) as session:
        row = evidence.find(session, find(session, business).registration.id, packet)
    return _file(row.archive if row else None, f"{packet}.zip", "application/zip")


def _file(content: bytes | None, name: str, kind: str) -> Answer:
    if content is None:
        abort(404)
    response = flask.Response(content, mimetype=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="evidence-{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.post("/desk/<registration>/evidence")
@staff_only
def ask_as_staff(registration: str) -> Answer:
    """The same for staff."""
    with transaction(ports()) as session:
        row = registrations.find(session, registration) or abort(404)
        evidence.ask(session, row, user_id(), ports())
    flash(tr(msg("The evidence packet is being made. Reload this page in a few seconds.")), "info")
    return redirect(url_for("desk.case", case=registration))


@bp.get("/desk/<registration>/evidence/<packet>.<any(pdf, zip):suffix>")
@staff_only
def file_for_staff(registration: str, packet: str, suffix: str) -> Answer:
    """A packet for staff."""
    with reading(ports()) as session:
        case = registrations.find(session, registration) or abort(404)
        row = evidence.find(session, case.id, packet)
    content = (row.report if suffix == "pdf" else row.archive) if row else None
    return _file(content, f"{packet}.{suffix}", f"application/{suffix}")


@bp.post("/desk/<registration>/evidence/<packet>/upload")
@staff_only
def upload(registration: str, packet: str) -> Answer:
    """Send the report to the registry as a supporting document."""
    with transaction(ports()) as session:
        case = registrations.find(session, registration) or abort(404)
        done = evidence.ask_upload(session, case, packet, ports())
    said = (
        msg("The report is on its way to the registry.") if done else msg("There is no campaign at the registry yet.")
    )
    flash(tr(said), "info")
    return redirect(url_for("desk.case", case=registration))
