"""Declines: codes are read, prose is not, and whatever comes in gives a reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.domain.reasons import catalogue, fields_to_open, from_category, from_code, parse_decline
from onboarding.domain.reference import table
from onboarding.domain.registrations import STEP_OF_FIELD
from onboarding.domain.words import Message

DECLINES = [
    ("CR4015 - opt-in not verifiable;CR7004 - no frequency", [("CR4015", "CTA_MISSING"), ("CR7004", "OPTIN_MSG")]),
    ("CR4015", [("CR4015", "CTA_MISSING")]),
    ("CR4015: opt-in", [("CR4015", "CTA_MISSING")]),
    ("  CR4015- opt-in ; ;", [("CR4015", "CTA_MISSING")]),
    ("806 CTA lacks HELP", [("806", "CTA_MISSING")]),
    ("2135 frequency; 2138 opt-out", [("2135", "CTA_NO_FREQUENCY"), ("2138", "CTA_NO_STOP")]),
    ("SIM-SHORTENER - bit.ly in a sample", [("SIM-SHORTENER", "SAMPLE_SHORTENER")]),
    ("30892", [("30892", "SAMPLE_SHORTENER")]),
    ("CR9999 - something new", [("CR9999", "OTHER")]),
    ("please read CR4015;CR4002 - brand", [("CR4002", "CTA_NO_BRAND")]),
]
PROSE = [
    "",
    "   ",
    ";;",
    "The website could not be opened.",
    "Opt-in is missing",
    "OPT-OUT is missing from the samples",
    "LLC - the name differs",
    "10,000 texts a day are too many",
    "100% of the samples lack a name",
    "24-7 support is not named",
    "CR - no number",
]


@pytest.mark.parametrize(("text", "expected"), DECLINES)
def test_codes_are_read_in_order(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(code, reason.id) for code, reason in parse_decline(text)] == expected


@pytest.mark.parametrize(
    ("text", "categories", "expected"),
    [
        ("", ["PRIVACY_POLICY", "SAMPLE_MESSAGE"], [("", "PP_MISSING"), ("", "SAMPLE_GENERIC")]),
        ("no consent shown", ["CALL_TO_ACTION"], [("", "CTA_MISSING")]),
        ("CR4002 - brand", ["PRIVACY_POLICY"], [("CR4002", "CTA_NO_BRAND")]),
        ("CR9999 - new", ["TERMS_AND_CONDITIONS"], [("CR9999", "TC_MISSING")]),
        ("CR9999 - new", ["WEATHER"], [("CR9999", "OTHER")]),
        ("MNO_SHARING_ERROR - try later", [], [("MNO_SHARING_ERROR", "NUMBER_RETRY")]),
    ],
)
def test_the_registrys_own_category_stands_in_where_no_code_says_more(
    text: str, categories: list[str], expected: list[tuple[str, str]]
) -> None:
    assert [(code, reason.id) for code, reason in parse_decline(text, categories)] == expected


def test_each_category_of_the_registry_has_a_reason() -> None:
    categories = table("categories")["reasons"]
    assert len(categories) == 9
    assert all(from_category(name).id == reason for name, reason in categories.items())


@pytest.mark.parametrize("text", PROSE)
def test_prose_is_never_read_as_a_code(text: str) -> None:
    assert [(code, reason.id) for code, reason in parse_decline(text)] == [("", "OTHER")]


@given(st.text(max_size=80))
def test_whatever_a_reviewer_writes_gives_a_reason(text: str) -> None:
    found = parse_decline(text)
    assert found
    assert all(reason is catalogue()[reason.id] for _, reason in found)
    assert all(code in text for code, _ in found)


@given(st.lists(st.sampled_from(sorted(c for r in catalogue().values() for c in r.codes)), min_size=1, max_size=5))
def test_every_code_of_the_catalogue_is_read_from_a_decline(codes: list[str]) -> None:
    told = ";".join(f"{code} - because" for code in codes)
    assert parse_decline(told) == tuple((code, from_code(code)) for code in codes)
    assert all(code in from_code(code).codes for code in codes)


def test_an_unmapped_code_is_shown_in_their_words() -> None:
    assert from_code("XYZ1").id == from_code("").id == "OTHER"


@pytest.mark.parametrize("reason", catalogue())
def test_each_reason_speaks_and_opens_fields_that_exist(reason: str) -> None:
    entry = catalogue()[reason]
    assert isinstance(entry.say, Message)
    assert entry.say.endswith((".", "”"))
    assert set(entry.fields) <= set(STEP_OF_FIELD)
    assert entry.category == entry.category.upper()


def test_fields_to_open_are_those_of_all_reasons_and_strange_ids_open_none() -> None:
    assert fields_to_open(("EIN_INVALID", "OPTIN_MSG", "NO_SUCH")) == {"ein", "opt_in_message"}
    assert fields_to_open(()) == frozenset()
