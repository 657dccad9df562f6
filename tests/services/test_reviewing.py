"""Submission, decision and what follows: returned, rejected, declined and corrected; stale pages and changed prices."""

from typing import Any

import pytest

from onboarding.domain.states import Registration as State
from onboarding.services import fees, registrations, review, status
from onboarding.services.registrations import NotNow
from onboarding.services.review import Incomplete, Reasoned, Stale
from onboarding.store import configuration
from onboarding.store.registrations import Registration, submissions_of
from tests.world import World

REASONS = [Reasoned("message_flow", "CTA_MISSING", "Say where people sign up.")]


def in_review(world: World) -> int:
    registration_id = world.complete(world.business())
    world.submit(registration_id)
    return registration_id


def decide(world: World, registration_id: int, verdict: str, reasons: Any = (), *, version: int) -> None:
    staff = world.user("reviewer@example.com", staff=True)
    with world.transaction() as session:
        row = session.get_one(Registration, registration_id)
        review.decide(
            session, row, verdict, list(reasons), version=version, user_id=staff,
            cause=world.cause(f"user:{staff}", "desk"), vault=world.ports.vault,
        )  # fmt: skip


def test_a_return_names_the_fields_and_what_staff_wrote(world: World) -> None:
    registration_id = in_review(world)
    world.decide(registration_id, "returned", REASONS)
    assert world.registration(registration_id).state is State.RETURNED
    with world.reading() as session:
        row = session.get_one(Registration, registration_id)
        case = registrations.dossier(session, row, world.ports)
        told = status.reasons(session, row)
    assert [(r.field, r.reason, r.note) for r in case.returned] == [
        ("message_flow", "CTA_MISSING", "Say where people sign up.")
    ]
    assert [(t.reason.id, t.theirs) for t in told] == [("CTA_MISSING", "Say where people sign up.")]
    assert case.is_editable


def test_what_was_returned_can_be_corrected_sent_again_and_approved(world: World) -> None:
    registration_id = in_review(world)
    world.decide(registration_id, "returned", REASONS)
    world.correct(registration_id, message_flow=world.registration(registration_id).answers["message_flow"] + " Now.")
    world.submit(registration_id)
    assert world.registration(registration_id).state is State.IN_REVIEW
    world.decide(registration_id)
    assert world.registration(registration_id).state is State.FILING
    with world.reading() as session:
        assert [row.sequence for row in submissions_of(session, registration_id)] == [2, 1]


def test_the_desk_sees_which_answers_changed(world: World) -> None:
    registration_id = in_review(world)
    world.decide(registration_id, "returned", REASONS)
    world.correct(registration_id, city="Tampa")
    world.submit(registration_id)
    with world.reading() as session:
        case = review.case(session, session.get_one(Registration, registration_id))
    assert case.changes == {"city"}
    assert [past.decision.verdict if past.decision else None for past in case.submissions] == [None, "returned"]


def test_an_unchanged_resubmission_is_refused(world: World) -> None:
    registration_id = in_review(world)
    world.decide(registration_id, "returned", REASONS)
    with pytest.raises(NotNow, match="Nothing has changed"):
        world.submit(registration_id)
    assert world.registration(registration_id).state is State.RETURNED


def test_a_rejection_ends_it(world: World) -> None:
    registration_id = in_review(world)
    world.decide(registration_id, "rejected", REASONS)
    assert world.registration(registration_id).state is State.CLOSED
    with pytest.raises(NotNow):
        world.correct(registration_id, city="Tampa")
    with pytest.raises(NotNow):
        world.submit(registration_id)
    world.pass_days(2)
    assert world.state()["brands"] == []


@pytest.mark.parametrize("verdict", ["returned", "rejected"])
def test_a_no_without_a_reason_is_refused(world: World, verdict: str) -> None:
    registration_id = in_review(world)
    with pytest.raises(Incomplete):
        world.decide(registration_id, verdict)
    with pytest.raises(Incomplete):
        world.decide(registration_id, verdict, [Reasoned("message_flow", "NO_SUCH_REASON")])
    with pytest.raises(Incomplete):
        world.decide(registration_id, verdict, [Reasoned("no_such_field", "CTA_MISSING")])
    assert world.registration(registration_id).state is State.IN_REVIEW


def test_a_stale_page_decides_nothing(world: World) -> None:
    registration_id = in_review(world)
    seen = world.registration(registration_id).version
    world.decide(registration_id, "returned", REASONS)
    with pytest.raises(Stale):
        decide(world, registration_id, "approved", version=seen)
    world.correct(registration_id, city="Tampa")
    world.submit(registration_id)
    with pytest.raises(Stale):
        decide(world, registration_id, "approved", version=seen)
    assert world.registration(registration_id).state is State.IN_REVIEW


def test_answers_can_not_be_changed_under_the_reviewers_eyes(world: World) -> None:
    registration_id = in_review(world)
    with pytest.raises(NotNow):
        world.correct(registration_id, city="Tampa")
    with pytest.raises(NotNow):
        world.submit(registration_id)


def test_a_submission_with_a_blocker_is_impossible(world: World) -> None:
    registration_id = world.complete(world.business(), legal_name="")
    with pytest.raises(NotNow, match="attention"):
        world.submit(registration_id)
    assert world.registration(registration_id).state is State.DRAFT


def test_a_price_that_changed_since_it_was_shown_is_not_agreed_to(world: World) -> None:
    registration_id = world.complete(world.business())
    with world.transaction() as session:
        row = session.get_one(Registration, registration_id)
        shown = fees.fingerprint(fees.price(session, row, world.settings, world.clock.now().date()))
        configuration.write(session, fees.PRICES, {"one_time": 2900}, by="user:1", at=world.clock.now())
    with pytest.raises(fees.PriceChanged), world.transaction() as session:
        row = session.get_one(Registration, registration_id)
        registrations.submit(session, row, shown, user_id=None, cause=world.cause(), ports=world.ports)
    assert world.registration(registration_id).state is State.DRAFT
    world.submit(registration_id)
    assert world.registration(registration_id).state is State.IN_REVIEW
