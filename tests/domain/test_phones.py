"""Phone numbers: what people type, and where a number is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.domain.phones import Destination, destination, national, parse_us

TYPED = [
    ("(415) 555-0123", "+14155550123"),
    ("415.555.0123", "+14155550123"),
    (" 1 415 555 0123 ", "+14155550123"),
    ("+1 (415) 555-0123", "+14155550123"),
    ("1-800-FLOWERS", "+18003569377"),
    ("787 555 1234", "+17875551234"),
    ("(340) 555-1234", "+13405551234"),
    ("671 555 1234", "+16715551234"),
    ("684 633 1234", "+16846331234"),
    ("670 234 5678", "+16702345678"),
]
NOT_US = [
    "",
    "x",
    "911",
    "12345",
    "(416) 555-0123",
    "+44 20 7183 8750",
    "(876) 455-1234",
    "415 555 012",
    "415 555 01234",
]
PLACES = [
    ("+14155550123", Destination.US),
    ("+17875551234", Destination.US),
    ("+16846331234", Destination.US),
    ("+14165550123", Destination.CANADA),
    ("+442071838750", Destination.ELSEWHERE),
    ("+18764554321", Destination.ELSEWHERE),
    ("+18005550199", Destination.INVALID),
    ("+19005551234", Destination.INVALID),
    ("+15005550006", Destination.INVALID),
    ("+1415555012", Destination.INVALID),
    ("+11155550123", Destination.INVALID),
    ("+999123456789", Destination.INVALID),
]
OTHER_SPELLINGS = [
    "4155550123",
    "+1 415 555 0123",
    "+14155550123;ext=1",
    "+14155550123\n",
    "+\uff11\uff14155550123",
    "",
]


@pytest.mark.parametrize(("typed", "e164"), TYPED)
def test_what_people_type_is_read(typed: str, e164: str) -> None:
    assert parse_us(typed) == e164


@pytest.mark.parametrize("typed", NOT_US)
def test_other_numbers_are_not_taken_for_us_ones(typed: str) -> None:
    assert parse_us(typed) is None


def test_an_extension_cannot_be_texted() -> None:
    assert parse_us("(415) 555-0123 ext. 5") is None


@given(st.integers(2_000_000_000, 9_999_999_999))
def test_the_national_form_is_read_back_as_the_same_number(digits: int) -> None:
    e164 = parse_us(f"+1{digits}")
    if e164 is not None:
        assert parse_us(national(e164)) == e164 == f"+1{digits}"


@given(st.text(max_size=40))
def test_whatever_is_typed_gives_a_number_or_none(text: str) -> None:
    e164 = parse_us(text)
    assert e164 is None or (e164.startswith("+1") and len(e164) == 12)
    assert destination(text) in Destination
    assert isinstance(national(text), str)


@pytest.mark.parametrize(("e164", "place"), PLACES)
def test_a_number_is_in_one_place(e164: str, place: Destination) -> None:
    assert destination(e164) is place


@pytest.mark.parametrize("text", OTHER_SPELLINGS)
def test_another_spelling_is_no_recipient_since_it_would_slip_past_an_opt_out(text: str) -> None:
    assert destination(text) is Destination.INVALID


def test_numbers_are_shown_as_people_write_them() -> None:
    assert national("+14155550123") == "(415) 555-0123"
    assert national("+442071838750") == "+44 20 7183 8750"
    assert national("nonsense") == "nonsense"
