"""The guided pages as forms: their fields are the answers, one each, and what was typed is kept whatever it is."""

from dataclasses import fields
from typing import Any

import pytest

from forms.brands import BusinessForm
from forms.campaigns import UseCaseForm
from onboarding.domain.answers import Answers, EntityType
from onboarding.domain.examples import example_answers
from onboarding.domain.registrations import BY_NAME, FIELD_NAMES
from onboarding.domain.usecases import offered_to
from onboarding.domain.words import msg
from tests.forms.typing_in import EIN, PAGES, errors, filled, good, made, sent

KINDS = [Answers(entity_type=kind) for kind in EntityType]


@pytest.mark.parametrize("page", PAGES)
def test_the_fields_of_a_page_are_those_that_its_step_is_responsible_for(page: str) -> None:
    asked = {name for kind in KINDS for name in made(page, None, kind)._fields}
    assert asked == set(BY_NAME[page].fields)


def test_each_answer_is_asked_on_exactly_one_page() -> None:
    asked = [name for page in PAGES for name in {name for kind in KINDS for name in made(page, None, kind)._fields}]
    assert sorted(asked) == sorted([*(field.name for field in fields(Answers)), "ein"])
    assert set(asked) <= set(FIELD_NAMES)


@pytest.mark.parametrize(
    ("kind", "asked", "spared"),
    [
        ("SOLE_PROPRIETOR", {"first_name", "last_name", "mobile"}, {"legal_name", "ein", "stock_symbol"}),
        (
            "PUBLIC_PROFIT",
            {"legal_name", "ein", "stock_symbol", "stock_exchange", "contact_email"},
            {"first_name", "mobile"},
        ),
        ("GOVERNMENT", {"legal_name", "ein"}, {"first_name", "mobile", "stock_symbol", "contact_email"}),
    ],
)
def test_a_kind_of_business_is_asked_only_what_concerns_it(kind: str, asked: set[str], spared: set[str]) -> None:
    names = {name for page in PAGES for name in made(page, None, Answers(entity_type=kind))._fields}
    assert asked <= names
    assert not spared & names


@pytest.mark.parametrize("page", PAGES)
def test_what_is_typed_has_the_type_of_the_answer_that_it_fills(page: str) -> None:
    kinds = {field.name: type(field.default) for field in fields(Answers)} | {"ein": str}
    for form in (filled(page), made(page, sent({})), made(page, None)):
        changes = form.changes()
        assert {name: type(value) for name, value in changes.items()} == {name: kinds[name] for name in changes}
        Answers().with_changes({name: value for name, value in changes.items() if name != "ein"})


@pytest.mark.parametrize("page", PAGES)
def test_a_page_that_is_filled_in_well_has_no_errors_and_gives_the_answers(page: str) -> None:
    form = filled(page)
    assert errors(form) == {}
    expected = example_answers().to_json() | {"ein": EIN}
    told = {name: list(value) if isinstance(value, tuple) else value for name, value in form.changes().items()}
    assert told == {name: expected[name] for name in form._fields}


REQUIRED = {
    "kind": {"entity_type"},
    "business": {"legal_name", "display_name", "ein", "vertical"},
    "address": {"street", "city", "state", "zip_code"},
    "contact": {"phone", "email"},
    "use-case": {"use_case", "description"},
    "opt-in": {"opt_in_methods", "message_flow"},
    "messages": {"sample1"},
    "replies": {"opt_in_message", "opt_out_message", "opt_out_keywords", "help_message", "help_keywords"},
}


@pytest.mark.parametrize("blank", ["", " ", "\t\n ", "\u00a0\u3000", "\x00", " \x00\x1f\x7f "])
@pytest.mark.parametrize("page", PAGES)
def test_an_empty_page_says_what_is_missing_and_nothing_else(page: str, blank: str) -> None:
    texts = {name: blank for name, value in good(page).items() if isinstance(value, str)}
    form = made(page, sent(texts))
    found = errors(form)
    assert set(found) == REQUIRED[page]
    assert all(len(said) == 1 and said[0].endswith(".") for said in found.values())
    assert not any(form.changes().values())


@pytest.mark.parametrize("page", PAGES)
def test_what_was_typed_is_kept_when_it_is_wrong(page: str) -> None:
    wrong: dict[str, Any] = {}
    for name, value in good(page).items():
        wrong[name] = not value if isinstance(value, bool) else "?" if isinstance(value, str) else ["?", "!"]
    form = made(page, sent(wrong), example_answers(), EIN)
    assert errors(form) != {}
    assert {name: form[name].data for name in wrong} == wrong
    told = {name: list(value) if isinstance(value, tuple) else value for name, value in form.changes().items()}
    assert told == wrong


