"""Ending a registration: the campaign is deactivated, whatever was under way, and nobody pays for it any more."""

from datetime import timedelta

import pytest

from onboarding.domain.states import Registration as State
from onboarding.domain.states import Registry
from onboarding.services import ending, status
from onboarding.services.review import Stale
from onboarding.store.fees import LedgerEntry
from onboarding.store.registrations import Registration
from tests.world import LIVE, World


def end(world: World, registration_id: int, version: int | None = None) -> None:
    with world.transaction() as session:
        row = session.get_one(Registration, registration_id)
        ending.end(session, row, version=row.version if version is None else version, cause=world.cause())


def at_the_registry(world: World) -> list[str]:
    return [campaign["status"] for campaign in world.state()["campaigns"]]


def test_a_live_registration_ends_at_the_registry_and_at_the_gate(live_world: World) -> None:
    end(live_world, LIVE)
    live_world.drain()
    row = live_world.registration(LIVE)
    assert row.campaign is not None
    assert (row.state, row.campaign.record) == (State.CLOSED, Registry.EXPIRED)
    assert at_the_registry(live_world) == ["EXPIRED"]
    with live_world.reading() as session:
        assert status.show(session, row).outlook.now == "This texting registration has ended."
    live_world.pass_time(timedelta(days=200))
    with live_world.reading() as session:
        assert session.query(LedgerEntry).filter_by(item="month_begun").count() == 0


def test_a_campaign_that_was_being_filed_meanwhile_is_ended_too(world: World) -> None:
    registration_id = world.approved()
    world.drain()
    world.registry_line.requests.clear()
    end(world, registration_id)
    world.pass_days(3)
    assert set(at_the_registry(world)) <= {"EXPIRED"}
    assert world.registration(registration_id).state is State.CLOSED


@pytest.mark.parametrize("days", [0, 2])
def test_nothing_more_is_filed_for_what_was_ended(world: World, days: int) -> None:
    registration_id = world.approved()
    world.pass_days(days)
    end(world, registration_id)
    world.drain()
    before = len(world.state()["campaigns"])
    world.pass_days(9)
    assert len(world.state()["campaigns"]) == before
    assert set(at_the_registry(world)) <= {"EXPIRED"}


def test_an_old_page_and_a_second_click_change_nothing(live_world: World) -> None:
    with pytest.raises(Stale):
        end(live_world, LIVE, version=live_world.registration(LIVE).version - 1)
    end(live_world, LIVE)
    with pytest.raises(Stale):
        end(live_world, LIVE)
