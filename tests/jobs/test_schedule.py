"""The schedule: what is due runs once however many schedulers there are; the sweeps ring for what nobody has done."""

import threading
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from jobs import schedule
from jobs.schedule import SCHEDULE, Periodic
from onboarding.domain.follow_ups import Topic
from onboarding.services.ports import Ports
from onboarding.services.work import READ_JOB, WORK_JOB
from onboarding.store import configuration, outbox
from onboarding.store.configuration import PracticeClock
from onboarding.store.outbox import LEASE
from onboarding.store.watches import Watch
from tests.fakes import Bell
from tests.store.racing import at_once, failures
from tests.world import World


@dataclass
class Runs:
    """Periodic work that counts how often it ran."""

    counted: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def periodic(self, name: str, seconds: float) -> Periodic:
        return Periodic(name, timedelta(seconds=seconds), lambda _: self._ran(name))

    def _ran(self, name: str) -> None:
        with self.lock:
            self.counted[name] += 1


def broken(_: Ports) -> None:
    raise ZeroDivisionError("oops")


@dataclass
class Queued(Bell):
    """A doorbell where so many rings wait already."""

    already: int = 0

    def waiting(self, queue: str) -> frozenset[str]:
        return frozenset(f"other {number}" for number in range(self.already))


def post(world: World, count: int = 1, topic: Topic = Topic.ADVANCE) -> list[str]:
    with world.transaction() as session:
        return [str(outbox.post(session, topic, "1", at=world.clock.now()).id) for _ in range(count)]


def test_each_piece_runs_at_its_own_pace_in_wall_time(world: World) -> None:
    runs = Runs()
    pieces = (runs.periodic("often", 1), runs.periodic("seldom", 5))
    assert schedule.tick(world.ports, pieces) == ["often", "seldom"]
    assert schedule.tick(world.ports, pieces) == []
    world.clock.business += timedelta(days=1)
    assert schedule.tick(world.ports, pieces) == [], "business time does not matter"
    ran = []
    for _ in range(10):
        world.wait(1)
        ran.append(schedule.tick(world.ports, pieces))
    assert [("often" in names, "seldom" in names) for names in ran] == ([(True, False)] * 4 + [(True, True)]) * 2
    assert runs.counted == {"often": 11, "seldom": 3}


def test_two_schedulers_run_each_piece_once(world: World, twin: World) -> None:
    runs = Runs()
    pieces = tuple(runs.periodic(f"piece {number}", 5) for number in range(3))
    for tick in range(1, 6):
        results = at_once(*[lambda w=one: schedule.tick(w.ports, pieces) for one in (world, twin, world, twin)])
        assert failures(results) == []
        assert sorted(name for names in results for name in names) == [piece.name for piece in pieces]
        assert runs.counted == {piece.name: tick for piece in pieces}
        world.wait(5)
        twin.wait(5)


def test_a_scheduler_whose_partner_was_faster_waits_with_it(world: World, twin: World) -> None:
    runs = Runs()
    pieces = (runs.periodic("piece", 5),)
    assert schedule.tick(world.ports, pieces) == ["piece"]
    assert schedule.tick(twin.ports, pieces) == []
    twin.wait(5)
    assert schedule.tick(twin.ports, pieces) == ["piece"]
    assert schedule.tick(world.ports, pieces) == []


