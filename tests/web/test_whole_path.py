"""The owner's whole path by pages: from signing up to a text on a handset, each page checked on the way."""

from sqlalchemy import func, select

from onboarding.domain.states import Registration as State
from onboarding.store.registrations import Registration, Submission
from tests.journeys.organizations import PUBLIX, WIKIMEDIA, Organization
from tests.page import Client
from tests.web import walks
from tests.world import PASSWORD, World

MOBILE = "(202) 555-0143"


def one(world: World) -> Registration:
    with world.reading() as session:
        return session.scalars(select(Registration).join(Registration.business).filter_by(is_operator=False)).one()  # type: ignore[no-any-return]


def test_from_signing_up_to_a_text_on_a_handset(world: World) -> None:
    world.operator()
    client = world.client()
    page = walks.sign_up(client, PUBLIX.owner, PASSWORD)
    assert page.h1 == "Name your business"
    page = client.submit({"name": PUBLIX.name})
    assert "0 of 10 tasks complete" in page.text
    business = page.path.split("/")[2]

    assert walks.tell(client, business).h1 == "Your phone number"
    assert walks.take_number(client, business, PUBLIX.area_code).h1 == "Your privacy policy"
    page = walks.publish(client, business)
    assert "10 of 10 tasks complete" in page.text
    page = client.click("See the price and send it")
    assert "Total to start" in page.text
    page = client.submit({"agree_price": True, "agree_rules": True})
    assert page.h1 == "Where your registration stands"
    assert "Our team is reading your registration." in page.text

    _approve(world, PUBLIX)
    world.pass_days(9)
    page = client.get(f"/b/{business}/status")
    assert "You're all set: your number can send texts." in page.text
    assert page.texts(".number .tag") == ["Can text"]
    _text_yourself(world, client)


def _approve(world: World, organization: Organization) -> None:
    desk = world.signed_in("staff@example.com", staff=True)
    desk.get("/desk/")
    page = desk.click(organization.name)
    assert "Nothing to correct" in page.text
    page = desk.submit({"verdict": "approved"})
    assert page.flashes == ["Approved. It is being filed now."]


def _text_yourself(world: World, client: Client) -> None:
    client.click("Add your mobile")
    page = client.submit({"mobile": MOBILE})
    assert f"We texted it to {MOBILE}." in page.text
    page = client.submit({"code": walks.code_texted(world, "+12025550143")})
    assert page.flashes == ["Your mobile is confirmed."]
    page = client.submit(button="Send a test text")
    assert page.flashes == [f"Your test text is on its way to {MOBILE}."]
    world.drain()
    assert "Publix: This is your test text." in str(world.state())


def test_a_nonprofit_sends_its_registration(world: World) -> None:
    client = world.client()
    walks.sign_up(client, WIKIMEDIA.owner, PASSWORD)
    business = client.submit({"name": WIKIMEDIA.name}).path.split("/")[2]
    walks.tell(client, business, WIKIMEDIA)
    walks.take_number(client, business, WIKIMEDIA.area_code)
    walks.publish(client, business)
    assert "Our team is reading your registration." in walks.send(client, business).text
    row = one(world)
    assert (row.state, row.answers["entity_type"]) == (State.IN_REVIEW, "NON_PROFIT")
    with world.reading() as session:
        assert session.scalar(select(func.count()).select_from(Submission)) == 1
