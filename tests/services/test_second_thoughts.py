"""An approval is not for ever: aggregators, carriers and number registries think again, and we follow and say so."""

from datetime import timedelta

from onboarding.domain.chain import ChainStatus
from onboarding.domain.states import Registration as State
from onboarding.services import numbers, observing, status
from onboarding.store.moves import timeline
from onboarding.store.numbers import Number
from onboarding.store.watches import Watch
from tests.world import LIVE, World

RECIPIENT = "+12025550143"


def stands(world: World, registration_id: int) -> ChainStatus:
    with world.reading() as session:
        return status.chain_status(session, world.registration(registration_id))


def may_text(world: World, registration_id: int) -> bool:
    number = world.number(registration_id)
    with world.reading() as session:
        return numbers.verdict(session, number, RECIPIENT).allowed


def states_seen(world: World, registration_id: int, machine: str) -> list[str]:
    with world.reading() as session:
        return [str(m.to_state) for m in timeline(session, world.registration(registration_id)) if m.machine == machine]


def test_a_secondary_aggregator_that_declines_locks_and_a_correction_opens(world: World) -> None:
    registration_id = world.live(ein="99-0000124")
    assert world.registration(registration_id).state is State.ACTION_NEEDED
    assert not may_text(world, registration_id)
    with world.reading() as session:
        [told] = status.reasons(session, world.registration(registration_id))
    assert (told.reason.id, told.theirs.startswith("2135")) == ("CTA_NO_FREQUENCY", True)
    flow = world.registration(registration_id).answers["message_flow"] + " Message frequency varies."
    world.correct(registration_id, message_flow=flow)
    world.submit(registration_id)
    world.decide(registration_id)
    world.pass_days(9)
    assert world.registration(registration_id).state is State.DONE
    assert may_text(world, registration_id)
    assert states_seen(world, registration_id, "sharing") == ["pending", "accepted", "declined", "pending", "accepted"]


def test_a_carrier_that_suspends_and_unsuspends_locks_and_opens_by_itself(world: World) -> None:
    registration_id = world.live(ein="99-0000126")
    world.pass_days(6, step=timedelta(hours=12))
    assert world.registration(registration_id).state is State.DONE
    assert may_text(world, registration_id)
    carrier = states_seen(world, registration_id, "carrier")
    assert carrier.count("suspended") == 1
    assert states_seen(world, registration_id, "registration").count("done") == 2


def test_a_number_that_the_number_registry_lost_is_connected_again(world: World) -> None:
    registration_id = world.live(ein="99-0000127")
    world.pass_days(4, step=timedelta(hours=12))
    assert world.registration(registration_id).state is State.DONE
    assert states_seen(world, registration_id, "number").count("assigned") == 2


def test_a_campaign_without_a_number_falls_asleep_and_a_number_wakes_it(live_world: World) -> None:
    live_world.control(
        f"/numbers/{live_world.number(LIVE)}/fail", {"failure": "TFN_NOT_ALLOWED - not this kind of number"}
    )
    live_world.drain()
    assert stands(live_world, LIVE) is ChainStatus.NUMBER_FAILED
    assert live_world.registration(LIVE).state is State.ACTION_NEEDED
    with live_world.reading() as session:
        assert [told.reason.id for told in status.reasons(session, live_world.registration(LIVE))] == ["NUMBER_UNFIT"]
    live_world.pass_days(17)
    campaign = live_world.registration(LIVE).campaign
    assert campaign is not None
    assert {link.network_id: str(link.state) for link in campaign.carriers}[10035] == "suspended"
    live_world.submit(LIVE)
    live_world.decide(LIVE)
    live_world.pass_days(2)
    assert live_world.registration(LIVE).state is State.DONE
    assert may_text(live_world, LIVE)


def test_a_read_that_was_under_way_while_staff_approved_does_not_undo_the_approval(world: World) -> None:
    registration_id = world.live(ein="99-0000124")
    row = world.registration(registration_id)
    assert row.campaign is not None
    with world.transaction() as session:
        watch = session.query(Watch).filter_by(kind="campaign", subject_id=row.campaign.id).one()
        watch.due_at = world.clock.now()
    with world.transaction() as session:
        asked = observing.question(session, watch.id, world.clock.now())
    assert asked is not None
    seen = observing.ask(asked, world.ports.registry, world.ports.messaging)
    world.clock.business += timedelta(seconds=1)
    flow = row.answers["message_flow"] + " Message frequency varies."
    world.correct(registration_id, message_flow=flow)
    world.submit(registration_id)
    world.decide(registration_id)
    with world.transaction() as session:
        observing.observe(session, asked, seen, world.settings, world.clock.now())
        assert session.query(Number).filter_by(registration_id=registration_id).one().assignment == "unassigned"
    world.pass_days(9)
    assert world.registration(registration_id).state is State.DONE