def test_a_fault_in_one_piece_does_not_stop_the_others_and_is_tried_again(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    runs = Runs()
    pieces = (runs.periodic("first", 1), Periodic("faulty", timedelta(seconds=3), broken), runs.periodic("last", 1))
    assert schedule.tick(world.ports, pieces) == ["first", "last"]
    assert "periodic work faulty failed" in caplog.text
    mended = (pieces[0], runs.periodic("faulty", 3), pieces[2])
    world.wait(1)
    assert schedule.tick(world.ports, mended) == ["first", "last"], "it is not due"
    world.wait(2)
    assert schedule.tick(world.ports, mended) == ["first", "faulty", "last"]


def test_a_database_that_is_gone_ends_no_scheduler(world: World, caplog: pytest.LogCaptureFixture) -> None:
    def gone() -> None:
        raise ConnectionError("no database")

    assert schedule.tick(replace(world.ports, readers=gone)) == []  # type: ignore[arg-type]
    assert caplog.text.count("no database") >= len(SCHEDULE)


def test_the_sweep_rings_for_each_message_that_nobody_has_done(world: World) -> None:
    first, second = post(world, 2)
    [mail] = post(world, 1, Topic.MAIL)
    with world.transaction() as session:
        outbox.claim(session, int(second))
    world.bell.rung.clear()
    assert schedule.sweep_outbox(world.ports) == 2
    assert sorted(world.bell.rung) == [("mail", WORK_JOB, mail), ("registry", WORK_JOB, first)]
    world.wait(LEASE.total_seconds() + 1)
    assert schedule.sweep_outbox(world.ports) == 3, "whoever claimed the second must be dead"


def test_the_sweep_leaves_what_is_done_parked_or_not_due(world: World) -> None:
    done, parked, later = post(world, 3)
    with world.transaction() as session:
        claims = {one: outbox.claim(session, int(one)) for one in (done, parked, later)}
        tokens = {one: held.claim or "" for one, held in claims.items() if held}
        outbox.finish(session, int(done), tokens[done])
        outbox.park(session, int(parked), tokens[parked], error="a person must look")
        outbox.retry(session, int(later), tokens[later], after=timedelta(seconds=60), error="no answer")
    world.bell.rung.clear()
    assert schedule.sweep_outbox(world.ports) == 0
    world.wait(60)
    assert schedule.sweep_outbox(world.ports) == 1
    assert world.bell.rung == [("registry", WORK_JOB, later)]


@pytest.mark.parametrize(("already", "rung"), [(0, 5), (35, 5), (38, 2), (40, 0), (5000, 0)])
def test_the_sweeps_hold_back_while_a_queue_is_long(world: World, already: int, rung: int) -> None:
    ids = post(world, 5)
    bell = Queued(already=already)
    assert schedule.sweep_outbox(replace(world.ports, doorbell=bell)) == rung
    assert [argument for _, _, argument in bell.rung] == ids[:rung]


def test_a_doorbell_out_of_order_loses_nothing(world: World) -> None:
    [message_id] = post(world)
    world.bell.broken = True
    assert schedule.sweep_outbox(world.ports) == 0
    world.bell.broken = False
    world.bell.rung.clear()
    assert schedule.sweep_outbox(world.ports) == 1
    assert world.bell.rung == [("registry", WORK_JOB, message_id)]


def test_the_poll_rings_for_each_watch_that_is_due_in_business_time(world: World) -> None:
    with world.transaction() as session:
        now = world.clock.now()
        rows = [
            Watch(kind="brand", subject_id=1, due_at=now),
            Watch(kind="brand", subject_id=2, due_at=now + timedelta(days=1)),
            Watch(kind="campaign", subject_id=1, due_at=now, not_before=world.clock.wall() + timedelta(seconds=9)),
        ]
        session.add_all(rows)
        session.flush()
        due, tomorrow, failed = (str(row.id) for row in rows)
    assert schedule.poll_registry(world.ports) == 1
    assert world.bell.rung == [("reads", READ_JOB, due)]
    world.bell.rung.clear()
    world.clock.business += timedelta(days=1)
    world.wait(9)
    assert schedule.poll_registry(world.ports) == 3
    assert {argument for _, _, argument in world.bell.rung} == {due, tomorrow, failed}


def test_the_practised_time_follows_the_simulators_clock(world: World) -> None:
    world.control("/clock", {"advance_seconds": 86_400, "speed": 60})
    schedule.tick(world.ports)
    with world.reading() as session:
        row = session.get_one(PracticeClock, 1)
        assert row.speed == 60
        assert timedelta(hours=23) < row.anchor_virtual - row.anchor_wall < timedelta(hours=25)


def test_the_schedule_runs_everything_on_a_fresh_database(world: World) -> None:
    [message_id] = post(world)
    world.bell.rung.clear()
    assert schedule.tick(world.ports) == [piece.name for piece in SCHEDULE]
    assert world.bell.rung == [("registry", WORK_JOB, message_id)]
    with world.reading() as session:
        due = {row.name: row.due_at for row in session.query(configuration.Periodic)}
    assert due == {piece.name: world.clock.wall() + piece.every for piece in SCHEDULE}


@dataclass
class Alarm(Bell):
    """A doorbell that tells when it is rung."""

    heard: threading.Event = field(default_factory=threading.Event)

    def ring(self, queue: str, job: str, argument: str) -> bool:
        self.heard.set()
        return super().ring(queue, job, argument)


def running(ports: Ports, stop: threading.Event) -> threading.Thread:
    thread = threading.Thread(target=schedule.run, args=(ports, stop), daemon=True)
    thread.start()
    return thread


def test_the_scheduler_ticks_until_it_is_told_to_stop(world: World) -> None:
    post(world)
    alarm, stop = Alarm(), threading.Event()
    thread = running(replace(world.ports, doorbell=alarm), stop)
    assert alarm.heard.wait(10)
    assert thread.is_alive()
    stop.set()
    thread.join(10)
    assert not thread.is_alive()


def test_a_scheduler_that_is_told_to_stop_at_once_does_nothing(world: World) -> None:
    post(world)
    world.bell.rung.clear()
    stop = threading.Event()
    stop.set()
    schedule.run(world.ports, stop)
    assert world.bell.rung == []


def test_the_sweeps_are_quicker_than_a_lease_and_have_names_of_their_own() -> None:
    assert len({piece.name for piece in SCHEDULE}) == len(SCHEDULE)
    rings = [piece for piece in SCHEDULE if piece.name != "look_at_domains"]  # once a day each is enough
    assert all(timedelta() < piece.every < LEASE for piece in rings)
