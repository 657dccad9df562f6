"""Texting oneself: a mobile confirmed by a code, and a test text that the gate lets through or refuses."""

import pytest
from sqlalchemy import select

from onboarding.store.accounts import User
from onboarding.store.businesses import Business
from onboarding.store.numbers import Number
from onboarding.store.texts import TextMessage
from tests.page import Client
from tests.web import walks
from tests.web.conftest import OWNER
from tests.world import World

MOBILE = "(202) 555-0143"
E164 = "+12025550143"


def texts(world: World, kind: str) -> list[TextMessage]:
    with world.reading() as session:
        return list(session.query(TextMessage).filter_by(kind=kind))


def ask_code(owner: Client, business: str) -> None:
    owner.get(f"/b/{business}/mobile")
    owner.submit({"mobile": MOBILE})


def confirm(world: World, owner: Client, business: str) -> None:
    ask_code(owner, business)
    owner.submit({"code": walks.code_texted(world, E164)})


def live(world: World, business: str) -> None:
    registration = world.complete(business)
    world.submit(registration)
    world.decide(registration)
    world.pass_days(9)


def test_a_code_confirms_the_mobile(world: World, owner: Client, mine: str) -> None:
    world.operator()
    ask_code(owner, mine)
    assert owner.page is not None
    assert owner.page.h1 == "Enter the code"
    page = owner.submit({"code": walks.code_texted(world, E164)})
    assert page.flashes == ["Your mobile is confirmed."]
    assert f"To your mobile {MOBILE}." in page.text


def test_a_double_click_on_each_button_is_one(world: World, owner: Client, mine: str) -> None:
    world.operator()
    ask_code(owner, mine)
    ask_code(owner, mine)
    assert owner.page is not None
    assert owner.page.flashes == ["We have just texted you a code. Wait half a minute before you ask for another."]
    assert len(texts(world, "code")) == 1
    code = walks.code_texted(world, E164)
    data = owner.page.form(names=("code",)).data({"code": code})
    for _ in range(2):
        assert owner.post(f"/b/{mine}/mobile/code", data).flashes == ["Your mobile is confirmed."]


def test_a_wrong_code_is_told_and_the_right_one_still_works(world: World, owner: Client, mine: str) -> None:
    world.operator()
    ask_code(owner, mine)
    right = walks.code_texted(world, E164)
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    page = owner.submit({"code": wrong}, status=422)
    assert page.errors == ["That code isn't right. Check the newest text from us."]
    assert owner.submit({"code": right}).flashes == ["Your mobile is confirmed."]


def test_guessing_ends_after_five_tries(world: World, owner: Client, mine: str) -> None:
    world.operator()
    ask_code(owner, mine)
    right = walks.code_texted(world, E164)
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    for _ in range(5):
        owner.submit({"code": wrong}, status=422)
    page = owner.submit({"code": right}, status=422)
    assert page.errors == ["That code is no longer good. Ask for a new one."]


def test_an_old_code_is_no_longer_good(world: World, owner: Client, mine: str) -> None:
    world.operator()
    ask_code(owner, mine)
    code = walks.code_texted(world, E164)
    world.wait(601)
    assert owner.submit({"code": code}, status=422).errors == ["That code is no longer good. Ask for a new one."]
    assert owner.client.get(f"/b/{mine}/mobile/code").location == f"/b/{mine}/mobile"


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "１２３４５６"])
def test_what_is_no_code_is_said_so(world: World, owner: Client, mine: str, typed: str) -> None:
    world.operator()
    ask_code(owner, mine)
    assert owner.submit({"code": typed}, status=422).errors == ["Enter the 6 digits from the text."]


@pytest.mark.parametrize("typed", ["", "555", "+44 20 7946 0958", "(604) 555-0143", "(800) 555-0199 ext. 5"])
def test_what_is_no_us_mobile_is_said_so(owner: Client, mine: str, typed: str) -> None:
    owner.get(f"/b/{mine}/mobile")
    page = owner.submit({"mobile": typed}, status=422)
    assert page.errors == ["Enter a US mobile number with area code, such as (415) 555-0123."]


def test_without_a_number_of_our_own_no_code_can_be_sent(owner: Client, mine: str) -> None:
    owner.get(f"/b/{mine}/mobile")
    page = owner.submit({"mobile": MOBILE}, status=422)
    assert page.errors == ["We can't text codes yet: our own number isn't set up. Please try again later."]


def test_a_test_text_is_refused_with_every_reason(world: World, owner: Client, mine: str) -> None:
    world.operator()
    world.complete(mine)
    confirm(world, owner, mine)
    page = owner.submit(button="Send a test text", status=409)
    assert page.h1 == "This text was not sent"
    assert page.texts(".reasons li") == [
        "The registry hasn't confirmed the business behind this number yet.",
        "The texting registration hasn't been filed yet.",
        "The reviewers haven't approved the texting registration yet.",
        "The connection to the carriers isn't complete yet.",
        "The registry hasn't said which carriers take part yet.",
        "The phone number isn't connected to the registration yet.",
    ]
    assert texts(world, "test") == []


def test_a_test_text_goes_out_once_when_everything_is_good(world: World, owner: Client, mine: str) -> None:
    world.operator()
    confirm(world, owner, mine)
    live(world, mine)
    owner.get(f"/b/{mine}/status")
    assert owner.page is not None
    data = owner.page.form(button="Send a test text").data({})
    for _ in range(2):
        page = owner.post(f"/b/{mine}/test-text", data)
        assert page.flashes == [f"Your test text is on its way to {MOBILE}."]
    assert "On its way" in page.texts(".texts .tag")
    world.drain()
    assert [text.state for text in texts(world, "test")] == ["sent"]


def test_stop_is_obeyed_and_said(world: World, owner: Client, mine: str) -> None:
    world.operator()
    confirm(world, owner, mine)
    live(world, mine)
    world.control(f"/handsets/{E164}/texts", {"to": own_number(world, mine), "body": "STOP"})
    world.drain()
    owner.get(f"/b/{mine}/status")
    page = owner.submit(button="Send a test text", status=409)
    assert page.texts(".reasons li") == ["The recipient asked not to be texted by this business (they replied STOP)."]


def own_number(world: World, business: str) -> str:
    with world.reading() as session:
        mine = select(Business.id).where(Business.public_id == business).scalar_subquery()
        return session.scalars(select(Number.e164).where(Number.business_id == mine)).one()


def test_without_a_mobile_the_page_asks_for_one(world: World, owner: Client, mine: str) -> None:
    world.complete(mine)
    page = owner.get(f"/b/{mine}/status")
    assert page.href("Add your mobile") == f"/b/{mine}/mobile"
    token = owner.get(f"/b/{mine}/mobile").form().data({})["csrf_token"]
    answer = owner.client.post(f"/b/{mine}/test-text", data={"csrf_token": token})
    assert answer.location == f"/b/{mine}/mobile"


def test_a_mobile_belongs_to_a_person(world: World, owner: Client, mine: str) -> None:
    """Two of a household share one mobile, and one person has one for all businesses."""
    world.operator()
    confirm(world, owner, mine)
    with world.reading() as session:
        assert session.query(User).filter_by(email=OWNER).one().mobile == E164
