"""Lengths, exactly at their bounds, as the registry counts them (characters)."""

import pytest

from tests.domain.preflight.asking import found, said

BOUNDS = [
    ("legal_name", 2, 255),
    ("display_name", 2, 255),
    ("street", 3, 255),
    ("city", 2, 100),
    ("description", 40, 4096),
    ("message_flow", 40, 4096),
    ("sample1", 20, 1024),
    ("sample2", 20, 1024),
    ("sample3", 20, 1024),
    ("opt_in_message", 20, 1024),
    ("opt_out_message", 20, 1024),
    ("help_message", 20, 1024),
]
ADDRESS = "https://a.example/"


@pytest.mark.parametrize(("field", "least", "most"), BOUNDS)
@pytest.mark.parametrize("letter", ["a", "é", "🍰"])
def test_a_text_is_good_at_both_bounds_and_bad_just_beyond(field: str, least: int, most: int, letter: str) -> None:
    rule = f"{field}.length"
    assert rule not in found(**{field: letter * least})
    assert rule not in found(**{field: letter * most})
    assert rule in found(**{field: letter * (least - 1)})
    assert rule in found(**{field: letter * (most + 1)})


@pytest.mark.parametrize("field", ["website", "opt_in_page"])
def test_a_web_address_has_255_characters_at_most(field: str) -> None:
    assert found(**{field: ADDRESS + "a" * (255 - len(ADDRESS))}) == []
    assert found(**{field: ADDRESS + "a" * (256 - len(ADDRESS))}) == [f"{field}.length"]


def test_an_e_mail_address_has_100_characters_at_most() -> None:
    local, label = "a" * 30, "b" * 60
    assert found(email=f"{local}@{label}.ex") == []
    assert len(f"{local}@{label}.example") == 99
    assert found(email=f"{local}@{label}.examples") == []
    assert found(email=f"{local}@{label}.examplesx") == ["email.shape"]


@pytest.mark.parametrize("field", ["opt_out_keywords", "help_keywords", "opt_in_keywords"])
def test_keywords_have_255_characters_at_most(field: str) -> None:
    word = {"opt_out_keywords": "STOP", "help_keywords": "HELP", "opt_in_keywords": "JOIN"}[field]
    assert found(**{field: f"{word},{'A' * 250}"}) == []
    assert found(**{field: f"{word},{'A' * 251}"}) == [f"{field}.list"]


def test_the_message_says_how_many_and_how_many_are_there() -> None:
    assert said("description.length", description="x" * 39) == (
        "The description must have at least 40 characters. You have 39."
    )
    assert said("city.length", city="x" * 101) == "The city must have 100 characters or fewer. You have 101."


def test_an_empty_text_is_missing_and_not_too_short() -> None:
    assert found(description="") == ["description.required"]
    assert found(sample2="", sample3="") == []
