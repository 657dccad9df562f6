"""Notices and the poll end in one place: either alone brings a registration to its end, lies bring nothing."""

import json
from datetime import timedelta

import pytest

from onboarding.domain.states import Machine
from onboarding.domain.states import Registration as State
from onboarding.services import noticing, numbers, working
from onboarding.store.inbox import Notice
from onboarding.store.moves import Move
from onboarding.store.watches import Watch
from tests.world import LIVE, World

RECIPIENT = "+12025550143"


def sources(world: World) -> set[str]:
    """What the moves of observed facts were caused by, apart from our own filing."""
    with world.reading() as session:
        seen = session.query(Move).filter(Move.machine != Machine.REGISTRATION)
        return {row.source for row in seen} - {"filing"}


def codes(world: World) -> list[str]:
    number = world.number(LIVE)
    with world.reading() as session:
        return [block.code for block in numbers.verdict(session, number, RECIPIENT).blocks]


def suspend(world: World, status: str = "SUSPENDED") -> None:
    campaign = world.registration(LIVE).campaign
    assert campaign is not None
    world.control(f"/campaigns/{campaign.registry_id}/carriers/10035", {"status": status})


def test_the_poll_alone_brings_a_registration_to_its_end(world: World) -> None:
    registration_id = world.live(ein="99-0000109")
    assert world.registration(registration_id).state is State.DONE
    with world.reading() as session:
        assert session.query(Notice).filter_by(source="registry").all() == []


def test_notices_make_the_reads_that_the_schedule_would_make_later(live_world: World) -> None:
    suspend(live_world)
    with live_world.reading() as session:
        due = session.query(Watch).filter_by(kind="campaign").one().due_at
    assert due > live_world.clock.now() + timedelta(hours=1)
    live_world.drain()
    assert codes(live_world) == ["carrier_suspended"]
    assert "notice" in sources(live_world)


def test_notices_that_come_twice_change_nothing_twice(world: World) -> None:
    registration_id = world.live(ein="99-0000108")
    assert world.registration(registration_id).state is State.DONE
    with world.reading() as session:
        moves = [(m.machine, m.network_id, m.to_state) for m in session.query(Move)]
    once = [row for row in moves if row[0] != Machine.REGISTRATION]
    assert len(once) == len(set(once))


def test_forged_notices_are_refused_and_leave_no_trace(live_world: World) -> None:
    live_world.control("/faults", {"notices": "forged"})
    with live_world.reading() as session:
        before = session.query(Notice).count()
    live_world.hook_answers.clear()
    suspend(live_world)
    live_world.drain()
    assert live_world.hook_answers == [403]
    assert codes(live_world) == [], "nobody has asked the registry"
    with live_world.reading() as session:
        assert session.query(Notice).count() == before
    live_world.pass_time(timedelta(days=1, seconds=1))
    assert codes(live_world) == ["carrier_suspended"], "the poll finds out"


def test_a_suspension_days_later_locks_and_lifting_it_opens(world: World) -> None:
    assert world.approved(ein="99-0000121") == LIVE
    world.pass_days(7.5, timedelta(hours=6))
    assert world.registration(LIVE).state is State.DONE
    world.pass_days(3)
    assert codes(world) == ["carrier_suspended"]
    assert world.registration(LIVE).state is State.WAITING
    suspend(world, "REGISTERED")
    world.drain()
    assert codes(world) == []
    assert world.registration(LIVE).state is State.DONE


@pytest.mark.parametrize(
    "body", [{}, {"eventType": None, "brandId": 7, "campaignId": ["C"]}, {"campaignId": "CZZZZZZ"}]
)
def test_a_notice_about_nothing_of_ours_is_kept_and_makes_no_read(live_world: World, body: dict[str, object]) -> None:
    with live_world.transaction() as session:
        assert not noticing.from_registry(session, body, live_world.clock.now())
    assert working.due_reads(live_world.ports) == []
    with live_world.reading() as session:
        assert session.query(Notice).order_by(Notice.id.desc()).first() is not None


def test_a_flood_of_text_in_a_notice_is_kept_whole_and_its_names_are_cut(live_world: World) -> None:
    body = {"eventType": "X" * 500, "campaignId": "C" * 500, "description": "y" * 90_000}
    with live_world.transaction() as session:
        noticing.from_registry(session, body, live_world.clock.now())
    with live_world.reading() as session:
        row = session.query(Notice).order_by(Notice.id.desc()).first()
        assert row is not None
        assert (len(row.event_type), len(row.object_id)) == (60, 60)
        assert json.loads(row.body) == body, "half a JSON text would tell staff nothing"


def test_an_expired_campaign_closes_the_gate_for_good(live_world: World) -> None:
    campaign = live_world.registration(LIVE).campaign
    assert campaign is not None
    key, secret = live_world.settings.registry_key, live_world.settings.registry_secret
    answer = live_world.simulator_app.test_client().delete(f"/v2/campaign/{campaign.registry_id}", auth=(key, secret))
    assert answer.status_code == 204
    live_world.drain()
    assert "campaign_expired" in codes(live_world)
    assert live_world.registration(LIVE).state is State.ACTION_NEEDED
