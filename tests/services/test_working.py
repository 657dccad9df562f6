"""Work and its retries: later and later while the outside is silent, parked where only a person helps."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from onboarding.adapters.queue import JOB_SECONDS
from onboarding.domain.follow_ups import Topic
from onboarding.services import health, parking, working
from onboarding.services.ports import Misconfigured, Problem, Refused, Unavailable
from onboarding.services.work import READ_JOB, WORK_JOB
from onboarding.store import outbox, watches
from onboarding.store.mails import Mail
from onboarding.store.outbox import Message
from onboarding.store.watches import Watch
from tests.world import LIVE, World


def letter(world: World) -> int:
    """A mail to be sent: the simplest piece of work. Returns its message's id."""
    with world.transaction() as session:
        mail = Mail(recipient="joe@example.com", subject="Hello", text="Hello", created_at=world.clock.now())
        session.add(mail)
        session.flush()
        return outbox.post(session, Topic.MAIL, str(mail.id), at=world.clock.now()).id


def message(world: World, message_id: int) -> Message:
    with world.reading() as session:
        return session.get_one(Message, message_id)


def test_done_work_is_done_once(world: World) -> None:
    message_id = letter(world)
    assert working.work(world.ports, message_id)
    assert not working.work(world.ports, message_id)
    assert len(world.letterbox.letters) == 1
    assert message(world, message_id).done_at is not None


def test_work_that_there_is_not_is_no_work(world: World) -> None:
    assert not working.work(world.ports, 4711)
    assert not working.read(world.ports, 4711)


def test_an_outside_that_gives_no_answer_is_tried_later_and_later_and_never_parked(world: World) -> None:
    message_id = letter(world)
    world.letterbox.failures = [Unavailable("mail server: silent") for _ in range(12)]
    waits = []
    for _ in range(12):
        assert not working.work(world.ports, message_id)
        row = message(world, message_id)
        assert row.parked_at is None
        wait = row.due_at - world.clock.wall()
        waits.append(wait.total_seconds())
        assert not working.work(world.ports, message_id), "it is not due yet"
        world.wait(wait.total_seconds())
    assert waits == pytest.approx([2, 5, 15, 60, 300, 900, 3600, 3600, 3600, 3600, 3600, 3600], rel=0.25)
    assert working.work(world.ports, message_id)
    assert message(world, message_id).last_error == ""


@pytest.mark.parametrize("error", [Misconfigured("wrong password"), Refused([Problem("550", "no such person")])])
def test_what_no_retry_can_mend_is_parked_shown_and_tried_again_when_told(world: World, error: Exception) -> None:
    message_id = letter(world)
    world.letterbox.failures = [error]
    assert not working.work(world.ports, message_id)
    world.wait(100_000)
    assert not working.work(world.ports, message_id), "a person has to look"
    assert working.due_work(world.ports) == []
    with world.reading() as session:
        [shown] = parking.parked(session)
    assert shown.id == message_id
    assert type(error).__name__ in shown.last_error
    assert health.backlog(world.ports) == health.Backlog(0, 1, 0)
    world.bell.rung.clear()
    with world.transaction() as session:
        assert parking.unpark(session, message_id)
    assert world.bell.rung == [("mail", WORK_JOB, str(message_id))]
    assert working.work(world.ports, message_id)
    assert health.backlog(world.ports) == health.Backlog(0, 0, 0)


def test_a_fault_of_ours_is_parked_after_five_tries(world: World) -> None:
    message_id = letter(world)
    world.letterbox.failures = [ZeroDivisionError("oops") for _ in range(9)]
    for attempt in range(1, 6):
        assert message(world, message_id).parked_at is None
        assert not working.work(world.ports, message_id)
        assert message(world, message_id).attempts == attempt
        world.wait(4000)
    assert message(world, message_id).parked_at is not None
    assert len(world.letterbox.failures) == 4, "it was tried five times"
    assert "ZeroDivisionError: oops" in message(world, message_id).last_error


def test_a_second_worker_can_not_claim_what_the_first_holds(world: World) -> None:
    message_id = letter(world)
    with world.transaction() as session:
        assert outbox.claim(session, message_id) is not None
    with world.transaction() as session:
        assert outbox.claim(session, message_id) is None
    assert working.due_work(world.ports) == []
    world.wait(outbox.LEASE.total_seconds() + 1)
    with world.transaction() as session:
        assert outbox.claim(session, message_id) is not None, "the first must be dead"


@pytest.mark.parametrize("end", ["finish", "retry", "park"])
def test_a_worker_that_lost_its_claim_ends_nothing(world: World, end: str) -> None:
    message_id = letter(world)
    with world.transaction() as session:
        lost = outbox.claim(session, message_id)
    assert lost is not None
    world.wait(outbox.LEASE.total_seconds() + 1)
    with world.transaction() as session:
        held = outbox.claim(session, message_id)
    assert held is not None
    ends: dict[str, Callable[..., bool]] = {
        "finish": outbox.finish,
        "retry": lambda *who: outbox.retry(*who, after=timedelta(0), error="late"),
        "park": lambda *who: outbox.park(*who, error="late"),
    }
    with world.transaction() as session:
        assert not ends[end](session, message_id, lost.claim)
    row = message(world, message_id)
    assert (row.claim, row.done_at, row.parked_at, row.last_error) == (held.claim, None, None, "")


def test_a_lease_is_longer_than_a_job_may_run() -> None:
    assert outbox.LEASE.total_seconds() > JOB_SECONDS


def test_work_that_failed_with_its_transaction_is_not_announced(world: World) -> None:
    world.bell.rung.clear()
    with pytest.raises(ZeroDivisionError), world.transaction() as session:
        outbox.post(session, Topic.MAIL, "1", at=world.clock.now())
        raise ZeroDivisionError
    assert world.bell.rung == []
    assert working.due_work(world.ports) == []


def test_a_read_without_an_answer_waits_longer_each_time(live_world: World) -> None:
    live_world.control("/faults", {"down": True})
    with live_world.transaction() as session:
        watch = session.query(Watch).filter_by(kind="campaign").one()
        watch.due_at, watch_id = live_world.clock.now(), watch.id
    waits = []
    for _ in range(12):
        assert not working.read(live_world.ports, watch_id)
        with live_world.reading() as session:
            row = session.get_one(Watch, watch_id)
            assert row.not_before is not None
            waits.append((row.not_before - live_world.clock.wall()).total_seconds())
        assert [piece.id for piece in working.due_reads(live_world.ports)] == []
        live_world.wait(waits[-1])
    assert waits == pytest.approx([2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600, 600], rel=0.25)
    live_world.control("/faults", {"down": False})
    assert working.read(live_world.ports, watch_id)


def test_a_notice_rings_for_its_read_after_the_commit(live_world: World) -> None:
    campaign = live_world.registration(LIVE).campaign
    assert campaign is not None
    live_world.bell.rung.clear()
    with live_world.transaction() as session:
        watches.notice(session, "campaign", campaign.id, live_world.clock.now())
        assert live_world.bell.rung == []
    assert [(queue, job) for queue, job, _ in live_world.bell.rung] == [("reads", READ_JOB)]
