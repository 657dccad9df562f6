"""External vettings: ordered, imported, listed, expired."""

import json
from typing import Any

import pytest

from tests.simulator.simulator_bench import DAY, HOOK, Bench, codes, problems

HOUR = 3600
ALL = "vettingStatus=PENDING&vettingStatus=UNSCORE&vettingStatus=ACTIVE&vettingStatus=FAILED&vettingStatus=EXPIRED"
STANDARD = {"evpId": "AEGIS", "vettingClass": "STANDARD"}
PAYLOAD = json.dumps({"requestorFirstName": "Ana", "requestorLastName": "B", "locale": "local"})


def order(bench: Bench, brand_id: str, **fields: Any) -> Any:
    return bench.v2("POST", f"/brand/{brand_id}/externalVetting", STANDARD | fields)


def take(bench: Bench, brand_id: str, vetting_id: str, token: str | None = "t", provider: str = "AEGIS") -> Any:
    body = {"evpId": provider, "vettingId": vetting_id, "vettingToken": token}
    return bench.v2("PUT", f"/brand/{brand_id}/externalVetting", body)


def listed(bench: Bench, brand_id: str, query: str = ALL) -> Any:
    return bench.get(f"/brand/{brand_id}/externalVetting?{query}")


def identity(bench: Bench, brand_id: str) -> Any:
    return bench.get(f"/brand/{brand_id}")["identityStatus"]


def cv_token(bench: Bench, brand_id: str, until: str = "2999-01-01", locale: str = "local") -> Any:
    path = f"/v2/brand/{brand_id}/externalVetting/mockCvToken"
    return bench.client.post(path, data={"locale": locale, "validUntil": until}, auth=("key", "secret"))


def test_an_ordered_vetting_is_active_after_an_hour_and_vouches_for_the_brand(bench: Bench) -> None:
    bench.subscribe()
    brand_id = bench.brand("99-0000101")
    ordered = order(bench, brand_id).get_json()
    assert (ordered["vettingStatus"], ordered["vettingScore"], ordered["vettedDate"]) == ("PENDING", None, None)
    bench.advance(HOUR - 1)
    assert identity(bench, brand_id) == "UNVERIFIED"
    bench.advance(1)
    (vetting,) = listed(bench, brand_id)
    assert (vetting["vettingStatus"], vetting["vettingScore"], vetting["evpId"]) == ("ACTIVE", 75, "AEGIS")
    assert vetting["vettingId"] == ordered["vettingId"]
    assert vetting["vettedDate"] < vetting["validUntil"]
    assert identity(bench, brand_id) == "VETTED_VERIFIED"
    assert bench.events()[2:] == ["EVP_REPORT_SCORE", "BRAND_IDENTITY_STATUS_UPDATE"]
    notice = next(posted.body for posted in bench.posted if posted.body["eventType"] == "EVP_REPORT_SCORE")
    assert (notice["evpName"], notice["vettingId"]) == ("Aegis Mobile", vetting["vettingId"])


def test_116_fails(bench: Bench) -> None:
    bench.subscribe()
    brand_id = bench.brand("99-0000116")
    order(bench, brand_id)
    bench.advance(HOUR)
    (vetting,) = listed(bench, brand_id)
    assert (vetting["vettingStatus"], vetting["vettingScore"]) == ("FAILED", None)
    assert vetting["reasons"]
    assert identity(bench, brand_id) == "VERIFIED"
    assert bench.events()[-1] == "EVP_REPORT_FAIL"
    assert order(bench, brand_id).status_code == 200


def test_a_score_counts_in_the_terms_of_the_carriers(bench: Bench) -> None:
    brand_id = bench.brand()
    terms = lambda usecase: bench.get(f"/campaignBuilder/brand/{brand_id}/usecase/{usecase}")["mnoMetadata"]  # noqa: E731
    before = terms("MIXED")
    assert (before["10017"]["msgClass"], before["10035"]["brandDailyCap"]) == ("F", 2000)
    assert take(bench, brand_id, "SIM-SCORE-60").status_code == 200
    middle = terms("MIXED")
    assert (middle["10017"]["msgClass"], middle["10017"]["tpm"], middle["10035"]["brandTier"]) == (
        "D",
        2400,
        "UPPER_MID",
    )
    assert terms("LOW_VOLUME")["10035"]["brandDailyCap"] == 2000
    assert take(bench, brand_id, "SIM-SCORE-75", provider="WMC").status_code == 200
    assert (terms("MIXED")["10017"]["msgClass"], terms("2FA")["10017"]["msgClass"]) == ("B", "A")
    assert terms("MIXED")["10035"]["brandDailyCap"] == 200_000


