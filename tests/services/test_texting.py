"""Texts: STOP, HELP and START are obeyed at once and for good; a text leaves once, whatever the network does."""

import pytest
import requests

from onboarding.services import noticing, numbers, texting
from onboarding.store import texts
from onboarding.store.inbox import Notice
from onboarding.store.registrations import Registration
from tests.world import LIVE, World

RECIPIENT = "+12025550143"


def say(world: World, text: str, handset: str = RECIPIENT) -> list[str]:
    """A person texts our number; what their handset got in answer."""
    before = len(answers(world, handset))
    world.control(f"/handsets/{handset}/texts", {"to": world.number(LIVE), "body": text})
    world.drain()
    world.drain()
    return answers(world, handset)[before:]


def answers(world: World, handset: str = RECIPIENT) -> list[str]:
    return [m["text"] for m in world.state()["messages"] if m["to"] == handset and m.get("status") != "refused"]


def codes(world: World, handset: str = RECIPIENT) -> list[str]:
    number = world.number(LIVE)
    with world.reading() as session:
        return [block.code for block in numbers.verdict(session, number, handset).blocks]


def words(world: World, name: str) -> str:
    campaign = world.registration(LIVE).campaign
    assert campaign is not None
    return str(getattr(campaign, name))


@pytest.mark.parametrize("text", ["STOP", "stop.", "  Unsubscribe ", "Please stop texting me", "ARRÊT"])
def test_stop_is_confirmed_once_and_obeyed_from_then_on(live_world: World, text: str) -> None:
    assert say(live_world, text) == [words(live_world, "opt_out_message")]
    assert codes(live_world) == ["recipient_opted_out"]
    assert say(live_world, text) == [], "one confirmation, then silence"
    assert say(live_world, "HELP") == [], "who opted out hears nothing at all"


def test_help_is_answered_and_changes_nothing(live_world: World) -> None:
    assert say(live_world, "help") == [words(live_world, "help_message")]
    assert codes(live_world) == []


def test_start_opens_the_gate_again_and_says_so(live_world: World) -> None:
    say(live_world, "STOP")
    assert say(live_world, "Start") == [words(live_world, "opt_in_message")]
    assert codes(live_world) == []
    assert say(live_world, "START") == [], "who never left is not welcomed again"


def test_other_words_are_kept_and_not_answered(live_world: World) -> None:
    assert say(live_world, "When is my cake ready?") == []
    assert codes(live_world) == []
    with live_world.reading() as session:
        newest = texts.of_number(session, numbers.of_registration(session, LIVE).e164)[0]
    assert (newest.kind, newest.peer, newest.body) == ("inbound", RECIPIENT, "When is my cake ready?")


def test_stop_of_one_recipient_does_not_concern_another(live_world: World) -> None:
    say(live_world, "STOP")
    assert codes(live_world, "+12025550144") == []


def test_a_text_whose_answer_is_lost_is_sent_once(live_world: World) -> None:
    with live_world.transaction() as session:
        sender = numbers.of_registration(session, LIVE)
        texting.write(session, sender, RECIPIENT, "Your cake is ready.", "test", live_world.clock.now())
    live_world.messaging_line.after.append(requests.ConnectionError("broken"))
    live_world.drain()
    assert answers(live_world) == ["Your cake is ready."]
    live_world.wait(10)
    live_world.drain()
    assert answers(live_world) == ["Your cake is ready."]
    with live_world.reading() as session:
        row = texts.of_number(session, numbers.of_registration(session, LIVE).e164)[0]
    assert (row.state, row.provider_id is not None) == ("sent", True)


def test_a_refusal_of_the_provider_is_kept_in_its_words(live_world: World) -> None:
    # A carrier pulled out and nobody has told us yet: our gate is open, the provider's is not.
    live_world.control("/faults", {"notices": "off"})
    campaign = live_world.registration(LIVE).campaign
    assert campaign is not None
    for network in (10017, 10035, 10038):
        live_world.control(f"/campaigns/{campaign.registry_id}/carriers/{network}", {"status": "SUSPENDED"})
    with live_world.transaction() as session:
        sender = numbers.of_registration(session, LIVE)
        texting.write(session, sender, RECIPIENT, "Your cake is ready.", "test", live_world.clock.now())
    live_world.drain()
    with live_world.reading() as session:
        row = texts.of_number(session, numbers.of_registration(session, LIVE).e164)[0]
    assert row.state == "refused"
    assert "unregistered" in row.blocks


def test_the_test_text_of_a_double_click_is_one_text(live_world: World) -> None:
    for _ in range(2):
        with live_world.transaction() as session:
            sender = numbers.of_registration(session, LIVE)
            verdict = texting.write_once(session, sender, RECIPIENT, "Hello.", "test", live_world.clock.now())
            assert verdict.allowed
    live_world.drain()
    assert answers(live_world) == ["Hello."]


def test_a_webhook_of_the_provider_that_comes_twice_is_heard_once(live_world: World) -> None:
    say(live_world, "HELP")
    with live_world.reading() as session:
        notice = session.query(Notice).filter_by(event_type="message.received").one()
    with live_world.transaction() as session:
        told = {"type": "message.received", "data": {"from": RECIPIENT, "to": "+14155550199", "text": "HELP"}}
        assert not noticing.from_messaging(session, str(notice.event_id), told, live_world.clock.now())
    live_world.drain()
    assert len(answers(live_world)) == 1


def test_a_text_to_a_number_that_is_not_ours_is_ignored(live_world: World) -> None:
    with live_world.transaction() as session:
        told = {"type": "message.received", "data": {"from": RECIPIENT, "to": "+14155550199", "text": "STOP"}}
        assert noticing.from_messaging(session, "msg_1", told, live_world.clock.now())
    live_world.drain()
    assert codes(live_world) == []


def test_a_number_that_has_no_campaign_yet_keeps_what_it_hears(world: World) -> None:
    registration_id = world.complete(world.business())
    with world.transaction() as session:
        told = {
            "type": "message.received",
            "data": {"from": RECIPIENT, "to": world.number(registration_id), "text": "STOP"},
        }
        noticing.from_messaging(session, "msg_1", told, world.clock.now())
    world.drain()
    with world.reading() as session:
        assert session.get_one(Registration, registration_id).campaign is None
        assert [
            row.body for row in texts.of_number(session, numbers.of_registration(session, registration_id).e164)
        ] == ["STOP"]
