"""Whatever the far side does: an error that says what the caller can do, and that gives no secret away."""

import logging
import socket
import traceback
from base64 import b64encode
from collections.abc import Callable
from typing import Any

import pytest

from onboarding.registry.client import RegistryClient
from onboarding.services.ports import (
    AlreadyKnown,
    Misconfigured,
    NotFound,
    OutsideError,
    Problem,
    Refused,
    Unavailable,
)
from tests.registry.far_side import BRAND, EIN, KEY, REFERENCE, SECRET, Answer, FarSide

SECRETS = (KEY, SECRET, EIN, EIN.replace("-", ""), b64encode(f"{KEY}:{SECRET}".encode()).decode())


def failure(call: Callable[[], Any]) -> OutsideError:
    """The error of a call, of whom no word, no representation and no line of its trace holds a secret."""
    with pytest.raises(OutsideError) as caught:
        call()
    error = caught.value
    told = [str(error), repr(error), "".join(traceback.format_exception(error))]
    assert [text for text in told for secret in SECRETS if secret in text] == []
    return error


def unclear(error: OutsideError) -> bool:
    assert isinstance(error, Unavailable), repr(error)
    return error.unclear


def coded(*codes: int) -> list[dict[str, Any]]:
    return [{"code": code, "description": f"words of {code}", "fields": ["companyName"]} for code in codes]


HTML = "<!DOCTYPE html><html><body>Please stand by</body></html>"


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (401, "", Misconfigured),
        (401, coded(501), Misconfigured),
        (403, HTML, Misconfigured),
        (400, coded(501), Refused),
        (400, coded(501, 502), Refused),
        (400, coded(529)[0], Refused),
        (422, coded(501), Refused),
        (400, coded(502), NotFound),
        (404, coded(502), NotFound),
        (400, coded(503), AlreadyKnown),
        (400, coded(501, 503), AlreadyKnown),
    ],
)
def test_a_refusal_says_what_no_retry_would_mend(
    far_side: FarSide, status: int, body: Any, kind: type[OutsideError]
) -> None:
    error = failure(lambda: far_side.answers(body, status=status).create_brand(BRAND))
    assert type(error) is kind


@pytest.mark.parametrize("code", [527, 535, 591, 630])
def test_a_code_that_means_later_has_certainly_left_nothing(far_side: FarSide, code: int) -> None:
    assert not unclear(failure(lambda: far_side.answers(coded(code), status=400).create_brand(BRAND)))


@pytest.mark.parametrize("code", [590, 620])
def test_an_internal_error_may_have_come_after_the_work(far_side: FarSide, code: int) -> None:
    assert unclear(failure(lambda: far_side.answers(coded(code), status=400).create_brand(BRAND)))


@pytest.mark.parametrize("headers", [{}, {"Retry-After": "30"}, {"Retry-After": "soon"}])
def test_too_many_requests_is_tried_later_and_left_nothing(far_side: FarSide, headers: dict[str, str]) -> None:
    client = far_side.answers(Answer(429, "Too Many Requests", headers))
    assert not unclear(failure(lambda: client.create_brand(BRAND)))
    assert len(far_side.asked) == 1, "repeating is the outbox's business"


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, ""),
        (500, coded(501)),
        (502, HTML),
        (503, "Service Unavailable"),
        (504, ""),
        (400, ""),
        (400, []),
        (400, {}),
        (400, "null"),
        (400, "5"),
        (400, HTML),
        (400, '[{"code": 501, "descr'),
        (400, ["wrong"]),
        (400, [{"description": "no code"}]),
        (400, [*coded(501), "odd"]),
        (404, HTML),
        (409, {"error": "conflict"}),
        (301, ""),
        (302, coded(501)[0] | {"code": 590}),
    ],
)
def test_an_answer_that_is_no_error_list_decides_nothing(far_side: FarSide, status: int, body: Any) -> None:
    assert unclear(failure(lambda: far_side.answers(body, status=status).create_brand(BRAND)))


def test_a_redirection_is_not_followed_with_our_password(far_side: FarSide) -> None:
    with FarSide() as elsewhere:
        for status in (301, 302, 303, 307, 308):
            client = far_side.answers(Answer(status, "", {"Location": f"{elsewhere.base}/brand/nonBlocking"}))
            assert unclear(failure(lambda c=client: c.create_brand(BRAND)))  # type: ignore[misc]
        assert elsewhere.asked == []


@pytest.mark.parametrize(
    "body",
    [
        "",
        "null",
        "5",
        '"B000001"',
        [],
        [{"brandId": "B000001"}],
        {},
        {"brandId": ""},
        {"brandId": None},
        {"brandId": 7},
        {"brandId": ["B000001"]},
        {"brandId": "B000001", "optionalAttributes": [1]},
        {"brandId": "B000001", "mock": "perhaps"},
        HTML,
        '{"brandId": "B0000',
        b"\xff\xfe\x00",
        b"\x00" * 1000,
        "1" * 5000,
        HTML * 20_000,
        Answer(204),
        Answer(200, b"no gzip at all", {"Content-Encoding": "gzip"}),
        Answer(200, {"brandId": "B000001"}, how="cut"),
        Answer(how="hang up"),
    ],
)
def test_a_filing_whose_answer_makes_no_sense_may_have_been_carried_out(far_side: FarSide, body: Any) -> None:
    assert unclear(failure(lambda: far_side.answers(body).create_brand(BRAND)))


