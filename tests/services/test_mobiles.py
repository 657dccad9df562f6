"""Our own texts: a code leaves from the operator's number through the gate, and confirms a mobile once."""

import re

import pytest

from onboarding.domain.states import Carrier, Machine
from onboarding.services import mobiles
from onboarding.services.mobiles import Checked
from onboarding.store.moves import move
from onboarding.store.numbers import opt_out
from onboarding.store.registrations import Registration
from tests.world import LIVE, World

MOBILE = "+12025550143"
SECRET = "a secret of the tests"


@pytest.fixture
def operated(live_world: World) -> World:
    """A world in which the live number is the operator's own."""
    with live_world.transaction() as session:
        session.get_one(Registration, LIVE).business.is_operator = True
    return live_world


def send(world: World, user: int, mobile: str = MOBILE) -> None:
    with world.transaction() as session:
        mobiles.send_code(session, user, mobile, secret=SECRET, provider="Greenlight", at=world.clock.now())


def check(world: World, user: int, code: str) -> Checked:
    with world.transaction() as session:
        return mobiles.check_code(session, user, code, secret=SECRET)


def code_on_handset(world: World) -> str:
    world.drain()
    found = re.findall(r"code is (\d{6})", world.state()["messages"][-1]["text"])
    assert len(found) == 1
    return str(found[0])


def test_a_code_is_texted_from_the_operators_number_and_confirms_the_mobile(operated: World) -> None:
    user = operated.user("owner@example.com")
    send(operated, user)
    code = code_on_handset(operated)
    assert operated.state()["messages"][-1]["from"] == operated.number(LIVE)
    assert check(operated, user, "000000" if code != "000000" else "111111") is Checked.WRONG
    assert check(operated, user, f" {code} ") is Checked.CONFIRMED
    assert check(operated, user, code) is Checked.CONFIRMED, "the second of two clicks"
    with operated.reading() as session:
        assert mobiles.of_user(session, user) == MOBILE


def test_without_an_operators_number_no_code_is_sent(live_world: World) -> None:
    user = live_world.user("owner@example.com")
    with pytest.raises(mobiles.NotSent, match="isn't set up"):
        send(live_world, user)
    live_world.drain()
    assert live_world.state()["messages"] == []


def test_the_operators_number_is_locked_like_everybodys(operated: World) -> None:
    user = operated.user("owner@example.com")
    with operated.transaction() as session:
        campaign = session.get_one(Registration, LIVE).campaign
        assert campaign is not None
        move(session, campaign.carriers[0], Machine.CARRIER, Carrier.SUSPENDED, operated.cause("carrier", "poll"))
    with pytest.raises(mobiles.NotSent, match="isn't ready"):
        send(operated, user)
    operated.drain()
    assert operated.state()["messages"] == []


def test_a_mobile_that_said_stop_gets_no_code(operated: World) -> None:
    user = operated.user("owner@example.com")
    with operated.transaction() as session:
        brand_id = session.get_one(Registration, LIVE).brand_id
        assert brand_id is not None
        opt_out(session, brand_id, MOBILE, "STOP", operated.clock.now())
    with pytest.raises(mobiles.NotSent, match="START"):
        send(operated, user)


def test_a_code_is_not_sent_twice_within_half_a_minute(operated: World) -> None:
    user = operated.user("owner@example.com")
    send(operated, user)
    with pytest.raises(mobiles.JustSent):
        send(operated, user)
    operated.wait(31)
    send(operated, user)


def test_a_code_runs_out_after_ten_minutes_and_after_five_tries(operated: World) -> None:
    user = operated.user("owner@example.com")
    send(operated, user)
    code = code_on_handset(operated)
    wrong = "000000" if code != "000000" else "111111"
    assert [check(operated, user, wrong) for _ in range(5)] == [Checked.WRONG] * 5
    assert check(operated, user, code) is Checked.EXPIRED
    operated.wait(31)
    send(operated, user)
    code = code_on_handset(operated)
    operated.wait(601)
    assert check(operated, user, code) is Checked.EXPIRED


def test_a_code_of_somebody_else_confirms_nothing(operated: World) -> None:
    one, other = operated.user("one@example.com"), operated.user("other@example.com")
    send(operated, one)
    assert check(operated, other, code_on_handset(operated)) is Checked.EXPIRED
