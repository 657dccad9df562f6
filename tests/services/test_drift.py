"""Drift: what a poll found and no notice announced is told, with how late we knew; what was announced is not."""

from datetime import timedelta

from onboarding.cli import doctor
from onboarding.services import drift
from tests.world import LIVE, World


def suspend(world: World, status: str = "SUSPENDED") -> None:
    campaign = world.registration(LIVE).campaign
    assert campaign is not None
    world.control(f"/campaigns/{campaign.registry_id}/carriers/10035", {"status": status})


def missed(world: World) -> drift.Summary:
    with world.reading() as session:
        return drift.missed(session, world.clock.now())


def test_what_notices_announced_is_no_drift(live_world: World) -> None:
    suspend(live_world)
    live_world.drain()
    live_world.pass_time(timedelta(days=1, seconds=1))
    assert missed(live_world).rows == ()


def test_a_change_without_its_notice_is_told_with_how_late_we_knew(live_world: World) -> None:
    live_world.pass_time(timedelta(days=1, seconds=1))  # a read that finds nothing
    live_world.control("/faults", {"notices": "off"})
    suspend(live_world)
    live_world.pass_time(timedelta(days=1, seconds=1))
    assert missed(live_world).rows == (), "a notice may still be on its way"
    live_world.pass_time(timedelta(minutes=11))
    [row] = missed(live_world).rows
    assert (row.machine, row.before, row.after, row.business) == (
        "carrier",
        "registered",
        "suspended",
        "Rehearsal Bakery",
    )
    assert timedelta(hours=23) < row.late < timedelta(hours=25)
    assert missed(live_world).longest == missed(live_world).median == row.late


def test_a_forged_notice_announces_nothing(live_world: World) -> None:
    live_world.control("/faults", {"notices": "forged"})
    suspend(live_world)
    live_world.pass_time(timedelta(days=1, seconds=1))
    live_world.pass_time(timedelta(minutes=11))
    assert len(missed(live_world).rows) == 1


def test_a_notice_that_comes_after_the_poll_still_announced_it(live_world: World) -> None:
    live_world.control("/faults", {"notices": "off"})
    suspend(live_world)
    live_world.pass_time(timedelta(days=1, seconds=1))
    live_world.control("/faults", {"notices": "on"})
    suspend(live_world, "REGISTERED")
    live_world.drain()
    live_world.pass_time(timedelta(minutes=11))
    assert missed(live_world).rows == ()


def test_times_are_told_in_the_unit_that_fits() -> None:
    spans = [timedelta(seconds=5), timedelta(minutes=4), timedelta(hours=5), timedelta(days=3)]
    assert [drift.in_words(span) for span in spans] == ["5 s", "4 min", "5 h", "3 d"]


def test_the_doctor_minds_many_missed_notices_and_not_a_few(
    live_world: World,
) -> None:
    check = doctor.CHECKS["missed notices"]
    live_world.control("/faults", {"notices": "off"})
    for status in ("SUSPENDED", "REGISTERED"):
        suspend(live_world, status)
        live_world.pass_time(timedelta(days=1, seconds=1))
    live_world.pass_time(timedelta(minutes=11))
    assert check(live_world.ports) is None
    campaign = live_world.registration(LIVE).campaign
    assert campaign is not None
    for status, waited in (("SUSPENDED", timedelta(days=1, seconds=1)), ("REGISTERED", timedelta(hours=7))):
        for network in (10017, 10035, 10037, 10038, 10631, 10901):
            live_world.control(f"/campaigns/{campaign.registry_id}/carriers/{network}", {"status": status})
        live_world.pass_time(waited)
    live_world.pass_time(timedelta(minutes=11))
    assert "were announced by no notice" in str(check(live_world.ports))
