"""Signatures of notices, against values that openssl made of canonical JSON written by hand (RFC 8785)."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onboarding.registry.signature import sign, verify

SECRET, URL = "s3cret", "https://greenlight.example/hooks/registry"
NOTICE = {"mock": False, "eventType": "BRAND_ADD", "brandId": "B000001"}
SIGNATURE = "UCMpyWEPw27lGvInTX9A2IR3giE="


@pytest.mark.parametrize(
    ("body", "signature"),
    [
        (NOTICE, SIGNATURE),
        # {"a":1,"b":[null,true,1e+21,0.002],"é":"\u000f\n😀"}: numbers and escapes as ECMAScript writes them
        ({"é": "\x0f\n\U0001f600", "b": [None, True, 1e21, 2e-3], "a": 1.0}, "PLj72PgOaxZ3cRRwo1JVyQC3X94="),
        ({}, "k1lIHs1kUkofM1CPxbpkm9cUU94="),
    ],
)
def test_a_signature_is_the_one_that_others_compute(body: Any, signature: str) -> None:
    assert sign(SECRET, URL, body) == signature
    assert verify(SECRET, URL, body, signature)


def test_neither_the_order_of_keys_nor_spaces_matter() -> None:
    spaced = json.loads('{ "brandId" : "B000001",\n "mock": false, "eventType": "BRAND_ADD" }')
    assert verify(SECRET, URL, spaced, SIGNATURE)


@pytest.mark.parametrize(
    ("secret", "url", "body"),
    [
        ("another", URL, NOTICE),
        ("", URL, NOTICE),
        (SECRET, URL + "/", NOTICE),
        (SECRET, URL.replace("https", "http"), NOTICE),
        (SECRET, URL, NOTICE | {"mock": True}),
        (SECRET, URL, NOTICE | {"mock": 0}),
        (SECRET, URL, NOTICE | {"more": None}),
        (SECRET, URL, {"eventType": "BRAND_ADD", "brandId": "B000001"}),
        (SECRET, URL, [NOTICE]),
    ],
)
def test_another_secret_address_or_body_is_wrong(secret: str, url: str, body: Any) -> None:
    assert not verify(secret, url, body, SIGNATURE)


@pytest.mark.parametrize(
    "given",
    [
        "",
        "=",
        "nonsense",
        SIGNATURE[:-1],
        SIGNATURE[:-4],
        SIGNATURE + SIGNATURE,
        SIGNATURE + "\n",
        " " + SIGNATURE,
        SIGNATURE.swapcase(),
        "é" * 28,
        "\x00",
        "A" * 100_000,
    ],
)
def test_a_malformed_signature_is_wrong_and_breaks_nothing(given: str) -> None:
    assert not verify(SECRET, URL, NOTICE, given)


def nested(depth: int) -> Any:
    body: Any = 1
    for _ in range(depth):
        body = [body]
    return body


@pytest.mark.parametrize("body", [{"n": float("nan")}, {"n": float("inf")}, {"n": 2**60}, {"t": "\ud800"}, {1: "x"}])
def test_what_has_no_canonical_form_has_no_signature(body: Any) -> None:
    with pytest.raises(ValueError):
        sign(SECRET, URL, body)
    assert not verify(SECRET, URL, body, SIGNATURE)


def test_what_nests_too_deeply_is_wrong_and_breaks_nothing() -> None:
    assert not verify(SECRET, URL, nested(100_000), SIGNATURE)


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
BODIES = st.dictionaries(TEXT, st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT, max_size=6)


@settings(max_examples=100, deadline=None, database=None)
@given(body=BODIES, secret=TEXT, url=TEXT)
def test_what_was_signed_is_verified_after_its_way_through_json(body: dict[str, Any], secret: str, url: str) -> None:
    signature = sign(secret, url, body)
    turned = dict(reversed(list(json.loads(json.dumps(body)).items())))
    assert verify(secret, url, turned, signature)
    assert not verify(secret + "x", url, turned, signature)
    assert not verify(secret, url, turned | {"one more": 1}, signature)
