"""The line itself: credentials that change, request ids, log lines, waits, uploads, paths that no id can bend."""

import logging
import re
from base64 import b64encode
from collections.abc import Callable
from typing import Any

import pytest

from onboarding.registry.client import RegistryClient
from onboarding.services.ports import Misconfigured, OutsideError, Throttled, Unavailable
from tests.registry.far_side import EIN, KEY, SECRET, Answer, FarSide

MOBILE, PIN = "+14155550142", "482913"


def basic(key: str, secret: str) -> str:
    return "Basic " + b64encode(f"{key}:{secret}".encode()).decode()


def failed(call: Callable[[], Any]) -> OutsideError:
    with pytest.raises(OutsideError) as caught:
        call()
    return caught.value


def test_credentials_are_asked_for_at_each_request_so_that_they_rotate_without_a_restart(far_side: FarSide) -> None:
    pairs = iter([("old", "one"), ("new", "two"), ("Schlüssel", "Geheimnis")])
    client = RegistryClient(far_side.base, credentials=lambda: next(pairs))
    for _ in range(3):
        client.profile()
    assert [asked.headers["Authorization"] for asked in far_side.asked] == [
        basic("old", "one"),
        basic("new", "two"),
        basic("Schlüssel", "Geheimnis"),
    ]


def test_each_request_has_an_id_of_its_own_that_the_log_repeats(
    far_side: FarSide, caplog: pytest.LogCaptureFixture
) -> None:
    client = far_side.answers({"records": []})
    with caplog.at_level(logging.INFO, logger="onboarding.registry"):
        client.profile()
        client.find_brand("secret-reference")
        client.give_pin("B1", PIN)
    lines = [record.getMessage() for record in caplog.records if record.name.startswith("onboarding.registry")]
    ids = [asked.headers["X-Request-Id"] for asked in far_side.asked]
    assert len(set(ids)) == 3
    for line, asked, request_id in zip(lines, far_side.asked, ids, strict=True):
        path = re.escape(asked.path.removeprefix("/v2"))
        assert re.fullmatch(rf"registry {asked.method} {path} 200 in [0-9]+ ms, request {request_id}", line)
    assert "secret-reference" not in caplog.text
    assert PIN not in caplog.text


def test_nothing_of_a_person_and_no_secret_is_logged(far_side: FarSide, caplog: pytest.LogCaptureFixture) -> None:
    quoting = Answer(400, [{"code": 501, "description": f"{EIN} and {MOBILE} and {PIN}", "fields": ["ein"]}])
    with caplog.at_level(logging.DEBUG):
        client = far_side.answers(quoting)
        for call in (
            lambda: client.create_brand({"ein": EIN, "mobilePhone": MOBILE}),
            lambda: client.give_pin("B1", PIN),
            lambda: client.search_brands(ein=EIN),
            lambda: client.add_evidence("B1", f"{EIN}.pdf", EIN.encode()),
        ):
            failed(call)
    assert [word for word in (EIN, MOBILE, PIN, KEY, SECRET) if word in caplog.text] == []


READ, WRITE = (lambda c: c.profile()), (lambda c: c.edit_brand("B1", {}))


