"""The hosted sign-up form: optional boxes, nothing typed lost, the same answer for everybody, and no text to who said stop."""

import pytest

from onboarding.domain.documents.kinds import Kind
from onboarding.services import consents, documents, hosting
from onboarding.services.hosting import Hosted
from onboarding.store.consents import Confirmation, Consent
from onboarding.store.registrations import Registration
from onboarding.store.texts import TextMessage
from tests.page import Client
from tests.services.test_publishing import practise, publish, slug
from tests.world import LIVE, World

PHONE, E164 = "(415) 555-0123", "+14155550123"
AGENT = "TestBrowser/1.0"


@pytest.fixture
def path(live_world: World) -> str:
    """The sign-up page of a business whose number may text."""
    return f"/p/{slug(live_world, LIVE)}/opt-in"


def sign_up(
    world: World,
    path: str,
    client: Client | None = None,
    *,
    wait: float = 5,
    status: int | None = None,
    **changes: object,
) -> Client:
    """Open the page, wait as people do, and send the form."""
    reader = client or world.client()
    reader.get(path)
    world.wait(wait)
    told: dict[str, object] = {"phone": PHONE, "purpose": ["service"]} | changes
    reader.submit(told, status=status)  # type: ignore[arg-type]
    return reader


def records(world: World) -> list[Consent]:
    with world.reading() as session:
        return session.query(Consent).order_by(Consent.id).all()


def texts(world: World) -> list[tuple[str, str]]:
    with world.reading() as session:
        return [(row.peer, row.state) for row in session.query(TextMessage).filter_by(kind="confirmation")]


def test_a_consent_is_recorded_with_everything_that_proves_it(live_world: World, path: str) -> None:
    reader = sign_up(live_world, path)
    assert reader.page is not None
    assert reader.page.h1 == "Thank you"
    [row] = records(live_world)
    assert (row.event, row.method, row.purposes, row.language) == ("agreed", "web", ["service"], "en")
    assert row.payload is not None
    assert (row.payload.phone, row.payload.ip_address) == (E164, "127.0.0.1")
    assert row.payload.words.startswith("Yes, Rehearsal Bakery may text me about")
    with live_world.reading() as session:
        found = hosting.find(session, path.split("/")[2], Kind.OPT_IN, live_world.settings)
        assert isinstance(found, Hosted)
        assert row.version_id == found.version.id
        assert "Message and data rates may apply" in consents.wording(session, session.get_one(Consent, row.id))


def test_one_text_confirms_it(live_world: World, path: str) -> None:
    sign_up(live_world, path)
    live_world.drain()
    assert texts(live_world) == [(E164, "sent")]


def test_a_text_that_may_not_go_yet_waits_until_the_number_may_text(world: World) -> None:
    registration_id = world.complete(world.business())
    sign_up(world, f"/p/{slug(world, registration_id)}/opt-in")
    world.drain()
    assert texts(world) == []
    assert consents.post_waiting(world.ports) == 0
    world.submit(registration_id)
    world.decide(registration_id)
    world.pass_days(9)
    assert consents.post_waiting(world.ports) == 1
    assert consents.post_waiting(world.ports) == 0, "it is rung for once"
    world.drain()
    assert texts(world) == [(E164, "sent")]


def test_no_box_is_checked_and_none_has_to_be(live_world: World, path: str) -> None:
    reader = live_world.client()
    page = reader.get(path)
    boxes = page.all('input[type="checkbox"]')
    assert boxes
    assert not [box for box in boxes if "checked" in box.etree_element.attrib or "required" in box.etree_element.attrib]
    assert not page.all("input[required]")
    reader.submit({"phone": PHONE})
    assert reader.page is not None
    assert "You checked nothing, so we send nothing, and we kept nothing." in reader.page.text
    assert records(live_world) == []


def test_nothing_typed_is_lost_when_something_is_wrong(live_world: World, path: str) -> None:
    reader = sign_up(live_world, path, phone="555-0123", status=422)
    assert reader.page is not None
    assert reader.page.response is not None
    assert reader.page.response.status_code == 422
    assert "Enter a US mobile number, such as (415) 555-0123." in reader.page.text
    assert reader.page.one("#phone").etree_element.get("value") == "555-0123"
    assert "checked" in reader.page.one("#service").etree_element.attrib
    reader.submit({"phone": PHONE, "purpose": ["service"]}, status=200)
    assert reader.page.h1 == "Texts from Rehearsal Bakery", "the clock stood still: too quick for a person"
    live_world.wait(3)
    reader.submit({"phone": PHONE, "purpose": ["service"]})
    assert len(records(live_world)) == 1


@pytest.mark.parametrize("wait", [0, 25 * 3600])
def test_a_form_sent_too_fast_or_too_late_is_shown_once_more(live_world: World, path: str, wait: float) -> None:
    reader = sign_up(live_world, path, wait=wait, status=200)
    assert reader.page is not None
    assert "Please look it over, then press the button to sign up." in reader.page.text
    assert reader.page.one("#phone").etree_element.get("value") == PHONE
    assert records(live_world) == []


def test_a_form_from_another_website_is_shown_once_more(live_world: World, path: str) -> None:
    answer = live_world.app.test_client().post(path, data={"phone": PHONE, "purpose": "service"})
    assert answer.status_code == 200
    assert b'value="(415) 555-0123"' in answer.get_data()
    assert b"checked" in answer.get_data()
    assert records(live_world) == []


