"""Choosing a number: three to choose from, taken once, and calm words while the provider is away."""

from typing import Any

import pytest
import requests

from onboarding.store.numbers import Number
from tests.page import Client
from tests.web import walks
from tests.world import World


def held(world: World) -> list[str]:
    with world.reading() as session:
        return [row.e164 for row in session.query(Number)]


def test_three_numbers_of_an_area_are_offered(owner: Client, mine: str) -> None:
    owner.get(f"/b/{mine}/number")
    page = owner.submit({"area_code": "863"})
    assert len(page.all("input[type=radio]")) == 3
    assert all(label.startswith("(863) 555-") for label in page.texts(".choice-label"))


def test_a_number_that_was_chosen_is_taken_and_leads_on(world: World, owner: Client, mine: str) -> None:
    assert walks.take_number(owner, mine).h1 == "Your privacy policy"
    assert len(held(world)) == 1
    page = owner.get(f"/b/{mine}/number")
    assert "Your number is (415) 555-" in page.text
    assert not page.all("main form"), "there is nothing left to choose"


def test_a_double_click_takes_one_number(world: World, owner: Client, mine: str) -> None:
    owner.get(f"/b/{mine}/number?area_code=415")
    assert owner.page is not None
    chosen = {"e164": walks.first_number(owner)}
    data = owner.page.form(names=("e164",)).data(chosen)
    for _ in range(2):
        owner.post(f"/b/{mine}/number", data)
    assert held(world) == [chosen["e164"]]
    other = data | {"e164": "+12025550199"}
    assert owner.post(f"/b/{mine}/number", other).flashes == ["You have a number already."]
    assert held(world) == [chosen["e164"]]


def test_choosing_none_is_said_at_the_choice(owner: Client, mine: str) -> None:
    owner.get(f"/b/{mine}/number?area_code=415")
    page = owner.submit(form="form[method=post]:not(.account-panel form)", button="Take this number", status=422)
    assert page.errors == ["Choose one of the numbers."]
    assert page.texts(".field-error") == ["Error: Choose one of the numbers."]
    assert len(page.all("input[type=radio]")) == 3


@pytest.mark.parametrize("typed", ["", "41", "4155", "abc", "015", "٤١٥", "²²²"])
def test_an_area_code_that_is_none_is_refused(owner: Client, mine: str, typed: str) -> None:
    owner.get(f"/b/{mine}/number")
    page = owner.submit({"area_code": typed}, status=422)
    assert page.errors == ["Enter an area code with 3 digits, such as 415."]
    assert page.one("#area_code").etree_element.get("value") == typed


def test_an_area_without_numbers_is_told(owner: Client, mine: str) -> None:
    page = owner.get(f"/b/{mine}/number?area_code=999")
    assert "There are no numbers with this area code." in page.text


def test_a_provider_that_is_down_loses_nothing(world: World, owner: Client, mine: str) -> None:
    owner.get(f"/b/{mine}/number?area_code=415")
    assert owner.page is not None
    data = owner.page.form(names=("e164",)).data({"e164": walks.first_number(owner)})
    world.messaging_line.before += [requests.ConnectionError("nobody answers")] * 2
    page = owner.get(f"/b/{mine}/number?area_code=415", status=503)
    assert "We couldn't reach the phone company just now." in page.text
    assert owner.client.post(f"/b/{mine}/number", data=data).status_code == 302
    assert held(world) == []
    assert owner.post(f"/b/{mine}/number", data).h1 == "Your privacy policy"


def test_a_number_that_somebody_else_took_is_no_dead_end(world: World, owner: Client, mine: str) -> None:
    owner.get(f"/b/{mine}/number?area_code=415")
    chosen = walks.first_number(owner)
    world.ports.messaging.take(chosen, "somebody else")
    page = owner.submit({"e164": chosen})
    assert page.flashes == ["Somebody else has just taken that number. Here are others."]
    assert len(page.all("input[type=radio]")) == 3
    assert walks.first_number(owner) != chosen


def test_no_connection_to_the_database_waits_for_the_provider(world: World, owner: Client, mine: str) -> None:
    pool: Any = world.ports.sessions.kw["bind"].pool
    provider, held_meanwhile = world.messaging_line.app, []

    def slow(environ: Any, start_response: Any) -> Any:
        held_meanwhile.append(pool.checkedout())
        return provider(environ, start_response)

    world.messaging_line.app = slow
    walks.take_number(owner, mine)
    assert len(held_meanwhile) >= 2, "the offers, then the taking"
    assert set(held_meanwhile) == {0}
