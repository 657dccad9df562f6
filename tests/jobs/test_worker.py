"""A real RQ worker on a real Valkey server: it hears rings, does the work, and a lost or broken ring loses nothing."""

import signal
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from redis import Redis
from rq import Queue, SimpleWorker
from rq.registry import FailedJobRegistry
from rq.serializers import JSONSerializer

from jobs import schedule, tasks
from onboarding.adapters.queue import RqDoorbell, connect
from onboarding.domain.follow_ups import Topic
from onboarding.domain.states import Identity
from onboarding.services import working
from onboarding.services.work import WORK_JOB, transaction
from onboarding.store import outbox
from onboarding.store.mails import Mail
from onboarding.store.outbox import LEASE, Message
from tests.jobs.deployment import as_late_as_it_is
from tests.registry.far_side import Answer, FarSide
from tests.world import World

QUEUES = ["registry", "documents", "mail", "pages", "reads"]


@pytest.fixture
def server(redis_url: str) -> Iterator["Redis"]:
    with connect(redis_url) as connection:
        yield connection


@pytest.fixture
def do_all(server: "Redis") -> Iterator[Callable[[], None]]:
    """Makes a worker that ends when the queues are empty."""
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def run() -> None:
        worker = SimpleWorker(QUEUES, connection=server, serializer=JSONSerializer)
        worker.work(burst=True, logging_level="WARNING")

    yield run
    for number, handler in handlers.items():
        signal.signal(number, handler)  # it took both for itself


def failed(server: "Redis", queue: str) -> list[str]:
    return FailedJobRegistry(queue, connection=server, serializer=JSONSerializer).get_job_ids()


def message(world: World, message_id: int) -> Message:
    with world.reading() as session:
        found: Message = session.get_one(Message, message_id)
        return found


def letter(world: World, bell: RqDoorbell) -> int:
    """Posts a mail with this doorbell, which rings after the commit; returns its message's id."""
    with transaction(replace(world.ports, doorbell=bell)) as session:
        mail = Mail(recipient="joe@example.com", subject="Hello", text="Hello", created_at=world.clock.now())
        session.add(mail)
        session.flush()
        return outbox.post(session, Topic.MAIL, str(mail.id), at=world.clock.now()).id


def test_a_ring_is_answered_and_leaves_nothing_in_redis(
    world: World, as_worker: Callable[..., None], redis_url: str, server: "Redis", do_all: Callable[[], None]
) -> None:
    as_worker(redis_url)
    message_id = letter(world, RqDoorbell(redis_url))
    assert Queue("mail", connection=server, serializer=JSONSerializer).count == 1
    assert message(world, message_id).done_at is None
    do_all()
    assert message(world, message_id).done_at is not None
    assert message(world, message_id).attempts == 1
    assert failed(server, "mail") == []
    assert list(server.scan_iter("rq:job:*")) == []


def test_what_follows_is_rung_for_by_the_worker_itself(
    world: World, as_worker: Callable[..., None], redis_url: str, server: "Redis", do_all: Callable[[], None]
) -> None:
    as_worker(redis_url)
    registration_id = world.approved(owner_id=world.user("owner@example.com"))
    for piece in working.due_work(world.ports):
        if piece.queue == "pages":
            working.work(world.ports, piece.id)  # the worker would look for the bakery on the real internet
    assert schedule.sweep_outbox(replace(world.ports, doorbell=RqDoorbell(redis_url))) >= 3
    do_all()
    brand = world.registration(registration_id).brand
    assert brand is not None
    assert brand.identity is Identity.SCORING
    assert [one["brandId"] for one in world.state()["brands"]] == [brand.registry_id]
    with world.reading() as session:
        left = [row for row in session.query(Message) if row.done_at is None]
        assert [(row.topic, row.last_error) for row in left] == []
        assert session.query(Mail).filter(Mail.sent_at.is_(None)).count() == 0
        assert session.query(Mail).count() >= 1
    assert [failed(server, queue) for queue in QUEUES] == [[] for _ in QUEUES]


def test_many_rings_for_one_message_do_it_once(
    world: World, as_worker: Callable[..., None], redis_url: str, do_all: Callable[[], None]
) -> None:
    as_worker(redis_url)
    bell = RqDoorbell(redis_url)
    message_id = letter(world, bell)
    for _ in range(5):
        assert bell.ring("mail", WORK_JOB, str(message_id))
    do_all()
    assert message(world, message_id).attempts == 1


def test_a_lost_ring_is_made_up_for_by_the_sweep(
    world: World, as_worker: Callable[..., None], redis_url: str, server: "Redis", do_all: Callable[[], None]
) -> None:
    as_worker(redis_url)
    bell = RqDoorbell(redis_url)
    message_id = letter(world, bell)
    server.flushall()
    do_all()
    assert message(world, message_id).done_at is None
    assert schedule.sweep_outbox(replace(world.ports, doorbell=bell)) == 1
    do_all()
    assert message(world, message_id).done_at is not None


def test_a_job_that_raises_fails_alone(
    world: World, as_worker: Callable[..., None], redis_url: str, server: "Redis", do_all: Callable[[], None]
) -> None:
    as_worker(redis_url)
    bell = RqDoorbell(redis_url)
    assert bell.ring("mail", WORK_JOB, "no id")
    assert bell.ring("mail", "jobs.tasks.no_such_task", "1")
    message_id = letter(world, bell)
    do_all()
    assert message(world, message_id).done_at is not None
    assert len(failed(server, "mail")) == 2


def test_a_job_that_takes_too_long_is_ended_and_its_message_tried_again(
    world: World,
    as_worker: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
    redis_url: str,
    server: "Redis",
    do_all: Callable[[], None],
) -> None:
    as_worker(redis_url)
    world.approved()
    with world.reading() as session:
        advance = session.query(Message).filter_by(topic=Topic.ADVANCE).one().id
    with FarSide() as silent:
        silent.script = [Answer(how="silent")]
        monkeypatch.setenv("REGISTRY_URL", silent.base)
        assert tasks.work(str(advance))
        with world.reading() as session:
            filing = session.query(Message).filter_by(topic=Topic.FILE).one().id
        queue = Queue("registry", connection=server, serializer=JSONSerializer)
        server.flushall()  # of the ring that allows it two minutes
        queue.enqueue(WORK_JOB, str(filing), job_timeout=1)
        do_all()
        assert silent.lines() == ["POST /brand/nonBlocking"]
    kept = message(world, filing)
    assert (kept.done_at, kept.claim, kept.attempts) == (None, None, 1)
    assert kept.last_error.startswith("JobTimeoutException")
    as_late_as_it_is(world)
    world.wait(LEASE.total_seconds())
    world.drain()
    assert len(world.state()["brands"]) == 1