def test_an_enhanced_vetting_has_a_report_to_read(bench: Bench) -> None:
    brand_id = bench.brand(displayName="Bäcker (Süd)")
    assert bench.get(f"/brand/{brand_id}/externalVetting/enhancedVettingReport") == []
    order(bench, brand_id, vettingClass="ENHANCED")
    bench.advance(HOUR)
    (file,) = bench.get(f"/brand/{brand_id}/externalVetting/enhancedVettingReport")
    answer = bench.v2("GET", f"/attachment/{file['uuid']}")
    assert answer.content_type == "application/pdf"
    assert answer.data.startswith(b"%PDF")
    assert b"B\xe4cker \\(S\xfcd\\)" in answer.data


@pytest.mark.parametrize(
    ("kind", "fields", "code", "field"),
    [
        ("PRIVATE_PROFIT", {"evpId": "NONE"}, 501, "evpId"),
        ("PRIVATE_PROFIT", {"evpId": None}, 501, "evpId"),
        ("PRIVATE_PROFIT", {"vettingClass": "GOOD"}, 501, "vettingClass"),
        ("PRIVATE_PROFIT", {"vettingClass": "RBM"}, 568, "vettingClass"),
        ("PRIVATE_PROFIT", {"vettingClass": "AUTHPLUS"}, 592, "vettingClass"),
        ("PRIVATE_PROFIT", {"vettingClass": "POLITICAL", "additionalRequestPayload": PAYLOAD}, 592, "vettingClass"),
        ("PRIVATE_PROFIT", {"evpId": "CV"}, 592, "vettingClass"),
        ("PRIVATE_PROFIT", {"evpId": "WMC", "vettingClass": "ENHANCED"}, 592, "vettingClass"),
        ("NON_PROFIT", {"evpId": "WMC"}, 592, "vettingClass"),
        ("SOLE_PROPRIETOR", {}, 592, "vettingClass"),
        ("NON_PROFIT", {"vettingClass": "POLITICAL"}, 501, "additionalRequestPayload"),
        (
            "NON_PROFIT",
            {"vettingClass": "POLITICAL", "additionalRequestPayload": "[]"},
            501,
            "additionalRequestPayload",
        ),
        (
            "NON_PROFIT",
            {"vettingClass": "POLITICAL", "additionalRequestPayload": "[" * 4000},
            501,
            "additionalRequestPayload",
        ),
        (
            "NON_PROFIT",
            {"vettingClass": "POLITICAL", "additionalRequestPayload": "{}"},
            526,
            "additionalRequestPayload",
        ),
    ],
)
def test_it_refuses_an_order_that_cannot_be(
    bench: Bench, kind: str, fields: dict[str, Any], code: int, field: str
) -> None:
    brand_id = bench.brand(entityType=kind)
    assert problems(order(bench, brand_id, **fields)) == [(code, [field])]
    assert listed(bench, brand_id) == []


def test_it_refuses_an_order_at_the_wrong_time(bench: Bench) -> None:
    brand_id = bench.brand("99-0000104")
    assert codes(order(bench, brand_id)) == [527]
    bench.advance(600)
    order(bench, brand_id)
    assert codes(order(bench, brand_id)) == [525]
    bench.advance(HOUR)
    assert codes(order(bench, brand_id)) == [592]
    assert order(bench, brand_id, evpId="WMC").status_code == 200
    bare = bench.brand(website=None)
    assert problems(order(bench, bare)) == [(501, ["website"])]
    edited = bench.brand()
    bench.v2("PUT", f"/brand/{edited}", {"companyName": "Other LLC"})
    assert codes(order(bench, edited)) == [525]


