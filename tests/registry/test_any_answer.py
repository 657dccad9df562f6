"""Whatever the far side answers, a call gives a value of its kind or an error that says what to do; nothing else escapes."""

import dataclasses
import inspect
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from requests.adapters import BaseAdapter

from onboarding.registry.client import RegistryClient
from onboarding.registry.pace import Pace
from onboarding.services import registry as values
from onboarding.services import registry_proofs as proofs
from onboarding.services.ports import OutsideError, Unavailable
from onboarding.services.registry import Page, Registry

ARGUMENTS: dict[str, Any] = {
    "request": {"a": 1}, "categories": ["VERIFY_TAX_ID"], "evidence": ["B1/EVR/0a"], "data": b"x", "name": "a.pdf",
    "carriers": [10017], "statuses": ["ACTIVE"], "payload": {}, "page": 1, "per_page": 10,
}  # fmt: skip


def operations() -> list[str]:
    """Each thing that the port can be asked."""
    return sorted(name for name, _ in inspect.getmembers(Registry, inspect.isfunction) if not name.startswith("_"))


def ask(client: RegistryClient, name: str) -> Any:
    method = getattr(client, name)
    told = {
        parameter.name: ARGUMENTS.get(parameter.name, "B1")
        for parameter in inspect.signature(method).parameters.values()
        if parameter.kind is not inspect.Parameter.VAR_KEYWORD
    }
    return method(**told)


def outcome(client: RegistryClient, name: str) -> tuple[Any, OutsideError | None]:
    try:
        return ask(client, name), None
    except OutsideError as error:
        return None, error


class Oracle(BaseAdapter):
    """Answers everything with the same status, headers and bytes."""

    def __init__(self) -> None:
        super().__init__()
        self.status, self.headers, self.body = 200, {}, b""  # type: ignore[var-annotated]

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        response = requests.Response()
        response.status_code, response._content = self.status, self.body
        response.headers.update(self.headers)
        response.request, response.url = request, request.url or ""
        return response

    def close(self) -> None:
        pass


WORDS = [
    "brandId", "identityStatus", "status", "optionalAttributes", "mock", "category", "campaignId", "mnoMetadata", "qualify",
    "10017", "records", "totalRecords", "referenceId", "sharedByMe", "sharedWithMe", "sharingStatus", "explanation",
    "rejectionCategory", "monthlyFee", "usecase", "minSubUsecases", "maxSubUsecases", "subTerms", "message", "uuid",
    "fileName", "vettingClass", "vettingStatus", "vettingScore", "reasons", "appealStatus", "appealCategories",
    "appealOutcome", "feedback", "vetScore", "resellerId", "companyName", "eventType", "eventCategory", "webhookEndpoint",
    "endpoint", "id", "networkId", "displayName", "phoneNumber", "current", "msg_class", "code", "description", "fields",
    "field", "verifyDate", "errors",
]  # fmt: skip
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8),
    st.sampled_from(["B1", "ACTIVE", "UNVERIFIED", "ACCEPTED", "B1/EVR/0a", "14155550142", "VERIFIED", "\ud800", "\x00"]),
    st.sampled_from([10**400, -1, 502, 503, 590, 10017, 1.5, float("nan"), float("inf"), 1e300]),
)  # fmt: skip
KEYS = st.one_of(st.sampled_from(WORDS), st.sampled_from(WORDS), st.text(max_size=5))
JSON = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=8), max_leaves=12
)
# An answer to every question at once; a few of its fields go wrong.
RIGHT: dict[str, Any] = {
    "brandId": "B1", "campaignId": "C1", "resellerId": "R1", "uuid": "B1/EVR/0a", "identityStatus": "UNVERIFIED",
    "referenceId": "B1", "records": [{"referenceId": "B1", "brandId": "B1", "campaignId": "C1", "resellerId": "R1",
    "phoneNumber": "14155550142"}], "totalRecords": 1, "mnoMetadata": {"10017": {"qualify": True}}, "monthlyFee": 1.5,
    "usecase": "MIXED", "minSubUsecases": 2, "maxSubUsecases": 5, "subTerms": ["No."], "sharedByMe": None, "category": [],
    "vettingClass": "STANDARD", "vettingStatus": "ACTIVE", "vettingScore": 75, "reasons": ["R"], "appealStatus": "COMPLETE",
    "appealOutcome": {"vetStatus": "VERIFIED", "feedback": {"category": [{}], "reasons": []}}, "eventType": "BRAND_ADD",
    "optionalAttributes": {}, "mock": False, "status": "ACTIVE", "explanation": "", "rejectionCategory": ["OTHER"],
}  # fmt: skip
WRONG = st.dictionaries(st.sampled_from(sorted(RIGHT)), JSON, max_size=2)
LIKELY = WRONG.map(lambda wrong: RIGHT | wrong)
BODIES = st.one_of(
    st.one_of(JSON, LIKELY, LIKELY, st.lists(LIKELY, max_size=3)).map(lambda value: json.dumps(value).encode()),
    st.binary(max_size=60),
    st.sampled_from(
        [
            b"",
            b"[" * 100_000,
            b"9" * 5000,
            b'{"a":' * 300 + b"1" + b"}" * 300,
            b"<html>",
            b"\xff\xfe",
            b"\xef\xbb\xbf{}",
        ]
    ),
)
STATUSES = st.sampled_from(
    [200, 200, 200, 200, 201, 202, 204, 400, 400, 401, 403, 404, 422, 429, 500, 502, 301, 304, 199, 999]
)
HEADERS = st.sampled_from(
    [
        {},
        {"Retry-After": "5"},
        {"Retry-After": "²"},
        {"Content-Type": "text/html; charset=undefined"},
        {"Location": "http://[::"},
    ]
)


