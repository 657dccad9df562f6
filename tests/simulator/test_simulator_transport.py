"""Passwords, limits, pages, malformed requests."""

import base64
from collections.abc import Iterator
from dataclasses import replace

import pytest

from onboarding.simulator.config import Config
from tests.simulator.simulator_bench import Bench, brand_body, campaign_body, codes, make_bench, problems

DEEP = b"[" * 100_000 + b"]" * 100_000
BODIES = [
    ("application/json", b"{"),
    ("application/json", b""),
    ("application/json", b"null"),
    ("application/json", b"[]"),
    ("application/json", b'"text"'),
    ("application/json", b"\xff\xfe\x00"),
    ("application/json", b'{"a": NaN}'),
    ("application/json", b'{"a": ' + b"9" * 5000 + b"}"),
    ("application/json", DEEP),
    ("application/json", b'{"a": ' + DEEP + b"}"),
    ("text/plain", b"{}"),
    ("application/x-www-form-urlencoded", b"a=b"),
    ("", b"{}"),
    ("application/json", b" " * 2_000_000),
]
WRITES = [
    ("POST", "/v2/brand/nonBlocking"),
    ("PUT", "/v2/brand/{brand}"),
    ("POST", "/v2/campaignBuilder"),
    ("PUT", "/v2/campaign/{campaign}"),
    ("PUT", "/v2/webhook/subscription"),
]
PLAIN_WRITES = [
    ("POST", "/messaging/v1/numbers"),
    ("PUT", "/messaging/v1/numbers/{number}/campaign"),
    ("POST", "/messaging/v1/messages"),
    ("PUT", "/messaging/v1/webhook"),
    ("POST", "/control/clock"),
    ("POST", "/control/campaigns/{campaign}/review"),
    ("POST", "/control/campaigns/{campaign}/carriers/10017"),
    ("POST", "/control/faults"),
    ("POST", "/control/handsets/+12125550140/texts"),
]


@pytest.fixture
def limited(config: Config) -> Iterator[Bench]:
    bench = make_bench(replace(config, limits=1.0))
    yield bench
    bench.simulator.close()


@pytest.mark.parametrize(
    "header",
    [
        None,
        "Basic",
        "Basic !!!",
        "Bearer secret",
        "Basic " + base64.b64encode(b"key:wrong").decode(),
        "Basic " + base64.b64encode(b"other:secret").decode(),
        "Basic " + base64.b64encode(b"key").decode(),
        "Basic " + base64.b64encode("key:sécret".encode()).decode(),
        "Basic " + base64.b64encode(b"\xff:\xff").decode(),
    ],
)
def test_it_answers_401_to_a_wrong_password(bench: Bench, header: str | None) -> None:
    headers = {"Authorization": header} if header else {}
    assert bench.client.get("/v2/version", headers=headers).status_code == 401
    assert bench.client.post("/v2/brand/nonBlocking", json=brand_body(), headers=headers).status_code == 401
    assert bench.state()["brands"] == []


def test_it_answers_401_to_a_wrong_bearer_token(bench: Bench) -> None:
    for header in ("Bearer wrong", "Basic a2V5OnNlY3JldA==", "Bearer"):
        answer = bench.client.get("/messaging/v1/available_numbers?area_code=415", headers={"Authorization": header})
        assert answer.status_code == 401


def test_the_21st_read_in_a_second_is_429(limited: Bench) -> None:
    assert [limited.v2("GET", "/version").status_code for _ in range(21)] == [200] * 20 + [429]


def test_the_21st_write_in_ten_seconds_is_429_and_reads_have_their_own_limit(limited: Bench) -> None:
    body = {"eventCategory": "BRAND", "webhookEndpoint": "https://greenlight.test/hook"}
    assert [limited.v2("PUT", "/webhook/subscription", body).status_code for _ in range(21)] == [200] * 20 + [429]
    assert limited.v2("GET", "/version").status_code == 200


def test_a_wrong_password_uses_up_no_limit(limited: Bench) -> None:
    for _ in range(30):
        assert limited.client.get("/v2/version").status_code == 401
    assert limited.v2("GET", "/version").status_code == 200


def test_half_limits_are_half_as_many(config: Config) -> None:
    bench = make_bench(replace(config, limits=0.5))
    assert [bench.v2("GET", "/version").status_code for _ in range(11)] == [200] * 10 + [429]
    bench.simulator.close()


def test_it_refuses_bodies_that_are_no_json_object_with_501(bench: Bench) -> None:
    campaign = bench.campaign()
    brand = bench.get(f"/campaign/{campaign}")["brandId"]
    before = bench.state()
    for method, path in WRITES:
        for content_type, body in BODIES:
            answer = bench.client.open(
                path.format(brand=brand, campaign=campaign),
                method=method,
                data=body,
                content_type=content_type,
                auth=("key", "secret"),
            )
            assert codes(answer) == [501], (path, content_type, body[:20])
    assert bench.state() == before


