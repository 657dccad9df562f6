"""No call about a brand or the account is upset by what it gets: each answers with a documented refusal."""

from typing import Any

import pytest

from tests.simulator.simulator_bench import Bench, brand_body, codes, multipart, problems

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
    ("application/json", b" " * 2_000_000),
    ("application/json", b'{"a": "' + b"x" * 2_000_000 + b'"}'),
    ("text/plain", b"{}"),
    ("application/x-www-form-urlencoded", b"a=b"),
    ("multipart/form-data", b"{}"),
    ("multipart/form-data; boundary=x", b"--x\r\n\r\n--x--\r\n"),
    ("", b"{}"),
]
WRITES = {
    ("POST", "/brand/nonBlocking"): brand_body(),
    ("PUT", "/brand/{brand}"): brand_body(),
    ("POST", "/brand/{brand}/smsOtp"): {"pinSms": "x", "successSms": "x"},
    ("PUT", "/brand/{brand}/smsOtp"): {"otpPin": "x"},
    ("POST", "/brand/{brand}/externalVetting"): {"evpId": "x", "vettingClass": "x", "additionalRequestPayload": "x"},
    ("PUT", "/brand/{brand}/externalVetting"): {"evpId": "x", "vettingId": "x", "vettingToken": "x"},
    ("POST", "/brand/{brand}/appeal"): {"appealCategories": [], "attachmentUuids": [], "explanation": "x"},
    ("POST", "/brand/{brand}/externalVetting/appeal"): {"appealCategories": [], "evpId": "x", "vettingId": "x"},
    ("POST", "/reseller"): {"companyName": "x", "phone": "x", "email": "x"},
    ("PUT", "/reseller/{reseller}"): {"companyName": "x", "phone": "x", "email": "x"},
    ("PUT", "/csp/profile"): {"contactEmail": "x", "billingEmail": "x", "supportEmail": "x"},
}
NO_BODY = [
    ("GET", "/brand/{brand}"),
    ("GET", "/brand/feedback/{brand}"),
    ("GET", "/brand/smsOtp/{brand}"),
    ("GET", "/brand/{brand}/externalVetting?vettingStatus=ACTIVE"),
    ("GET", "/brand/{brand}/externalVetting/enhancedVettingReport"),
    ("GET", "/brand/{brand}/appeal?appealStatus=PENDING"),
    ("GET", "/brand/{brand}/appeal/evidence"),
    ("GET", "/brand/{brand}/externalVetting/appeal?appealStatus=PENDING"),
    ("POST", "/brand/{brand}/2faEmail?vettingClass=AUTHPLUS"),
    ("PUT", "/brand/{brand}/revet"),
    ("DELETE", "/brand/{brand}"),
    ("GET", "/attachment/{brand}/VA/00"),
    ("DELETE", "/attachment/{brand}/VA/00"),
    ("GET", "/reseller/{brand}"),
    ("DELETE", "/reseller/{brand}"),
]
ODD = [7, 1.5, True, ["x"], {"a": 1}, [[[]]], "\ud800", " ", "x" * 5000, "\x00" * 5000]
NAMES = ["B000000", "%F0%9F%92%A9%00", "%ff%fe", "%2e%2e", "x" * 3000, "%E2%80%AE"]


@pytest.fixture
def paths(bench: Bench) -> dict[str, str]:
    reseller = {"companyName": "Nordlicht", "phone": "+14155550111", "email": "hello@nordlicht.test"}
    made = bench.v2("POST", "/reseller", reseller).get_json()["resellerId"]
    return {"brand": bench.brand("99-0000101"), "reseller": made}


def send(bench: Bench, method: str, path: str, data: bytes, content_type: str) -> Any:
    return bench.client.open(f"/v2{path}", method=method, data=data, content_type=content_type, auth=("key", "secret"))


@pytest.mark.parametrize(("method", "path"), WRITES)
def test_it_refuses_bodies_that_are_no_json_object(bench: Bench, paths: dict[str, str], method: str, path: str) -> None:
    before = bench.state()
    for content_type, body in BODIES:
        answer = send(bench, method, path.format(**paths), body, content_type)
        assert codes(answer) == [501], (content_type, body[:20])
    assert bench.state() == before


@pytest.mark.parametrize(("method", "path"), WRITES)
def test_no_field_takes_what_it_must_not(bench: Bench, paths: dict[str, str], method: str, path: str) -> None:
    before = bench.state()
    for name in WRITES[method, path]:
        for odd in ODD:
            answer = bench.v2(method, path.format(**paths), WRITES[method, path] | {name: odd})
            found = {field for _, fields in problems(answer) for field in fields}
            listed = name in {"appealCategories", "attachmentUuids"} and odd == ["x"]
            assert name in found or listed, (name, odd)
            assert set(codes(answer)) <= {501, 502, 559}, (name, odd)
    assert bench.state() == before