SENSELESS: list[tuple[Callable[[RegistryClient], Any], list[Any]]] = [
    (lambda c: c.find_brand(REFERENCE), [[]]),
    (lambda c: c.find_brand(REFERENCE), [{"records": None}]),
    (lambda c: c.find_brand(REFERENCE), [{"records": ["B000001"]}]),
    (lambda c: c.find_brand(REFERENCE), [{"totalRecords": 0}]),
    (lambda c: c.read_brand("B1"), [[]]),
    (lambda c: c.read_brand("B1"), [{"brandId": "B1", "identityStatus": "UNVERIFIED"}, []]),
    (lambda c: c.read_brand("B1"), [{"brandId": "B1", "identityStatus": "UNVERIFIED"}, {"category": "TAX_ID"}]),
    (lambda c: c.terms("B1", "CHARITY"), [{}]),
    (lambda c: c.terms("B1", "CHARITY"), [{"monthlyFee": None}]),
    (lambda c: c.terms("B1", "CHARITY"), [{"monthlyFee": -1}]),
    (lambda c: c.terms("B1", "CHARITY"), ['{"monthlyFee": NaN}']),
    (lambda c: c.terms("B1", "CHARITY"), [{"monthlyFee": 3, "mnoMetadata": "all"}]),
    (lambda c: c.terms("B1", "CHARITY"), [{"monthlyFee": 3, "mnoMetadata": {"10017": "yes"}}]),
    (lambda c: c.create_campaign({}), [{"mnoMetadata": {}}]),
    (lambda c: c.create_campaign({}), [{"campaignId": "C1", "mnoMetadata": [10017]}]),
    (lambda c: c.read_campaign("C1"), [{"status": "ACTIVE"}]),
    (lambda c: c.read_campaign("C1"), [{"campaignId": "C1"}, []]),
    (lambda c: c.read_campaign("C1"), [{"campaignId": "C1"}, {"sharedByMe": "ACCEPTED"}]),
    (lambda c: c.read_campaign("C1"), [{"campaignId": "C1"}, {"sharedByMe": {"sharingStatus": "ACCEPTED"}}, {}, {}]),
    (lambda c: c.read_campaign("C1"), [{"campaignId": "C1"}, {"sharedByMe": {"sharingStatus": "ACCEPTED"}}, [], []]),
    (lambda c: c.read_sharing("C1"), ["null"]),
    (lambda c: c.subscriptions(), [{}]),
    (lambda c: c.subscriptions(), ["null"]),
    (lambda c: c.profile(), [[]]),
    (lambda c: c.profile(), ["null"]),
]


@pytest.mark.parametrize(("call", "answers"), SENSELESS)
def test_an_answer_of_the_wrong_shape_is_no_answer(
    far_side: FarSide, call: Callable[[RegistryClient], Any], answers: list[Any]
) -> None:
    error = failure(lambda: call(far_side.answers(*answers)))
    assert isinstance(error, Unavailable)
    assert "makes no sense" in str(error)


@pytest.mark.parametrize("how", ["silent", "hang up", "cut"])
def test_a_read_that_got_no_answer_has_changed_nothing_and_a_write_may_have(far_side: FarSide, how: str) -> None:
    far_side.answers(Answer(body={"brandId": "B1"}, how=how))
    client = far_side.client(timeout=0.1)
    assert not unclear(failure(lambda: client.read_brand("B1")))
    assert unclear(failure(lambda: client.create_brand(BRAND)))
    assert unclear(failure(lambda: client.revet_brand("B1")))
    assert len(far_side.asked) == 3, "each is sent once"


def test_nobody_at_the_address_is_tried_later() -> None:
    with socket.socket() as taken:  # bound, but not listening: a connection is refused
        taken.bind(("127.0.0.1", 0))
        client = RegistryClient(f"http://127.0.0.1:{taken.getsockname()[1]}/v2", KEY, SECRET)
        assert not unclear(failure(lambda: client.find_brand(REFERENCE)))
        assert isinstance(failure(lambda: client.create_brand(BRAND)), Unavailable)


def test_a_refusal_keeps_the_registrys_codes_words_and_fields(far_side: FarSide) -> None:
    body = [
        {"code": 501, "description": "companyName is required.", "fields": ["companyName", "ein"]},
        {"code": "529", "description": "No.", "field": "country"},
        {"code": 592},
    ]
    error = failure(lambda: far_side.answers(body, status=400).create_brand(BRAND))
    assert isinstance(error, Refused)
    assert error.problems == (
        Problem("501", "companyName is required.", ("companyName", "ein")),
        Problem("529", "No.", ("country",)),
        Problem("592", "", ()),
    )
    assert error.has(529)
    assert error.has(1, 592)
    assert not error.has(502)


def test_what_was_filed_and_who_we_are_is_in_no_log(far_side: FarSide, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        far_side.answers({"brandId": "B1"}).create_brand(BRAND)
        failure(lambda: far_side.answers(HTML, status=500).create_brand(BRAND))
        failure(lambda: far_side.answers(Answer(how="hang up")).create_brand(BRAND))
    assert "registry POST /brand/nonBlocking 200 in" in caplog.text
    assert "registry POST /brand/nonBlocking no answer in" in caplog.text
    assert [secret for secret in SECRETS if secret in caplog.text] == []