def test_a_program_that_fills_in_what_people_do_not_see_gets_thanks_and_nothing(live_world: World, path: str) -> None:
    reader = sign_up(live_world, path, second_reason="http://spam.example")
    assert reader.page is not None
    assert reader.page.h1 == "Thank you"
    assert records(live_world) == []


def test_a_double_click_records_once(live_world: World, path: str) -> None:
    for _ in range(2):
        sign_up(live_world, path)
    live_world.drain()
    assert len(records(live_world)) == 1
    assert len(texts(live_world)) == 1


def test_one_number_is_signed_up_three_times_a_day_at_most_and_the_answer_is_the_same(
    live_world: World, path: str
) -> None:
    said = set()
    for _ in range(5):
        live_world.clock.business += live_world.clock.business.resolution * 300_000_000  # five minutes
        reader = sign_up(live_world, path)
        assert reader.page is not None
        said.add(reader.page.text)
    assert len(records(live_world)) == 3
    assert len(said) == 1


def test_who_said_stop_is_not_texted_because_somebody_typed_their_number(live_world: World, path: str) -> None:
    with live_world.transaction() as session:
        consents.revoke(session, 1, E164, "called us", live_world.user("o@example.com"), live_world.ports)
    reader = sign_up(live_world, path)
    assert reader.page is not None
    assert "Then text START to us" in reader.page.text
    live_world.drain()
    assert texts(live_world) == []
    with live_world.reading() as session:
        [row] = session.query(Confirmation).all()
        assert (row.state, row.why) == ("dropped", "revoked")


def test_the_form_speaks_spanish(live_world: World, path: str) -> None:
    reader = sign_up(live_world, f"{path}?lang=es", phone="x", status=422)
    assert reader.page is not None
    assert "Escriba un número de celular" in reader.page.text
    live_world.wait(5)
    reader.submit({"phone": PHONE, "purpose": ["service"]})
    assert reader.page.h1 == "Gracias"
    [row] = records(live_world)
    assert row.language == "es"
    with live_world.reading() as session:
        assert "Pueden aplicarse tarifas" in consents.wording(session, session.get_one(Consent, row.id))


def test_adults_are_asked_for_their_date_of_birth_first(live_world: World, path: str) -> None:
    practise(live_world, LIVE, age="21")
    publish(live_world, LIVE)
    for born, said in (
        ("", "Enter your date of birth"),
        ("4/27/2010", "only for people who are 21 or older"),
        ("soon", "Enter your date"),
    ):
        reader = sign_up(live_world, path, birth=born, status=422)
        assert reader.page is not None
        assert said in reader.page.text
    assert records(live_world) == []
    sign_up(live_world, path, birth="4/27/1990")
    [row] = records(live_world)
    assert row.payload is not None
    assert "1990" not in row.payload.words + row.payload.source, "the date is checked and not kept"


def test_a_reply_of_yes_confirms_where_it_is_asked_for(live_world: World, path: str) -> None:
    practise(live_world, LIVE, double=True)
    publish(live_world, LIVE)
    sign_up(live_world, path)
    live_world.drain()
    with live_world.reading() as session:
        [text] = session.query(TextMessage).filter_by(kind="confirmation").all()
        assert text.body.startswith("Rehearsal Bakery: Reply YES to confirm that you want our texts about")
        number = text.number
    live_world.control(f"/handsets/{E164}/texts", {"to": number, "body": "yes"})
    live_world.drain()
    assert [row.event for row in records(live_world)] == ["agreed", "confirmed"]
    live_world.control(f"/handsets/{E164}/texts", {"to": number, "body": "Yes!"})
    live_world.drain()
    assert [row.event for row in records(live_world)] == ["agreed", "confirmed"], "a yes to nothing is nothing"


@pytest.mark.parametrize("odd", ["\x00", "x" * 5000, "🧁" * 300, "'; DROP TABLE consents; --", "<script>", "\u202e"])
def test_odd_input_breaks_nothing(live_world: World, path: str, odd: str) -> None:
    client = live_world.app.test_client()
    for data in (
        {"phone": odd, "purpose": "service"},
        {"phone": PHONE, "purpose": odd, "lang": odd, "token": odd, "birth": odd},
    ):
        answer = client.post(path, data=data, headers={"User-Agent": "x" * 2000})
        assert answer.status_code < 500
    assert client.post(f"{path}?lang={odd}", data=b"\xff\xfe=%00", content_type="text/plain").status_code < 500
    assert records(live_world) == []


def test_a_page_that_was_taken_down_takes_nobody(live_world: World, path: str) -> None:
    reader = live_world.client()
    reader.get(path)
    with live_world.transaction() as session:
        documents.withdraw(session, session.get_one(Registration, LIVE), Kind.OPT_IN, live_world.clock.now(), "user:1")
    answer = reader.client.post(path, data={"phone": PHONE, "purpose": "service"})
    assert answer.status_code == 409
    assert records(live_world) == []


def test_a_second_registration_that_was_only_begun_does_not_keep_the_text_waiting(live_world: World, path: str) -> None:
    with live_world.transaction() as session:
        now = live_world.clock.now()
        session.add(Registration(business_id=1, answers={}, created_at=now, updated_at=now))
    sign_up(live_world, path)
    live_world.drain()
    assert texts(live_world) == [(E164, "sent")]
