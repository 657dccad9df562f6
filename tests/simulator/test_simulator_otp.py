"""A sole proprietor's PIN: asked for, texted, typed in or answered with YES."""

import re
from typing import Any

import pytest

from tests.simulator.simulator_bench import HANDSET, HOOK, PERSON, Bench, brand_body, codes, problems

SMS = {"pinSms": "Your PIN for texting is @OTP_PIN@.", "successSms": "Thank you, you are verified."}
YES = {"pinSms": "Please reply @OTP_YES@ to verify your number.", "successSms": "Thank you."}
HOUR = 3600


def person(bench: Bench, **fields: Any) -> str:
    return bench.created(brand_body(**(PERSON | {"entityType": "SOLE_PROPRIETOR"} | fields)))


def ask(bench: Bench, brand_id: str, body: dict[str, Any] | None = None) -> str:
    answer = bench.v2("POST", f"/brand/{brand_id}/smsOtp", body or SMS)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    assert answer.get_json()["brandId"] == brand_id
    return answer.get_json()["referenceId"]


def pin_of(bench: Bench, brand_id: str) -> str:
    return bench.client.get(f"/control/brands/{brand_id}/otp").get_json()["pin"]


def give(bench: Bench, brand_id: str, pin: str) -> Any:
    return bench.v2("PUT", f"/brand/{brand_id}/smsOtp", {"otpPin": pin})


def identity(bench: Bench, brand_id: str) -> Any:
    return bench.get(f"/brand/{brand_id}").get("identityStatus")


def texts(bench: Bench) -> list[tuple[str, str]]:
    return [(message["direction"], message["text"]) for message in bench.state()["messages"]]


def test_a_sole_proprietor_stays_unverified_without_scoring_and_without_feedback(bench: Bench) -> None:
    bench.subscribe()
    answer = bench.v2("POST", "/brand/nonBlocking", brand_body(entityType="SOLE_PROPRIETOR", **PERSON)).get_json()
    assert "identityStatus" not in answer
    brand_id = answer["brandId"]
    for _ in range(2):
        assert identity(bench, brand_id) == "UNVERIFIED"
        assert bench.get(f"/brand/feedback/{brand_id}") == {"brandId": brand_id, "category": []}
        bench.advance(HOUR)
    assert codes(bench.v2("PUT", f"/brand/{brand_id}/revet")) == [592]
    assert codes(bench.v2("GET", f"/campaignBuilder/brand/{brand_id}/usecase/SOLE_PROPRIETOR")) == [509]
    assert bench.events() == ["BRAND_ADD"]


def test_the_pin_reaches_the_handset_and_verifies(bench: Bench) -> None:
    bench.subscribe()
    brand_id = person(bench)
    reference = ask(bench, brand_id)
    assert re.fullmatch(r"OTP[A-Z0-9]{7}", reference)
    pin = pin_of(bench, brand_id)
    assert texts(bench) == [("out", f"Your PIN for texting is {pin}.")]
    assert bench.state()["messages"][0]["to"] == HANDSET
    status = bench.get(f"/brand/smsOtp/{reference}")
    assert (status["mobilePhone"], status["deliveryStatus"], status["verifyDate"]) == (
        HANDSET,
        "DELIVERED_HANDSET",
        None,
    )
    bench.advance(60)
    assert give(bench, brand_id, pin).status_code == 204
    brand = bench.get(f"/brand/{brand_id}")
    assert brand["identityStatus"] == "VERIFIED"
    assert brand["mobilePhoneVerifiedDate"] == bench.get(f"/brand/smsOtp/{reference}")["verifyDate"] is not None
    assert texts(bench)[1:] == [("out", SMS["successSms"])]
    assert bench.events() == ["BRAND_ADD", "BRAND_OTP_VERIFIED"]
    assert bench.get(f"/campaignBuilder/brand/{brand_id}/usecase/SOLE_PROPRIETOR")["monthlyFee"] == 2


@pytest.mark.parametrize("word", ["YES", " yes ", "Yes"])
def test_a_reply_of_yes_verifies_where_it_was_asked_for(bench: Bench, word: str) -> None:
    brand_id = person(bench)
    ask(bench, brand_id, YES)
    (sent,) = bench.state()["messages"]
    assert sent["text"] == "Please reply YES to verify your number."
    bench.control(f"/handsets/{HANDSET}/texts", {"to": sent["from"], "body": "NO"})
    assert identity(bench, brand_id) == "UNVERIFIED"
    bench.control(f"/handsets/{HANDSET}/texts", {"to": sent["from"], "body": word})
    assert identity(bench, brand_id) == "VERIFIED"
    assert texts(bench)[-2:] == [("in", word), ("out", "Thank you.")]


def test_a_reply_of_yes_does_nothing_in_the_other_flow_from_another_handset_or_too_late(bench: Bench) -> None:
    brand_id = person(bench)
    ask(bench, brand_id)
    number = bench.state()["messages"][0]["from"]
    bench.control(f"/handsets/{HANDSET}/texts", {"to": number, "body": "YES"})
    ask(bench, brand_id, YES)
    bench.control("/handsets/+12125550141/texts", {"to": number, "body": "YES"})
    bench.advance(24 * HOUR)
    bench.control(f"/handsets/{HANDSET}/texts", {"to": number, "body": "YES"})
    assert identity(bench, brand_id) == "UNVERIFIED"


def test_the_panel_shows_the_text_on_the_handset(bench: Bench) -> None:
    brand_id = person(bench)
    ask(bench, brand_id)
    assert pin_of(bench, brand_id) in bench.client.get("/handsets").get_data(as_text=True)


