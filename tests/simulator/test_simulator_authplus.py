"""Authentication+ of a public company: domain, mail, contact, deadline, and what a new address undoes."""

from typing import Any

import pytest

from tests.simulator.simulator_bench import DAY, Bench, campaign_body, codes, problems

HOUR = 3600
AUTHPLUS = {"evpId": "AEGIS", "vettingClass": "AUTHPLUS"}
EVENT = "BRAND_AUTHPLUS_"


def public(bench: Bench, ein: str = "12-3456789", **fields: Any) -> str:
    return bench.brand(ein, entityType="PUBLIC_PROFIT", **fields)


def order(bench: Bench, brand_id: str) -> Any:
    answer = bench.v2("POST", f"/brand/{brand_id}/externalVetting", AUTHPLUS)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()


def status(bench: Bench, brand_id: str) -> Any:
    query = "vettingStatus=PENDING&vettingStatus=ACTIVE&vettingStatus=FAILED&vettingStatus=EXPIRED"
    return bench.get(f"/brand/{brand_id}/externalVetting?{query}&vettingClass=AUTHPLUS")[-1]["vettingStatus"]


def again(bench: Bench, brand_id: str, kind: str = "AUTHPLUS") -> Any:
    return bench.v2("POST", f"/brand/{brand_id}/2faEmail?vettingClass={kind}")


def vetting_events(bench: Bench) -> list[str]:
    return [event.removeprefix(EVENT) for event in bench.events() if event.startswith((EVENT, "BRAND_EMAIL"))]


def test_a_public_company_gets_no_campaign_without_it(bench: Bench) -> None:
    brand_id = public(bench)
    path = f"/campaignBuilder/brand/{brand_id}/usecase/LOW_VOLUME"
    assert codes(bench.v2("GET", path)) == [509]
    assert codes(bench.v2("POST", "/campaignBuilder", campaign_body(brandId=brand_id))) == [509]
    order(bench, brand_id)
    assert codes(bench.v2("GET", path)) == [509]
    bench.advance(HOUR)
    assert bench.get(path)["monthlyFee"] == 1.5
    assert bench.campaign(brand_id)


def test_the_contact_answers_after_an_hour_and_each_step_is_told(bench: Bench) -> None:
    bench.subscribe()
    brand_id = public(bench)
    assert order(bench, brand_id)["vettingStatus"] == "PENDING"
    bench.advance(HOUR - 1)
    assert vetting_events(bench) == ["VERIFICATION_ADD", "DOMAIN_VERIFIED", "BRAND_EMAIL_2FA_SEND"]
    assert status(bench, brand_id) == "PENDING"
    assert "businessContactEmailVerifiedDate" not in bench.get(f"/brand/{brand_id}")
    bench.advance(1)
    assert status(bench, brand_id) == "ACTIVE"
    assert vetting_events(bench)[3:] == ["2FA_VERIFIED", "VERIFICATION_COMPLETE"]
    brand = bench.get(f"/brand/{brand_id}")
    assert brand["businessContactEmailVerifiedDate"]
    assert brand["identityStatus"] == "VERIFIED"
    assert bench.posted[-1].body["evpId"] == "AEGIS"


@pytest.mark.parametrize(("ein", "email"), [("99-0000114", "ana@bluedoor.test"), ("12-3456789", "bluedoor@Gmail.com")])
def test_it_fails_at_the_domain(bench: Bench, ein: str, email: str) -> None:
    bench.subscribe()
    brand_id = public(bench, ein, businessContactEmail=email)
    order(bench, brand_id)
    bench.advance(1)
    assert status(bench, brand_id) == "FAILED"
    assert vetting_events(bench) == ["VERIFICATION_ADD", "DOMAIN_FAILED", "VERIFICATION_FAILED"]
    bench.advance(40 * DAY)
    assert len(vetting_events(bench)) == 3
    assert order(bench, brand_id)["vettingStatus"] == "PENDING"


