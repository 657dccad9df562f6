"""Employer identification numbers: their shape, their look-alikes, how they are shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.domain import ein

NINE = st.integers(0, 999_999_999).map("{:09d}".format)


@pytest.mark.parametrize("text", ["12-3456789", "123456789", " 59-0324412 "])
def test_nine_digits_are_an_ein(text: str) -> None:
    assert ein.is_shape(text)


@pytest.mark.parametrize(
    "text", ["", "12-345678", "12-34567890", "123-45-6789", "1-23456789", "12 3456789", "12-345678X", "١٢٣٤٥٦٧٨٩"]
)
def test_anything_else_is_not(text: str) -> None:
    assert not ein.is_shape(text)


@pytest.mark.parametrize(("text", "looks"), [("123-45-6789", True), (" 123-45-6789 ", True), ("12-3456789", False)])
def test_a_social_security_number_is_known_by_its_dashes(text: str, looks: bool) -> None:
    assert ein.looks_like_ssn(text) is looks


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("59-0324412", True),
        ("99-0000100", True),
        ("00-1234567", False),
        ("07-1234567", False),
        ("", False),
        ("x", False),
    ],
)
def test_the_irs_prefix_is_checked(text: str, known: bool) -> None:
    assert ein.has_known_prefix(text) is known


@given(NINE)
def test_the_pretty_form_has_the_same_digits_and_the_right_shape(nine: str) -> None:
    shown = ein.pretty(nine)
    assert ein.is_shape(shown)
    assert ein.digits(shown) == nine
    assert ein.pretty(shown) == shown


@given(NINE)
def test_the_masked_form_tells_only_the_last_four(nine: str) -> None:
    assert ein.masked(nine) == f"••-•••{nine[-4:]}"
    assert sum(c.isdigit() for c in ein.masked(nine)) == 4


def test_what_is_no_ein_is_shown_as_it_is() -> None:
    assert ein.pretty("12") == "12"