def test_it_refuses_bodies_outside_the_registry_with_a_plain_400(bench: Bench) -> None:
    campaign, number = bench.shared(), bench.number()
    before = bench.state()
    for method, path in PLAIN_WRITES:
        for content_type, body in BODIES:
            answer = bench.client.open(
                path.format(campaign=campaign, number=number),
                method=method,
                data=body,
                content_type=content_type,
                headers={"Authorization": "Bearer secret"},
            )
            assert answer.status_code == 400, (path, content_type, body[:20])
            assert answer.get_json()["error"] == "invalid"
    assert bench.state() == before


@pytest.mark.parametrize("odd", [7, 1.5, True, [], ["x"], {}, {"a": 1}, "\ud800", " ", "x" * 5000])
def test_no_field_of_a_brand_or_a_campaign_takes_what_it_must_not(bench: Bench, odd: object) -> None:
    brand = bench.brand()
    for name in brand_body(businessContactEmail="x", einIssuingCountry="US", referenceId="r"):
        answer = bench.v2("POST", "/brand/nonBlocking", brand_body(**{name: odd}))
        assert (501, [name]) in problems(answer), name
    flags = {"subscriberOptin", "subscriberOptout", "subscriberHelp", "termsAndConditions", "autoRenewal"}
    for name in {*campaign_body(brandId=brand, mnoIds=[10017], autoRenewal=True)} - (
        {"subUsecases"} if odd == [] else set()
    ):
        if name in flags and odd is True:
            continue
        answer = bench.v2("POST", "/campaignBuilder", campaign_body(brandId=brand) | {name: odd})
        assert answer.status_code == 400, name
        assert name in {field for _, fields in problems(answer) for field in fields}, name


def test_an_unknown_record_is_a_400_with_502(bench: Bench) -> None:
    for method, path, body in (
        ("GET", "/brand/B000000", None),
        ("GET", "/brand/feedback/B000000", None),
        ("PUT", "/brand/B000000", {}),
        ("PUT", "/brand/B000000/revet", None),
        ("DELETE", "/brand/B000000", None),
        ("GET", "/campaignBuilder/brand/B000000/usecase/MIXED", None),
        ("POST", "/campaignBuilder", campaign_body(brandId="B000000")),
        ("GET", "/campaign/C000000", None),
        ("PUT", "/campaign/C000000", {}),
        ("DELETE", "/campaign/C000000", None),
        ("PUT", "/campaign/C000000/sharing/BANDW", None),
        ("GET", "/campaign/C000000/sharing", None),
        ("GET", "/campaign/C000000/mnoIdsWithDcaElected", None),
        ("GET", "/campaign/C000000/operationStatus", None),
        ("GET", "/campaign/C000000/osr/phones", None),
        ("GET", "/brand/%F0%9F%92%A9%00", None),
        ("GET", "/brand/%ff%fe", None),
    ):
        assert codes(bench.v2(method, path, body)) == [502], path


def test_pages_hold_what_was_asked_and_tell_the_total(bench: Bench) -> None:
    made = [bench.brand() for _ in range(12)]
    first = bench.get("/brand")
    assert (first["page"], first["totalRecords"]) == (1, 12)
    assert [record["brandId"] for record in first["records"]] == made[:10]
    second = bench.get("/brand?page=2&recordsPerPage=5")
    assert [record["brandId"] for record in second["records"]] == made[5:10]
    assert bench.get("/brand?page=999999")["records"] == []


@pytest.mark.parametrize("path", ["/brand", "/campaign"])
@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=x",
        "page=-1",
        "page=99999999999999999999",
        "recordsPerPage=501",
        "recordsPerPage=0",
        "page=²",
        "mock=maybe",
        "status=NONE",
    ],
)
def test_it_refuses_a_senseless_query_with_501(bench: Bench, path: str, query: str) -> None:
    assert problems(bench.v2("GET", f"{path}?{query}")) == [(501, [query.partition("=")[0]])]


def test_each_refusal_of_the_control_api_says_why(bench: Bench) -> None:
    campaign = bench.shared()
    for method, path, body, status, word in (
        ("POST", f"/campaigns/{campaign}/carriers/10035", {"status": "SUSPENDED"}, 409, "not accepted"),
        ("POST", f"/campaigns/{campaign}/carriers/1", {"status": "SUSPENDED"}, 404, "10035"),
        ("POST", "/numbers/+14155550123/fail", {"failure": "lost"}, 404, "taken"),
        ("POST", "/handsets/+12125550140/texts", {"to": "+14155550123", "body": "Hi"}, 404, "taken"),
        ("POST", "/nothing", {}, 404, "no such call"),
        ("GET", "/campaigns", None, 404, "no such call"),
        ("GET", "/reset", None, 405, "no such method"),
    ):
        answer = bench.client.open(f"/control{path}", method=method, json=body)
        assert (answer.status_code, answer.get_json()["detail"].count(word)) == (status, 1), path


def test_an_unknown_address_is_404_and_a_wrong_method_405(bench: Bench) -> None:
    assert bench.v2("GET", "/nothing").status_code == 404
    assert bench.v2("POST", "/version", {}).status_code == 405
