"""The jobs that RQ calls: by name, with a text, on a real database and over a real socket; what fails is done again."""

import inspect
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from rq.utils import import_attribute
from sqlalchemy import select

from jobs import tasks
from onboarding.domain.follow_ups import Topic
from onboarding.domain.states import Identity
from onboarding.services import working
from onboarding.services.ports import Letter
from onboarding.services.review import Reasoned
from onboarding.services.work import READ_JOB, WORK_JOB
from onboarding.store import outbox
from onboarding.store.documents import DocumentFile
from onboarding.store.mails import Mail
from onboarding.store.outbox import LEASE, Message
from onboarding.store.watches import Watch
from tests.jobs.deployment import as_late_as_it_is
from tests.world import World

BecomeWorker = Callable[..., None]


def messages(world: World, topic: Topic) -> list[Message]:
    with world.reading() as session:
        return list(session.scalars(select(Message).where(Message.topic == topic).order_by(Message.id)))


def next_of(world: World, topic: Topic) -> str:
    """The id of a message that waits, as Redis would carry it."""
    return str(next(row.id for row in messages(world, topic) if row.done_at is None))


def row(world: World, message_id: str) -> Message:
    with world.reading() as session:
        found: Message = session.get_one(Message, int(message_id))
        return found


@pytest.mark.parametrize(("name", "task"), [(WORK_JOB, tasks.work), (READ_JOB, tasks.read)])
def test_what_is_rung_for_is_a_task_that_takes_one_text(name: str, task: Callable[[str], bool]) -> None:
    found = import_attribute(name)
    assert found is task
    assert [parameter.annotation for parameter in inspect.signature(found).parameters.values()] == [str]


def test_a_brand_is_filed_and_read_over_the_network(world: World, as_worker: BecomeWorker) -> None:
    as_worker()
    registration_id = world.approved()
    assert tasks.work(next_of(world, Topic.ADVANCE))
    assert world.state()["brands"] == []
    filing = next_of(world, Topic.FILE)
    assert tasks.work(filing)
    assert not tasks.work(filing), "it is done"
    [brand] = world.state()["brands"]
    found = world.registration(registration_id).brand
    assert found is not None
    assert (found.registry_id, found.identity) == (brand["brandId"], Identity.SCORING)

    world.simulator.set_clock(advance=10)
    with world.transaction() as session:
        watch = session.scalars(select(Watch)).one()
        watch.due_at, watch_id = datetime.now(UTC), str(watch.id)
    assert tasks.read(watch_id)
    assert not tasks.read(watch_id), "it is not due again"
    found = world.registration(registration_id).brand
    assert found is not None
    assert found.identity is Identity.VERIFIED


def test_a_mail_is_written_and_handed_over(world: World, as_worker: BecomeWorker) -> None:
    as_worker()
    registration_id = world.complete(world.business(world.user("owner@example.com")))
    world.submit(registration_id)
    world.decide(registration_id, "returned", [Reasoned("legal_name", "NAME_EIN_MISMATCH", "")])
    while any(message.done_at is None for message in messages(world, Topic.TELL)):
        assert tasks.work(next_of(world, Topic.TELL))
    mail = next_of(world, Topic.MAIL)
    assert tasks.work(mail)
    with world.reading() as session:
        sent = session.get_one(Mail, int(row(world, mail).subject))
        assert (sent.recipient, sent.sent_at is not None) == ("owner@example.com", True)


def test_a_published_policy_is_printed(world: World, as_worker: BecomeWorker) -> None:
    as_worker()
    world.complete(world.business())
    assert tasks.work(next_of(world, Topic.RENDER))
    with world.reading() as session:
        files = list(session.scalars(select(DocumentFile)))
        assert {file.language for file in files} == {"en", "es"}
        assert {(file.media_type, file.content[:5]) for file in files} == {("application/pdf", b"%PDF-")}


def test_what_there_is_not_is_no_work(world: World, as_worker: BecomeWorker) -> None:
    as_worker()
    assert not tasks.work("4711")
    assert not tasks.read("4711")


@pytest.mark.parametrize("argument", ["", "seven", "1; DROP TABLE outbox", "None"])
def test_what_is_no_id_is_refused_before_anything_is_done(world: World, as_worker: BecomeWorker, argument: str) -> None:
    as_worker()
    for task in (tasks.work, tasks.read):
        with pytest.raises(ValueError, match="invalid literal"):
            task(argument)


def test_without_an_answer_the_message_waits_and_is_done_later(world: World, as_worker: BecomeWorker) -> None:
    as_worker()
    world.approved()
    assert tasks.work(next_of(world, Topic.ADVANCE))
    filing = next_of(world, Topic.FILE)
    world.control("/faults", {"down": True})
    assert not tasks.work(filing)
    kept = row(world, filing)
    assert (kept.attempts, kept.claim, kept.done_at, kept.parked_at) == (1, None, None, None)
    assert kept.last_error.startswith("Unavailable: POST /brand/nonBlocking: HTTP 503")
    assert kept.due_at > datetime.now(UTC)
    assert not tasks.work(filing), "it is not due"
    world.control("/faults", {"down": False})
    as_late_as_it_is(world)
    world.wait(3)
    assert working.work(world.ports, int(filing))
    assert len(world.state()["brands"]) == 1


def test_a_task_that_fails_leaves_its_message_to_be_done_again(world: World, as_worker: BecomeWorker) -> None:
    as_worker()
    with world.transaction() as session:
        message_id = str(outbox.post(session, Topic.MAIL, "not a number", at=world.clock.now()).id)
    assert not tasks.work(message_id)
    kept = row(world, message_id)
    assert (kept.attempts, kept.claim, kept.done_at, kept.parked_at) == (1, None, None, None)
    assert kept.last_error.startswith("ValueError: ")
    as_late_as_it_is(world)
    world.wait(3)
    assert [str(piece.id) for piece in working.due_work(world.ports) if piece.queue == "mail"] == [message_id]


class Interrupted:
    """A mail server during whose greeting the process is told to stop."""

    keeps = False

    def send(self, letter: Letter) -> None:
        raise KeyboardInterrupt


def test_a_task_that_is_broken_off_leaves_its_message_until_the_lease_is_over(world: World) -> None:
    with world.transaction() as session:
        mail = Mail(recipient="joe@example.com", subject="Hello", text="Hello", created_at=world.clock.now())
        session.add(mail)
        session.flush()
        message_id = outbox.post(session, Topic.MAIL, str(mail.id), at=world.clock.now()).id
    with pytest.raises(KeyboardInterrupt):
        working.work(replace(world.ports, mailer=Interrupted()), message_id)
    assert row(world, str(message_id)).claim is not None
    assert not working.work(world.ports, message_id)
    world.wait(LEASE.total_seconds() + 1)
    assert working.work(world.ports, message_id)
    assert [letter.recipient for letter in world.letterbox.letters] == ["joe@example.com"]
