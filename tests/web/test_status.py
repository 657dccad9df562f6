"""The status page: what it says in each state of the chain, and what is paid."""

import pytest

from onboarding.services.review import Reasoned
from onboarding.store.accounts import User
from tests.page import Client
from tests.web.conftest import OWNER
from tests.world import World


def test_before_it_is_sent(owner: Client, mine: str) -> None:
    page = owner.get(f"/b/{mine}/status")
    assert "You are still filling in your registration." in page.text
    assert page.texts(".number-shown") == ["Not chosen yet"]
    assert page.texts(".number .tag") == ["Can't text yet"]
    assert "Nothing has been charged." in page.text
    assert page.href("Open the tasks") == f"/b/{mine}/"


def test_while_it_is_read_filed_and_reviewed(world: World, owner: Client, mine: str) -> None:
    registration = world.complete(mine)
    world.submit(registration)
    page = owner.get(f"/b/{mine}/status")
    assert "Our team is reading your registration." in page.text
    assert "Usually within one business day." in page.text
    world.decide(registration)
    assert "We are filing your business with the registry." in owner.get(f"/b/{mine}/status").text
    world.pass_days(1)
    page = owner.get(f"/b/{mine}/status")
    assert "Reviewers are looking at how you text." in page.text
    assert "Charged so far" in page.text


def test_when_everything_is_good(world: World, owner: Client, mine: str) -> None:
    registration = world.complete(mine)
    world.submit(registration)
    world.decide(registration)
    world.pass_days(9)
    page = owner.get(f"/b/{mine}/status")
    assert "You're all set: your number can send texts." in page.text
    assert page.texts(".timeline-title")[0] == "Your number can send texts"
    assert page.texts(".timeline-title")[-1] == "You sent your registration for review"
    assert page.texts(".money-total") == ["Total so far $23.50"]
    assert "then each month." in page.text
    assert all(str(time.etree_element.get("datetime"))[:5] == "2026-" for time in page.all(".timeline time"))


# the magic EIN, what is said, the words of whoever said no
SAD = [
    ("99-0000101", "The registry could not confirm your business.", "The legal name is not the one on record"),
    ("99-0000105", "The registry did not take what we filed.", ""),
    ("99-0000122", "The reviewers declined your registration.", "In their words:"),
    ("99-0000123", "A carrier turned your registration down.", ""),
    ("99-0000121", "A carrier has paused your texting, so your number is locked.", ""),
]


@pytest.mark.parametrize(("ein", "said", "theirs"), SAD)
def test_when_something_is_wrong(world: World, owner: Client, mine: str, ein: str, said: str, theirs: str) -> None:
    registration = world.complete(mine, ein=ein)
    world.submit(registration)
    world.decide(registration)
    world.pass_days(12)
    page = owner.get(f"/b/{mine}/status")
    assert said in page.text
    assert theirs in page.text
    assert page.texts(".number .tag") == ["Can't text yet"]
    assert page.texts(".number ~ details li"), "each missing link is named"
    assert page.all(".banner-problem")


@pytest.mark.parametrize("ein", ["99-0000101", "99-0000122"])
def test_what_has_to_be_mended_is_marked_on_the_tasks(world: World, owner: Client, mine: str, ein: str) -> None:
    registration = world.complete(mine, ein=ein)
    world.submit(registration)
    world.decide(registration)
    world.pass_days(9)
    page = owner.get(f"/b/{mine}/")
    assert "Needs your attention" in page.texts(".task-status")
    marked = page.texts(".task-attention .task-link")
    page = owner.click(marked[0])
    assert "Why we ask you to look at this again" in page.text
    again = owner.get(f"/b/{mine}/send")
    assert "each further review costs" in again.text
    page = owner.submit({"agree_price": True, "agree_rules": True})
    assert page.flashes == [
        "Nothing has changed since your last try, so it would be declined again. Correct the marked answers first."
    ]


def test_a_registration_that_was_rejected_says_why_and_stays_closed(world: World, owner: Client, mine: str) -> None:
    registration = world.complete(mine)
    world.submit(registration)
    world.decide(registration, "rejected", [Reasoned("description", "DESC_VAGUE", "We don't serve this trade.")])
    page = owner.get(f"/b/{mine}/status")
    assert "We can't register this business for texting." in page.text
    assert "We don't serve this trade." in page.text
    assert owner.client.get(f"/b/{mine}/").location == f"/b/{mine}/status"


def test_times_are_told_in_the_readers_own_zone(world: World, owner: Client, mine: str) -> None:
    registration = world.complete(mine)
    world.submit(registration)
    assert "November 23, 2026, 10:00 AM EST" in owner.get(f"/b/{mine}/status").text
    with world.transaction() as session:
        session.query(User).filter_by(email=OWNER).one().time_zone = "America/Los_Angeles"
    assert "November 23, 2026, 7:00 AM PST" in owner.get(f"/b/{mine}/status").text


def test_what_was_sent_can_be_read_while_others_decide(world: World, owner: Client, mine: str) -> None:
    registration = world.complete(
        mine, ein="59-1234567", description="We text people who ordered a cake about pickup times."
    )
    world.submit(registration)
    page = owner.get(f"/b/{mine}/status")
    assert "What you sent" in page.texts("summary")
    assert "We text people who ordered a cake about pickup times." in page.text
    assert "59-1234567" not in page.html
    assert not page.all(".summary-action"), "there is nothing to change now"
