"""The messaging provider: numbers, texts, webhooks."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from standardwebhooks import Webhook

from onboarding.simulator.config import Config
from tests.simulator.simulator_bench import DAY, Bench, make_bench

URL = "https://greenlight.test/hooks/texts"
SECRET = "whsec_" + "c2VjcmV0" * 4
T_MOBILE, ATT, VERIZON = "+12125550140", "+12125550146", "+12125550149"


def text(bench: Bench, sender: str, to: str, body: str = "Hello", reference: str = "one") -> tuple[int, dict[str, str]]:
    answer = bench.provider("POST", "/messages", {"from": sender, "to": to, "text": body, "reference": reference})
    return answer.status_code, answer.get_json()


def listen(bench: Bench) -> None:
    assert bench.provider("PUT", "/webhook", {"url": URL, "secret": SECRET}).status_code == 200


@pytest.fixture
def hasty(config: Config) -> Iterator[Bench]:
    bench = make_bench(replace(config, retries=(0.0, 0.0, 0.0, 0.0, 0.0)))
    yield bench
    bench.simulator.close()


def test_it_offers_three_fictional_numbers_of_the_area_that_are_free(bench: Bench) -> None:
    offered = bench.provider("GET", "/available_numbers?area_code=415").get_json()["numbers"]
    assert [number["phone_number"] for number in offered] == ["+14155550123", "+14155550160", "+14155550197"]
    assert {(number["locality"], number["region"]) for number in offered} == {("San Francisco", "CA")}
    bench.number()
    offered = bench.provider("GET", "/available_numbers?area_code=415").get_json()["numbers"]
    assert [number["phone_number"] for number in offered] == ["+14155550160", "+14155550197", "+14155550134"]


@pytest.mark.parametrize("area_code", ["999", "200", "416", "800", "011", "211"])
def test_it_offers_none_where_there_is_no_such_us_area_code(bench: Bench, area_code: str) -> None:
    assert bench.provider("GET", f"/available_numbers?area_code={area_code}").get_json() == {"numbers": []}


@pytest.mark.parametrize("query", ["", "area_code=41", "area_code=4155", "area_code=abc", "area_code=²³¹"])
def test_it_refuses_what_is_no_area_code(bench: Bench, query: str) -> None:
    assert bench.provider("GET", f"/available_numbers?{query}").status_code == 400


def test_a_hundred_numbers_and_the_area_is_empty(bench: Bench) -> None:
    taken = set()
    while offered := bench.provider("GET", "/available_numbers?area_code=212").get_json()["numbers"]:
        for number in offered:
            body = {"phone_number": number["phone_number"], "reference": number["phone_number"]}
            assert bench.provider("POST", "/numbers", body).status_code == 201
            taken.add(number["phone_number"])
    assert len(taken) == 100


def test_the_same_reference_gives_the_same_number_once(bench: Bench) -> None:
    first = {"phone_number": "+14155550123", "reference": "one"}
    taken = bench.provider("POST", "/numbers", first)
    assert taken.get_json() == {
        "phone_number": "+14155550123", "campaign_id": None, "assignment": "unassigned", "failure": None
    }  # fmt: skip
    again = bench.provider("POST", "/numbers", first)
    assert (again.status_code, again.get_json()) == (200, taken.get_json())
    other = bench.provider("POST", "/numbers", first | {"reference": "two"})
    assert (other.status_code, other.get_json()["error"]) == (409, "taken")
    assert bench.provider("POST", "/numbers", first | {"phone_number": "+14155550160"}).status_code == 409
    assert bench.provider("POST", "/numbers", {"phone_number": "+14155551234", "reference": "x"}).status_code == 400
    assert bench.provider("GET", "/numbers/+14155550199").status_code == 404


def test_a_number_is_attached_after_ten_minutes_and_shows_in_the_registry(bench: Bench) -> None:
    campaign_id = bench.shared()
    number = bench.number()
    put = lambda: bench.provider("PUT", f"/numbers/{number}/campaign", {"campaign_id": campaign_id})  # noqa: E731
    assert put().status_code == 409
    bench.advance(5 * DAY)
    pending = put()
    assert (pending.status_code, pending.get_json()["assignment"]) == (202, "pending")
    assert put().get_json() == pending.get_json()
    bench.advance(599)
    assert bench.get(f"/campaign/{campaign_id}/osr/phones")["records"] == []
    bench.advance(1)
    assigned = {"phone_number": number, "campaign_id": campaign_id, "assignment": "assigned", "failure": None}
    assert bench.provider("GET", f"/numbers/{number}").get_json() == assigned
    (phone,) = bench.get(f"/campaign/{campaign_id}/osr/phones")["records"]
    assert (phone["phoneNumber"], phone["current"]) == (number[1:], True)
    assert set(phone) == {"nnid", "provisionedDate", "current", "phoneNumber"}
    detached = bench.provider("DELETE", f"/numbers/{number}/campaign")
    assert (detached.status_code, detached.get_json()["assignment"]) == (202, "unassigned")
    assert bench.get(f"/campaign/{campaign_id}/osr/phones")["records"][0]["current"] is False
    assert bench.get(f"/campaign/{campaign_id}/osr/phones?current=true")["records"] == []


def test_a_number_serves_one_campaign_and_a_campaign_that_exists(bench: Bench) -> None:
    one, two = bench.shared(), bench.shared()
    bench.control(f"/campaigns/{one}/finish")
    bench.control(f"/campaigns/{two}/finish")
    number = bench.number(one)
    assert bench.provider("PUT", f"/numbers/{number}/campaign", {"campaign_id": two}).status_code == 409
    assert bench.provider("PUT", f"/numbers/{number}/campaign", {"campaign_id": "C000000"}).status_code == 404
    assert bench.provider("PUT", "/numbers/+14155550199/campaign", {"campaign_id": one}).status_code == 404


def test_a_sole_proprietor_may_have_one_number_and_the_second_fails(bench: Bench) -> None:
    alone = bench.brand(None, entityType="SOLE_PROPRIETOR", companyName=None)  # type: ignore[arg-type]
    campaign_id = bench.campaign(alone, usecase="SOLE_PROPRIETOR")
    bench.control(f"/campaigns/{campaign_id}/finish")
    first, second = bench.number(campaign_id), bench.number(campaign_id)
    assert bench.provider("GET", f"/numbers/{first}").get_json()["assignment"] == "assigned"
    failed = bench.provider("GET", f"/numbers/{second}").get_json()
    assert failed["assignment"] == "failed"
    assert failed["failure"]


def test_an_ended_campaign_loses_its_numbers(bench: Bench) -> None:
    campaign_id = bench.shared()
    bench.control(f"/campaigns/{campaign_id}/finish")
    number = bench.number(campaign_id)
    bench.v2("DELETE", f"/campaign/{campaign_id}")
    assert bench.provider("GET", f"/numbers/{number}").get_json()["assignment"] == "unassigned"
    assert text(bench, number, T_MOBILE)[0] == 403


def test_a_text_goes_only_to_a_carrier_that_has_registered_the_campaign(bench: Bench) -> None:
    campaign_id = bench.shared()
    bench.advance(5 * DAY)
    number = bench.number(campaign_id)
    refused = (403, {"error": "unregistered"})
    assert text(bench, number, T_MOBILE) == refused
    bench.advance(3 * 3600)
    status, answer = text(bench, number, T_MOBILE)
    assert (status, answer["status"]) == (202, "accepted")
    assert text(bench, number, ATT, reference="two") == refused
    bench.advance(DAY)
    assert text(bench, number, ATT, reference="two")[0] == 202
    assert text(bench, number, VERIZON, reference="three")[0] == 202
    bench.control(f"/campaigns/{campaign_id}/carriers/10035", {"status": "SUSPENDED"})
    assert text(bench, number, T_MOBILE, reference="four") == refused
    states = [(message["to"], message["status"]) for message in bench.state()["messages"]]
    assert states == [
        (T_MOBILE, "refused"),
        (T_MOBILE, "accepted"),
        (ATT, "refused"),
        (ATT, "accepted"),
        (VERIZON, "accepted"),
        (T_MOBILE, "refused"),
    ]


def test_a_text_from_a_number_without_a_campaign_or_of_nobody_is_refused(bench: Bench) -> None:
    assert text(bench, bench.number(), T_MOBILE) == (403, {"error": "unregistered"})
    assert text(bench, "+14155550199", T_MOBILE) == (403, {"error": "unregistered"})
    assert [message["status"] for message in bench.state()["messages"]] == ["refused", "refused"]


def test_the_same_reference_sends_once(bench: Bench) -> None:
    campaign_id = bench.shared()
    bench.control(f"/campaigns/{campaign_id}/finish")
    number = bench.number(campaign_id)
    first = text(bench, number, T_MOBILE)
    assert text(bench, number, T_MOBILE, "Something else") == first
    assert text(bench, number, T_MOBILE, reference="two")[1]["id"] != first[1]["id"]
    assert [message["text"] for message in bench.state()["messages"]] == ["Hello", "Hello"]


@pytest.mark.parametrize(
    "change", [{"from": "415"}, {"to": 7}, {"text": ""}, {"text": "x" * 1601}, {"reference": None}, {"text": "\ud800"}]
)
def test_it_refuses_a_text_that_is_none(bench: Bench, change: dict[str, object]) -> None:
    body = {"from": "+14155550123", "to": T_MOBILE, "text": "Hello", "reference": "one"} | change
    assert bench.provider("POST", "/messages", body).status_code == 400
    assert bench.state()["messages"] == []


def test_a_person_texts_a_number_and_the_webhook_is_signed(bench: Bench) -> None:
    listen(bench)
    number = bench.number()
    bench.control(f"/handsets/{T_MOBILE}/texts", {"to": number, "body": "STOP \U0001f6d1"})
    bench.simulator.deliver()
    (posted,) = bench.posted
    assert posted.url == URL
    assert Webhook(SECRET).verify(posted.data, posted.headers)
    message = bench.state()["messages"][0]
    data = {"from": T_MOBILE, "to": number, "text": "STOP \U0001f6d1", "id": message["id"]}
    assert (posted.body["type"], posted.body["data"]) == ("message.received", data)
    assert (message["direction"], message["status"]) == ("in", "received")
    with pytest.raises(Exception, match="signature"):
        Webhook("whsec_" + "b3RoZXJz" * 4).verify(posted.data, posted.headers)


def test_each_change_of_a_number_is_posted(bench: Bench) -> None:
    listen(bench)
    campaign_id = bench.shared()
    bench.control(f"/campaigns/{campaign_id}/finish")
    number = bench.number(campaign_id)
    bench.provider("DELETE", f"/numbers/{number}/campaign")
    bench.provider("DELETE", f"/numbers/{number}/campaign")
    bench.simulator.deliver()
    assert [(posted.body["type"], posted.body["data"]) for posted in bench.posted] == [
        ("number.updated", {"phone_number": number})
    ] * 3


def test_a_webhook_is_tried_five_times_more_under_the_same_id(hasty: Bench) -> None:
    listen(hasty)
    number = hasty.number()
    hasty.answers += [500, ConnectionError("refused"), 404, 302, 503, 500]
    hasty.control(f"/handsets/{T_MOBILE}/texts", {"to": number, "body": "Hi"})
    hasty.simulator.deliver()
    hasty.simulator.deliver()
    assert len(hasty.posted) == 6
    assert len({posted.headers["webhook-id"] for posted in hasty.posted}) == 1
    hasty.answers += [500]
    hasty.control(f"/handsets/{T_MOBILE}/texts", {"to": number, "body": "Again"})
    hasty.simulator.deliver()
    assert len(hasty.posted) == 8


def test_a_webhook_that_failed_waits_for_its_turn(bench: Bench) -> None:
    listen(bench)
    number = bench.number()
    bench.answers += [500]
    bench.control(f"/handsets/{T_MOBILE}/texts", {"to": number, "body": "Hi"})
    assert [bench.simulator.deliver() for _ in range(2)] == [1, 0]


@pytest.mark.parametrize(
    "body", [{"url": "x", "secret": SECRET}, {"url": URL, "secret": "?"}, {"url": URL, "secret": ""}]
)
def test_it_refuses_a_webhook_it_could_not_serve(bench: Bench, body: dict[str, str]) -> None:
    assert bench.provider("PUT", "/webhook", body).status_code == 400


def test_a_person_can_text_only_numbers_that_are_taken(bench: Bench) -> None:
    body = {"to": "+14155550123", "body": "Hi"}
    assert bench.client.post(f"/control/handsets/{T_MOBILE}/texts", json=body).status_code == 404
    bench.number()
    assert bench.client.post("/control/handsets/nobody/texts", json=body).status_code == 400
    assert bench.client.post(f"/control/handsets/{T_MOBILE}/texts", json=body).status_code == 201
    assert json.loads(json.dumps(bench.state()["messages"]))[0]["text"] == "Hi"
