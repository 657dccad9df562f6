"""The number's own link: it comes off, its provider is silent, and the registry is heard all the same."""

from datetime import timedelta

import requests
from sqlalchemy import text

from onboarding.domain.states import Registration as State
from onboarding.services import numbers
from tests.world import LIVE, World

RECIPIENT = "+12025550143"


def reasons(world: World) -> list[str]:
    number = world.number(LIVE)
    with world.reading() as session:
        return [block.code for block in numbers.verdict(session, number, RECIPIENT).blocks]


def suspend(world: World) -> None:
    campaign = world.registration(LIVE).campaign
    assert campaign is not None
    world.control(f"/campaigns/{campaign.registry_id}/carriers/10035", {"status": "SUSPENDED"})


def take_off(world: World) -> None:
    """The provider takes the number off its campaign."""
    answer = world.simulator_app.test_client().delete(
        f"/messaging/v1/numbers/{world.number(LIVE)}/campaign",
        headers={"Authorization": f"Bearer {world.settings.messaging_token}"},
    )
    assert answer.status_code == 202


def test_a_number_that_came_off_locks_the_gate_and_is_attached_again(live_world: World) -> None:
    take_off(live_world)
    live_world.drain()
    assert reasons(live_world) == ["number_not_connected"]
    assert live_world.registration(LIVE).state is State.WAITING
    live_world.pass_time(timedelta(hours=1))
    assert reasons(live_world) == []
    assert live_world.registration(LIVE).state is State.DONE


def test_a_number_that_comes_off_twice_is_attached_twice(live_world: World) -> None:
    for _ in range(2):
        take_off(live_world)
        live_world.drain()
        assert live_world.registration(LIVE).state is State.WAITING
        live_world.pass_time(timedelta(hours=1))
        assert live_world.registration(LIVE).state is State.DONE


def test_a_silent_messaging_provider_does_not_hide_what_the_registry_says(live_world: World) -> None:
    suspend(live_world)
    live_world.messaging_line.before.append(requests.ConnectionError("silent"))
    live_world.drain()
    assert reasons(live_world) == ["carrier_suspended"]


def test_what_the_provider_did_not_answer_is_asked_again_within_a_minute(live_world: World) -> None:
    live_world.control("/faults", {"notices": "off"})
    live_world.messaging_line.before.append(requests.ConnectionError("silent"))
    live_world.pass_time(timedelta(hours=6, seconds=1))
    take_off(live_world)
    live_world.messaging_line.requests.clear()
    live_world.pass_time(timedelta(seconds=61))
    assert [method for method, _ in live_world.messaging_line.requests][:1] == ["GET"]


def test_a_number_that_the_provider_does_not_know_any_more_is_not_connected(live_world: World) -> None:
    number = live_world.number(LIVE)
    with live_world.simulator.work() as work:
        work.session.execute(text("DELETE FROM numbers WHERE phone_number = :n"), {"n": number})
    suspend(live_world)
    live_world.drain()
    assert reasons(live_world) == ["carrier_suspended", "number_not_connected"]
