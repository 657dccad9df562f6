"""The registry's notices: who gets them, what they say, how they are signed, what becomes of them."""

import base64
import hashlib
import hmac
import json

import pytest

from tests.simulator.simulator_bench import DAY, HOOK, Bench, problems

NOTICE_FIELDS = {
    "eventType", "cspId", "cspName", "brandId", "brandName", "brandReferenceId", "brandIdentityStatus", "campaignId",
    "campaignReferenceId", "dcaId", "dcaName", "mnoId", "mnoName", "description", "mock",
}  # fmt: skip


def signature(secret: str, address: str, body: dict[str, object]) -> str:
    """The contract's scheme, worked out here on its own; flat bodies of text, numbers and truths need no more."""
    canonical = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return base64.b64encode(hmac.new(secret.encode(), (address + canonical).encode(), hashlib.sha1).digest()).decode()


def test_each_category_has_one_address(bench: Bench) -> None:
    assert bench.get("/webhook/subscription") == []
    for url in ("https://one.test/hook", HOOK):
        body = {"eventCategory": "BRAND", "webhookEndpoint": url}
        assert bench.v2("PUT", "/webhook/subscription", body).get_json() == body
    assert bench.get("/webhook/subscription") == [{"eventCategory": "BRAND", "webhookEndpoint": HOOK}]
    assert bench.v2("DELETE", "/webhook/subscription/BRAND").status_code == 204
    assert bench.get("/webhook/subscription") == []
    assert bench.v2("DELETE", "/webhook/subscription/BRAND").status_code == 204
    assert problems(bench.v2("DELETE", "/webhook/subscription/OTHER")) == [(501, ["eventCategory"])]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nonsense",
        "ftp://a.test/",
        "http://",
        "http://a.test:port/",
        "http://a b.test/",
        "http://[",
        "x" * 256,
        7,
        "https://user:password@a.test/",
        "http://a.test/\x00",
        "//a.test/hook",
    ],
)
def test_it_refuses_an_address_it_could_not_post_to(bench: Bench, address: object) -> None:
    body = {"eventCategory": "BRAND", "webhookEndpoint": address}
    assert problems(bench.v2("PUT", "/webhook/subscription", body))[0] == (501, ["webhookEndpoint"])
    assert bench.get("/webhook/subscription") == []


def test_an_assertion_that_fails_in_the_receiver_reaches_the_test(bench: Bench) -> None:
    bench.subscribe()
    bench.answers.append(AssertionError("not signed"))  # type: ignore[arg-type]
    bench.brand()
    with pytest.raises(AssertionError, match="not signed"):
        bench.simulator.deliver()
    assert bench.events() == ["BRAND_ADD", "BRAND_IDENTITY_STATUS_UPDATE"]
    assert [notice["state"] for notice in bench.state()["notices"]] == ["lost", "delivered"]


def test_anything_else_that_the_receiver_raises_is_no_answer(bench: Bench) -> None:
    bench.subscribe()
    bench.answers.append(KeyError("eventType"))
    bench.brand()
    assert bench.events() == ["BRAND_ADD", "BRAND_IDENTITY_STATUS_UPDATE"]
    assert [(notice["state"], notice["answer"]) for notice in bench.state()["notices"]] == [
        ("lost", None),
        ("delivered", 204),
    ]


def test_it_refuses_a_category_it_does_not_know(bench: Bench) -> None:
    body = {"eventCategory": "EVERYTHING", "webhookEndpoint": HOOK}
    assert problems(bench.v2("PUT", "/webhook/subscription", body)) == [(501, ["eventCategory"])]


