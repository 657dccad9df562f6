"""A sole proprietor walks the pages, types the registry's code, and may text; a listed company is told about its mail."""

from typing import Any
from urllib.parse import urlencode

import pytest

from onboarding.domain.states import Registration as State
from tests.page import Client
from tests.services.test_kinds import LISTED, PERSON, pin_of
from tests.web.test_odd_input import ODD, send
from tests.world import World


def filed(world: World, business: str, told: dict[str, Any], ein: str = "59-1234567") -> int:
    """A registration of this business, approved and filed up to what is to be proved."""
    registration_id = world.complete(business, ein=ein, **told)
    world.submit(registration_id)
    world.decide(registration_id)
    world.pass_days(0)
    return registration_id


def test_the_code_is_asked_for_and_taken(world: World, owner: Client, mine: str) -> None:
    registration_id = filed(world, mine, PERSON, ein="")
    page = owner.get(f"/b/{mine}/status")
    assert "The registry texted a code to your mobile." in page.text
    page = owner.click("Enter the code")
    assert page.h1 == "Enter the registry's code"
    assert "(415) 555-0143" in page.text
    page = owner.submit({"pin": "12 34"}, button="Confirm", status=422)
    assert page.errors == ["Enter the digits from the text, without spaces."]
    page = owner.submit({"pin": "000000"}, button="Confirm", status=422)
    assert "isn't right, or is too old" in str(page.errors)
    page = owner.submit({"pin": pin_of(world, registration_id)}, button="Confirm")
    assert page.flashes == ["Thank you. The registry has your confirmation, and we go on."]
    world.pass_days(9)
    assert world.registration(registration_id).state is State.DONE
    assert owner.fetch(f"/b/{mine}/confirm", 302).location == f"/b/{mine}/status", "there is nothing more to confirm"


def test_another_code_is_sent_until_the_registry_has_enough(world: World, owner: Client, mine: str) -> None:
    filed(world, mine, PERSON, ein="")
    owner.get(f"/b/{mine}/confirm")
    page = owner.submit(button="Send the code again")
    assert page.flashes == ["The registry sends it again to (415) 555-0143."]
    for _ in range(4):
        page = owner.submit(button="Send the code again")
    assert page.flashes == ["The registry has sent many codes in the last hour. Wait an hour, then ask for another."]


def test_a_registry_that_is_silent_keeps_the_page_and_the_code(world: World, owner: Client, mine: str) -> None:
    filed(world, mine, PERSON, ein="")
    world.control("/faults", {"down": True})
    owner.get(f"/b/{mine}/confirm")
    page = owner.submit({"pin": "123456"}, button="Confirm", status=422)
    assert "The registry doesn't answer right now." in str(page.errors)
    assert 'value="123456"' in page.text or "123456" in str(page.all("input[name=pin]")[0].etree_element.attrib)


def test_a_listed_company_is_told_what_the_mail_is_about(world: World, owner: Client, mine: str) -> None:
    filed(world, mine, LISTED)
    page = owner.get(f"/b/{mine}/status")
    assert "The registry e-mailed your company contact." in page.text
    page = owner.click("The e-mail didn't come")
    assert page.h1 == "Confirm your company by e-mail"
    assert LISTED["contact_email"] in page.text
    assert page.all("input[name=pin]") == []
    page = owner.submit(button="Send the e-mail again")
    assert page.flashes == ["The registry has sent it a moment ago. Wait two hours before you ask for another."]


@pytest.mark.parametrize("kind", ["SOLE_PROPRIETOR", "PUBLIC_PROFIT", "GOVERNMENT"])
def test_the_pages_ask_a_kind_of_business_only_what_concerns_it(owner: Client, mine: str, kind: str) -> None:
    owner.get(f"/b/{mine}/step/kind")
    page = owner.submit({"entity_type": (kind,)}, button="Save and continue")
    assert page.path == f"/b/{mine}/step/business"
    names = {str(field.etree_element.get("name")) for field in page.all("main input, main select")}
    person, listed = {"first_name", "last_name"}, {"stock_symbol", "stock_exchange"}
    assert (person <= names) is (kind == "SOLE_PROPRIETOR")
    assert (listed <= names) is (kind == "PUBLIC_PROFIT")
    assert ({"legal_name", "ein"} <= names) is (kind != "SOLE_PROPRIETOR")


def test_a_sole_proprietor_is_offered_the_one_use_case_and_sees_its_price(owner: Client, mine: str) -> None:
    owner.get(f"/b/{mine}/step/kind")
    owner.submit({"entity_type": ("SOLE_PROPRIETOR",)}, button="Save and continue")
    page = owner.get(f"/b/{mine}/step/use-case")
    assert [str(each.etree_element.get("value")) for each in page.all("input[name=use_case]")] == ["SOLE_PROPRIETOR"]
    assert "$2 a month." in page.text


def test_rare_uses_are_folded_away_and_a_chosen_one_is_shown(owner: Client, mine: str) -> None:
    owner.get(f"/b/{mine}/step/kind")
    owner.submit({"entity_type": ("PRIVATE_PROFIT",)}, button="Save and continue")
    page = owner.get(f"/b/{mine}/step/use-case")
    [fold] = page.all("details.more-choices")
    assert fold.etree_element.get("open") is None
    owner.submit({"use_case": ("PROXY",)}, button="Save and continue", status=422)
    assert owner.page is not None
    [fold] = owner.page.all("details.more-choices")
    assert fold.etree_element.get("open") is not None


def test_a_code_that_went_to_somebody_else_leads_back_to_the_mobile(world: World, owner: Client, mine: str) -> None:
    filed(world, mine, PERSON, ein="")
    owner.get(f"/b/{mine}/confirm")
    page = owner.submit(button="This isn't my mobile")
    assert page.path == f"/b/{mine}/step/contact"
    assert "went to a mobile that isn't yours" in page.text
    page = owner.submit({"mobile": "(415) 555-0144"}, button="later")
    assert "Saved." in page.flashes[0]
    assert owner.get(f"/b/{mine}/").h1 == "Register for texting"


def test_somebody_elses_code_is_nobodys_business(world: World, mine: str) -> None:
    filed(world, mine, PERSON, ein="")
    stranger = world.signed_in("stranger@example.com")
    stranger.get(f"/b/{mine}/confirm", status=404)


@pytest.mark.parametrize("what", ODD)
def test_odd_codes_break_nothing_and_never_reach_the_registry(
    world: World, owner: Client, mine: str, caplog: pytest.LogCaptureFixture, what: str
) -> None:
    filed(world, mine, PERSON, ein="")
    token = owner.get(f"/b/{mine}/confirm").form(button="Confirm").data({})["csrf_token"]
    world.registry_line.requests.clear()
    body = urlencode([("csrf_token", token), ("pin", ODD[what])]).encode()
    send(owner, f"/b/{mine}/confirm", body, caplog, what)
    assert [path for _, path in world.registry_line.requests if "smsOtp" in path] == []
