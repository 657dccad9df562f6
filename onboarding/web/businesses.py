"""The first pages: welcome, check your mail, name your business."""

import flask
from flask import Blueprint, redirect, render_template, request, url_for
from flask_security import current_user

from forms.accounts import BusinessNameForm
from onboarding.services import businesses
from onboarding.services.work import reading, transaction
from onboarding.web.auth import signed_in, user_id
from onboarding.web.context import ports

bp = Blueprint("businesses", __name__)

Answer = flask.typing.ResponseReturnValue


@bp.get("/")
def welcome() -> Answer:
    """What this is, and the way in."""
    if current_user.is_authenticated:
        return redirect(url_for("businesses.home"))
    return render_template("pages/welcome.html")


@bp.get("/check-your-mail")
def check_mail() -> Answer:
    """After signing up: a link is on its way."""
    return render_template("pages/check_mail.html")


@bp.get("/home")
@signed_in
def home() -> Answer:
    """The right place to go on: the desk, the one business, or the list."""
    if current_user.is_staff:
        return redirect(url_for("desk.queue"))
    with reading(ports()) as session:
        mine = businesses.of_user(session, user_id())
    if not mine:
        return redirect(url_for("businesses.new"))
    if len(mine) == 1:
        return redirect(url_for("registrations.overview", business=mine[0].public_id))
    return render_template("pages/businesses.html", businesses=mine)


@bp.route("/businesses/new", methods=["GET", "POST"])
@signed_in
def new() -> Answer:
    """Name a business; a double click makes one."""
    form = BusinessNameForm(request.form)
    if request.method == "POST" and form.validate():
        name = form.name.data or ""
        with transaction(ports()) as session:
            public_id = businesses.begin(session, name, user_id(), ports().clock.now()).public_id
        return redirect(url_for("registrations.overview", business=public_id))
    return render_template("pages/business_new.html", form=form), 422 if form.errors else 200
