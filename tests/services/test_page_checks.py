"""Page checks: asked for when an address changed, made by a job, tried again while nobody answers."""

from datetime import timedelta

import pytest

from onboarding.domain.answers import Answers
from onboarding.domain.pages import Trouble
from onboarding.domain.preflight.pages import PageKind
from onboarding.services import page_checks, registrations
from onboarding.services.page_checks import MOST_A_DAY, Seen
from onboarding.store import page_checks as rows
from onboarding.store.registrations import Registration
from tests.services.page_looking import CASINO, FORM, SITE, case, checks, rules, states, visits
from tests.world import PUBLIC, World


def test_a_saved_address_is_looked_at_by_a_job(world: World) -> None:
    world.bell.rung.clear()
    registration_id = world.complete(world.business())
    assert world.web.asked == [], "nothing is fetched while a page is answered"
    assert [queue for queue, _, _ in world.bell.rung].count("pages") == 2
    assert states(world, registration_id) == {"website": "pending", "optin": "pending"}
    world.drain()
    assert sorted(world.web.asked) == [SITE, f"{SITE}/privacy", f"{SITE}/terms", FORM]
    found = case(world, registration_id)
    assert [page.kind for page in found.pages] == [
        PageKind.WEBSITE,
        PageKind.OPT_IN,
        PageKind.PRIVACY,
        PageKind.TERMS,
    ]
    for page in found.pages:
        assert (page.state, page.checked_at, len(page.sha256)) == (Seen.READ, world.clock.now(), 64)
    assert rules(found) == set()


def test_only_a_changed_address_is_asked_for(world: World) -> None:
    registration_id = world.complete(world.business())
    world.drain()
    before = checks(world)
    world.correct(registration_id, city="Tampa", website=SITE)
    assert checks(world) == before
    world.correct(registration_id, opt_in_page=f"{FORM}/new")
    assert checks(world)[len(before) :] == [("optin", f"{FORM}/new")]


def test_what_is_pending_is_not_asked_for_twice(world: World) -> None:
    registration_id = world.complete(world.business())
    for address in ("https://other.example", SITE, "https://other.example", SITE):
        world.correct(registration_id, website=address)
    assert checks(world) == [("website", SITE), ("optin", FORM), ("website", "https://other.example")]
    assert len(visits(world)) == 3


@pytest.mark.parametrize(
    "address", ["", "our website", "https://localhost", "ftp://bakery.example", "https://a b.example"]
)
def test_what_is_no_address_is_not_asked_for(world: World, address: str) -> None:
    world.complete(world.business(), website=address, opt_in_page=address)
    assert checks(world) == []


def test_another_name_has_the_pages_looked_at_anew(world: World) -> None:
    registration_id = world.complete(world.business())
    world.drain()
    world.correct(registration_id, display_name="Blue Door", legal_name="Blue Door, LLC")
    world.drain()
    assert "website.brand" in rules(case(world, registration_id))
    world.correct(registration_id, display_name="Rehearsal Bakery")
    world.drain()
    assert rules(case(world, registration_id)) == set()


@pytest.mark.parametrize("trouble", [Trouble.UNREACHABLE, Trouble.TIMEOUT])
def test_who_does_not_answer_is_asked_again_at_a_time_that_the_row_keeps(world: World, trouble: Trouble) -> None:
    world.web.pages[SITE] = trouble
    registration_id = world.complete(world.business())
    waits = []
    for tries in (1, 2):
        world.drain()
        world.drain()
        assert world.web.asked.count(SITE) == tries, "it is not due"
        assert states(world, registration_id)["website"] == "pending"
        row = visits(world)[0]
        waits.append((row.due_at - world.clock.wall()).total_seconds())
        world.wait(waits[-1] + 1)
    world.drain()
    assert waits == pytest.approx([20, 240], rel=0.3)
    assert states(world, registration_id)["website"] == "trouble"
    assert rules(case(world, registration_id)) == {"website.reachable"}
    assert visits(world)[0].done_at is not None
    world.wait(100_000)
    world.drain()
    assert world.web.asked.count(SITE) == 3


