"""Names of businesses: name and legal form, and whether a text speaks of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.domain.text.names import INCORPORATED, core, find_name, has_form, likeness, words_of


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Blue Door Bakery, LLC", "blue door bakery"),
        ("The Blue Door Bakery L.L.C.", "blue door bakery"),
        ("Blue Door Bakery Inc.", "blue door bakery"),
        ("Smith & Sons Co., Inc.", "smith and sons"),
        ("Müller Corp", "muller"),
        ("LLC", "llc"),
        ("The The", "the"),
        ("Maria's Cakes", "maria cakes"),
        ("Park Dental, P.A.", "park dental"),
        ("", ""),
        ("株式会社", "株式会社"),
    ],
)
def test_a_name_is_told_from_its_legal_form_and_article(name: str, bare: str) -> None:
    assert " ".join(core(name)) == bare


@pytest.mark.parametrize(
    ("name", "has"),
    [
        ("Blue Door Bakery, LLC", True),
        ("Blue Door Bakery L.L.C.", True),
        ("Blue Door Bakery, Inc", True),
        ("Park Dental P.C.", True),
        ("Blue Door Bakery", False),
        ("Incredible Cakes", False),
        ("Corporal Punishment Gym", False),
        ("Coffee & Co", True),
    ],
)
def test_a_legal_form_is_seen(name: str, has: bool) -> None:
    assert has_form(name) is has


def test_only_some_forms_make_a_company_for_certain() -> None:
    assert has_form("Blue Door Bakery, LLC", INCORPORATED)
    assert not has_form("Blue Door & Co", INCORPORATED)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Blue Door Bakery, LLC", "Blue Door Bakery: your cake is ready"),
        ("Blue Door Bakery, LLC", "BLUE DOOR BAKERY your cake is ready"),
        ("Blue Door Bakery, LLC", "Blue Door: your cake is ready"),
        ("Blue Door Bakery, LLC", "Thanks from bluedoorbakery!"),
        ("Blue Door Bakery, LLC", "BDB: your cake is ready"),
        ("The Blue Door Bakery", "blue door bakery here"),
        ("Maria’s Cakes", "Maria's Cakes: hello"),
        ("Café Olé", "cafe ole: hola"),
        ("Smith & Sons Plumbing", "Smith and Sons: we are on our way"),
        ("Publix Super Markets, Inc.", "Publix: your order is ready"),
        ("St. Mary's Church", "St Mary's Church: mass is at 9"),
    ],
)
def test_a_text_speaks_of_a_business_as_people_shorten_it(name: str, text: str) -> None:
    assert find_name((name,), text) is not None
    assert find_name((name,), text) is not None


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Blue Door Bakery, LLC", "Your cake is ready at the bakery"),
        ("Blue Door Bakery, LLC", "Come in through the blue gate"),
        ("Blue Door Bakery, LLC", "Red Door Bakery: hello"),
        ("Green Auto Repair", "auto repair is our trade"),
        ("First National Bank", "Your bank is closed, first come first served"),
        ("American Family Dental", "Your family's dental visit"),
        ("The Salon", ""),
        ("Dentists", "Apprentists are welcome"),
    ],
)
def test_a_text_that_shares_a_common_word_does_not_speak_of_it(name: str, text: str) -> None:
    assert find_name((name,), text) is None


def test_the_place_of_a_name_and_the_order_of_names() -> None:
    text = "Hi, it’s Blue Door Bakery, LLC here"
    found = find_name(("Nobody", "Blue Door Bakery"), text)
    assert found is not None
    assert text[found.start : found.end] == "Blue Door Bakery"
    assert find_name(("", "  "), text) is None
    assert find_name((), text) is None


@pytest.mark.parametrize(
    ("name", "host", "alike"),
    [
        ("Blue Door Bakery, LLC", "bluedoorbakery.com", True),
        ("Blue Door Bakery, LLC", "bluedoor.com", True),
        ("Blue Door Bakery, LLC", "blue-door-bakes.com", True),
        ("Blue Door Bakery, LLC", "bdb-lakeland.com", True),
        ("Publix Super Markets, Inc.", "publix.com", True),
        ("Wikimedia Foundation, Inc.", "wikimediafoundation.org", True),
        ("Blue Door Bakery, LLC", "smithplumbing.com", False),
        ("Okafor Law", "veryfastcars.com", False),
        ("Café Olé", "cafeole.com", True),
    ],
)
def test_a_host_name_may_belong_to_a_business_of_the_name(name: str, host: str, alike: bool) -> None:
    assert likeness(name, host) is alike


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80), st.text(max_size=80))
def test_whatever_a_business_is_called_it_is_found_in_its_own_name(name: str, other: str) -> None:
    if core(name):
        assert find_name((name,), f"Hello from {name} today") is not None or not words_of(name)
    assert likeness(name, "example.com") in {True, False}
    assert isinstance(find_name((name,), other), object)
