"""A worker that is really killed in the middle of a filing: another takes over, and nothing is filed or charged twice."""

import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from jobs.schedule import sweep_outbox
from onboarding.adapters.queue import RqDoorbell
from onboarding.domain.chain import Step
from onboarding.domain.follow_ups import Topic
from onboarding.domain.states import Registration as State
from onboarding.services import working
from onboarding.services.work import WORK_JOB
from onboarding.store.fees import entries_of
from onboarding.store.intents import Intent
from onboarding.store.outbox import LEASE, Message
from tests.jobs.deployment import an_hour_ago, as_late_as_it_is, environment, served
from tests.world import World

ROOT = Path(__file__).parents[2]
WORKER = [sys.executable, "-m", "onboarding.cli.main", "worker", "--simple", "--queues", "registry"]
PATIENCE = 60  # seconds; only a failure takes them
CALLS = {
    Step.FILE_BRAND: ("POST", "/v2/brand/nonBlocking"),
    Step.FILE_CAMPAIGN: ("POST", "/v2/campaignBuilder"),
    Step.SHARE: ("PUT", "/sharing/BANDW"),
}
ONCE = Counter(
    {
        ("cost", "brand_created", 450): 1,
        ("charge", "registration", 1900): 1,
        ("cost", "campaign_created", 450): 1,
        ("charge", "first_months", 450): 1,
        ("cost", "campaign_shared", 1500): 1,
    }
)


class Holding:
    """The far side, which keeps one request or its answer back until whoever asked is dead."""

    def __init__(self, app: Any, method: str, path: str, *, carried_out: bool) -> None:
        self._app, self._method, self._path, self._carried_out = app, method, path, carried_out
        self.reached, self.dead = threading.Event(), threading.Event()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        held = environ["REQUEST_METHOD"] == self._method and environ["PATH_INFO"].endswith(self._path)
        if not held:
            return self._app(environ, start_response)  # type: ignore[no-any-return]
        answer: Iterable[bytes] = [b""]
        if self._carried_out:
            answer = list(self._app(environ, lambda *_: None))
        self.reached.set()
        assert self.dead.wait(PATIENCE)
        start_response("503 Service Unavailable", [])  # nobody is there to read it
        return answer


def wish(world: World, step: Step) -> int:
    """Work until this step is the only thing to do; returns the id of the message that asks for it."""
    for _ in range(20):
        for piece in working.due_work(world.ports):
            if not asks_for(world, piece.id, step):
                working.work(world.ports, piece.id)
        left = [piece.id for piece in working.due_work(world.ports)]
        if left and all(asks_for(world, message_id, step) for message_id in left):
            return left[0]
        if left:
            continue
        for read in working.due_reads(world.ports):
            working.read(world.ports, read.id)
        world.simulator.set_clock(advance=10)
        world.wait(10)
        world.clock.business = world.clock.walled
    raise AssertionError(f"nobody ever wished to {step}")


def asks_for(world: World, message_id: int, step: Step) -> bool:
    with world.reading() as session:
        message = session.get_one(Message, message_id)
        return message.topic is Topic.FILE and session.get_one(Intent, int(message.subject)).step is step


def kill_a_worker_in_the_middle_of(world: World, message_id: int, holding: Holding, redis_url: str) -> None:
    with served(holding) as base:
        worker = subprocess.Popen(WORKER, cwd=ROOT, env=environment(world, base, redis_url))
        try:
            assert RqDoorbell(redis_url).ring("registry", WORK_JOB, str(message_id))
            assert holding.reached.wait(PATIENCE), "the worker never asked"
            assert worker.poll() is None
        finally:
            worker.kill()
            worker.wait(PATIENCE)
            holding.dead.set()


def held(world: World) -> dict[Step, int]:
    """How many brands, campaigns and begun reviews the registry has."""
    state = world.state()
    begun = sum(notice["eventType"] == "CAMPAIGN_SHARE_ADD" for notice in state["notices"])
    return {Step.FILE_BRAND: len(state["brands"]), Step.FILE_CAMPAIGN: len(state["campaigns"]), Step.SHARE: begun}


def charges(world: World, registration_id: int) -> Counter[tuple[str, str, int]]:
    with world.reading() as session:
        business_id = world.registration(registration_id).business_id
        return Counter((row.account, row.item, row.cents) for row in entries_of(session, business_id))


@pytest.mark.parametrize("carried_out", [False, True], ids=["before it arrived", "after it was carried out"])
@pytest.mark.parametrize("step", CALLS)
def test_what_a_killed_worker_began_is_finished_by_another_once(
    world: World, redis_url: str, step: Step, *, carried_out: bool
) -> None:
    an_hour_ago(world)
    registration_id = world.approved()
    message_id = wish(world, step)
    holding = Holding(world.simulator_app, *CALLS[step], carried_out=carried_out)
    kill_a_worker_in_the_middle_of(world, message_id, holding, redis_url)
    as_late_as_it_is(world)
    assert held(world)[step] == carried_out
    with world.reading() as session:
        message = session.get_one(Message, message_id)
        assert (message.attempts, message.done_at, message.last_error) == (1, None, "")
        assert message.claim is not None, "the dead worker holds it still"
    before = charges(world, registration_id)
    assert before[("cost", "brand_created", 450)] == (step is not Step.FILE_BRAND)
    assert not working.work(world.ports, message_id), "it may be alive"
    assert sweep_outbox(world.ports) == len(working.due_work(world.ports)) == 0

    world.wait(LEASE.total_seconds() + 1)
    world.bell.rung.clear()
    assert sweep_outbox(world.ports) == 1
    assert world.bell.rung == [("registry", WORK_JOB, str(message_id))]
    assert working.work(world.ports, message_id), "another worker takes over"
    with world.reading() as session:
        assert session.get_one(Message, message_id).attempts == 2
    assert charges(world, registration_id) != before, "what was taken is charged as soon as it is known"

    world.clock.business = world.clock.walled
    world.pass_days(9)
    assert world.registration(registration_id).state is State.DONE
    assert held(world) == dict.fromkeys(CALLS, 1)
    assert charges(world, registration_id) == ONCE
