"""Sending it off: the price first, agreed to, once; and what the other tab or the back button finds."""

from onboarding.domain.states import Registration as State
from onboarding.store import configuration
from onboarding.store.registrations import Registration, Submission
from tests.page import Client
from tests.web import walks
from tests.world import World

AGREED = {"agree_price": True, "agree_rules": True}


def submissions(world: World) -> list[Submission]:
    with world.reading() as session:
        return list(session.query(Submission))


def test_the_price_is_shown_before_anything_is_agreed(owner: Client, mine: str) -> None:
    walks.ready(owner, mine)
    page = owner.get(f"/b/{mine}/send")
    assert page.texts(".money-total") == ["Total to start $23.50"]
    assert "After the first 3 months: $1.50 a month" in page.text
    assert "Nothing is filed or charged before they approve it." in page.text


def test_nobody_agrees_without_checking_the_boxes(world: World, owner: Client, mine: str) -> None:
    walks.ready(owner, mine)
    owner.get(f"/b/{mine}/send")
    page = owner.submit(status=422)
    assert page.errors == ["Check the box if you agree to the price.", "Check the box if what you told us is true."]
    assert submissions(world) == []


def test_it_cannot_be_sent_while_something_is_missing(world: World, owner: Client, mine: str) -> None:
    walks.tell(owner, mine)
    page = owner.get(f"/b/{mine}/")
    assert "See the price and send it" not in page.texts("main a")
    answer = owner.client.get(f"/b/{mine}/send")
    assert answer.location == f"/b/{mine}/"
    assert owner.get(f"/b/{mine}/").flashes == ["Some answers still need attention. Complete the tasks, then send it."]
    assert submissions(world) == []


def test_a_double_click_sends_once(world: World, owner: Client, mine: str) -> None:
    walks.ready(owner, mine)
    owner.get(f"/b/{mine}/send")
    assert owner.page is not None
    data = owner.page.form(names=AGREED).data(AGREED)
    first = owner.post(f"/b/{mine}/send", data)
    second = owner.post(f"/b/{mine}/send", data)
    assert first.path == second.path == f"/b/{mine}/status"
    assert len(submissions(world)) == 1


def test_the_back_button_finds_nothing_to_change(world: World, owner: Client, mine: str) -> None:
    walks.ready(owner, mine)
    owner.get(f"/b/{mine}/step/address")
    assert owner.page is not None
    old_page = owner.page.form(names=("street",)).data({"street": "1 Other Street"})
    walks.send(owner, mine)
    page = owner.post(f"/b/{mine}/step/address", old_page)
    assert page.path == f"/b/{mine}/status"
    assert page.flashes == []  # told by the page itself: it is being read
    for path in ("step/business", "send", ""):
        assert owner.client.get(f"/b/{mine}/{path}").location == f"/b/{mine}/status"
    owner.get(f"/b/{mine}/policy")
    with world.reading() as session:
        row = session.query(Registration).one()
    assert (row.state, row.answers["street"]) == (State.IN_REVIEW, "3300 Publix Corporate Parkway")


def test_the_other_tabs_edit_is_part_of_what_is_sent(world: World, owner: Client, mine: str) -> None:
    walks.ready(owner, mine)
    owner.get(f"/b/{mine}/send")
    assert owner.page is not None
    sending = owner.page.form(names=AGREED).data(AGREED)
    owner.get(f"/b/{mine}/step/address")
    owner.submit({"street": "3301 Publix Corporate Parkway"}, button="Save and continue")
    owner.post(f"/b/{mine}/send", sending)
    [sent] = submissions(world)
    with world.reading() as session:
        payload = session.get_one(Submission, sent.id).payload
        assert payload is not None
        assert payload.answers["street"] == "3301 Publix Corporate Parkway"


def test_an_edit_that_breaks_something_stops_the_other_tab(world: World, owner: Client, mine: str) -> None:
    walks.ready(owner, mine)
    owner.get(f"/b/{mine}/send")
    assert owner.page is not None
    sending = owner.page.form(names=AGREED).data(AGREED)
    owner.get(f"/b/{mine}/step/address")
    owner.submit({"zip_code": ""}, button="later")
    page = owner.post(f"/b/{mine}/send", sending)
    assert page.h1 == "Register for texting"
    assert submissions(world) == []


def test_another_price_than_the_one_shown_is_shown_again(world: World, owner: Client, mine: str) -> None:
    walks.ready(owner, mine)
    owner.get(f"/b/{mine}/send")
    assert owner.page is not None
    sending = owner.page.form(names=AGREED).data(AGREED)
    with world.transaction() as session:
        prices = {"one_time": 2900, "monthly": {"LOW_VOLUME": 250}, "further_review": 1500}
        configuration.write(session, "prices", prices, by="tests", at=world.clock.now())
    page = owner.post(f"/b/{mine}/send", sending, status=200)
    assert page.flashes == ["The price has changed since you opened this page. Please look at it again."]
    assert page.texts(".money-total") == ["Total to start $36.50"]
    assert not page.all("input[name=agree_price][checked]"), "a new price is agreed to anew"
    assert submissions(world) == []
    owner.submit(AGREED)
    assert len(submissions(world)) == 1


def test_the_summary_masks_the_ein(owner: Client, mine: str) -> None:
    walks.ready(owner, mine)
    page = owner.get(f"/b/{mine}/send")
    assert "0324412" not in page.html
    assert "4412" in page.text
