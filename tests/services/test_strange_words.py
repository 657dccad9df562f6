"""A word of the registry that nobody knows proves nothing: neither that a request was carried out nor that it was not."""

from datetime import timedelta

import pytest

from onboarding.domain.states import Registration as State
from onboarding.services import working
from tests.chaos import far, records, verdict
from tests.world import World


def plan(world: World, *rules: dict[str, object]) -> None:
    answer = world.simulator_app.test_client().put("/control/faults/plan", json={"seed": 1, "rules": rules})
    assert answer.status_code == 200, answer.text


def corrected(world: World, first_ein: str, **changes: object) -> int:
    """A registration that was turned down, corrected and approved again."""
    registration_id = world.approved(ein=first_ein)
    world.pass_days(6)
    assert world.registration(registration_id).state is State.ACTION_NEEDED
    world.correct(registration_id, **changes)
    world.submit(registration_id)
    world.decide(registration_id)
    return registration_id


def breaches(world: World) -> list[str]:
    """What our books and the registry's disagree on."""
    with world.reading() as session:
        ours = records.read(session)
    theirs = far.read(world.state())
    return verdict.always(ours, theirs) + verdict.settled(ours, theirs, {})


def misunderstood(world: World, which: str, read: str, request: str) -> None:
    """The request is refused before any work; one of the two reads that tell whether it was carried out is strange."""
    strange = {"fault": "unknown_values", "method": "GET", "path": read, "times": 1}
    refused = {"fault": "status", "status": 502, "method": "PUT", "path": request, "times": 1}
    plan(world, refused, *([strange] if which == "first" else []))
    world.drain()
    if which == "second":
        plan(world, strange)
        world.wait(4000)
    world.drain()
    for _ in range(10):
        world.wait(4000)
        world.pass_time(timedelta(days=1))


@pytest.mark.parametrize("which", ["first", "second"])
def test_a_share_that_was_not_carried_out_is_made_in_spite_of_a_strange_word(world: World, which: str) -> None:
    registration_id = corrected(
        world, "99-0000120", description="A better description of the cakes that we text about."
    )
    misunderstood(world, which, "/sharing$", "/sharing/")
    assert world.registration(registration_id).state is State.DONE
    assert breaches(world) == []


@pytest.mark.parametrize("which", ["first", "second"])
def test_a_new_check_is_not_paid_for_on_the_strength_of_a_strange_word(world: World, which: str) -> None:
    registration_id = corrected(world, "99-0000101", ein="59-1234567")
    for _ in range(3):  # up to the wish for the new check
        for piece in working.due_work(world.ports):
            working.work(world.ports, piece.id)
    misunderstood(world, which, "/brand/B", "/revet")
    assert breaches(world) == []
    assert world.registration(registration_id).state is State.FILING, "a person has to say whether it was carried out"
