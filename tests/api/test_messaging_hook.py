"""The messaging provider's webhooks: Standard Webhooks, once per id, never older than five minutes."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from standardwebhooks.webhooks import Webhook

from onboarding.store.inbox import Notice
from onboarding.store.texts import TextMessage
from tests.world import LIVE, World

BODY = {
    "type": "message.received",
    "data": {"from": "+12025550143", "to": "+14155550123", "text": "HELP", "id": "m1"},
}


def post(world: World, data: str, event: str = "msg_1", ago: timedelta = timedelta(0), **headers: str) -> Any:
    """Signed as the provider does, unless headers say otherwise."""
    at = datetime.now(UTC) - ago
    signature = Webhook(world.settings.messaging_hook_secret).sign(event, at, data)
    made = {"webhook-id": event, "webhook-timestamp": str(int(at.timestamp())), "webhook-signature": signature}
    made |= {name.replace("_", "-"): value for name, value in headers.items()}
    return world.app.test_client().post("/hooks/messaging", data=data.encode(), headers=made)


def notices(world: World) -> int:
    with world.reading() as session:
        return session.query(Notice).filter_by(source="messaging", object_id="+14155550123").count()


def test_a_signed_webhook_is_taken_once(world: World) -> None:
    for _ in range(3):
        answer = post(world, json.dumps(BODY))
        assert (answer.status_code, answer.data) == (204, b"")
    assert notices(world) == 1
    assert post(world, json.dumps(BODY), event="msg_2").status_code == 204
    assert notices(world) == 2


@pytest.mark.parametrize("ago", [timedelta(minutes=6), timedelta(minutes=-6), timedelta(days=400)])
def test_an_old_or_a_future_one_is_refused(world: World, ago: timedelta) -> None:
    answer = post(world, json.dumps(BODY), ago=ago)
    assert (answer.status_code, answer.mimetype) == (403, "application/problem+json")
    assert notices(world) == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"webhook_signature": "v1,bm9uc2Vuc2U="},
        {"webhook_signature": "v1"},
        {"webhook_signature": "v1,%%%"},
        {"webhook_signature": "v1,a,b"},
        {"webhook_signature": "é"},
        {"webhook_signature": ""},
        {"webhook_timestamp": "yesterday"},
        {"webhook_timestamp": "1e999"},
        {"webhook_timestamp": "nan"},
        {"webhook_id": ""},
        {"webhook_id": "another"},
    ],
)
def test_a_forged_one_leaves_nothing_but_a_line_in_the_log(
    world: World, caplog: pytest.LogCaptureFixture, headers: dict[str, str]
) -> None:
    assert post(world, json.dumps(BODY), **headers).status_code == 403
    assert notices(world) == 0
    assert "a messaging webhook with a wrong signature was refused" in caplog.text


def test_nobody_else_knows_the_secret(world: World) -> None:
    data, at = json.dumps(BODY), datetime.now(UTC)
    forged = Webhook("whsec_YW5vdGhlciBzZWNyZXQ=").sign("msg_1", at, data)
    assert post(world, data, webhook_signature=forged).status_code == 403


@pytest.mark.parametrize("data", ["", "not JSON", "[]", "7", "[" * 90_000])
def test_what_is_no_json_object_is_refused(world: World, data: str) -> None:
    assert post(world, data).status_code == 400


def test_another_encoding_is_refused(world: World) -> None:
    answer = world.app.test_client().post("/hooks/messaging", data=json.dumps(BODY).encode("utf-16"))
    assert answer.status_code in {400, 403}


def test_what_is_too_large_is_refused(world: World) -> None:
    assert post(world, json.dumps(BODY | {"x": "x" * 100_000})).status_code == 413


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"type": None, "data": None},
        {"type": "message.received", "data": {"from": 1, "to": 2, "text": 3}},
        {"type": "message.received", "data": {"from": "x" * 500, "to": "y" * 500, "text": "z" * 50_000}},
        {"type": "message.received", "data": {"from": "\x00", "to": "+14155550123", "text": "\x00"}},
        {"type": "message.received", "data": {"from": "+12025550143", "to": "+14155550123", "text": "\ud800"}},
        {"type": "number.updated", "data": {"phone_number": ["+14155550123"]}},
        {"type": "x" * 5000, "data": [1, 2]},
    ],
)
def test_a_signed_one_of_nothing_we_know_is_taken_all_the_same(world: World, body: dict[str, Any]) -> None:
    assert post(world, json.dumps(body)).status_code == 204
    world.drain()


@pytest.mark.parametrize("text", ["\x00 a \x00", "\ud800 broken", "🧁" * 2000])
def test_odd_texts_to_one_of_our_numbers_are_kept(live_world: World, text: str) -> None:
    number = live_world.number(LIVE)
    body = {"type": "message.received", "data": {"from": "+12025550143", "to": number, "text": text}}
    assert post(live_world, json.dumps(body)).status_code == 204
    live_world.drain()
    with live_world.reading() as session:
        assert session.query(TextMessage).filter_by(kind="inbound").count() == 1
