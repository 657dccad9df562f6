"""Whatever comes in, at whatever route, the simulator answers as documented and goes on."""

import json
import re
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from onboarding.simulator.app import BLUEPRINTS
from tests.simulator.simulator_bench import HOOK, Bench

DEEP = b"[" * 100_000 + b"]" * 100_000
ODD_TEXTS = (
    "\ud800",
    "\x00",
    "\u202eevil\u202c",
    "\ufeff",
    "💩" * 600,
    " ",
    "x" * 6000,
    "' OR 1=1 --",
    "%s%n{}{{7*7}}",
)
ODD_VALUES: tuple[Any, ...] = (*ODD_TEXTS, 7, -1, 1e308, 10**400, True, [], ["\ud800"], [[]], {}, {"a": {"b": []}})
# Every name that any route reads, and some that none does.
NAMES = """
entityType displayName companyName ein einIssuingCountry phone email street city state postalCode country website
vertical businessContactEmail brandRelationship firstName lastName mobilePhone stockSymbol stockExchange altBusinessId
altBusinessIdType ipAddress tag referenceId mock pinSms successSms otpPin evpId vettingClass additionalRequestPayload
vettingId vettingToken appealCategories attachmentUuids explanation locale validUntil brandId usecase subUsecases
resellerId description messageFlow sample1 optinKeywords optinMessage privacyPolicyLink termsAndConditions mnoIds
autoRenewal nudgeIntent eventCategory webhookEndpoint phone_number reference campaign_id from to text url secret
advance_seconds speed outcome status down garbage latency_seconds notices seed rules failure body networkId advance
next code page handset quick plan nothing
""".split()  # noqa: SIM905 - eighty quoted words would be harder to read
BODIES = [
    ("application/json", b"{"),
    ("application/json", b"null"),
    ("application/json", b"\xff\xfe\x00"),
    ("application/json", DEEP),
    ("application/json", b'{"rules": ' + DEEP + b"}"),
    ("application/json", b'{"description": "' + b"x" * 10_000_000 + b'"}'),
    ("text/plain", b"{}"),
    ("application/x-www-form-urlencoded", b"advance=%ff%00&speed=nan&body=%f0%9f%92%a9&to=%e2%80%ae"),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=file; filename=\x00\r\n\r\n\r\n"),
    ("multipart/form-data", b"x" * 12_000_000),
    ("\u00ff/json;;;", b"{}"),
]
PATHS = ("%00", "%ff%fe", "%E2%80%AE", "%F0%9F%92%A9", "x" * 3000, "%22%7B%7D", "..%2f..")
QUERIES = (
    "page=%00",
    "recordsPerPage=1e3",
    "referenceId=%ff%fe",
    "displayName=%ED%A0%80",
    "vettingStatus=%00&mock=%F0",
)


def _routes() -> list[tuple[str, str]]:
    """(method, path) of every route of the simulator."""
    app = Flask("routes", static_folder=None)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    methods = ("GET", "POST", "PUT", "DELETE")
    return [
        (method, rule.rule) for rule in app.url_map.iter_rules() for method in methods if method in (rule.methods or ())
    ]


def _filled(path: str, values: dict[str, str], default: str) -> str:
    return re.sub(r"<(?:[^<>]*:)?(\w+)>", lambda match: values.get(match[1], default), path)


def _send(bench: Bench, method: str, path: str, body: bytes, content_type: str) -> TestResponse:
    client, headers = bench.client, {"Authorization": "Basic a2V5OnNlY3JldA=="}
    if path.startswith("/messaging"):
        headers = {"Authorization": "Bearer secret"}
    return client.open(path, method=method, data=body, content_type=content_type, headers=headers)


def _is_documented(answer: TestResponse, path: str) -> bool:
    if answer.status_code < 400 or answer.status_code in {404, 405}:
        return True
    if path.startswith("/v2"):
        # 590 here would be an error that nobody foresaw.
        return answer.status_code == 400 and {problem["code"] for problem in answer.get_json()} <= {
            *range(200, 590),
            592,
        }
    if path.startswith(("/messaging", "/control")):
        return answer.status_code in {400, 403, 409} and isinstance(answer.get_json()["error"], str)
    return answer.status_code in {400, 409} and answer.mimetype == "text/html"


def _still_well(bench: Bench) -> bool:
    pages = ("/control/state", "/", "/handsets", "/notices", "/faults", "/v2/brand", "/v2/campaign")
    return all(_send(bench, "GET", page, b"", "").status_code == 200 for page in pages)


@pytest.fixture
def values(bench: Bench) -> dict[str, str]:
    """What stands for each part of a path, of things that exist."""
    for category in ("BRAND", "CAMPAIGN", "CSP", "INCIDENCE", "VETTING"):
        bench.v2("PUT", "/webhook/subscription", {"eventCategory": category, "webhookEndpoint": HOOK})
    campaign_id = bench.shared(bench.brand())
    bench.control(f"/campaigns/{campaign_id}/finish")
    return {
        "campaign_id": campaign_id,
        "brand_id": bench.get(f"/campaign/{campaign_id}")["brandId"],
        "phone_number": bench.number(campaign_id),
        "kind": "mms",
        "name": "LOW_VOLUME",
        "network_id": "10035",
        "category": "BRAND",
        "event": "BRAND_ADD",
        "upstream": "BANDW",
        "handset": "+12125550140",
    }


@pytest.mark.parametrize(("method", "path"), _routes())
def test_every_route_survives_everything(bench: Bench, values: dict[str, str], method: str, path: str) -> None:
    target = _filled(path, values, "x")
    if method != "GET":
        for content_type, body in BODIES:
            answer = _send(bench, method, target, body, content_type)
            assert _is_documented(answer, target), (
                content_type,
                body[:40],
                answer.status_code,
                answer.get_data()[:200],
            )
        for odd in ODD_VALUES:
            body = json.dumps(dict.fromkeys(NAMES, odd)).encode()
            answer = _send(bench, method, target, body, "application/json")
            assert _is_documented(answer, target), (odd, answer.status_code, answer.get_data()[:200])
    for odd_path in PATHS:
        answer = _send(bench, method, _filled(path, {}, odd_path), b"{}", "application/json")
        assert _is_documented(answer, target), (odd_path, answer.status_code, answer.get_data()[:200])
    for query in QUERIES:
        answer = _send(bench, method, f"{target}?{query}", b"{}", "application/json")
        assert _is_documented(answer, target), (query, answer.status_code, answer.get_data()[:200])
    assert _still_well(bench)
