"""The guided pages' forms, each filled with what was told and what is known around it."""

from typing import Any

from flask import abort, request, url_for
from sqlalchemy.orm import Session

from forms.base import AnswersForm
from forms.brands import AddressForm, BusinessForm, ContactForm, KindForm
from forms.campaigns import MessagesForm, OptInForm, RepliesForm, UseCaseForm
from onboarding.domain.answers import SAMPLE_FIELDS
from onboarding.domain.drafting.description import description
from onboarding.domain.drafting.drafts import with_drafts
from onboarding.domain.drafting.samples import samples
from onboarding.domain.drafting.story import message_flow
from onboarding.domain.fees import dollars
from onboarding.domain.registrations import STEP_OF_FIELD
from onboarding.domain.words import Message, msg
from onboarding.services import fees, owners
from onboarding.services.registrations import Dossier
from onboarding.web.auth import user_id
from onboarding.web.context import ports

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
    found = owners.dossier(session, business, user_id(), ports())
    if found is None:
        abort(404)
    return found


def make_form(session: Session, name: str, case: Dossier) -> AnswersForm:
    """The form of a page, with what was posted, or else with what is stored."""
    formdata = request.form if request.method == "POST" else None
    answers = with_drafts(case.answers) if name == "replies" and case.answers.display_name else case.answers
    options: dict[str, Any] = {"prices": _prices(session, case)} if name == "use-case" else {}
    return FORMS[name](formdata, answers, case.ein, around=case.subject, **options)


def _prices(session: Session, case: Dossier) -> dict[str, Message]:
    price = fees.platform_price(session, ports().settings)
    cents = owners.monthly_prices(price, case.answers.entity_type, ports().clock.now().date())
    return {code: msg("%(price)s a month.", price=dollars(value)) for code, value in cents.items()}


def step_url(business: str, field: str) -> str:
    """Where an answer is asked: its guided page, or the page of the number or the policy."""
    name = STEP_OF_FIELD[field]
    if name in FORMS:
        return url_for("registrations.step", business=business, name=name)
    return url_for(f"setup.{name}", business=business)


def draft(form: AnswersForm, name: str, case: Dossier) -> bool:
    """Fill the texts of a page that were left empty from the choices; True when there was something to draft."""
    told = case.answers.with_changes({k: v for k, v in form.changes().items() if k != "ein"})
    texts: dict[str, str] = {}
    if name == "use-case" and not told.description:
        texts = {"description": description(told)}
    elif name == "opt-in" and not told.message_flow:
        texts = {"message_flow": message_flow(told)}
    elif name == "messages" and not told.samples:
        texts = dict(zip(SAMPLE_FIELDS, samples(told), strict=False))
    drafted = {field: text for field, text in texts.items() if text}
    for field, text in drafted.items():
        form[field].data = text
    return bool(drafted)
