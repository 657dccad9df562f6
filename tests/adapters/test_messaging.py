"""The messaging provider's client: against the simulator, and against answers that make no sense."""

import json
from typing import Any

import pytest
import requests
from werkzeug import Response

from onboarding.adapters.messaging import MessagingClient
from onboarding.services.ports import Attachment, Misconfigured, NotFound, OutsideError, Refused, Unavailable
from tests.world import World
from tests.wsgi_adapter import WsgiAdapter

BASE = "http://provider.test/messaging/v1"


def answering(status: int, body: Any) -> MessagingClient:
    """A client whose far side gives one answer to everything."""
    text = body if isinstance(body, str) else json.dumps(body)
    return MessagingClient(BASE, "t0k3n", adapter=WsgiAdapter(Response(text, status, content_type="application/json")))


def test_three_numbers_are_on_offer_and_one_can_be_taken_twice_by_the_same(world: World) -> None:
    offers = world.ports.messaging.available("415")
    assert len(offers) == 3
    assert all(offer.e164.startswith("+1415") and offer.place for offer in offers)
    world.ports.messaging.take(offers[0].e164, "one")
    world.ports.messaging.take(offers[0].e164, "one")
    with pytest.raises(Refused):
        world.ports.messaging.take(offers[0].e164, "two")
    assert world.ports.messaging.available("999") == []


def test_a_number_that_is_taken_is_not_attached(world: World) -> None:
    number = world.ports.messaging.available("415")[0].e164
    world.ports.messaging.take(number, "one")
    assert world.ports.messaging.attachment(number) == Attachment("unassigned", "", "")


def test_an_unknown_number_is_not_found(world: World) -> None:
    with pytest.raises(NotFound):
        world.ports.messaging.attachment("+14155550199")


def test_a_number_is_not_attached_before_the_campaign_is_accepted(world: World) -> None:
    number = world.ports.messaging.available("415")[0].e164
    world.ports.messaging.take(number, "one")
    with pytest.raises((Refused, NotFound)):
        world.ports.messaging.attach(number, "C000001")


def test_a_text_from_a_number_without_a_campaign_is_refused(world: World) -> None:
    number = world.ports.messaging.available("415")[0].e164
    world.ports.messaging.take(number, "one")
    with pytest.raises(Refused, match="unregistered"):
        world.ports.messaging.send(number, "+12025550143", "Hello.", "r1")


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (401, "", Misconfigured),
        (404, {"error": "unknown_number"}, NotFound),
        (403, {"error": "unregistered"}, Refused),
        (409, "", Refused),
        (408, "", Unavailable),
        (429, "", Unavailable),
        (500, "", Unavailable),
        (503, "<html>", Unavailable),
        (200, "<html>", Unavailable),
        (200, [], Unavailable),
        (200, "null", Unavailable),
        (302, "", Unavailable),
    ],
)
def test_an_answer_says_what_can_be_done(status: int, body: Any, kind: type[OutsideError]) -> None:
    with pytest.raises(OutsideError) as error:
        answering(status, body).send("+14155550123", "+12025550143", "secret text", "r1")
    assert type(error.value) is kind
    assert not any(word in str(error.value) for word in ("secret text", "5550123", "5550143", "t0k3n"))


@pytest.mark.parametrize("body", [{}, {"numbers": None}, {"numbers": "x"}])
def test_an_offer_that_makes_no_sense_is_no_offer(body: Any) -> None:
    with pytest.raises(Unavailable):
        answering(200, body).available("415")


def test_odd_rows_of_an_offer_are_left_out() -> None:
    rows = {"numbers": [{"phone_number": "+14155550123"}, {"odd": 1}, "x"]}
    assert [offer.e164 for offer in answering(200, rows).available("415")] == ["+14155550123"]


def test_a_lost_answer_may_have_been_a_success() -> None:
    adapter = WsgiAdapter(Response("{}"))
    adapter.after.extend([requests.ReadTimeout("slow"), requests.ConnectionError("gone")])
    client = MessagingClient(BASE, "token", adapter=adapter)
    with pytest.raises(Unavailable) as error:
        client.send("+14155550123", "+12025550143", "x", "r1")
    assert error.value.unclear
    with pytest.raises(Unavailable) as error:
        client.attachment("+14155550123")
    assert not error.value.unclear
