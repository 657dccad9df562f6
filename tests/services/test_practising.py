"""Practised time: every process follows the simulator's clock, outside production only."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from onboarding.adapters.clock import SharedClock, WallClock
from onboarding.services import practising, rehearsal
from onboarding.services.ports import Unavailable
from onboarding.services.rehearsal import Deviation, Rehearsal, Scenario
from onboarding.store.configuration import PracticeClock
from onboarding.store.fees import LedgerEntry
from onboarding.store.registrations import Registration
from tests.world import World


@pytest.fixture
def practised(world: World) -> World:
    """A world whose clock is the real shared one, as in development."""
    clock = SharedClock(world.ports.readers)
    world.ports = replace(world.ports, clock=clock)
    return world


def now_there(world: World) -> datetime:
    return datetime.fromisoformat(world.simulator_app.test_client().get("/control/clock").get_json()["now"])


def test_the_shared_clock_follows_the_simulators(practised: World) -> None:
    practised.control("/clock", {"advance_seconds": 40 * 86_400, "speed": 0.0})
    assert practising.keep_in_step(practised.ports)
    assert abs(practised.ports.clock.now() - now_there(practised)) < timedelta(seconds=1)
    assert abs(practised.ports.clock.wall() - datetime.now(UTC)) < timedelta(seconds=5), "leases never practise"


def test_another_process_sees_the_same_time(practised: World) -> None:
    practising.advance(practised.ports, 86_400)
    other = SharedClock(practised.ports.readers)
    assert abs(other.now() - now_there(practised)) < timedelta(seconds=1)


def test_advancing_is_seen_at_once(practised: World) -> None:
    before = practised.ports.clock.now()
    practising.advance(practised.ports, 3600)
    assert practised.ports.clock.now() - before > timedelta(minutes=59)


def test_a_clock_that_runs_fast_runs_fast_here_too(practised: World) -> None:
    practised.control("/clock", {"speed": 1000.0})
    practising.keep_in_step(practised.ports)
    with practised.reading() as session:
        row = session.query(PracticeClock).one()
    assert row.speed == 1000.0


def test_without_a_row_time_is_the_walls(practised: World) -> None:
    assert abs(practised.ports.clock.now() - WallClock().now()) < timedelta(seconds=5)


def test_a_silent_simulator_leaves_time_as_it_was(practised: World) -> None:
    practising.advance(practised.ports, 86_400)
    silent = replace(practised.ports, practice=None)
    assert not practising.keep_in_step(silent)
    with pytest.raises(Unavailable):
        practising.advance(silent, 1)
    assert practised.ports.clock.now() - datetime.now(UTC) > timedelta(hours=23)


def test_production_never_practises(world: World) -> None:
    real = replace(world.ports, settings=replace(world.settings, onboarding_env="production"))
    assert not practising.keep_in_step(real)


@pytest.mark.parametrize("scenario", list(Scenario))
def test_a_rehearsal_goes_as_it_should(practised: World, scenario: Scenario) -> None:
    lines = list(Rehearsal(practised.ports, scenario).run())
    states = [line.to_state for line in lines if line.machine == "registration"]
    assert states[:2] == ["in_review", "filing"]
    assert states[-1] == ("waiting" if scenario is Scenario.SUSPEND else "done")
    assert ("action_needed" in states) == (scenario is Scenario.DECLINE_FIX)
    texts = [m for m in practised.state()["messages"] if m["to"] == rehearsal.RECIPIENT]
    assert len(texts) == 1
    with practised.reading() as session:
        assert session.query(LedgerEntry).count() == 0
        assert session.query(Registration).one().business.is_rehearsal


def test_a_rehearsal_that_goes_wrong_says_where(practised: World) -> None:
    practised.control("/faults", {"down": True})
    with pytest.raises((Deviation, Unavailable)):
        list(Rehearsal(practised.ports, Scenario.APPROVE, patience=0.5).run())