def test_a_political_vetting_has_no_score(bench: Bench) -> None:
    brand_id = bench.brand(entityType="NON_PROFIT", website=None)
    answer = order(bench, brand_id, vettingClass="POLITICAL", additionalRequestPayload=PAYLOAD)
    assert answer.status_code == 200
    bench.advance(HOUR)
    (vetting,) = listed(bench, brand_id)
    assert (vetting["vettingStatus"], vetting["vettingScore"]) == ("ACTIVE", None)
    assert identity(bench, brand_id) == "VETTED_VERIFIED"


def test_the_identity_is_locked_while_a_vetting_is_pending_or_active_and_free_when_it_failed(bench: Bench) -> None:
    change = {"companyName": "Other LLC"}
    good, bad = bench.brand(), bench.brand("99-0000116")
    for brand_id in (good, bad):
        order(bench, brand_id)
        assert problems(bench.v2("PUT", f"/brand/{brand_id}", change)) == [(537, ["companyName"])]
        assert bench.v2("PUT", f"/brand/{brand_id}", {"city": "Oakland"}).status_code == 200
    bench.advance(HOUR)
    assert codes(bench.v2("PUT", f"/brand/{good}", change)) == [537]
    assert bench.v2("PUT", f"/brand/{bad}", change).status_code == 200


def test_an_expired_vetting_leaves_what_the_identity_check_said(bench: Bench) -> None:
    bench.subscribe()
    good, bad = bench.brand(), bench.brand("99-0000101")
    for brand_id in (good, bad):
        order(bench, brand_id)
    bench.advance(367 * DAY)
    assert [identity(bench, brand_id) for brand_id in (good, bad)] == ["VERIFIED", "UNVERIFIED"]
    (vetting,) = listed(bench, good, "vettingStatus=EXPIRED")
    assert vetting["expirationDate"] == vetting["validUntil"]
    assert bench.events().count("EVP_REPORT_EXPIRE") == 2
    assert order(bench, good).status_code == 200


def test_a_vetted_brand_stays_so_when_it_is_scored_again(bench: Bench) -> None:
    brand_id = bench.brand()
    take(bench, brand_id, "SIM-SCORE-80")
    bench.v2("PUT", f"/brand/{brand_id}", {"city": "Oakland"})
    bench.v2("PUT", f"/brand/{brand_id}/revet")
    bench.advance(5)
    assert identity(bench, brand_id) == "VETTED_VERIFIED"


def test_a_list_is_asked_for_by_status(bench: Bench) -> None:
    brand_id = bench.brand()
    take(bench, brand_id, "SIM-SCORE-80")
    order(bench, brand_id, evpId="WMC")
    assert problems(bench.v2("GET", f"/brand/{brand_id}/externalVetting")) == [(501, ["vettingStatus"])]
    assert codes(bench.v2("GET", f"/brand/{brand_id}/externalVetting?vettingStatus=GOOD")) == [501]
    providers = lambda query: [vetting["evpId"] for vetting in listed(bench, brand_id, query)]  # noqa: E731
    assert providers(ALL) == ["AEGIS", "WMC"]
    assert providers("vettingStatus=PENDING") == ["WMC"]
    assert providers(f"{ALL}&evpId=AEGIS") == ["AEGIS"]
    assert providers(f"{ALL}&vettingClass=ENHANCED") == []
    assert codes(bench.v2("GET", f"/brand/{brand_id}/externalVetting?{ALL}&evpId=NONE")) == [501]


def test_an_import_is_there_at_once(bench: Bench) -> None:
    bench.subscribe()
    brand_id = bench.brand()
    vetting = take(bench, brand_id, "SIM-SCORE-82").get_json()
    assert (vetting["vettingStatus"], vetting["vettingScore"], vetting["vettingToken"]) == ("ACTIVE", 82, "t")
    assert identity(bench, brand_id) == "VETTED_VERIFIED"
    assert "EVP_REPORT_IMPORT" in bench.events()
    assert codes(take(bench, brand_id, "SIM-SCORE-82")) == [592]


