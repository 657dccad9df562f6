"""The pages that do something besides asking: choosing a number, publishing the policy, sending it all off."""

import flask
from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from forms.numbers import AreaCodeForm, NumberForm
from forms.review import AgreeForm
from onboarding.domain.documents.kinds import Kind, Language
from onboarding.domain.documents.writing import to_html
from onboarding.domain.preflight import odds
from onboarding.domain.preflight.fixes import safe_findings
from onboarding.domain.preflight.rule import Severity
from onboarding.domain.reference import table
from onboarding.domain.registrations import BY_NAME, STEPS
from onboarding.domain.words import msg
from onboarding.services import documents, fees, numbers, registrations
from onboarding.services.fees import PriceChanged
from onboarding.services.odds import of as odds_of
from onboarding.services.ports import Offer, OutsideError, Refused
from onboarding.services.registrations import Dossier, NotNow
from onboarding.services.work import by_user, reading, transaction
from onboarding.web.advice import verdict_words
from onboarding.web.auth import close_session, signed_in, user_id
from onboarding.web.context import ports, tr
from onboarding.web.guided import find, step_url
from onboarding.web.summary import rows

bp = Blueprint("setup", __name__, url_prefix="/b/<business>")

Answer = flask.typing.ResponseReturnValue


# What a policy tells of; it is not published before these answers are right.
POLICY_NEEDS = tuple(
    field
    for name in ("business", "address", "contact")
    for field in BY_NAME[name].fields
    if field not in {"ein", "vertical"}
)


def is_ready(case: Dossier) -> bool:
    """Are the answers there that documents tell of?"""
    return not any(finding.severity is Severity.BLOCKER for finding in case.report.on(*POLICY_NEEDS))


def _place(name: str) -> dict[str, int]:
    return {"index": [step.name for step in STEPS].index(name) + 1, "total": len(STEPS)}


def _read(business: str) -> Dossier:
    with reading(ports()) as session:
        return find(session, business)


@bp.get("/number")
@signed_in
def number(business: str) -> Answer:
    """Choose an area code, then one of three numbers."""
    case = _read(business)
    area = AreaCodeForm(request.args if "area_code" in request.args else None)
    if case.number or "area_code" not in request.args:
        return _number_page(case, business, area, ())
    if not area.validate():
        return _number_page(case, business, area, (), 422)
    offers, trouble = _offers(area.area_code.data or "")
    return _number_page(case, business, area, offers, 503 if trouble else 200, trouble=trouble)


def _offers(area_code: str) -> tuple[tuple[Offer, ...], bool]:
    close_session()  # the provider may be slow, and no connection to the database waits for it
    try:
        return tuple(numbers.offers(ports().messaging, area_code)), False
    except OutsideError as error:
        flask.current_app.logger.warning("no numbers to offer: %s", error)
        return (), True


def _number_page(
    case: Dossier,
    business: str,
    area: AreaCodeForm,
    offers: tuple[Offer, ...],
    code: int = 200,
    *,
    trouble: bool = False,
    chosen: NumberForm | None = None,
) -> tuple[str, int]:
    form = chosen or NumberForm(None)
    form.offer(offer.e164 for offer in offers)
    form.area_code.data = area.area_code.data
    return render_template(
        "steps/number.html",
        form=area,
        choose=form,
        offers=offers,
        places={offer.e164: table("states")["names"].get(offer.place, offer.place) for offer in offers},
        case=case,
        business=business,
        trouble=trouble,
        **_place("number"),
    ), code


def _choose_again(case: Dossier, business: str, form: NumberForm) -> tuple[str, int]:
    """No number or an unreadable one was chosen: say so, beside the numbers of the same area."""
    area = AreaCodeForm(None, data={"area_code": form.area_code.data})
    offers, trouble = _offers(form.area_code.data or "") if area.validate() else ((), False)
    return _number_page(case, business, area, offers, 422, trouble=trouble, chosen=form)


