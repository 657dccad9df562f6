"""Each field of the guided pages: what is too short, too long or of the wrong shape is told at the field, and only there."""

from typing import Any

import pytest
from wtforms import Form

from forms.base import keywords, squeeze, web_address
from onboarding.domain.examples import example_answers
from onboarding.domain.usecases import all_use_cases
from tests.forms.typing_in import errors, filled

LONG = "Blue Door Bakery texts customers about cakes. "


def text(length: int, opening: str = "") -> str:
    """A text of so many characters; ``opening`` says what the rules of sense look for, as far as there is room for it."""
    return (f"{opening} " * bool(opening) + LONG * (length // len(LONG) + 1))[: length - 1] + "."


# Texts that must hold so much that the least number of characters has no room for it.
REQUIRED_TO_SAY = {"message_flow", "opt_in_message", "opt_out_message", "help_message"}


def said_of_length(form: Form) -> list[str]:
    return [said for told in errors(form).values() for said in told if "characters" in said]


@pytest.mark.parametrize(
    ("page", "field", "least", "most"),
    [
        ("business", "legal_name", 2, 255),
        ("business", "display_name", 2, 255),
        ("address", "street", 3, 255),
        ("address", "city", 2, 100),
        ("use-case", "description", 40, 4096),
        ("opt-in", "message_flow", 40, 4096),
        ("messages", "sample1", 20, 1024),
        ("messages", "sample2", 20, 1024),
        ("messages", "sample3", 20, 1024),
        ("replies", "opt_in_message", 20, 1024),
        ("replies", "opt_out_message", 20, 1024),
        ("replies", "help_message", 20, 1024),
    ],
)
def test_a_text_has_so_many_characters_and_no_more(page: str, field: str, least: int, most: int) -> None:
    opening = getattr(example_answers(), field) if field in REQUIRED_TO_SAY else ""
    assert not said_of_length(filled(page, **{field: text(least, opening)}))
    assert errors(filled(page, **{field: text(most, opening)})) == {}
    assert errors(filled(page, **{field: f" \x00{text(most, opening)}\r\n"})) == {}, "what is taken off does not count"
    assert errors(filled(page, **{field: text(most - 2, opening) + "\r\na"})) == {}, "a line end is one character"
    if not opening:
        assert errors(filled(page, **{field: f" \x00{text(least)}\r\n"})) == errors(filled(page)) == {}
    for length, words in ((least - 1, f"at least {least} characters"), (most + 1, f"{most} characters or fewer")):
        found = errors(filled(page, **{field: text(length)}))
        assert set(found) == {field}
        [said] = found[field]
        assert words in said
        assert f"You have {length}." in said
    assert set(errors(filled(page, **{field: text(100_000)}))) == {field}


@pytest.mark.parametrize(
    ("page", "field", "value"),
    [
        ("kind", "entity_type", "PRIVATE_PROFIT"),
        ("kind", "entity_type", "SOLE_PROPRIETOR"),
        ("business", "legal_name", "Café Ñandú & Söhne, “LLC” 株式会社"),
        ("business", "ein", "59-1234567"),
        ("business", "ein", "591234567"),
        ("business", "ein", " 59-1234567\x00\n"),
        ("address", "zip_code", " 33811 "),
        ("address", "zip_code", "33\x008\x0011"),
        ("address", "state", "FL"),
        ("contact", "phone", "8635550188"),
        ("contact", "phone", "+1 863.555.0188"),
        ("contact", "phone", "1-863-555-0188"),
        ("contact", "phone", "８６３５５５０１８８"),  # the registry is told E.164
        ("contact", "email", "hello+texts@bakery.example.com"),
        ("contact", "website", ""),
        ("contact", "website", "http://bakery.example.com/shop?x=1#top"),
        ("contact", "website", "https://www.bakery.example.com:8443"),
        ("messages", "sample3", ""),
        ("replies", "opt_out_keywords", "stop,End,QUIT"),
        ("replies", "help_keywords", "INFO,HELP"),
        ("replies", "opt_in_keywords", ""),
        ("opt-in", "opt_in_methods", ["website", "paper", "verbal", "keyword"]),
    ],
)
def test_what_people_may_well_type_is_taken(page: str, field: str, value: Any) -> None:
    assert errors(filled(page, **{field: value})) == {}


@pytest.mark.parametrize(
    ("page", "field", "value", "words"),
    [
        ("kind", "entity_type", "private_profit", "Choose"),
        ("kind", "entity_type", "<script>", "Choose"),
        ("business", "vertical", "BAKERY", "from the list"),
        ("business", "vertical", "hospitality", "from the list"),
        ("business", "ein", "59-123456", "9 digits"),
        ("business", "ein", "59-12345678", "9 digits"),
        ("business", "ein", "5-91234567", "9 digits"),
        ("business", "ein", "59 1234567", "9 digits"),
        ("business", "ein", "５９-1234567", "9 digits"),
        ("business", "ein", "٥٩١٢٣٤٥٦٧", "9 digits"),
        ("business", "ein", "59–1234567", "9 digits"),
        ("business", "ein", "59-1234567x", "9 digits"),
        ("business", "ein", "59-1234567\n59-1234567", "9 digits"),
        ("business", "ein", "123-45-6789", "Social Security number"),
        ("business", "ein", "00-1234567", "has not issued"),
        ("address", "state", "Florida", "from the list"),
        ("address", "state", "fl", "from the list"),
        ("address", "zip_code", "3381", "5 digits"),
        ("address", "zip_code", "338111", "5 digits"),
        ("address", "zip_code", "33811-1234", "5 digits"),
        ("address", "zip_code", "３３８１１", "5 digits"),
        ("address", "zip_code", "33 811", "5 digits"),
        ("contact", "phone", "863555018", "US phone number"),
        ("contact", "phone", "555-0188", "US phone number"),
        ("contact", "phone", "+44 20 7946 0958", "US phone number"),
        ("contact", "phone", "(416) 555-0188", "US phone number"),
        ("contact", "phone", "(863) 555-0188 ext. 5", "US phone number"),
        ("contact", "phone", "call us", "US phone number"),
        ("contact", "phone", "8" * 10_000, "US phone number"),
        ("contact", "email", "hello", "such as hello@example.com"),
        ("contact", "email", "hello@", "such as hello@example.com"),
        ("contact", "email", "hello@bakery", "such as hello@example.com"),
        ("contact", "email", "a b@bakery.example.com", "such as hello@example.com"),
        ("contact", "email", "Joe <joe@bakery.example.com>", "such as hello@example.com"),
        ("contact", "email", "a@bakery.example.com,b@bakery.example.com", "such as hello@example.com"),
        ("contact", "website", "bakery", "full web address"),
        ("contact", "website", "ftp://bakery.example.com", "full web address"),
        ("contact", "website", "javascript:alert(1)", "full web address"),
        ("contact", "website", "https://localhost", "full web address"),
        ("contact", "website", "https://joe:secret@bakery.example.com", "full web address"),
        ("contact", "website", "https://bakery.example.com/a b", "full web address"),
        ("contact", "website", "https://bakery.example.com:99999", "full web address"),
        ("contact", "website", "https://[::1", "full web address"),
        ("contact", "website", "https://bakery.example.com/" + "x" * 229, "255 characters or fewer"),
        ("use-case", "use_case", "EVERYTHING", "from the list"),
        ("use-case", "use_case", "CHARITY", "not open to your kind of business"),
        ("use-case", "sub_use_cases", ["NONSENSE", "CUSTOMER_CARE"], "from the list"),
        ("use-case", "sub_use_cases", ["CUSTOMER_CARE", "CUSTOMER_CARE"], "from the list"),
        ("use-case", "sub_use_cases", [], "Choose at least"),
        ("opt-in", "opt_in_methods", ["carrier pigeon"], "from the list"),
        ("opt-in", "opt_in_methods", [], "at least one way"),
        ("opt-in", "opt_in_page", "", "where people sign up"),
        ("opt-in", "opt_in_page", "our texts page", "full web address"),
        ("opt-in", "opt_in_page", "https://bakery.example.com/" + "x" * 229, "255 characters or fewer"),
        ("replies", "opt_out_keywords", "STOP IT,END", "no spaces"),
        ("replies", "opt_out_keywords", "STOP!", "no spaces"),
        ("replies", "opt_out_keywords", "STOP,ＥＮＤ", "no spaces"),
        ("replies", "opt_out_keywords", "END,QUIT", "must include STOP"),
        ("replies", "opt_out_keywords", "STOPPED", "must include STOP"),
        ("replies", "help_keywords", "INFO", "must include HELP"),
        ("replies", "opt_in_keywords", "JOIN US", "no spaces"),
        ("replies", "opt_in_keywords", "JOIN," * 51 + "NOW", "fewer keywords"),
    ],
)
def test_the_wrong_shape_is_told_at_its_field_and_stays_there(page: str, field: str, value: Any, words: str) -> None:
    form = filled(page, **{field: value})
    found = errors(form)
    assert set(found) == {field}
    assert len(found[field]) == 1
    assert words in found[field][0]
    assert form[field].data == value, "it is kept as it was typed"


def test_an_e_mail_address_that_is_too_long_for_the_registry_is_told() -> None:
    address = "a" * 60 + "@" + "b" * 35 + ".example.com"
    assert len(address) > 100
    [said] = errors(filled("contact", email=address))["email"]
    assert "100 characters" in said


def test_each_use_case_asks_for_as_many_kinds_and_examples_as_the_registry_does() -> None:
    for case in all_use_cases().values():
        if "PRIVATE_PROFIT" not in case.entities:
            continue
        kinds = [
            "CUSTOMER_CARE",
            "ACCOUNT_NOTIFICATION",
            "MARKETING",
            "DELIVERY_NOTIFICATION",
            "2FA",
            "HIGHER_EDUCATION",
        ]
        right = kinds[: case.sub_least]
        assert errors(filled("use-case", use_case=case.code, sub_use_cases=right)) == {}
        if case.sub_most < len(kinds):
            found = errors(filled("use-case", use_case=case.code, sub_use_cases=kinds[: case.sub_most + 1]))
            assert set(found) == {"sub_use_cases"}


@pytest.mark.parametrize("typed", ["\u200b\u200b\u200b", "\ufeff", "\u2060 \u200b"])
def test_spaces_without_width_are_nothing(typed: str) -> None:
    assert squeeze(typed) == ""


def test_an_emoji_of_several_parts_stays_whole_and_a_lone_return_ends_a_line() -> None:
    assert squeeze("\U0001f469\u200d\U0001f373 a\rb\r\nc ") == "\U0001f469\u200d\U0001f373 a\nb\nc"


@pytest.mark.parametrize("typed", ["stop, End", "STOP ; END", " STOP,,END, ", "STOP,\nEND"])
def test_keywords_are_tidied_as_they_are_typed(typed: str) -> None:
    assert keywords(typed) == "STOP,END"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("bakery.example.com", "https://bakery.example.com"),
        (" www.bakery.example/texts ", "https://www.bakery.example/texts"),
        ("http://bakery.example", "http://bakery.example"),
        ("owner@bakery.example", "owner@bakery.example"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("bakery", "bakery"),
        ("", ""),
    ],
)
def test_an_address_without_a_scheme_gets_one(typed: str, kept: str) -> None:
    assert web_address(typed) == kept