@pytest.mark.parametrize(
    ("vetting_id", "code"),
    [
        ("SIM-EXPIRED", 508),
        ("SIM-OTHER", 538),
        ("SIM-BROKEN", 539),
        ("SIM-SCORE-101", 520),
        ("nothing", 520),
    ],
)
def test_an_import_is_refused_for_its_reason(bench: Bench, vetting_id: str, code: int) -> None:
    assert problems(take(bench, bench.brand(), vetting_id)) == [(code, ["vettingId"])]


def test_an_import_is_refused_to_a_brand_of_the_wrong_kind(bench: Bench) -> None:
    charity, person = bench.brand(entityType="NON_PROFIT"), bench.brand(entityType="SOLE_PROPRIETOR")
    assert codes(take(bench, charity, "SIM-SCORE-80", provider="WMC")) == [541]
    assert codes(take(bench, person, "SIM-SCORE-80")) == [592]
    assert problems(take(bench, charity, "SIM-SCORE-80", token=None)) == [(501, ["vettingToken"])]


def test_a_vetting_of_the_same_business_can_be_taken_over_and_of_another_not(bench: Bench) -> None:
    first = bench.brand()
    order(bench, first)
    (pending,) = listed(bench, first)
    bench.advance(HOUR)
    (vetting,) = listed(bench, first)
    known = (vetting["vettingId"], vetting["vettingToken"])
    assert pending["vettingToken"] is None
    assert take(bench, bench.brand(city="Oakland"), *known).get_json()["vettingScore"] == 75
    assert codes(take(bench, bench.brand(companyName="Other LLC"), *known)) == [538]
    assert codes(take(bench, bench.brand("98-7654321"), *known)) == [538]
    assert codes(take(bench, bench.brand(), known[0], "wrong")) == [520]


def test_a_mock_token_of_campaign_verify_is_taken_once_and_by_charities_only(bench: Bench) -> None:
    charity = bench.brand(entityType="NON_PROFIT")
    answer = cv_token(bench, charity)
    assert answer.content_type.startswith("text/plain")
    token = answer.get_data(as_text=True)
    assert token.startswith("cv|1.0|cvmock|10dlc|local|")
    vetting = take(bench, charity, token, None, "CV").get_json()
    assert (vetting["vettingClass"], vetting["validUntil"][:10]) == ("POLITICAL", "2999-01-01")
    assert bench.get(f"/brand/{charity}")["optionalAttributes"]["politicalCommitteeLocale"] == "local"
    assert codes(take(bench, bench.brand(entityType="NON_PROFIT"), token, None, "CV")) == [543]
    assert codes(take(bench, bench.brand(), token, None, "CV")) == [541]
    late = cv_token(bench, charity, "2020-01-01").get_data(as_text=True)
    busy = bench.brand(entityType="NON_PROFIT")
    assert codes(take(bench, busy, late, None, "CV")) == [508]
    assert codes(take(bench, busy, "cv|1.0|cvmock|10dlc|local|x", None, "CV")) == [520]
    assert codes(take(bench, busy, token[:-24] + "99999999" + "0" * 16, None, "CV")) == [520]
    bench.campaign(busy)
    assert codes(take(bench, busy, cv_token(bench, busy).get_data(as_text=True), None, "CV")) == [540]


@pytest.mark.parametrize(("locale", "until", "field"), [("x", "2999-01-01", "locale"), ("local", "soon", "validUntil")])
def test_a_mock_token_wants_a_locale_and_a_date(bench: Bench, locale: str, until: str, field: str) -> None:
    brand_id = bench.brand(entityType="NON_PROFIT")
    assert problems(cv_token(bench, brand_id, until, locale)) == [(501, [field])]
    assert codes(bench.v2("POST", f"/brand/{brand_id}/externalVetting/mockCvToken", {})) == [501]


def test_no_vetting_goes_on_after_the_brand_is_deleted(bench: Bench) -> None:
    bench.subscribe()
    brand_id = bench.brand()
    order(bench, brand_id)
    bench.v2("DELETE", f"/brand/{brand_id}")
    bench.advance(HOUR)
    assert [vetting["vettingStatus"] for vetting in listed(bench, brand_id)] == ["PENDING"]
    assert codes(order(bench, brand_id)) == [502]
    assert bench.events()[-1] == "BRAND_DELETE"
    assert {posted.url for posted in bench.posted} == {HOOK}