@bp.post("/number")
@signed_in
def take_number(business: str) -> Answer:
    """Take the chosen number: ask, take it at the provider, remember it. The same one twice is one."""
    case = _read(business)
    form = NumberForm(request.form)
    again = redirect(url_for("setup.number", business=business, area_code=form.area_code.data or ""))
    if case.number:
        flash(tr(msg("You have a number already.")), "info")
        return redirect(url_for("registrations.overview", business=business))
    if not form.validate():
        return _choose_again(case, business, form)
    chosen = form.e164.data or ""
    try:
        with reading(ports()) as session:
            numbers.may_choose(session, case.registration)
        close_session()
        ports().messaging.take(chosen, case.registration.public_id)
        with transaction(ports()) as session:
            numbers.keep(session, find(session, business).registration, chosen, ports().clock.now())
    except NotNow as why:
        flash(tr(why.message), "info")
        return redirect(url_for("registrations.overview", business=business))
    except Refused:
        flash(tr(msg("Somebody else has just taken that number. Here are others.")), "warning")
        return again
    except OutsideError as error:
        flask.current_app.logger.warning("a number could not be taken: %s", error)
        flash(tr(msg("We couldn't reach the phone company just now. Please try again in a minute.")), "warning")
        return again
    return redirect(url_for("setup.policy", business=business))


@bp.route("/policy", methods=["GET", "POST"])
@signed_in
def policy(business: str) -> Answer:
    """Read the policy that follows from the answers, and publish it with the other documents."""
    case = _read(business)
    if request.method == "POST" and not case.is_editable:
        return redirect(url_for("status.show", business=business))
    ready = is_ready(case)
    if request.method == "POST" and ready:
        with transaction(ports()) as session:
            fresh = find(session, business)
            by = by_user(ports(), user_id(), "web")
            try:
                documents.publish(session, fresh.registration, fresh.answers, ports(), by.at, by.actor)
            except documents.NotFit:
                return redirect(url_for("documents.show", business=business))
            except (StaleDataError, IntegrityError):
                return redirect(url_for("registrations.overview", business=business))  # the first of two clicks did it
        flash(tr(msg("Your privacy policy, your texting terms and your sign-up page are published.")), "success")
        return redirect(url_for("registrations.overview", business=business))
    with reading(ports()) as session:
        facts = documents.facts_of(session, find(session, business).registration, case.answers, ports().settings)
    composed, _ = documents.draft(Kind.PRIVACY, facts)
    return render_template(
        "steps/policy.html",
        case=case,
        business=business,
        title=composed.bodies[Language.ENGLISH].title,
        draft=to_html(composed.bodies[Language.ENGLISH]) if ready else None,
        missing=composed.missing,
        ready=ready,
        **_place("policy"),
    )


@bp.route("/send", methods=["GET", "POST"])
@signed_in
def send(business: str) -> Answer:
    """The price, the promise, and off it goes; a double click sends once."""
    form = AgreeForm(request.form if request.method == "POST" else None)
    with reading(ports()) as session:
        case = find(session, business)
        if not case.is_editable:
            return redirect(url_for("status.show", business=business))
        if not case.is_complete:
            flash(tr(msg("Some answers still need attention. Complete the tasks, then send it.")), "warning")
            return redirect(url_for("registrations.overview", business=business))
        quote = fees.price(session, case.registration, ports().settings, ports().clock.now().date())
        likely = odds.tell(odds_of(session, case, ports()))
    if request.method == "POST" and form.validate():
        try:
            _submit(business, form.quote.data or "")
        except PriceChanged:
            flash(tr(msg("The price has changed since you opened this page. Please look at it again.")), "warning")
            form.agree_price.data = False
        except NotNow as why:
            flash(tr(why.message), "info")
            return redirect(url_for("registrations.overview", business=business))
        except (StaleDataError, IntegrityError):
            return redirect(url_for("registrations.overview", business=business))  # the first of two clicks did it
        else:
            return redirect(url_for("status.show", business=business))
    form.quote.data = fees.fingerprint(quote)
    page = render_template(
        "steps/send.html",
        form=form,
        case=case,
        quote=quote,
        business=business,
        rows=rows(case.answers, case.ein),
        verdict=verdict_words(case.report),
        odds=likely,
        can_fix=any(safe_findings(case.subject)),
        step_url=lambda field: step_url(business, field),
    )
    return page, 422 if form.errors else 200


def _submit(business: str, shown_price: str) -> None:
    with transaction(ports()) as session:
        registrations.submit(
            session,
            find(session, business).registration,
            shown_price,
            user_id=user_id(),
            cause=by_user(ports(), user_id(), "web"),
            ports=ports(),
        )
