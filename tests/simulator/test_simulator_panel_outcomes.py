"""The panel's buttons for second thoughts, broken numbers, brands' vettings, and the fault plan."""

import html
import json

import pytest

from onboarding.simulator import numbers
from onboarding.simulator.panel_fault_plan import PRESETS
from tests.simulator.simulator_bench import PERSON, Bench, brand_body


def page(bench: Bench, path: str = "/") -> str:
    answer = bench.client.get(path)
    assert answer.status_code == 200
    return html.unescape(answer.get_data(as_text=True))


def press(bench: Bench, path: str, **form: str) -> str:
    answer = bench.client.post(f"/panel{path}", data=form, headers={"Origin": "http://localhost"})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return page(bench, answer.headers["Location"].partition("#")[0])


def live(bench: Bench) -> tuple[str, str]:
    campaign_id = bench.shared()
    bench.control(f"/campaigns/{campaign_id}/finish")
    return campaign_id, bench.number(campaign_id)


def test_an_accepted_campaign_is_declined_further_up(bench: Bench) -> None:
    assert "Decline further up" not in page(bench)
    campaign_id, _ = live(bench)
    assert "Decline further up" in page(bench)
    assert "2135 - " in press(bench, f"/campaigns/{campaign_id}/secondary")
    assert bench.sharing(campaign_id)["sharingStatus"] == "DECLINED"
    assert bench.client.post(f"/panel/campaigns/{campaign_id}/secondary").status_code == 409


def test_a_campaign_expires_by_a_button(bench: Bench) -> None:
    campaign_id, _ = live(bench)
    assert "The campaign has expired." in press(bench, f"/campaigns/{campaign_id}/expire")
    assert bench.get(f"/campaign/{campaign_id}")["status"] == "EXPIRED"
    assert "Expire now" not in page(bench)


def test_a_number_breaks_by_a_button(bench: Bench) -> None:
    _, number = live(bench)
    assert f'for="f{number[1:]}"' in page(bench)
    text = press(bench, f"/numbers/{number}/fail", failure=numbers.FAILURES[0])
    assert numbers.FAILURES[0] in text
    assert bench.provider("GET", f"/numbers/{number}").get_json()["assignment"] == "failed"
    assert bench.client.post(f"/panel/numbers/{number}/fail", data={"failure": "BAD LUCK"}).status_code == 400


def test_a_dormant_campaign_says_so(bench: Bench) -> None:
    campaign_id = bench.shared()
    bench.control(f"/campaigns/{campaign_id}/finish")
    assert "Dormant at T-Mobile" not in page(bench)
    bench.advance(15 * 86400)
    assert "Dormant at T-Mobile" in page(bench)


@pytest.mark.parametrize(("outcome", "status"), [("complete", "active"), ("fail", "failed")])
def test_an_authentication_is_ended_by_a_button(bench: Bench, outcome: str, status: str) -> None:
    brand_id = bench.brand(entityType="PUBLIC_PROFIT")
    body = {"evpId": "AEGIS", "vettingClass": "AUTHPLUS"}
    assert bench.v2("POST", f"/brand/{brand_id}/externalVetting", body).status_code == 200
    assert "Contact answers" in page(bench)
    text = press(bench, f"/brands/{brand_id}/authplus", outcome=outcome)
    assert f"Vetting Authplus: {status}" in text
    assert "Contact answers" not in text
    assert bench.client.post(f"/panel/brands/{brand_id}/authplus", data={"outcome": outcome}).status_code == 409


@pytest.mark.parametrize(("outcome", "identity"), [("uphold", "VERIFIED"), ("reject", "UNVERIFIED")])
def test_an_appeal_is_decided_by_a_button(bench: Bench, outcome: str, identity: str) -> None:
    brand_id = bench.brand("99-0000101")
    uuid = bench.upload(f"/brand/{brand_id}/appeal/evidence").get_json()["uuid"]
    body = {"appealCategories": ["VERIFY_TAX_ID"], "attachmentUuids": [uuid], "explanation": "Our letter."}
    assert bench.v2("POST", f"/brand/{brand_id}/appeal", body).status_code == 204
    assert "An appeal is pending." in page(bench)
    assert "The appeal was decided." in press(bench, f"/brands/{brand_id}/appeal", outcome=outcome)
    assert bench.get(f"/brand/{brand_id}")["identityStatus"] == identity
    assert bench.client.post(f"/panel/brands/{brand_id}/appeal", data={"outcome": "perhaps"}).status_code == 400


def test_the_pin_of_a_sole_proprietor_is_shown(bench: Bench) -> None:
    brand_id = bench.created(brand_body(**PERSON | {"entityType": "SOLE_PROPRIETOR"}))
    body = {"pinSms": "Your PIN is @OTP_PIN@. Please type it in."}
    assert bench.v2("POST", f"/brand/{brand_id}/smsOtp", body).status_code == 200
    pin = bench.client.get(f"/control/brands/{brand_id}/otp").get_json()["pin"]
    assert f"PIN sent: <code>{pin}</code>" in page(bench)


def test_a_plan_is_written_shown_and_logged(bench: Bench) -> None:
    plan = {"seed": 5, "rules": [{"fault": "status", "status": 502, "times": 1}]}
    text = press(bench, "/faults/plan", plan=json.dumps(plan))
    assert bench.client.get("/control/faults/plan").get_json() == plan
    assert '"status": 502' in text
    assert "None since the plan was set." in text
    bench.v2("GET", "/version")
    assert "GET /v2/version" in page(bench, "/faults")


@pytest.mark.parametrize("name", PRESETS)
def test_each_ready_plan_can_be_set(bench: Bench, name: str) -> None:
    press(bench, "/faults/plan", preset=name, plan="ignored")
    plan = {"seed": bench.simulator.seed, "rules": PRESETS[name][1]}
    assert bench.client.get("/control/faults/plan").get_json() == plan


@pytest.mark.parametrize("text", ["", "{", "[]", '{"rules": [{"fault": "flood"}]}', "[" * 90_000, "x" * 100_001])
def test_a_plan_that_is_none_is_refused_in_words(bench: Bench, text: str) -> None:
    answer = bench.client.post("/panel/faults/plan", data={"plan": text})
    assert (answer.status_code, answer.mimetype) == (400, "text/html")
    assert bench.client.get("/control/faults/plan").get_json()["rules"] == []
    assert bench.client.post("/panel/faults/plan", data={"preset": "mine"}).status_code == 400
