"""The owner's own domain: what to enter at the domain's company, and whether it has arrived."""

import flask
from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlalchemy.exc import IntegrityError

from forms.practices import DomainForm
from onboarding.domain.words import msg
from onboarding.services import domains
from onboarding.services.domains import NotADomain
from onboarding.services.work import reading, transaction
from onboarding.web.auth import signed_in
from onboarding.web.context import ports, tr
from onboarding.web.guided import find

bp = Blueprint("domains", __name__, url_prefix="/b/<business>/domains")

Answer = flask.typing.ResponseReturnValue


@bp.route("", methods=["GET", "POST"])
@signed_in
def show(business: str) -> Answer:
    """The domains with their records; a new one is taken here."""
    form = DomainForm(request.form if request.method == "POST" else None)
    here = redirect(url_for("domains.show", business=business))
    if request.method == "POST":
        try:
            with transaction(ports()) as session:
                business_id = find(session, business).registration.business_id
                domains.add(session, business_id, form.host.data or "", ports())
        except NotADomain as why:
            form.host.errors = [why.message]
        except IntegrityError:
            return here  # the first of two clicks did it
        else:
            return here
    with reading(ports()) as session:
        business_id = find(session, business).registration.business_id
        rows = [
            {
                "host": row.host,
                "address": f"https://{row.host}/privacy",
                "state": row.state,
                "reached": bool(row.reached_at),
                "said": domains.TROUBLES[row.trouble],
                "checked_at": row.checked_at,
                "record": f"{domains.RECORD}.{row.host}",
                "value": domains.expected(row),
                "target": ports().settings.public_url.partition("://")[2].partition(":")[0],
            }
            for row in domains.of_business(session, business_id)
        ]
    page = render_template("documents/domains.html", business=business, form=form, rows=rows)
    return page, 422 if form.errors else 200


@bp.post("/<host>/look")
@signed_in
def look(business: str, host: str) -> Answer:
    """Have the record looked for now."""
    with transaction(ports()) as session:
        business_id = find(session, business).registration.business_id
        if not domains.look(session, business_id, host, ports().clock.now()):
            flask.abort(404)
    flash(tr(msg("We are looking. Reload this page in a few seconds.")), "info")
    return redirect(url_for("domains.show", business=business))


@bp.post("/<host>/remove")
@signed_in
def remove(business: str, host: str) -> Answer:
    """Forget a domain."""
    with transaction(ports()) as session:
        if not domains.remove(session, find(session, business).registration.business_id, host):
            flask.abort(404)
    flash(tr(msg("Removed. Your pages stay at our address; addresses under this domain answer no more.")), "info")
    return redirect(url_for("domains.show", business=business))
