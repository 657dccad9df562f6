"""Filling in a guided page as a browser would send it."""

from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Form

from forms.base import AnswersForm
from forms.brands import AddressForm, BusinessForm, ContactForm, KindForm
from forms.campaigns import MessagesForm, OptInForm, RepliesForm, UseCaseForm
from onboarding.domain.answers import Answers
from onboarding.domain.examples import example_answers

EIN = "59-1234567"
PAGES: Mapping[str, type[AnswersForm]] = {
    "kind": KindForm,
    "business": BusinessForm,
    "address": AddressForm,
    "contact": ContactForm,
    "use-case": UseCaseForm,
    "opt-in": OptInForm,
    "messages": MessagesForm,
    "replies": RepliesForm,
}


def sent(values: Mapping[str, Any]) -> MultiDict[str, str]:
    """A form as it is sent: several values for several boxes, nothing for one that isn't checked."""
    pairs: list[tuple[str, str]] = []
    for name, value in values.items():
        if isinstance(value, bool):
            pairs += [(name, "y")] if value else []
        else:
            pairs += [(name, each) for each in ([value] if isinstance(value, str) else value)]
    return MultiDict(pairs)


def made(page: str, formdata: Any, before: Answers | None = None, ein: str = "") -> AnswersForm:
    """The form of a page."""
    answers = Answers() if before is None else before
    options: dict[str, Any] = {"prices": {}} if page == "use-case" else {}
    return PAGES[page](formdata, answers, ein, **options)


def good(page: str) -> dict[str, Any]:
    """What the example business types on a page."""
    answers = example_answers().to_json() | {"ein": EIN}
    return {name: answers[name] for name in made(page, None)._fields}


def filled(page: str, **changes: Any) -> AnswersForm:
    """A page on which the example business types something else here and there; the other pages are as they should be."""
    return made(page, sent(good(page) | changes), example_answers())


def errors(form: Form) -> dict[str, list[str]]:
    """What a person is told, by field; empty when the page is complete."""
    fits = form.validate()
    found = {name: [str(error) for error in said] for name, said in form.errors.items() if name is not None}
    assert fits is not bool(found)
    return found
