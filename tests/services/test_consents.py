"""Consents and revocations: what people text is obeyed and recorded, what is unclear waits, what owners enter is theirs."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from onboarding.domain.documents.kinds import Kind, Language
from onboarding.services import consent_files, consents, numbers, recording_consents, texting
from onboarding.services.consent_files import BadFile
from onboarding.store.consents import Consent, ConsentIsImmutable
from onboarding.store.inbox import Notice
from onboarding.store.registrations import Registration
from onboarding.store.texts import TextMessage
from tests.world import LIVE, World

THEM = "+14155550123"


def say(world: World, words: str, sender: str = THEM) -> None:
    world.control(f"/handsets/{sender}/texts", {"to": world.number(LIVE), "body": words})
    world.drain()
    world.drain()


def events(world: World) -> list[str]:
    with world.reading() as session:
        return [row.event for row in session.query(Consent).order_by(Consent.id)]


def replies(world: World) -> list[str]:
    with world.reading() as session:
        return [row.kind for row in session.query(TextMessage).filter(TextMessage.kind.endswith("_reply"))]


def codes(world: World) -> list[str]:
    with world.reading() as session:
        return [block.code for block in numbers.verdict(session, world.number(LIVE), THEM).blocks]


def business_id(world: World) -> int:
    with world.reading() as session:
        return session.get_one(Registration, LIVE).business_id


@pytest.mark.parametrize("words", ["STOP", "please take me off your list", "wrong number", "ya no me manden mensajes"])
def test_every_wording_of_stop_closes_the_gate_is_recorded_and_answered_once(live_world: World, words: str) -> None:
    for _ in range(2):
        say(live_world, words)
    assert codes(live_world) == ["recipient_opted_out"]
    assert replies(live_world) == ["stop_reply"]
    assert events(live_world) == ["revoked", "revoked"], "each was said, each is recorded"
    with live_world.reading() as session:
        row = session.query(Consent).first()
        assert row is not None
        assert row.payload is not None
        assert (row.payload.words, row.method) == (words, "text")


def test_what_is_unclear_is_held_and_not_answered(live_world: World) -> None:
    say(live_world, "not interested")
    assert codes(live_world) == ["recipient_held"]
    assert replies(live_world) == []
    assert events(live_world) == ["held"]


@pytest.mark.parametrize(
    ("stops", "left", "event"), [(True, ["recipient_opted_out"], "revoked"), (False, [], "released")]
)
def test_a_person_decides_what_was_meant(live_world: World, stops: bool, left: list[str], event: str) -> None:
    say(live_world, "not interested")
    by = live_world.user("o@example.com")
    for expected in (True, False):
        with live_world.transaction() as session:
            assert consents.decide(session, 1, THEM, stops=stops, by=by, ports=live_world.ports) is expected
    assert codes(live_world) == left
    assert events(live_world) == ["held", event]


def test_a_clear_stop_settles_what_was_held_and_cannot_be_released(live_world: World) -> None:
    say(live_world, "not interested")
    say(live_world, "STOP")
    assert codes(live_world) == ["recipient_opted_out"]
    assert replies(live_world) == ["stop_reply"]
    with live_world.transaction() as session:
        assert not consents.decide(
            session, 1, THEM, stops=False, by=live_world.user("o@example.com"), ports=live_world.ports
        )
    assert codes(live_world) == ["recipient_opted_out"]


def test_an_unclear_text_after_a_stop_changes_nothing(live_world: World) -> None:
    say(live_world, "STOP")
    say(live_world, "not interested")
    assert codes(live_world) == ["recipient_opted_out"]
    assert events(live_world) == ["revoked"]


def test_start_asks_for_texts_again(live_world: World) -> None:
    say(live_world, "STOP")
    say(live_world, "START")
    assert codes(live_world) == []
    assert events(live_world) == ["revoked", "agreed"]
    assert replies(live_world) == ["stop_reply", "start_reply"]


def test_ordinary_talk_is_neither_recorded_nor_answered(live_world: World) -> None:
    for words in ("I'll stop by at 5", "please don't stop texting me", "yes", "Cancel my appointment for Tuesday"):
        say(live_world, words)
    assert events(live_world) == []
    assert codes(live_world) == []


def test_what_the_owner_hears_in_another_way_stops_texts_too(live_world: World) -> None:
    with live_world.transaction() as session:
        consents.revoke(session, 1, THEM, "told us at the counter", live_world.user("o@example.com"), live_world.ports)
    assert codes(live_world) == ["recipient_opted_out"]


def test_an_import_is_recorded_with_its_source_and_lifts_no_stop(live_world: World) -> None:
    say(live_world, "STOP")
    by, now = live_world.user("o@example.com"), live_world.clock.now()
    table = "phone,date,purposes\n(415) 555-0123,2026-05-03,service marketing\n415-555-0144,5/3/2026,\n"
    for expected in (2, 0):
        with live_world.transaction() as session:
            rows = consent_files.read_csv(table, now)
            assert consent_files.take_in(session, 1, rows, "our old system", by, live_world.ports) == expected
    assert codes(live_world) == ["recipient_opted_out"]
    live_world.drain()
    with live_world.reading() as session:
        found = consents.person(session, 1, "+14155550144", live_world.ports)
        assert found is not None
        assert (found.state, found.purposes) == ("agreed", ("service",))
        assert found.history[0].payload is not None
        assert found.history[0].payload.source == "our old system"
        assert session.query(TextMessage).filter_by(kind="confirmation").count() == 0


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("", "first line must name the columns"),
        ("number\n4155550123\n", "first line must name the columns"),
        ("phone,date\n12345,2026-05-03\n", "Line 2: “12345” is no US phone number."),
        ("phone,date\n4155550123,soon\n", "Line 2: give the day"),
        ("phone,date\n4155550123,2031-05-03\n", "Line 2: give the day"),
        ("phone,date,purposes\n4155550123,2026-05-03,spam\n", "purposes are service and marketing"),
        ("phone,date\n" + "4155550123,2026-05-03\n" * 5001, "at most 5000 lines"),
    ],
)
def test_a_bad_file_says_what_is_wrong_with_each_line(world: World, table: str, said: str) -> None:
    with pytest.raises(BadFile) as bad:
        consent_files.read_csv(table, world.clock.now())
    assert said in str(bad.value.problems[0])


def test_the_export_holds_everything_and_no_formulas(live_world: World) -> None:
    say(live_world, "=HYPERLINK(1) STOP texting me")
    with live_world.reading() as session:
        lines = "".join(consent_files.export(session, business_id(live_world))).splitlines()
    assert lines[0].startswith("id,time,phone,event")
    assert len(lines) == 2
    assert "(415) 555-0123,revoked,text" in lines[1]
    assert ",'=HYPERLINK" in lines[1]


def test_a_record_is_never_changed(live_world: World) -> None:
    say(live_world, "STOP")
    with live_world.ports.sessions() as session:
        row = session.query(Consent).first()
        assert row is not None
        row.event = "agreed"
        with pytest.raises(ConsentIsImmutable):
            session.flush()
        session.rollback()
        with pytest.raises(DBAPIError, match="append-only"):
            session.execute(text("DELETE FROM consents"))
        session.rollback()


def test_paper_and_spoken_consents_keep_the_words_of_their_form(live_world: World) -> None:
    by = live_world.user("o@example.com")
    for method, phone, words in (
        ("paper", "+14155550150", "☐ Yes, Rehearsal Bakery"),
        ("verbal", "+14155550151", "“May Rehearsal Bakery text you"),
    ):
        at = live_world.clock.now() - timedelta(days=3)
        with live_world.transaction() as session:
            entry = consents.enter(session, 1, phone, ["service"], method, at, by, live_world.ports)
            assert words in consents.wording(session, entry)
    live_world.drain()
    with live_world.reading() as session:
        sent = {row.peer for row in session.query(TextMessage).filter_by(kind="confirmation")}
    assert sent == {"+14155550150", "+14155550151"}


def sign_up(world: World, phone: str = THEM) -> None:
    """Somebody types the number into the hosted page."""
    from onboarding.services import hosting, signing_up
    from onboarding.store import slugs

    with world.transaction() as session:
        slug = slugs.current(session, business_id(world))
        found = hosting.find(session, slug, Kind.OPT_IN, world.settings)
        assert isinstance(found, hosting.Hosted)
        sent = signing_up.Sent(phone, "", ("service",), "127.0.0.1", "")
        signing_up.sign_up(session, found, sent, Language.ENGLISH, world.ports)


def test_a_sign_up_between_stop_and_start_hides_neither(live_world: World) -> None:
    say(live_world, "START")
    say(live_world, "STOP")
    sign_up(live_world)
    assert codes(live_world) == ["recipient_opted_out"]
    say(live_world, "START")
    assert codes(live_world) == []
    assert events(live_world) == ["agreed", "revoked", "agreed", "agreed"]
    with live_world.reading() as session:
        found = consents.person(session, 1, THEM, live_world.ports)
    assert found is not None
    assert found.state == "agreed"


def test_a_decision_to_stop_closes_the_gate_whatever_came_between(live_world: World) -> None:
    say(live_world, "not interested")
    sign_up(live_world)
    with live_world.transaction() as session:
        assert consents.decide(
            session, 1, THEM, stops=True, by=live_world.user("o@example.com"), ports=live_world.ports
        )
    assert codes(live_world) == ["recipient_opted_out"]


@pytest.mark.parametrize(
    "words", ["Stark", "Starr", "strat", "subscriber", "Text me again and see what happens", "did you send me texts?"]
)
def test_nothing_but_the_keyword_itself_lifts_a_stop(live_world: World, words: str) -> None:
    say(live_world, "STOP")
    say(live_world, words)
    assert codes(live_world) == ["recipient_opted_out"]
    assert replies(live_world) == ["stop_reply"]


def test_a_start_that_is_heard_late_does_not_undo_a_newer_stop(live_world: World) -> None:
    with live_world.transaction() as session:
        notices = [
            Notice(source="messaging", event_type="message.received", body="{}", received_at=live_world.clock.now())
            for _ in range(2)
        ]
        session.add_all(notices)
        session.flush()
        ours, at, vault = live_world.number(LIVE), live_world.clock.now(), live_world.ports.vault
        texting.hear(session, notices[1].id, THEM, ours, "STOP", at, vault)
        texting.hear(session, notices[0].id, THEM, ours, "START", at, vault)
    assert codes(live_world) == ["recipient_opted_out"]


def test_a_stop_before_there_is_a_brand_holds_when_there_is_one(world: World) -> None:
    registration_id = world.complete(world.business())
    by = world.user("o@example.com")
    with world.transaction() as session:
        consents.revoke(session, 1, THEM, "called us", by, world.ports)
        said = recording_consents.Said(1, "+14155550199", "not interested", None, world.clock.now())
        recording_consents.held_before_a_campaign(session, said, world.ports.vault)
        firm = recording_consents.Said(1, THEM, "not interested", None, world.clock.now())
        recording_consents.held_before_a_campaign(session, firm, world.ports.vault)
    assert events(world) == ["revoked", "held"], "a firm stop is not made a question"
    world.submit(registration_id)
    world.decide(registration_id)
    with world.reading() as session:
        number = numbers.of_registration(session, registration_id).e164
        verdicts = {
            phone: [b.code for b in numbers.verdict(session, number, phone).blocks][-1]
            for phone in (THEM, "+14155550199")
        }
    assert verdicts == {THEM: "recipient_opted_out", "+14155550199": "recipient_held"}