@pytest.mark.parametrize(("method", "path"), [*NO_BODY, *(key for key in WRITES if "{" in key[1])])
def test_an_unknown_record_is_502_whatever_its_name(bench: Bench, method: str, path: str) -> None:
    body = WRITES.get((method, path))
    valid = {
        "pinSms": "Your PIN is @OTP_PIN@, thank you.",
        "evpId": "AEGIS",
        "vettingClass": "STANDARD",
        "appealCategories": ["VERIFY_TAX_ID"],
    }
    body = body and {name: valid.get(name, value) for name, value in body.items()}
    for name in NAMES:
        assert codes(bench.v2(method, path.format(brand=name, reseller=name), body)) == [502], name


@pytest.mark.parametrize(
    ("content_type", "data"),
    [
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=", b"x"),
        ("multipart/form-data; boundary=x", b""),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=file; filename=a.pdf\r\n"),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="file"\r\n\r\nx\r\n--x--\r\n',
        ),
        ("multipart/form-data; boundary=x", b"\xff\xfe\x00" * 1000),
        ("multipart/form-data; boundary=" + "x" * 5000, b"x"),
        ("multipart/form-data; boundary=\xe4", b"x"),
        ("application/json", b"{}"),
        ("application/json", b" " * 2_000_000),
        ("application/pdf", b"%PDF"),
        ("", b"%PDF"),
    ],
)
def test_an_upload_that_is_no_form_with_a_file_is_501(
    bench: Bench, paths: dict[str, str], content_type: str, data: bytes
) -> None:
    path = f"/brand/{paths['brand']}/appeal/evidence"
    assert codes(send(bench, "POST", path, data, content_type)) == [501]
    assert bench.get(path) == []


def test_a_form_with_a_thousand_parts_is_501(bench: Bench, paths: dict[str, str]) -> None:
    body, content_type = multipart({f"field{number}": ["x"] for number in range(1100)})
    assert codes(send(bench, "POST", f"/brand/{paths['brand']}/appeal/evidence", body, content_type)) == [501]


@pytest.mark.parametrize("name", ["it's.pdf", "semi;colon.pdf", "パン🍞.pdf", "a" * 251 + ".pdf"])
def test_odd_names_of_files_come_back(bench: Bench, paths: dict[str, str], name: str) -> None:
    stored = bench.upload(f"/brand/{paths['brand']}/appeal/evidence", name).get_json()
    assert stored["fileName"] == name
    assert bench.v2("GET", f"/attachment/{stored['uuid']}").data == b"%PDF"


@pytest.mark.parametrize(
    ("content_type", "data"),
    [
        ("application/json", b'{"locale": "local", "validUntil": "2999-01-01"}'),
        ("application/x-www-form-urlencoded", b""),
        ("application/x-www-form-urlencoded", b"\xff\xfe=%%%&&&"),
        ("application/x-www-form-urlencoded", b"locale=local&validUntil=" + b"9" * 700_000),
        ("application/x-www-form-urlencoded", b"locale=local&validUntil=" + b"9" * 2_000_000),
        ("application/x-www-form-urlencoded", b"locale=local&validUntil=2999-02-30"),
        ("application/x-www-form-urlencoded", b"locale=local&validUntil=%ED%A0%80"),
    ],
)
def test_a_mock_token_is_refused_to_a_form_of_the_wrong_kind(
    bench: Bench, paths: dict[str, str], content_type: str, data: bytes
) -> None:
    path = f"/brand/{paths['brand']}/externalVetting/mockCvToken"
    assert codes(send(bench, "POST", path, data, content_type)) == [501]


@pytest.mark.parametrize("call", ["authplus", "appeal"])
def test_the_control_api_refuses_what_it_does_not_know_with_400(bench: Bench, paths: dict[str, str], call: str) -> None:
    for content_type, body in [*BODIES, ("application/json", b'{"outcome": ["uphold"]}')]:
        path = f"/control/brands/{paths['brand']}/{call}"
        answer = bench.client.post(path, data=body, content_type=content_type)
        assert (answer.status_code, answer.get_json()["error"]) == (400, "invalid"), body[:20]


@pytest.mark.parametrize("query", ["page=0", "page=²", "recordsPerPage=501", "recordsPerPage=x"])
def test_resellers_come_in_sensible_pages_only(bench: Bench, query: str) -> None:
    assert problems(bench.v2("GET", f"/reseller?{query}")) == [(501, [query.partition("=")[0]])]
