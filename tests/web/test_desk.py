"""The review desk: a queue of real decisions, reasons that land on fields, and no way to decide on an old page."""

import pytest

from onboarding.domain.states import Registration as State
from onboarding.store.outbox import Message
from onboarding.store.registrations import Decision
from tests.page import Client
from tests.web import walks
from tests.world import World


@pytest.fixture
def case(world: World, owner: Client, mine: str) -> str:
    """The public id of a registration that an owner has sent."""
    walks.ready(owner, mine)
    walks.send(owner, mine)
    return world.registration(1).public_id


def decisions(world: World) -> list[Decision]:
    with world.reading() as session:
        return list(session.query(Decision))


def test_the_queue_holds_what_was_sent(staff: Client, case: str) -> None:
    page = staff.get("/desk/")
    assert page.texts("tbody th") == ["Blue Door Bakery"]
    assert page.texts(".desk-tabs a[aria-current]") == ["To review1"]
    assert page.href("Blue Door Bakery") == f"/desk/{case}"


@pytest.mark.parametrize("state", ["filing", "waiting", "action_needed", "returned", "done", "closed"])
def test_the_other_lists_are_there_to_look_things_up(staff: Client, state: str) -> None:
    assert "Nothing here" in staff.get(f"/desk/?state={state}").text


def test_a_list_that_there_is_not_is_not_found(staff: Client) -> None:
    for state in ("draft", "nothing", "", "%00"):
        assert staff.client.get(f"/desk/?state={state}").status_code == 404


def test_the_case_page_shows_everything_and_masks_the_ein(staff: Client, case: str) -> None:
    page = staff.get(f"/desk/{case}")
    assert "Publix Super Markets, Inc." in page.text
    assert "Nothing to correct" in page.text
    assert "You sent your registration for review" in page.texts(".timeline-title")
    assert page.texts(".money-total") == ["Total to start $23.50"]
    assert "0324412" not in page.html
    assert "4412" in page.text


def test_approving_files_it(world: World, staff: Client, case: str) -> None:
    staff.get(f"/desk/{case}")
    page = staff.submit({"verdict": "approved"})
    assert page.flashes == ["Approved. It is being filed now."]
    assert world.registration(1).state is State.FILING
    assert "Review" not in staff.get(f"/desk/{case}").texts("h2")


def test_reasons_land_the_owner_on_exactly_those_answers(
    world: World, staff: Client, owner: Client, mine: str, case: str
) -> None:
    staff.get(f"/desk/{case}")
    given = {"field1": "sample1", "reason1": "SAMPLE_GENERIC", "note1": "Say what is ready.", "verdict": "returned"}
    page = staff.submit(given | {"field2": "display_name", "reason2": "WEBSITE_MISMATCH"})
    assert page.flashes == ["Returned. The owner has been told what to change."]
    page = owner.get(f"/b/{mine}/")
    assert "“Say what is ready.”" in page.text
    assert page.texts(".task-attention .task-link") == ["Your business", "Example texts"]
    page = owner.click("Example texts")
    assert "What we asked you to change" in page.text
    assert "Say what is ready." in page.text
    assert "10 of 10" not in owner.get(f"/b/{mine}/").text, "what is marked is not complete"
    assert owner.click("Correct what is marked").h1 == "Your business"
    owner.get(f"/b/{mine}/step/messages")
    owner.submit({"sample1": "Publix: Your cake is ready in Lakeland until 8 PM. Reply STOP to opt out."})
    page = owner.get(f"/b/{mine}/")
    assert page.texts(".task-attention .task-link") == ["Your business"]
    assert page.texts(".task-status").count("Changed") == 1
    owner.get(f"/b/{mine}/send")
    assert "Our team is reading" in owner.submit({"agree_price": True, "agree_rules": True}).text
    page = staff.get(f"/desk/{case}")
    assert page.texts(".summary-note") == ["Changed since the last submission"]
    assert "Returned" in page.texts("#history ~ * .tag, .tag")
    assert world.registration(1).state is State.IN_REVIEW


