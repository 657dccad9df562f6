"""The forms that fill no answers: a business's name, numbers and codes, agreeing, deciding."""

from typing import Any

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form

from forms.accounts import BusinessNameForm
from forms.base import squeeze
from forms.numbers import AreaCodeForm, CodeForm, MobileForm, NumberForm
from forms.review import ROWS, AgreeForm, DecisionForm
from onboarding.domain.reasons import catalogue
from onboarding.domain.registrations import FIELD_NAMES
from tests.forms.typing_in import errors

CODE, AREA = "Enter the 6 digits from the text.", "Enter an area code with 3 digits, such as 415."
MOBILE = "Enter a US mobile number with area code, such as (415) 555-0123."


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (None, None),
        ("", ""),
        ("  a  b ", "a  b"),
        ("\u00a0a\u3000", "a"),
        ("\x00a\x00b\x1b\x7f\x9f", "ab"),
        (" \x00 ", ""),
        ("a\r\nb\nc\td", "a\nb\nc\td"),
        ("é😀ß株", "é😀ß株"),
    ],
)
def test_squeezing_takes_off_what_no_keyboard_types(typed: str | None, kept: str | None) -> None:
    assert squeeze(typed) == kept


@pytest.mark.parametrize(
    ("form", "field", "typed", "kept"),
    [
        (BusinessNameForm, "name", "  Joe's Café & Söhne\x00 ", "Joe's Café & Söhne"),
        (BusinessNameForm, "name", "株式", "株式"),
        (BusinessNameForm, "name", "x" * 255 + "  ", "x" * 255),
        (AreaCodeForm, "area_code", " 415\x00\n", "415"),
        (AreaCodeForm, "area_code", "999", "999"),
        (NumberForm, "e164", "+14155550123", "+14155550123"),
        (MobileForm, "mobile", " (415) 555-0123\x00", "(415) 555-0123"),
        (MobileForm, "mobile", "+1 415 555 0123", "+1 415 555 0123"),
        (CodeForm, "code", " 012345\n", "012345"),
    ],
)
def test_what_is_well_typed_is_taken_without_its_margins(form: type[Form], field: str, typed: str, kept: str) -> None:
    made = form(MultiDict({field: typed}))
    assert errors(made) == {}
    assert made[field].data == kept


@pytest.mark.parametrize(
    ("form", "field", "typed", "words"),
    [
        (BusinessNameForm, "name", "", "Enter the name of your business."),
        (BusinessNameForm, "name", " \x00\t\u00a0 ", "Enter the name of your business."),
        (BusinessNameForm, "name", "x", "Enter the name of your business."),
        (BusinessNameForm, "name", "x" * 256, "Use a name of 255 characters or fewer."),
        (BusinessNameForm, "name", "x" * 1_000_000, "Use a name of 255 characters or fewer."),
        *[
            (AreaCodeForm, "area_code", typed, AREA)
            for typed in ("", "  ", "41", "4155", "115", "015", "4 5", "٤١٥", "４１５", "4.5", "abc", "415\n415")
        ],
        (NumberForm, "e164", "", "Choose one of the numbers."),
        *[
            (NumberForm, "e164", typed, "Choose one of the numbers that are offered.")
            for typed in (
                "4155550123",
                " +14155550123",
                "+14155550123\x00",
                "+1４155550123",
                "+442079460958",
                "+14165550123",
                "+1415555012",
                "+" + "1" * 10_000,
                "<script>",
            )
        ],
        *[
            (MobileForm, "mobile", typed, MOBILE)
            for typed in (
                "",
                "555-0123",
                "+44 20 7946 0958",
                "(416) 555-0123",
                "911",
                "(415) 555-0123 x5",
                "1" * 10_000,
            )
        ],
        *[
            (CodeForm, "code", typed, CODE)
            for typed in ("", "12345", "1234567", "12 456", "12345x", "１２３４５６", "١٢٣٤٥٦", "-12345", "123456\n1")
        ],
    ],
)
def test_what_is_wrong_is_told_once_at_its_field_and_kept(form: type[Form], field: str, typed: str, words: str) -> None:
    made = form(MultiDict({field: typed}))
    assert errors(made) == {field: [words]}
    assert made[field].data == (typed if form is NumberForm else squeeze(typed))


