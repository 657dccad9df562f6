"""Odds from our own history: counted once a submission, never from practice, and told with what was compared."""

from collections.abc import Callable
from typing import Any

import pytest

from onboarding.domain.preflight.odds import Likeness, NotEnough, Odds, tell
from onboarding.domain.preflight.rule import Severity
from onboarding.domain.states import Registration as State
from onboarding.services import odds, registrations
from onboarding.store.outcomes import Outcome, SubmissionFinding
from onboarding.store.registrations import Registration, Submission
from tests.services.page_looking import CASINO, SITE
from tests.world import World

NewWorld = Callable[..., World]
REAL = {"simulator_url": ""}  # a registry that is not called the simulator


def outcomes(world: World) -> list[tuple[int, bool, bool, bool]]:
    with world.reading() as session:
        query = session.query(Outcome).order_by(Outcome.submission_id)
        return [(row.submission_id, row.approved, row.first, row.practice) for row in query]


def corrected(world: World, registration_id: int) -> None:
    flow = world.registration(registration_id).answers["message_flow"]
    world.correct(registration_id, message_flow=flow + " The sign-up form is public.")
    world.submit(registration_id)
    world.decide(registration_id)
    world.pass_days(9)


def history(
    world: World, approved: int, declined: int, *rules: str, use_case: str = "LOW_VOLUME", **values: Any
) -> None:
    """Decided submissions as if they had come that way, each of a registration of its own."""
    template = world.complete(world.business()) if not _count(world) else 1
    if not _count(world):
        world.submit(template)
    with world.transaction() as session:
        first = session.get_one(Submission, 1)
        for number in range(approved + declined):
            row = Registration(
                business_id=session.get_one(Registration, template).business_id,
                answers={},
                created_at=world.clock.now(),
                updated_at=world.clock.now(),
            )
            session.add(row)
            session.flush()
            made = Submission(
                registration_id=row.id, sequence=1, digest="0" * 64, rules_version=first.rules_version,
                quote_id=first.quote_id, created_at=world.clock.now(),
            )  # fmt: skip
            session.add(made)
            session.flush()
            session.add_all(
                SubmissionFinding(submission_id=made.id, rule=rule, severity=Severity.WARNING) for rule in rules
            )
            told = {"first": True, "practice": False} | values
            session.add(
                Outcome(
                    submission_id=made.id, registration_id=row.id, use_case=use_case, approved=number < approved,
                    rules_version=first.rules_version, decided_at=world.clock.now(), **told,
                )
            )  # fmt: skip


def _count(world: World) -> int:
    with world.reading() as session:
        return session.query(Submission).count()


def like(world: World, *rules: str, use_case: str = "LOW_VOLUME") -> Odds | NotEnough:
    with world.reading() as session:
        return odds.like_this(session, use_case, set(rules), world.ports)


def test_a_submission_keeps_what_it_was_warned_of(world: World) -> None:
    world.web.pages[SITE] = CASINO
    registration_id = world.complete(world.business())
    world.drain()
    with world.reading() as session:
        report = registrations.dossier(session, session.get_one(Registration, registration_id), world.ports).report
    world.submit(registration_id)
    with world.reading() as session:
        kept = {row.rule: row.severity for row in session.query(SubmissionFinding)}
    assert kept == {finding.rule: finding.severity for finding in report.findings}
    assert kept["website.gambling"] is Severity.WARNING
    assert Severity.BLOCKER not in kept.values()


def test_what_the_simulator_decides_counts_nowhere(world: World) -> None:
    world.approved()
    world.pass_days(9)
    assert world.registration(1).state is State.DONE
    assert outcomes(world) == []


def test_a_real_approval_is_written_down_once(new_world: NewWorld) -> None:
    world = new_world(**REAL)
    world.approved()
    world.pass_days(20)
    assert outcomes(world) == [(1, True, True, False)]
    with world.reading() as session:
        row, sent = session.query(Outcome).one(), session.query(Submission).one()
    assert (row.use_case, row.rules_version, row.registration_id) == ("LOW_VOLUME", sent.rules_version, 1)
    assert row.decided_at > sent.created_at


