"""Proving who one is to the registry: the PIN of a sole proprietor, the mail to a listed company."""

import flask
from flask import Blueprint, abort, flash, redirect, render_template, request, url_for

from forms.numbers import PinForm
from onboarding.domain.phones import national, parse_us
from onboarding.domain.words import msg
from onboarding.services import owners, proving
from onboarding.services.proving import Given, NotNow, Wanted
from onboarding.services.work import by_user, reading, transaction
from onboarding.web.auth import signed_in, user_id
from onboarding.web.context import ports, tr

bp = Blueprint("proving", __name__, url_prefix="/b/<business>/confirm")

Answer = flask.typing.ResponseReturnValue


def _find(business: str) -> tuple[Wanted | None, str]:
    """What is wanted of the owner, and where the code or the mail went."""
    with reading(ports()) as session:
        registration = owners.newest(session, business, user_id())
        if registration is None:
            abort(404)
        answers = registration.answers
        mobile = parse_us(answers.get("mobile", "")) or ""
        where = national(mobile) if mobile else str(answers.get("contact_email", ""))
        return proving.wanted(registration), where


@bp.route("", methods=["GET", "POST"])
@signed_in
def confirm(business: str) -> Answer:
    """Type the code, or read what the mail is about."""
    asked, where = _find(business)
    if asked is None:
        return redirect(url_for("status.show", business=business))
    form = PinForm(request.form if request.method == "POST" else None)
    if request.method == "POST" and form.validate():
        try:
            given = proving.give_pin(ports(), asked, form.pin.data or "")
        except NotNow as why:
            form.pin.errors = [why.message]
        else:
            if given is Given.RIGHT:
                flash(tr(msg("Thank you. The registry has your confirmation, and we go on.")), "success")
                return redirect(url_for("status.show", business=business))
            form.pin.errors = [
                msg("The registry says that this code isn't right, or is too old. Check the newest text.")
            ]
    shown = render_template("pages/confirm.html", form=form, business=business, proof=asked.proof, where=where)
    return shown, 422 if form.errors else 200


@bp.post("/wrong-mobile")
@signed_in
def wrong_mobile(business: str) -> Answer:
    """The code went to a mobile that isn't theirs: the page with the mobile is theirs again."""
    try:
        with transaction(ports()) as session:
            registration = owners.newest(session, business, user_id())
            if registration is None:
                abort(404)
            proving.wrong_mobile(session, registration, by_user(ports(), user_id(), "web"))
    except NotNow as why:
        flash(tr(why.message), "info")
        return redirect(url_for("status.show", business=business))
    return redirect(url_for("registrations.step", business=business, name="contact"))


@bp.post("/again")
@signed_in
def again(business: str) -> Answer:
    """Have the code or the mail sent once more."""
    asked, where = _find(business)
    if asked is None:
        return redirect(url_for("status.show", business=business))
    try:
        proving.send_again(ports(), asked)
    except NotNow as why:
        flash(tr(why.message), "warning")
    else:
        flash(tr(msg("The registry sends it again to %(where)s.", where=where)), "success")
    return redirect(url_for("proving.confirm", business=business))