def test_a_wrong_an_older_and_a_late_pin_are_552(bench: Bench) -> None:
    brand_id = person(bench)
    assert codes(give(bench, brand_id, "123456")) == [552]
    ask(bench, brand_id)
    first = pin_of(bench, brand_id)
    ask(bench, brand_id)
    second = pin_of(bench, brand_id)
    assert first != second
    assert problems(give(bench, brand_id, first)) == [(552, ["otpPin"])]
    bench.advance(24 * HOUR)
    assert codes(give(bench, brand_id, second)) == [552]
    assert identity(bench, brand_id) == "UNVERIFIED"
    ask(bench, brand_id, YES)
    assert codes(give(bench, brand_id, pin_of(bench, brand_id))) == [552]
    ask(bench, brand_id)
    bench.advance(24 * HOUR - 1)
    assert give(bench, brand_id, pin_of(bench, brand_id)).status_code == 204


def test_a_fourth_pin_within_an_hour_is_557(bench: Bench) -> None:
    brand_id = person(bench)
    for _ in range(3):
        ask(bench, brand_id)
    assert codes(bench.v2("POST", f"/brand/{brand_id}/smsOtp", SMS)) == [557]
    bench.advance(HOUR)
    ask(bench, brand_id)


def test_who_is_verified_gets_no_pin_and_who_is_no_person_neither(bench: Bench) -> None:
    alone, company = bench.brand(entityType="SOLE_PROPRIETOR"), bench.brand()
    assert codes(bench.v2("POST", f"/brand/{alone}/smsOtp", SMS)) == [506]
    assert codes(give(bench, alone, "123456")) == [506]
    assert codes(bench.v2("POST", f"/brand/{company}/smsOtp", SMS)) == [592]
    assert codes(give(bench, company, "123456")) == [592]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "pinSms"),
        ({"pinSms": "Your PIN for texting is secret."}, "pinSms"),
        ({"pinSms": "@OTP_PIN@"}, "pinSms"),
        ({"pinSms": "@OTP_PIN@" + "x" * 160}, "pinSms"),
        ({"pinSms": SMS["pinSms"], "successSms": "x" * 161}, "successSms"),
        ({"pinSms": SMS["pinSms"], "successSms": 7}, "successSms"),
    ],
)
def test_it_refuses_a_text_of_the_wrong_form(bench: Bench, body: dict[str, Any], field: str) -> None:
    assert problems(bench.v2("POST", f"/brand/{person(bench)}/smsOtp", body)) == [(501, [field])]


def test_a_mock_brand_gets_its_pin_by_a_notice_and_no_text(bench: Bench) -> None:
    bench.subscribe()
    brand_id = person(bench, mock=True)
    reference = ask(bench, brand_id)
    bench.simulator.deliver()
    (notice,) = [posted.body for posted in bench.posted if posted.body["eventType"] == "BRAND_MOCK_OTP"]
    assert (notice["mock"], notice["otpPin"]) == (True, pin_of(bench, brand_id))
    assert bench.get(f"/brand/smsOtp/{reference}")["deliveryStatus"] is None
    assert give(bench, brand_id, notice["otpPin"]).status_code == 204
    assert texts(bench) == []
    assert bench.posted[-1].url == HOOK
    assert bench.events()[-1] == "BRAND_OTP_VERIFIED"


def test_a_new_mobile_wants_a_new_pin(bench: Bench) -> None:
    brand_id = person(bench)
    ask(bench, brand_id)
    old = pin_of(bench, brand_id)
    other = {"mobilePhone": "+12125550141"}
    bench.v2("PUT", f"/brand/{brand_id}", other)
    assert codes(give(bench, brand_id, old)) == [552]
    ask(bench, brand_id)
    give(bench, brand_id, pin_of(bench, brand_id))
    assert identity(bench, brand_id) == "VERIFIED"
    edited = bench.v2("PUT", f"/brand/{brand_id}", {"mobilePhone": HANDSET}).get_json()
    assert edited["identityStatus"] == "UNVERIFIED"
    assert "mobilePhoneVerifiedDate" not in edited
    assert bench.v2("PUT", f"/brand/{brand_id}", {"city": "Oakland"}).get_json()["identityStatus"] == "UNVERIFIED"


def test_the_fourth_brand_on_one_mobile_is_550(bench: Bench) -> None:
    made = [person(bench, referenceId=f"r{number}") for number in range(3)]
    body = brand_body(**(PERSON | {"entityType": "SOLE_PROPRIETOR", "referenceId": "r4"}))
    assert problems(bench.v2("POST", "/brand/nonBlocking", body)) == [(550, ["mobilePhone"])]
    other = person(bench, referenceId="r5", mobilePhone="+12125550141")
    assert problems(bench.v2("PUT", f"/brand/{other}", {"mobilePhone": HANDSET})) == [(550, ["mobilePhone"])]
    assert person(bench, referenceId="r6", mock=True)
    bench.v2("DELETE", f"/brand/{made[0]}")
    assert bench.v2("PUT", f"/brand/{other}", {"mobilePhone": HANDSET}).status_code == 200


def test_what_was_never_asked_for_is_not_there(bench: Bench) -> None:
    assert codes(bench.v2("GET", "/brand/smsOtp/OTP0000000")) == [502]
    assert bench.client.get(f"/control/brands/{person(bench)}/otp").status_code == 404
    assert bench.client.get("/control/brands/B000000/otp").status_code == 404