def fits(value: Any, hint: Any) -> bool:
    """Is this a value of the kind that a method promises?"""
    text = str(hint)
    if value is None:
        return hint is None or "None" in text
    if text.startswith("tuple"):
        return isinstance(value, tuple) and isinstance(value[0], str) and isinstance(value[1], Sequence)
    if "Page[" in text:
        return isinstance(value, Page) and isinstance(value.total, int)
    if "Sequence" in text:
        return isinstance(value, Sequence) and not isinstance(value, str)
    if "Mapping" in text:
        return isinstance(value, Mapping)
    return isinstance(value, str) if hint in {str, str | None} else isinstance(value, hint)


def sound(value: Any) -> None:
    """Every text in it can be kept by a database, every number by a column."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        for part in dataclasses.fields(value):
            sound(getattr(value, part.name))
    elif isinstance(value, str):
        value.encode()
        assert "\x00" not in value
    elif isinstance(value, list | tuple):
        for item in value:
            sound(item)


@pytest.fixture(scope="module")
def oracle() -> Oracle:
    return Oracle()


@pytest.fixture(scope="module")
def client(oracle: Oracle) -> RegistryClient:
    client = RegistryClient("http://registry.test/v2", "key", "secret", adapter=oracle)
    client._reads = client._writes = Pace(1_000_000, 0.000001)
    return client


def test_the_client_can_be_asked_all_that_the_port_promises() -> None:
    assert [name for name in operations() if not callable(getattr(RegistryClient, name, None))] == []
    assert len(operations()) > 55


@pytest.mark.parametrize("name", operations())
@settings(
    max_examples=30, deadline=None, database=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(status=STATUSES, headers=HEADERS, body=BODIES)
def test_a_call_ends_in_a_value_of_its_kind_or_in_an_error_that_says_what_to_do(
    oracle: Oracle, client: RegistryClient, name: str, status: int, headers: dict[str, str], body: bytes
) -> None:
    oracle.status, oracle.headers, oracle.body = status, headers, body
    value, failed = outcome(client, name)
    if failed is not None:
        str(failed).encode()
        assert 0 <= getattr(failed, "wait", 0) <= 600
        return
    hints = inspect.get_annotations(getattr(Registry, name), eval_str=True, globals=vars(values) | vars(proofs))
    assert 200 <= status < 300
    assert fits(value, hints["return"]), (name, value)
    if name != "download":
        sound(value)


WRITES: list[Callable[[RegistryClient], Any]] = [
    lambda c: c.create_brand({}), lambda c: c.create_campaign({}), lambda c: c.share("C1", "BANDW"),
    lambda c: c.revet_brand("B1"), lambda c: c.order_vetting("B1", "AEGIS", "STANDARD"),
    lambda c: c.appeal_identity("B1", ["VERIFY_TAX_ID"], "", []),
]  # fmt: skip


@pytest.mark.parametrize("write", WRITES)
@settings(max_examples=40, deadline=None, database=None, derandomize=True)
@given(status=st.sampled_from([500, 502, 503, 504, 404, 302]), body=st.binary(max_size=30))
def test_what_costs_money_and_got_no_clear_answer_is_unclear(
    write: Callable[[RegistryClient], Any], status: int, body: bytes
) -> None:
    oracle = Oracle()
    oracle.status, oracle.body = status, b"<" + body
    client = RegistryClient("http://registry.test/v2", "key", "secret", adapter=oracle)
    with pytest.raises(Unavailable) as caught:
        write(client)
    assert caught.value.unclear