@pytest.mark.parametrize(
    ("call", "answer", "wait"),
    [
        (READ, Answer(429, "Too Many Requests"), 1.0),
        (WRITE, Answer(429, "Too Many Requests"), 10.0),
        (WRITE, Answer(429, "", {"Retry-After": "45"}), 45.0),
        (WRITE, Answer(429, "", {"Retry-After": "2"}), 10.0),
        (WRITE, Answer(429, "", {"Retry-After": "999999"}), 600.0),
        (WRITE, Answer(429, "", {"Retry-After": "-5"}), 10.0),
        (WRITE, Answer(429, "", {"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}), 10.0),
        (WRITE, Answer(503, "", {"Retry-After": "20"}), 20.0),
        (WRITE, Answer(503, ""), 0.0),
        *((call, Answer(400, [{"code": code}]), 30.0) for code in (590, 591, 620, 630) for call in (READ, WRITE)),
        (WRITE, Answer(400, [{"code": 527}]), 0.0),
        (WRITE, Answer(how="hang up"), 0.0),
    ],
)
def test_the_registry_says_how_long_to_wait(
    far_side: FarSide, call: Callable[[RegistryClient], Any], answer: Answer, wait: float
) -> None:
    error = failed(lambda: call(far_side.answers(answer)))
    assert isinstance(error, Unavailable)
    assert error.wait == wait
    assert isinstance(error, Throttled) is (answer.status == 429)


@pytest.mark.parametrize("code", [202, 205, "202"])
def test_an_account_that_may_not_do_something_is_an_operators_matter(far_side: FarSide, code: Any) -> None:
    assert isinstance(failed(lambda: WRITE(far_side.answers([{"code": code}], status=400))), Misconfigured)


@pytest.mark.parametrize("answer", [Answer(500), Answer(400, "?"), Answer(400, [{"code": 590}]), Answer(how="cut")])
def test_a_read_changes_nothing_whatever_comes_back(far_side: FarSide, answer: Answer) -> None:
    error = failed(lambda: READ(far_side.answers(answer)))
    assert isinstance(error, Unavailable)
    assert not error.unclear


@pytest.mark.parametrize("name", ["letter.pdf", 'a"b\\c\r\nX-Header: 1.pdf', "Übersicht.pdf", "\ud800.pdf"])
def test_a_file_is_sent_whole_in_a_field_of_its_own(far_side: FarSide, name: str) -> None:
    data = bytes(range(256)) * 40
    answer = {"uuid": "B1/EVR/0af1", "fileName": "letter.pdf", "mimeType": "application/pdf"}
    assert far_side.answers(answer).add_evidence("B1", name, data).uuid == "B1/EVR/0af1"
    [asked] = far_side.asked
    assert asked.headers["Content-Type"].startswith("multipart/form-data; boundary=")
    head, _, rest = asked.body.partition(b"\r\n\r\n")
    assert rest.startswith(data)
    [disposition] = [line for line in head.split(b"\r\n") if line.lower().startswith(b"content-disposition")]
    assert re.fullmatch(rb'Content-Disposition: form-data; name="file"; filename="[ -!#-~]+"', disposition)
    assert b"X-Header" not in head.replace(disposition, b"")


def test_an_id_is_one_piece_of_a_path_whatever_it_holds(far_side: FarSide) -> None:
    client = far_side.answers({"brandId": "B1", "identityStatus": "VERIFIED"})
    client.read_brand("B1/../../csp/profile?x=1#é")
    assert far_side.asked[0].path == "/v2/brand/B1%2F..%2F..%2Fcsp%2Fprofile%3Fx%3D1%23%C3%A9"
    assert far_side.asked[0].query == {}


def test_a_file_is_fetched_by_an_id_that_holds_slashes(far_side: FarSide) -> None:
    assert far_side.answers(Answer(200, b"\x89PNG\x00\xff")).download("B1/EVR/0af1") == b"\x89PNG\x00\xff"
    assert far_side.lines() == ["GET /attachment/B1/EVR/0af1"]


def test_the_registry_leaves_no_cookie_with_us(far_side: FarSide) -> None:
    client = far_side.answers(Answer(200, {}, {"Set-Cookie": "track=1; Path=/"}))
    client.profile()
    client.profile()
    assert [asked.headers.get("Cookie") for asked in far_side.asked] == [None, None]


def test_texts_that_no_database_takes_are_mended(far_side: FarSide) -> None:
    seen = far_side.answers(
        '{"brandId": "B1", "identityStatus": "VER\\u0000\\ud800", "optionalAttributes": {"\\ud800": "\\u0000"}}'
    )
    brand = seen.read_brand("B1")
    brand.identity.encode()
    assert "\x00" not in brand.identity
    assert [(name.encode(), value) for name, value in brand.attributes.items()] == [(b"?", "\N{REPLACEMENT CHARACTER}")]