@pytest.mark.parametrize("form", [BusinessNameForm, AreaCodeForm, NumberForm, MobileForm, CodeForm])
def test_a_form_without_its_field_is_not_complete(form: type[Form]) -> None:
    assert len(errors(form(MultiDict({"other": "1"})))) == 1


@pytest.mark.parametrize("form", [BusinessNameForm, AreaCodeForm, NumberForm, MobileForm, CodeForm, AgreeForm])
def test_each_field_that_is_seen_says_why_it_is_asked(form: Any) -> None:
    seen = {field.name for field in form() if field.type != "HiddenField"}
    assert set(form.help) == seen


def test_the_numbers_on_offer_are_written_as_people_write_them() -> None:
    form = NumberForm(MultiDict({"area_code": "415"}))
    form.offer(["+14155550123", "+14155550188"])
    choices: Any = form.e164.choices
    assert [(choice.value, choice.label) for choice in choices] == [
        ("+14155550123", "(415) 555-0123"),
        ("+14155550188", "(415) 555-0188"),
    ]
    assert form.area_code.data == "415"


BOTH = {"agree_price": "y", "agree_rules": "y"}


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        (BOTH, set()),
        ({"agree_price": "y"}, {"agree_rules"}),
        ({"agree_rules": "y"}, {"agree_price"}),
        ({}, {"agree_price", "agree_rules"}),
        (BOTH | {"agree_price": "false"}, {"agree_price"}),
        (BOTH | {"agree_rules": ""}, {"agree_rules"}),
    ],
)
def test_both_boxes_have_to_be_checked(given: dict[str, str], missing: set[str]) -> None:
    form = AgreeForm(MultiDict(given | {"quote": "seen"}))
    assert set(errors(form)) == missing
    assert form.quote.data == "seen"


@pytest.mark.parametrize("verdict", ["approved", "returned", "rejected"])
def test_a_decision_is_one_of_three(verdict: str) -> None:
    assert errors(DecisionForm(MultiDict({"verdict": verdict}))) == {}


@pytest.mark.parametrize("verdict", [None, "", "Approved", "approved ", "approved\x00", "in_review"])
def test_another_decision_is_none_and_the_reasons_are_kept(verdict: str | None) -> None:
    typed = {"reason1": "NAME_EIN_MISMATCH", "field1": "legal_name", "note1": "Copy it."}
    form = DecisionForm(MultiDict(typed | ({} if verdict is None else {"verdict": verdict})))
    assert errors(form) == {"verdict": ["Choose a decision."]}
    assert form.reasons() == [("legal_name", "NAME_EIN_MISMATCH", "Copy it.")]


@pytest.mark.parametrize(
    ("typed", "seen"),
    [("7", 7), ("0", 0), ("", -1), ("-1", -1), ("７", -1), ("7 ", -1), ("9" * 10, -1), ("seven", -1), (None, -1)],
)
def test_the_version_that_was_seen_is_a_number_or_one_that_never_was(typed: str | None, seen: int) -> None:
    given = {"verdict": "approved"} | ({} if typed is None else {"version": typed})
    assert DecisionForm(MultiDict(given)).seen_version == seen


def test_rows_without_a_reason_are_left_out_and_notes_are_squeezed() -> None:
    form = DecisionForm(
        MultiDict(
            {
                "verdict": "returned",
                "field1": "legal_name",
                "note1": "no reason is named",
                "reason2": "NAME_EIN_MISMATCH",
                "note2": " \x00Copy it\r\nexactly. ",
                "field3": "website",
                "reason3": "WEBSITE_UNREACHABLE",
            }
        )
    )
    assert form.validate()
    assert form.reasons() == [
        ("", "NAME_EIN_MISMATCH", "Copy it\nexactly."),
        ("website", "WEBSITE_UNREACHABLE", ""),
    ]


# What only the registry, the carriers and the messaging provider say.
OF_OTHERS = {"SYSTEM", "NUMBER"}


def test_every_field_and_every_reason_of_staff_can_be_named_in_each_row() -> None:
    form: Any = DecisionForm(None)
    for row in range(1, ROWS + 1):
        assert [choice.value for choice in form[f"field{row}"].choices] == ["", *FIELD_NAMES]
        assert [choice.value for choice in form[f"reason{row}"].choices] == [
            "",
            *(
                name
                for name, reason in catalogue().items()
                if reason.category not in OF_OTHERS and "SUSPENDED" not in name
            ),
        ]