@pytest.mark.parametrize("page", PAGES)
def test_a_page_that_is_opened_shows_what_was_told_before(page: str) -> None:
    form = made(page, None, example_answers(), EIN)
    shown = {name: form[name].data for name in form._fields if name != "ein"}
    assert shown == {name: value for name, value in good(page).items() if name != "ein"}
    assert errors(form) == {}


@pytest.mark.parametrize("page", PAGES)
def test_errors_stand_only_at_fields_of_the_page_whatever_is_wrong_elsewhere(page: str) -> None:
    form = made(page, sent(good(page)), example_answers().with_changes({"zip_code": "x", "phone": "x", "sample2": "x"}))
    assert errors(form) == {}


def test_space_and_control_characters_are_taken_off_and_line_ends_are_one_character() -> None:
    form = filled("use-case", description=" \x00Cakes\x00 for\r\nall\x1b \t")
    assert form.changes()["description"] == "Cakes for\nall"
    assert form["description"].data == "Cakes for\nall"


def test_boxes_that_are_cleared_are_cleared() -> None:
    before = example_answers().with_changes({"embedded_link": True, "age_gated": True})
    page = good("messages") | {"embedded_link": False, "age_gated": False}
    told = made("messages", sent(page), before).changes()
    assert (told["embedded_link"], told["age_gated"]) == (False, False)
    assert made("opt-in", sent({"opt_in_page": ""}), before).changes()["opt_in_methods"] == ()


def test_a_stored_ein_is_never_shown_again_and_left_empty_it_stays() -> None:
    form = made("business", None, example_answers(), EIN)
    assert isinstance(form, BusinessForm)
    assert form.ein.data in {None, ""}
    assert EIN not in str(form.ein())
    assert str(form.ein.description).startswith("We have your EIN ending in 4567.")
    again = made("business", sent(good("business") | {"ein": "  "}), example_answers(), EIN)
    assert errors(again) == {}
    assert "ein" not in again.changes()


def test_an_ein_that_is_typed_again_is_the_one_that_is_checked_and_kept() -> None:
    wrong = made("business", sent(good("business") | {"ein": "59-123"}), example_answers(), EIN)
    assert set(errors(wrong)) == {"ein"}
    assert wrong.changes()["ein"] == "59-123"
    right = made("business", sent(good("business") | {"ein": "20-0049703"}), example_answers(), "59-123")
    assert errors(right) == {}
    assert right.changes()["ein"] == "20-0049703"


@pytest.mark.parametrize(
    ("entity", "offered"), [("NON_PROFIT", "NON_PROFIT"), ("PRIVATE_PROFIT", "PRIVATE_PROFIT"), ("", "PRIVATE_PROFIT")]
)
def test_the_use_cases_offered_are_those_open_to_the_business_with_their_prices(entity: str, offered: str) -> None:
    before = Answers(entity_type=entity)
    codes = [case.code for case in offered_to(offered)]
    form = UseCaseForm(None, before, prices={code: msg(f"Price of {code}.") for code in codes})
    assert [choice.value for choice in form.use_case.choices or []] == codes  # type: ignore[union-attr]
    hints = form.help["use_case"].options or {}
    assert list(hints) == codes
    assert all(hints[code].endswith(f"Price of {code}.") for code in codes)


def test_one_forms_prices_are_not_anothers() -> None:
    case = offered_to("PRIVATE_PROFIT")[0].code
    first = UseCaseForm(None, Answers(), prices={case: msg("$1.00 a month.")})
    second = UseCaseForm(None, Answers(), prices={case: msg("$2.00 a month.")})
    assert "$1.00" in (first.help["use_case"].options or {})[case]
    assert "$2.00" in (second.help["use_case"].options or {})[case]
    assert UseCaseForm.help["use_case"].options is None


@pytest.mark.parametrize("page", PAGES)
def test_each_field_has_a_label_and_says_why_it_is_asked(page: str) -> None:
    for kind in KINDS:
        form = made(page, None, kind)
        assert all(str(form[name].label.text) for name in form._fields)
        assert set(form.help) <= set(BY_NAME[page].fields)
        assert all(form.help[name].why for name in form.help)