def test_notices_are_signed_over_the_address_and_the_canonical_body(bench: Bench) -> None:
    bench.subscribe()
    bench.shared(bench.brand(displayName="Bäckerei “Blue” \U0001f950", referenceId="b-1"), referenceId="c-1")
    bench.advance(8 * DAY)
    bench.simulator.deliver()
    assert len(bench.posted) == 5
    for posted in bench.posted:
        assert posted.headers["Content-Type"] == "application/json; utf-8"
        assert posted.headers["X-Registry-Signature"] == signature("secret", HOOK, posted.body)
        assert set(posted.body) <= NOTICE_FIELDS
        assert all(isinstance(value, str | int | bool) for value in posted.body.values())
        assert posted.body["brandReferenceId"] == "b-1"
        assert posted.body["mock"] is False
    status = [posted.body for posted in bench.posted if "brandIdentityStatus" in posted.body]
    assert [body["eventType"] for body in status] == ["BRAND_IDENTITY_STATUS_UPDATE"]
    assert status[0]["brandIdentityStatus"] == "VERIFIED"
    assert {posted.body["campaignReferenceId"] for posted in bench.posted[2:]} == {"c-1"}


def test_an_edit_a_recheck_and_an_end_are_told_too(bench: Bench) -> None:
    bench.subscribe()
    brand_id = bench.brand()
    bench.v2("PUT", f"/brand/{brand_id}", {"city": "Oakland"})
    bench.v2("PUT", f"/brand/{brand_id}/revet")
    bench.advance(5)
    campaign_id = bench.campaign(brand_id)
    bench.v2("PUT", f"/campaign/{campaign_id}", {"embeddedLink": True})
    bench.v2("DELETE", f"/campaign/{campaign_id}")
    bench.v2("DELETE", f"/campaign/{campaign_id}")
    assert bench.events()[2:] == [
        "BRAND_UPDATE",
        "BRAND_REVET",
        "BRAND_IDENTITY_STATUS_UPDATE",
        "CAMPAIGN_ADD",
        "CAMPAIGN_UPDATE",
        "CAMPAIGN_EXPIRED",
    ]


def test_a_notice_that_fails_is_lost_and_the_next_goes_out(bench: Bench) -> None:
    bench.subscribe()
    bench.answers += [500, ConnectionError("refused"), 301, 404]
    for _ in range(3):
        bench.brand()
    assert len(bench.events()) == 6
    assert len(bench.events()) == 6
    states = [(notice["state"], notice["answer"]) for notice in bench.state()["notices"]]
    assert states == [
        ("lost", 500),
        ("lost", None),
        ("lost", 301),
        ("lost", 404),
        ("delivered", 204),
        ("delivered", 204),
    ]


def test_without_a_subscriber_nothing_is_posted(bench: Bench) -> None:
    bench.brand()
    assert bench.simulator.deliver() == 0
    bench.subscribe()
    assert bench.events() == []
    assert [notice["state"] for notice in bench.state()["notices"]] == ["unsubscribed"] * 2


def test_the_faults_of_notices(bench: Bench) -> None:
    bench.subscribe()
    bench.control("/faults", {"notices": "off"})
    bench.brand()
    assert bench.events() == []
    bench.control("/faults", {"notices": "twice"})
    bench.brand()
    assert bench.events() == ["BRAND_ADD"] * 2 + ["BRAND_IDENTITY_STATUS_UPDATE"] * 2
    bench.control("/faults", {"notices": "forged"})
    bench.brand()
    bench.events()
    for posted in bench.posted[4:]:
        assert posted.headers["X-Registry-Signature"] != signature("secret", HOOK, posted.body)
    bench.control("/faults", {"notices": "on"})
    bench.brand()
    bench.events()
    assert bench.posted[-1].headers["X-Registry-Signature"] == signature("secret", HOOK, bench.posted[-1].body)


def test_a_receiver_may_ask_the_registry_while_it_takes_a_notice(bench: Bench) -> None:
    bench.subscribe()
    brand_id = bench.brand()
    seen: list[str] = []
    bench.listener = lambda: seen.append(bench.get(f"/brand/{brand_id}")["identityStatus"])
    bench.simulator.deliver()
    assert seen == ["VERIFIED", "VERIFIED"]
