"""Whatever the network, the registry or a worker does: at most one object there, at most one charge here."""

from collections import Counter
from datetime import timedelta

import pytest
import requests

from onboarding.domain.states import Registration as State
from onboarding.services import dispatch, working
from onboarding.services.work import WORK_JOB
from onboarding.store import outbox
from onboarding.store.fees import entries_of
from tests.world import World


def filed(world: World) -> tuple[int, int]:
    """How many brands and campaigns the registry holds."""
    state = world.state()
    return len(state["brands"]), len(state["campaigns"])


def charges(world: World, registration_id: int) -> Counter[tuple[str, str, int]]:
    """The ledger of a registration's business."""
    with world.reading() as session:
        business_id = world.registration(registration_id).business_id
        return Counter((row.account, row.item, row.cents) for row in entries_of(session, business_id))


ONCE = Counter(
    {
        ("cost", "brand_created", 450): 1,
        ("charge", "registration", 1900): 1,
        ("cost", "campaign_created", 450): 1,
        ("charge", "first_months", 450): 1,
        ("cost", "campaign_shared", 1500): 1,
    }
)


def keep_trying(world: World, rounds: int = 12) -> None:
    """Let wall time pass, so that retries come due, and work."""
    for _ in range(rounds):
        world.wait(4000)
        world.drain()
    world.pass_days(9, step=timedelta(days=1))


def test_a_clean_run_costs_what_was_agreed(world: World) -> None:
    registration_id = world.live()
    assert charges(world, registration_id) == ONCE


@pytest.mark.parametrize("ein", ["99-0000106", "99-0000107", "99-0000108", "99-0000109"])
def test_a_difficult_registry_gets_one_brand_and_one_campaign(world: World, ein: str) -> None:
    registration_id = world.approved(ein=ein)
    world.drain()
    keep_trying(world)
    assert world.registration(registration_id).state is State.DONE
    assert filed(world) == (1, 1)
    assert charges(world, registration_id) == ONCE


@pytest.mark.parametrize("nth", range(12))
@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_connection_that_breaks_at_any_request_files_nothing_twice(world: World, nth: int, moment: str) -> None:
    registration_id = world.approved()
    getattr(world.registry_line, moment).extend([None] * nth + [requests.ConnectionError("broken")])
    world.drain()
    keep_trying(world, 4)
    assert world.registration(registration_id).state is State.DONE
    assert filed(world) == (1, 1)
    assert charges(world, registration_id) == ONCE


@pytest.mark.parametrize("fault", [{"down": True}, {"garbage": True}])
def test_a_registry_that_is_down_or_answers_garbage_loses_nothing(world: World, fault: dict[str, bool]) -> None:
    registration_id = world.approved()
    world.control("/faults", fault)
    world.drain()
    world.wait(10)
    world.drain()
    assert world.registration(registration_id).state is State.FILING
    world.control("/faults", dict.fromkeys(fault, False))
    keep_trying(world)
    assert world.registration(registration_id).state is State.DONE
    assert filed(world) == (1, 1)
    assert charges(world, registration_id) == ONCE


def test_without_a_doorbell_the_sweep_finds_the_work(world: World) -> None:
    world.bell.broken = True
    registration_id = world.approved()
    assert [piece.queue for piece in working.due_work(world.ports)]
    world.pass_days(9, step=timedelta(days=1))
    assert world.registration(registration_id).state is State.DONE
    assert any(job == WORK_JOB for _, job, _ in world.bell.rung)


def test_a_worker_that_dies_between_call_and_record_is_followed_by_another(world: World) -> None:
    registration_id = world.approved()
    message_id = next(piece.id for piece in working.due_work(world.ports) if piece.queue == "registry")
    working.work(world.ports, message_id)  # writes the wish for the brand
    wish = next(piece.id for piece in working.due_work(world.ports) if piece.queue == "registry")
    with world.transaction() as session:
        message = outbox.claim(session, wish)
        assert message is not None
    # The first worker files the brand, and is killed before it can write that down.
    with world.transaction() as session:
        errand = dispatch.errands.prepare(
            session, int(message.subject), world.ports.vault, world.settings, world.clock.now()
        )
    assert errand is not None
    dispatch.sending.send(errand, world.ports.registry, world.ports.messaging)
    assert filed(world) == (1, 0)
    assert not working.work(world.ports, wish), "its claim still holds"
    world.wait(outbox.LEASE.total_seconds() + 1)
    world.pass_time(timedelta(minutes=1))
    world.pass_days(9, step=timedelta(days=1))
    assert world.registration(registration_id).state is State.DONE
    assert filed(world) == (1, 1)
    assert charges(world, registration_id) == ONCE


def test_a_worker_that_lost_its_claim_does_not_finish_the_work(world: World) -> None:
    world.approved()
    message_id = working.due_work(world.ports)[0].id
    with world.transaction() as session:
        first = outbox.claim(session, message_id)
        assert first is not None
        assert first.claim is not None
        old = first.claim
    world.wait(outbox.LEASE.total_seconds() + 1)
    with world.transaction() as session:
        second = outbox.claim(session, message_id)
        assert second is not None
        assert not outbox.finish(session, message_id, old)
        assert second.claim is not None
        assert outbox.finish(session, message_id, second.claim)
