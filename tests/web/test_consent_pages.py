"""The owner's record of consents: find a person, enter, import, decide, stop, prove; and evidence for owner and staff."""

import io

import pytest

from tests.page import Client
from tests.services.test_consents import events
from tests.world import PASSWORD, World

PHONE, E164 = "(415) 555-0123", "+14155550123"


@pytest.fixture
def boss(live_world: World) -> Client:
    """Somebody to whom the live business belongs."""
    from onboarding.store.businesses import Membership
    from onboarding.store.registrations import Registration

    user_id = live_world.user("boss@example.com")
    with live_world.transaction() as session:
        business_id = session.get_one(Registration, 1).business_id
        session.add(Membership(user_id=user_id, business_id=business_id, role="owner"))
    client = live_world.client()
    client.get("/login")
    client.submit({"email": "boss@example.com", "password": PASSWORD})
    return client


@pytest.fixture
def base(live_world: World) -> str:
    return f"/b/{live_world.registration(1).business.public_id}"


def say(world: World, words: str, sender: str = E164) -> None:
    world.control(f"/handsets/{sender}/texts", {"to": world.number(1), "body": words})
    world.drain()


def test_an_empty_record_says_what_will_be_there(boss: Client, base: str) -> None:
    assert "No consents yet" in boss.get(f"{base}/consents").text


def test_a_consent_on_paper_is_entered_and_found(live_world: World, boss: Client, base: str) -> None:
    boss.get(f"{base}/consents/new")
    page = boss.submit({"phone": "12", "method": "paper"}, status=422)
    assert "Enter a US mobile number with area code, such as (415) 555-0123." in page.text
    assert "Check the box if it is true." in page.text
    page = boss.submit({"phone": PHONE, "method": "verbal", "purposes": ["marketing"], "sure": True}, status=422)
    assert "A spoken yes is not enough for offers." in page.text
    page = boss.submit({"phone": PHONE, "method": "paper", "purposes": ["service", "marketing"], "sure": True})
    assert page.h1 == PHONE
    assert "May be texted" in page.text
    assert "☐ Yes, Rehearsal Bakery may text me" in page.text
    boss.get(f"{base}/consents")
    assert boss.fetch(f"{base}/consents?phone=415+555+0123", 302).location.endswith("/consents/14155550123")
    boss.get(f"{base}/consents")
    assert "Enter a US mobile number" in boss.submit({"phone": "x"}, button="Find", status=422).text
    assert events(live_world) == ["agreed"]


def test_what_is_unclear_is_shown_and_decided(live_world: World, boss: Client, base: str) -> None:
    say(live_world, "not interested")
    page = boss.get(f"{base}/consents")
    assert "Please decide: did they mean to stop?" in page.text
    boss.click(PHONE)
    page = boss.submit(button="No, they meant something else")
    assert page.flashes == ["They may be texted again."]
    assert events(live_world) == ["held", "released"]


def test_a_decision_on_an_old_page_is_refused(live_world: World, boss: Client, base: str) -> None:
    say(live_world, "not interested")
    boss.get(f"{base}/consents/14155550123")
    say(live_world, "why do you keep texting me")
    page = boss.submit(button="No, they meant something else")
    assert page.flashes == ["Something has changed since you opened this page. Please look at it again."]
    assert events(live_world) == ["held", "held"]


def test_the_owner_stops_texts_to_somebody_who_called(live_world: World, boss: Client, base: str) -> None:
    boss.get(f"{base}/consents/14155550123")
    page = boss.submit({"words": "Called us: no more texts"}, button="Stop texts to this person")
    assert page.flashes == ["They get no more texts."]
    assert "Wants no more texts" in page.text
    assert events(live_world) == ["revoked"]


def test_a_list_is_imported_whole_or_not_at_all(live_world: World, boss: Client, base: str) -> None:
    boss.get(f"{base}/consents/import")
    source = {"source": "Forms of our old texting service", "sure": "y"}
    token = boss.page.form().data({})["csrf_token"]  # type: ignore[union-attr]

    def send(content: bytes) -> tuple[int, str]:
        data = source | {"csrf_token": token, "file": (io.BytesIO(content), "list.csv")}
        answer = boss.client.post(f"{base}/consents/import", data=data, content_type="multipart/form-data")
        return answer.status_code, answer.get_data(as_text=True)

    for bad in (
        b"",
        b"phone,date\n123,2026-05-03\n4155550123,never\n",
        b"\xff\xfe\x00",
        b'phone\r"4155550123\r' + b"x" * 200_000,
    ):
        status, html = send(bad)
        assert status == 422, bad[:30]
        assert "Forms of our old texting service" in html
    assert events(live_world) == []
    assert send(b"phone,date,purposes\r4155550123,2026-05-03,service\r")[0] == 302
    assert events(live_world) == ["agreed"]
    exported = boss.fetch(f"{base}/consents/export.csv").get_data(as_text=True)
    assert "(415) 555-0123,agreed,import,service,,Forms of our old texting service" in exported


@pytest.mark.parametrize(
    "path",
    [
        "consents/123",
        "consents/abc",
        "consents/99999999999999",
        "consents?before=99999999999999999999",
        "consents?before=x",
    ],
)
def test_odd_addresses_break_nothing(boss: Client, base: str, path: str) -> None:
    assert boss.client.get(f"{base}/{path}").status_code in {200, 404}


def test_the_proof_of_one_person_is_made_and_downloaded(live_world: World, boss: Client, base: str) -> None:
    say(live_world, "STOP")
    boss.get(f"{base}/consents/14155550123")
    boss.submit(button="Make a proof as PDF")
    assert boss.page is not None
    assert "is being made" in boss.page.text
    live_world.drain()
    page = boss.get(f"{base}/consents/14155550123")
    link = next(
        str(a.etree_element.get("href")) for a in page.all("main a") if "/evidence/" in str(a.etree_element.get("href"))
    )
    assert boss.fetch(link).get_data().startswith(b"%PDF")


def test_evidence_is_one_click_for_the_owner_and_for_staff(live_world: World, boss: Client, base: str) -> None:
    boss.get(f"{base}/evidence")
    boss.submit(button="Make an evidence packet")
    live_world.drain()
    page = boss.get(f"{base}/evidence")
    [report, archive] = [str(a.etree_element.get("href")) for a in page.all(".shelf a")]
    assert boss.fetch(report).get_data().startswith(b"%PDF")
    assert boss.fetch(archive).get_data().startswith(b"PK")
    staff = live_world.signed_in("staff@example.com", staff=True)
    case = f"/desk/{live_world.registration(1).public_id}"
    page = staff.get(case)
    assert (
        staff.fetch(str(page.all("#evidence ~ .shelf a, .panel .shelf a")[0].etree_element.get("href")))
        .get_data()
        .startswith(b"%PDF")
    )
    button = next(text for text in page.texts("button") if text.startswith("Send the report of"))
    page = staff.submit(button=button)
    assert page.flashes == ["The report is on its way to the registry."]
    live_world.drain()
    assert "Sent to the registry" in staff.get(case).text


def test_another_owner_sees_none_of_it(live_world: World, base: str) -> None:
    say(live_world, "STOP")
    stranger = live_world.signed_in("stranger@example.com")
    for path in ("documents", "consents", "consents/14155550123", "consents/export.csv", "evidence", "domains"):
        assert stranger.get(f"{base}/{path}", status=404)