def test_a_decline_and_the_approval_of_the_correction_are_two_outcomes(new_world: NewWorld) -> None:
    world = new_world(**REAL)
    registration_id = world.approved(ein="99-0000120")
    world.pass_days(6)
    assert outcomes(world) == [(1, False, True, False)]
    corrected(world, registration_id)
    assert outcomes(world) == [(1, False, True, False), (2, True, False, False)]


def test_what_is_decided_later_on_changes_nothing(new_world: NewWorld) -> None:
    world = new_world(**REAL)
    world.live(ein="99-0000124")  # accepted, and declined by a secondary aggregator the day after
    assert world.registration(1).state is State.ACTION_NEEDED
    assert outcomes(world) == [(1, True, True, False)]


def test_news_that_comes_again_writes_nothing(new_world: NewWorld) -> None:
    world = new_world(**REAL)
    world.approved(ein="99-0000108")  # each notice comes twice
    world.pass_days(9)
    campaign = world.registration(1).campaign
    assert campaign is not None
    with world.transaction() as session:
        assert odds.decided(session, campaign, world.settings, world.clock.now()) == 0
    assert outcomes(world) == [(1, True, True, False)]


def test_a_rehearsal_is_no_case(new_world: NewWorld) -> None:
    world = new_world(**REAL)
    world.approved()
    with world.transaction() as session:
        session.get_one(Registration, 1).business.is_rehearsal = True
    world.pass_days(9)
    assert outcomes(world) == []


def test_development_keeps_practice_apart_and_counts_it(new_world: NewWorld) -> None:
    world = new_world(onboarding_env="development")
    world.approved()
    world.pass_days(9)
    assert outcomes(world) == [(1, True, True, True)]
    history(world, 9, 0, practice=True)
    assert like(world) == Odds(10, 10, pytest.approx(0.787, abs=0.001), 1.0, Likeness.USE_CASE)


@pytest.mark.parametrize("settings", [{}, REAL])
def test_practice_is_never_counted_outside_development(new_world: NewWorld, settings: dict[str, Any]) -> None:
    world = new_world(**settings)
    history(world, 40, 0, practice=True)
    assert like(world) == NotEnough(0)
    history(world, 10, 10)
    found = like(world)
    assert isinstance(found, Odds)
    assert (found.approved, found.decided) == (10, 20)


def test_the_same_warnings_are_compared_where_enough_had_them(world: World) -> None:
    history(world, 3, 9, "website.brand", "website.content")
    history(world, 30, 0)
    found = like(world, "website.brand")
    assert isinstance(found, Odds)
    assert (found.approved, found.decided, found.likeness) == (3, 12, Likeness.WARNINGS)
    assert found == like(world, "website.content", "website.brand")
    assert tell(found).startswith("3 of 12 registrations like this were approved the first time.")


def test_a_case_must_carry_all_the_warnings(world: World) -> None:
    history(world, 9, 9, "website.brand")
    history(world, 9, 9, "website.content")
    found = like(world, "website.brand", "website.content")
    assert isinstance(found, Odds)
    assert (found.approved, found.decided, found.likeness) == (18, 36, Likeness.USE_CASE_ONLY)
    assert "leave your warnings out" in tell(found)


def test_the_use_case_alone_is_compared_without_warnings(world: World) -> None:
    history(world, 8, 2, "website.brand")
    found = like(world)
    assert isinstance(found, Odds)
    assert (found.approved, found.decided, found.likeness) == (8, 10, Likeness.USE_CASE)


def test_another_use_case_says_nothing(world: World) -> None:
    history(world, 40, 0, use_case="MARKETING")
    assert like(world) == NotEnough(0)
    assert like(world, "website.brand") == NotEnough(0)


def test_a_second_try_is_no_case_of_its_own(world: World) -> None:
    history(world, 40, 0, first=False)
    assert like(world) == NotEnough(0)


def test_the_odds_of_a_registration_follow_its_report(world: World) -> None:
    world.web.pages[SITE] = CASINO
    registration_id = world.complete(world.business())
    world.drain()
    world.submit(registration_id)
    history(world, 0, 15, "website.gambling", "website.content")
    with world.reading() as session:
        case = registrations.dossier(session, session.get_one(Registration, registration_id), world.ports)
        found = odds.of(session, case, world.ports)
    assert isinstance(found, Odds)
    assert (found.approved, found.decided) == (0, 15)
