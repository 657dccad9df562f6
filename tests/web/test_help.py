"""The rules in plain words: for everybody, each with an address of its own."""

from onboarding.domain.preflight import catalogue, page_catalogue
from onboarding.domain.preflight.rule import Family
from onboarding.domain.reference import table
from onboarding.web.help import NAMES
from tests.world import World


def test_everybody_can_read_every_rule(world: World) -> None:
    page = world.client().get("/help/rules")
    assert page.h1 == "What we check"
    for rule in (*catalogue.RULES, *page_catalogue.BY_ID.values()):
        [there] = page.all(f'[id="{rule.id}"]')
        words = " ".join("".join(there.etree_element.itertext()).split())
        assert " ".join(rule.says.split()) in words
        if rule.fix:
            assert " ".join(rule.fix.split()) in words
        if rule.example:
            assert " ".join(rule.example.split()) in words


def test_it_says_what_nobody_can_know_and_why(world: World) -> None:
    page = world.client().get("/help/rules")
    text = " ".join(page.text.split())
    for row in table("unknowable").values():
        if isinstance(row, dict):
            assert row["why"] in text


def test_it_is_the_same_for_an_owner_who_is_signed_in(world: World) -> None:
    assert world.signed_in("owner@example.com").get("/help/rules").h1 == "What we check"


def test_each_family_has_a_name_for_people() -> None:
    assert set(NAMES) == set(Family)
    assert len(set(NAMES.values())) == len(NAMES)
