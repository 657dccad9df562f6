"""Where it stands: the timeline, the chain, the money, and the test text that the gate lets through or refuses."""

import flask
from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from forms.numbers import CodeForm, MobileForm
from onboarding.domain.phones import national, parse_us
from onboarding.domain.words import msg
from onboarding.services import mobiles, owners, registrations, status, texting
from onboarding.services.mobiles import Checked, JustSent, NotSent
from onboarding.services.status import Status
from onboarding.services.work import reading, transaction
from onboarding.web.auth import signed_in, user_id
from onboarding.web.context import ports, tr
from onboarding.web.summary import rows

bp = Blueprint("status", __name__, url_prefix="/b/<business>")

Answer = flask.typing.ResponseReturnValue


def _find(session: Session, business: str) -> Status:
    registration = owners.newest(session, business, user_id())
    if registration is None:
        abort(404)
    return status.show(session, registration)


@bp.get("/status")
@signed_in
def show(business: str) -> Answer:
    """One page that says it all."""
    with reading(ports()) as session:
        found = _find(session, business)
        mobile = mobiles.of_user(session, user_id())
        recent = texting.recent(session, found.number.e164) if found.number else []
        sent = registrations.sent(session, found.registration, ports().vault)
    return render_template(
        "pages/status.html",
        shown=found,
        mobile=mobile,
        texts=recent,
        sent=rows(*sent) if sent else (),
        business=business,
    )


@bp.route("/mobile", methods=["GET", "POST"])
@signed_in
def mobile(business: str) -> Answer:
    """Say which mobile is yours; a code is texted to it."""
    form = MobileForm(request.form if request.method == "POST" else None)
    with reading(ports()) as session:
        _find(session, business)
    if request.method == "POST" and form.validate():
        e164 = parse_us(form.mobile.data or "") or ""
        settings = ports().settings
        try:
            with transaction(ports()) as session:
                mobiles.send_code(
                    session,
                    user_id(),
                    e164,
                    secret=settings.secret_key,
                    provider=settings.provider_name,
                    at=ports().clock.now(),
                )
        except JustSent as why:
            flash(tr(why.message), "info")  # the second of two clicks, or somebody in a hurry
            return redirect(url_for("status.code", business=business))
        except NotSent as why:
            form.mobile.errors = [why.message]
        else:
            return redirect(url_for("status.code", business=business))
    return render_template("pages/mobile.html", form=form, business=business), 422 if form.errors else 200


@bp.route("/mobile/code", methods=["GET", "POST"])
@signed_in
def code(business: str) -> Answer:
    """Type the code."""
    form = CodeForm(request.form if request.method == "POST" else None)
    with reading(ports()) as session:
        _find(session, business)
        waiting = mobiles.pending(session, user_id())
    if request.method == "POST" and form.validate():
        with transaction(ports()) as session:
            checked = mobiles.check_code(session, user_id(), form.code.data or "", secret=ports().settings.secret_key)
        if checked is Checked.CONFIRMED:
            flash(tr(msg("Your mobile is confirmed.")), "success")
            return redirect(url_for("status.show", business=business))
        wrong = msg("That code isn't right. Check the newest text from us.")
        form.code.errors = [
            wrong if checked is Checked.WRONG else msg("That code is no longer good. Ask for a new one.")
        ]
    if waiting is None and not form.errors:
        return redirect(url_for("status.mobile", business=business))
    shown = national(waiting) if waiting else ""
    return render_template("pages/code.html", form=form, business=business, mobile=shown), 422 if form.errors else 200


@bp.post("/test-text")
@signed_in
def test_text(business: str) -> Answer:
    """Text yourself: sent when the gate lets it through, refused with every reason when not."""
    with reading(ports()) as session:
        found = _find(session, business)
        recipient = mobiles.of_user(session, user_id())
    if recipient is None or found.number is None:
        return redirect(url_for("status.mobile", business=business))
    name = found.registration.business.name
    body = f"{name}: This is your test text. It works! Reply STOP to opt out, HELP for help."
    with transaction(ports()) as session:
        verdict = texting.write_once(session, found.number, recipient, body, "test", ports().clock.now())
    if not verdict.allowed:
        return render_template("pages/refused.html", verdict=verdict, business=business), 409
    flash(tr(msg("Your test text is on its way to %(mobile)s.", mobile=national(recipient))), "success")
    return redirect(url_for("status.show", business=business))