def test_115_never_answers_and_it_fails_after_thirty_days(bench: Bench) -> None:
    bench.subscribe()
    brand_id = public(bench, "99-0000115")
    vetting = order(bench, brand_id)
    bench.advance(30 * DAY - 1)
    assert status(bench, brand_id) == "PENDING"
    bench.advance(1)
    assert status(bench, brand_id) == "FAILED"
    assert vetting_events(bench)[-1] == "VERIFICATION_FAILED"
    assert codes(again(bench, brand_id)) == [565]
    appeal = {"appealCategories": ["VERIFY_EMAIL_OWNERSHIP"], "evpId": "AEGIS", "vettingId": vetting["vettingId"]}
    assert codes(bench.v2("POST", f"/brand/{brand_id}/externalVetting/appeal", appeal)) == [592]


def test_the_mail_is_sent_again_once_in_two_hours(bench: Bench) -> None:
    bench.subscribe()
    brand_id = public(bench, "99-0000115")
    assert codes(again(bench, brand_id)) == [565]
    order(bench, brand_id)
    assert problems(again(bench, brand_id, "STANDARD")) == [(501, ["vettingClass"])]
    assert codes(again(bench, brand_id)) == [592]
    bench.advance(2 * HOUR)
    assert again(bench, brand_id).status_code == 204
    assert codes(again(bench, brand_id)) == [592]
    assert vetting_events(bench).count("BRAND_EMAIL_2FA_SEND") == 2


def test_a_new_address_ends_it_and_is_refused_while_it_is_pending(bench: Bench) -> None:
    bench.subscribe()
    brand_id = public(bench)
    order(bench, brand_id)
    change = {"businessContactEmail": "other@bluedoor.test"}
    assert problems(bench.v2("PUT", f"/brand/{brand_id}", change)) == [(592, ["businessContactEmail"])]
    bench.advance(HOUR)
    campaign_id = bench.campaign(brand_id)
    edited = bench.v2("PUT", f"/brand/{brand_id}", change).get_json()
    assert edited["identityStatus"] == "VERIFIED"
    assert "businessContactEmailVerifiedDate" not in edited
    assert status(bench, brand_id) == "EXPIRED"
    assert vetting_events(bench)[-1] == "VERIFICATION_EXPIRED"
    assert bench.get(f"/campaign/{campaign_id}")["status"] == "ACTIVE"
    assert codes(bench.v2("GET", f"/campaignBuilder/brand/{brand_id}/usecase/MIXED")) == [509]
    assert order(bench, brand_id)["vettingStatus"] == "PENDING"


def test_it_expires_after_a_year_and_what_runs_goes_on(bench: Bench) -> None:
    brand_id = public(bench)
    order(bench, brand_id)
    bench.advance(HOUR)
    campaign_id = bench.campaign(brand_id)
    bench.advance(367 * DAY)
    assert status(bench, brand_id) == "EXPIRED"
    assert bench.get(f"/campaign/{campaign_id}")["status"] == "ACTIVE"


def test_only_a_verified_company_orders_it_and_only_once(bench: Bench) -> None:
    unverified, brand_id = public(bench, "99-0000112"), public(bench)
    path = "/brand/{}/externalVetting"
    assert codes(bench.v2("POST", path.format(unverified), AUTHPLUS)) == [525]
    order(bench, brand_id)
    assert codes(bench.v2("POST", path.format(brand_id), AUTHPLUS)) == [525]
    bench.advance(HOUR)
    assert codes(bench.v2("POST", path.format(brand_id), AUTHPLUS)) == [592]


@pytest.mark.parametrize(("outcome", "wanted"), [("complete", "ACTIVE"), ("fail", "FAILED")])
def test_the_control_api_ends_it_now(bench: Bench, outcome: str, wanted: str) -> None:
    brand_id = public(bench, "99-0000115")
    path = f"/control/brands/{brand_id}/authplus"
    assert bench.client.post(path, json={"outcome": outcome}).status_code == 409
    order(bench, brand_id)
    assert bench.client.post(path, json={"outcome": "maybe"}).status_code == 400
    bench.control(f"/brands/{brand_id}/authplus", {"outcome": outcome})
    assert status(bench, brand_id) == wanted
    bench.advance(31 * DAY)
    assert status(bench, brand_id) == wanted