def test_rejecting_needs_a_reason_and_closes_it(world: World, staff: Client, case: str) -> None:
    staff.get(f"/desk/{case}")
    page = staff.submit({"verdict": "rejected", "note1": "Not a real business."}, status=422)
    assert page.errors == ["Give at least one reason, so that the owner knows what to change."]
    assert page.one("#note1").etree_element.text == "Not a real business.", "what was typed is kept"
    page = staff.submit({"verdict": "rejected", "reason1": "DESC_VAGUE"})
    assert page.flashes == ["Rejected. The owner has been told why."]
    assert world.registration(1).state is State.CLOSED


def test_a_decision_has_to_be_chosen(world: World, staff: Client, case: str) -> None:
    staff.get(f"/desk/{case}")
    assert staff.submit(form="form[action$=decide]", status=422).errors == ["Choose a decision."]
    assert decisions(world) == []


def test_an_old_page_decides_nothing(world: World, staff: Client, case: str) -> None:
    colleague = world.signed_in("colleague@example.com", staff=True)
    staff.get(f"/desk/{case}")
    colleague.get(f"/desk/{case}")
    colleague.submit({"verdict": "approved"})
    page = staff.submit({"verdict": "returned", "reason1": "DESC_VAGUE"}, status=409)
    assert "Somebody has acted on this case since you opened it. Nothing was changed." in page.text
    assert [decision.verdict for decision in decisions(world)] == ["approved"]


def test_a_double_click_decides_once(world: World, staff: Client, case: str) -> None:
    staff.get(f"/desk/{case}")
    assert staff.page is not None
    data = staff.page.form(names=("verdict",)).data({"verdict": "approved"})
    staff.post(f"/desk/{case}/decide", data)
    staff.post(f"/desk/{case}/decide", data, status=409)
    assert len(decisions(world)) == 1


@pytest.mark.parametrize(
    "odd",
    [
        {"field1": "x" * 500, "reason1": "DESC_VAGUE"},
        {"reason1": "NO_SUCH_REASON"},
        {"verdict": "burnt"},
        {"reason1": "DESC_VAGUE", "field1": "\x00"},
    ],
)
def test_what_the_page_does_not_offer_is_refused(world: World, staff: Client, case: str, odd: dict[str, str]) -> None:
    staff.get(f"/desk/{case}")
    assert staff.page is not None
    data = staff.page.form(names=("verdict",)).data({"verdict": "returned"}) | odd
    staff.post(f"/desk/{case}/decide", data, status=422)
    assert decisions(world) == []


@pytest.mark.parametrize("version", ["", "abc", "-1", "9" * 40, "٣"])
def test_a_page_without_its_version_is_an_old_page(world: World, staff: Client, case: str, version: str) -> None:
    staff.get(f"/desk/{case}")
    assert staff.page is not None
    data = staff.page.form(names=("verdict",)).data({"verdict": "approved"}) | {"version": version}
    staff.post(f"/desk/{case}/decide", data, status=409)
    assert decisions(world) == []


def test_work_that_gets_no_answer_is_shown_while_it_is_tried(world: World, staff: Client) -> None:
    wall = world.clock.wall()
    with world.transaction() as session:
        for attempts, error in ((5, "too early to tell"), (6, "Unavailable: the registry is away")):
            session.add(
                Message(topic="file", subject="1", posted_at=wall, due_at=wall, attempts=attempts, last_error=error)
            )
    page = staff.get("/desk/parked")
    assert "Nothing is parked" in page.text
    assert "Still being tried" in page.text
    assert "Unavailable: the registry is away" in page.text
    assert "too early to tell" not in page.text


def test_parked_work_waits_for_a_person(world: World, staff: Client) -> None:
    assert "Nothing is parked" in staff.get("/desk/parked").text
    with world.transaction() as session:
        wall = world.clock.wall()
        error = "LookupError: no such version"
        row = Message(topic="render", subject="404", posted_at=wall, due_at=wall, parked_at=wall, last_error=error)
        session.add(row)
    page = staff.get("/desk/parked")
    assert "LookupError: no such version" in page.text
    data = page.form().data({})
    target = page.form().action
    assert staff.post(target, data).flashes == ["It will be tried again now."]
    assert staff.post(target, data).flashes == ["It isn't parked any more."]
    for unknown in ("99", "9" * 30, "x"):
        assert staff.client.post(f"/desk/parked/{unknown}/again", data=data).status_code == 404
