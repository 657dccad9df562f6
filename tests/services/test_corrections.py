"""Corrections of what is filed already: edits, a new identity check, another review, whatever the connection does."""

from collections import Counter

import pytest
import requests

from onboarding.domain.states import Registration as State
from onboarding.services import parking, working
from onboarding.store.fees import entries_of
from onboarding.store.outbox import Message
from tests.world import World

WRONG_NAME = "99-0000101"
DECLINED_ONCE = "99-0000120"


def items(world: World, registration_id: int) -> Counter[tuple[str, str, int]]:
    business = world.registration(registration_id).business_id
    with world.reading() as session:
        return Counter((row.account, row.item, row.cents) for row in entries_of(session, business))


def parked(world: World) -> list[Message]:
    with world.reading() as session:
        return parking.parked(session)


def asked(world: World, method: str, ending: str) -> int:
    """How often a request went out."""
    return sum(found == method and path.endswith(ending) for found, path in world.registry_line.requests)


def unverified_and_corrected(world: World) -> int:
    """A brand that failed its check; the correction is approved and about to be filed."""
    registration_id = world.approved(ein=WRONG_NAME)
    world.drain()
    world.pass_days(0)
    assert world.registration(registration_id).state is State.ACTION_NEEDED
    world.correct(registration_id, ein="59-1234567")
    world.submit(registration_id)
    world.decide(registration_id)
    world.registry_line.requests.clear()
    return registration_id


def declined_and_corrected(world: World) -> int:
    """A campaign that was declined; the correction is approved and about to be filed."""
    registration_id = world.approved(ein=DECLINED_ONCE)
    world.pass_days(6)
    assert world.registration(registration_id).state is State.ACTION_NEEDED
    row = world.registration(registration_id)
    world.correct(registration_id, message_flow=row.answers["message_flow"] + " The form is public.")
    world.submit(registration_id)
    world.decide(registration_id)
    world.registry_line.requests.clear()
    return registration_id


def finish(world: World) -> None:
    for _ in range(4):
        world.wait(4000)
        world.drain()
    world.pass_days(9)


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("nth", range(4))
def test_a_broken_connection_while_a_campaign_is_corrected_reviews_it_once(world: World, nth: int, moment: str) -> None:
    registration_id = declined_and_corrected(world)
    getattr(world.registry_line, moment).extend([None] * nth + [requests.ConnectionError("broken")])
    world.drain()
    finish(world)
    assert world.registration(registration_id).state is State.DONE
    assert (len(world.state()["brands"]), len(world.state()["campaigns"])) == (1, 1)
    found = items(world, registration_id)
    assert found["cost", "campaign_shared", 1500] == 2, "the first review and this one"
    assert found["charge", "review", 1500] == 1, "the first review was in the one-time price"


@pytest.mark.parametrize(("nth", "moment"), [(0, "before"), (0, "after"), (1, "after"), (2, "after")])
def test_a_broken_connection_before_the_check_is_asked_for_checks_once(world: World, nth: int, moment: str) -> None:
    # The requests are: the edit, two looks at the brand, then the check.
    registration_id = unverified_and_corrected(world)
    getattr(world.registry_line, moment).extend([None] * nth + [requests.ConnectionError("broken")])
    world.drain()
    finish(world)
    assert world.registration(registration_id).state is State.DONE
    assert asked(world, "PUT", "/revet") == 1
    assert items(world, registration_id)["cost", "brand_revetted", 450] == 1


def test_a_check_whose_answer_is_lost_is_seen_to_be_running_and_paid_once(world: World) -> None:
    registration_id = unverified_and_corrected(world)
    world.registry_line.after.extend([None, None, None, requests.ConnectionError("broken")])
    world.drain()
    assert asked(world, "PUT", "/revet") == 1
    finish(world)
    assert world.registration(registration_id).state is State.DONE
    assert asked(world, "PUT", "/revet") == 1
    assert items(world, registration_id)["cost", "brand_revetted", 450] == 1


def test_a_check_that_nobody_can_decide_waits_for_a_person_and_goes_on_when_told(world: World) -> None:
    registration_id = unverified_and_corrected(world)
    world.registry_line.before.extend([None, None, None, requests.ConnectionError("broken")])
    world.drain()
    finish(world)
    assert asked(world, "PUT", "/revet") == 1, "it is never repeated by itself"
    waiting = parked(world)
    assert [row.last_error.split(":")[0] for row in waiting] == ["CannotDecide"]
    assert items(world, registration_id)["cost", "brand_revetted", 450] == 0
    with world.transaction() as session:
        assert parking.unpark(session, waiting[0].id)
    finish(world)
    assert parked(world) == []
    assert world.registration(registration_id).state is State.DONE
    assert items(world, registration_id)["cost", "brand_revetted", 450] == 1


def test_a_check_that_was_plainly_not_taken_is_asked_for_again(world: World) -> None:
    registration_id = unverified_and_corrected(world)
    world.registry_line.before.extend([None, None, None, requests.ConnectTimeout("no connection")])
    world.drain()
    assert asked(world, "PUT", "/revet") == 1
    finish(world)
    assert parked(world) == []
    assert world.registration(registration_id).state is State.DONE
    assert asked(world, "PUT", "/revet") == 2
    assert items(world, registration_id)["cost", "brand_revetted", 450] == 1


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_broken_connection_while_the_number_is_attached_attaches_it_once(world: World, moment: str) -> None:
    registration_id = world.approved()
    world.drain()
    getattr(world.messaging_line, moment).append(requests.ConnectionError("broken"))
    world.pass_days(9)
    finish(world)
    assert world.registration(registration_id).state is State.DONE
    [number] = [n for n in world.state()["numbers"] if n["campaign_id"]]
    assert number["assignment"] == "assigned"


def test_unparking_what_is_not_parked_changes_nothing(world: World) -> None:
    world.approved()
    message = working.due_work(world.ports)[0].id
    with world.transaction() as session:
        assert not parking.unpark(session, message)
        with pytest.raises(LookupError):
            parking.unpark(session, 4711)