def test_who_answers_the_second_time_is_read(world: World) -> None:
    world.web.pages[SITE] = Trouble.TIMEOUT
    registration_id = world.complete(world.business())
    world.drain()
    del world.web.pages[SITE]
    world.wait(60)
    world.drain()
    assert states(world, registration_id)["website"] == "read"


def test_a_new_look_makes_a_new_row_and_the_newest_counts(world: World) -> None:
    world.web.pages[SITE] = CASINO
    registration_id = world.complete(world.business())
    world.drain()
    first = case(world, registration_id).pages[0].sha256
    del world.web.pages[SITE]
    world.clock.business += timedelta(days=2)
    world.submit(registration_id)
    page = case(world, registration_id).pages[0]
    assert (page.state, page.sha256) == (Seen.PENDING, first), "what was seen counts until there is news"
    assert "website.gambling" in rules(case(world, registration_id))
    world.drain()
    page = case(world, registration_id).pages[0]
    assert page.state is Seen.READ
    assert page.sha256 != first
    assert rules(case(world, registration_id)) == set()
    with world.reading() as session:
        kept = rows.history(session, registration_id, PageKind.WEBSITE)
    assert [row.sha256 for row in kept] == [page.sha256, first]


def test_a_submission_has_only_old_looks_made_again(world: World) -> None:
    registration_id = world.complete(world.business())
    world.drain()
    before = len(checks(world))
    world.clock.business += timedelta(hours=20)
    world.submit(registration_id)
    assert len(checks(world)) == before


def test_a_look_that_was_forgotten_is_made_again_after_a_day(world: World) -> None:
    registration_id = world.complete(world.business())
    world.clock.business += timedelta(hours=25)
    world.submit(registration_id)
    assert checks(world) == [("website", SITE), ("optin", FORM)] * 2


def test_a_look_can_be_asked_for_sooner(world: World) -> None:
    registration_id = world.complete(world.business())
    world.drain()
    world.clock.business += timedelta(minutes=5)
    with world.transaction() as session:
        row = session.get_one(Registration, registration_id)
        answers, now = Answers.from_json(row.answers), world.clock.now()
        assert page_checks.request(session, row, answers, now, older_than=timedelta(minutes=10)) == 0
        assert page_checks.request(session, row, answers, now, older_than=timedelta(minutes=1)) == 2
        assert page_checks.request(session, row, answers, now, older_than=timedelta(minutes=1)) == 0, "pending"


def test_nobody_makes_us_knock_at_every_door(world: World) -> None:
    registration_id = world.complete(world.business())
    for number in range(MOST_A_DAY + 10):
        world.correct(registration_id, website=f"https://door{number}.example")
    assert len(checks(world)) == MOST_A_DAY
    world.clock.business += timedelta(days=1, minutes=1)
    world.correct(registration_id, website=SITE)
    assert len(checks(world)) > MOST_A_DAY


def test_our_own_policy_is_not_fetched(world: World) -> None:
    world.web.pages[SITE] = f'<footer><a href="{PUBLIC}/p/rehearsal-bakery-abc">Privacy</a></footer>'
    world.complete(world.business())
    world.drain()
    assert sorted(world.web.asked) == [SITE, FORM]


def test_a_rehearsal_has_no_website_to_look_at(world: World) -> None:
    public = world.business()
    with world.transaction() as session:
        row = world._registration(session, public)
        row.business.is_rehearsal = True
        registrations.save(row, {"website": SITE}, world.ports.vault, world.clock.now())
    assert checks(world) == []


def test_a_look_that_is_made_already_is_not_made_again(world: World) -> None:
    world.complete(world.business())
    world.drain()
    asked = len(world.web.asked)
    page_checks.carry_out(world.ports, 1)
    assert len(world.web.asked) == asked
