"""Races, on both databases: nothing is lost, nothing is done twice, and no gate opens on half the news."""

import threading
from datetime import timedelta
from typing import Any

import pytest

from onboarding.domain.states import Carrier, Machine
from onboarding.domain.states import Registration as State
from onboarding.services import noticing, numbers, observing, review, scheduling, working
from onboarding.store import outbox, watches
from onboarding.store.brands import Brand
from onboarding.store.campaigns import Campaign
from onboarding.store.fees import LedgerEntry
from onboarding.store.moves import Move, move
from onboarding.store.numbers import Gate
from onboarding.store.registrations import Decision, Registration, Submission
from onboarding.store.watches import Watch
from tests.store.racing import at_once, failures
from tests.world import World

RECIPIENT = "+12025550143"


@pytest.fixture
def live(world: World) -> World:
    assert world.live() == 1
    return world


def set_carrier(world: World, network: int, state: Carrier) -> None:
    with world.transaction() as session:
        campaign = session.query(Campaign).one()
        link = next(link for link in campaign.carriers if link.network_id == network)
        move(session, link, Machine.CARRIER, state, world.cause("carrier", "poll"))


def again(action: Any) -> Any:
    """What a worker does after somebody else wrote the row: it looks again."""

    def run() -> Any:
        for _ in range(20):
            try:
                return action()
            except Exception as error:
                if type(error).__name__ != "StaleDataError":
                    raise
        raise AssertionError("it never got its turn")

    return run


def test_two_carriers_seen_at_once_can_not_open_a_gate_wrongly(live: World) -> None:
    for _ in range(5):
        set_carrier(live, 10017, Carrier.SUSPENDED)
        set_carrier(live, 10035, Carrier.REGISTERED)
        # One comes back while the other goes: neither may write the gate without knowing of the other.
        results = at_once(
            again(lambda: set_carrier(live, 10017, Carrier.REGISTERED)),
            again(lambda: set_carrier(live, 10035, Carrier.SUSPENDED)),
        )
        assert failures(results) == []
        with live.reading() as session:
            blocks = numbers.verdict(session, session.query(Gate).one().e164, RECIPIENT).blocks
        assert [(block.code, block.subject) for block in blocks] == [("carrier_suspended", "T-Mobile")]


def test_two_workers_claim_a_message_once(world: World) -> None:
    world.complete(world.business())
    for piece in working.due_work(world.ports):

        def claim(message_id: int = piece.id) -> bool:
            with world.transaction() as session:
                return outbox.claim(session, message_id) is not None

        assert sorted(at_once(claim, claim, claim)) == [False, False, True]


def test_two_workers_do_a_filing_once(world: World) -> None:
    world.approved()
    for _ in range(6):
        pieces = working.due_work(world.ports)
        at_once(*[lambda p=piece: working.work(world.ports, p.id) for piece in pieces for _ in range(2)] or [int])
        world.wait(3)
    world.pass_days(9)
    assert (len(world.state()["brands"]), len(world.state()["campaigns"])) == (1, 1)
    with world.reading() as session:
        keys = [row.source_key for row in session.query(LedgerEntry)]
        assert session.query(Registration).one().state is State.DONE
    assert len(keys) == len(set(keys)) == 5


def test_two_submissions_at_once_are_one(world: World) -> None:
    registration_id = world.complete(world.business())
    results = at_once(*[lambda: world.submit(registration_id)] * 2)
    assert len(failures(results)) == 1
    with world.reading() as session:
        assert session.query(Submission).count() == 1
        assert session.query(Move).filter_by(machine=Machine.REGISTRATION).count() == 1


def test_two_decisions_at_once_are_one(world: World) -> None:
    registration_id = world.complete(world.business())
    world.submit(registration_id)
    staff = world.user("reviewer@example.com", staff=True)
    version = world.registration(registration_id).version

    def decide() -> None:
        with world.transaction() as session:
            row = session.get_one(Registration, registration_id)
            review.decide(
                session, row, "approved", [], version=version, user_id=staff,
                cause=world.cause(), vault=world.ports.vault,
            )  # fmt: skip

    results = at_once(decide, decide)
    assert len(failures(results)) == 1
    with world.reading() as session:
        assert session.query(Decision).count() == 1
        assert session.query(Brand).count() == 1


def test_two_registrations_of_one_brand_advance_without_losing_a_step(live: World) -> None:
    results = at_once(*[again(lambda: set_carrier(live, 10035, Carrier.SUSPENDED))] * 3)
    assert failures(results) == []
    with live.reading() as session:
        seen = session.query(Move).filter_by(network_id=10035, to_state="suspended").count()
    assert seen == 1, "the same news three times is one move"


def test_a_notice_that_comes_while_a_read_is_finished_is_not_lost(live: World) -> None:
    at = live.clock.now()
    with live.transaction() as session:
        campaign = session.query(Campaign).one()
        observing.noticed(session, {"campaignId": str(campaign.registry_id)}, at)
        watch_id, registry_id = session.query(Watch).filter_by(kind="campaign").one().id, str(campaign.registry_id)
    with live.transaction() as session:
        read = watches.claim(session, watch_id, at)
        assert read is not None
        session.expunge(read)

    def notice() -> None:
        with live.transaction() as session:
            observing.noticed(session, {"campaignId": registry_id}, at)

    with live.transaction() as session:
        watches.done(session, read, at + timedelta(hours=6), at, changed=False)
        other = threading.Thread(target=notice)
        other.start()
        other.join(0.3)  # it either waits for us, or has been and gone
    other.join(30)
    assert [piece.id for piece in working.due_reads(live.ports)] == [watch_id]


def test_periodic_work_is_taken_by_one_scheduler(world: World) -> None:
    every = timedelta(seconds=5)
    first = at_once(*[lambda: scheduling.take(world.ports, "sweep", every)] * 4)
    assert sorted(first) == [False, False, False, True]
    world.wait(6)
    second = at_once(*[lambda: scheduling.take(world.ports, "sweep", every)] * 4)
    assert sorted(second) == [False, False, False, True]


def test_read_modify_write_in_two_threads_loses_nothing(world: World) -> None:
    world.business()

    def count(times: int = 10) -> None:
        for _ in range(times):
            bump()

    @again
    def bump() -> None:
        with world.transaction() as session:
            row = session.query(Registration).one()
            row.answers = {"n": row.answers.get("n", 0) + 1}

    assert failures(at_once(count, count)) == []
    assert world.registration(1).answers["n"] == 20


def test_the_same_webhook_twice_at_once_is_heard_once(live: World) -> None:
    told = {"type": "message.received", "data": {"from": RECIPIENT, "to": live.number(1), "text": "STOP"}}

    def hear() -> bool:
        with live.transaction() as session:
            return noticing.from_messaging(session, "msg_1", told, live.clock.now())

    results = at_once(hear, hear)
    assert results.count(True) == 1
    assert set(failures(results)) <= {"IntegrityError"}, "the sender tries again and is answered"
