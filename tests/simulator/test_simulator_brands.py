"""Brands: what they must hold, how they are scored, edited, found and deleted."""

import re
from dataclasses import replace

import pytest

from onboarding.simulator.config import Config
from tests.simulator.simulator_bench import DAY, LISTED, Bench, brand_body, campaign_body, codes, make_bench, problems


def test_a_new_brand_has_no_identity_status_until_scoring_ends(bench: Bench) -> None:
    answer = bench.v2("POST", "/brand/nonBlocking", brand_body(referenceId="Mine")).get_json()
    assert re.fullmatch(r"B[A-Z0-9]{6}", answer["brandId"])
    assert "identityStatus" not in answer
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", answer["createDate"])
    brand_id = answer["brandId"]
    assert codes(bench.v2("GET", f"/brand/feedback/{brand_id}")) == [535]
    bench.advance(4)
    assert "identityStatus" not in bench.get(f"/brand/{brand_id}")
    bench.advance(1)
    brand = bench.get(f"/brand/{brand_id}")
    assert brand["identityStatus"] == "VERIFIED"
    assert brand == answer | {"identityStatus": "VERIFIED"}
    assert brand["universalEin"] == "US_123456789"
    assert (brand["status"], brand["mock"], brand["cspId"]) == ("ACTIVE", False, "SIM0001")
    assert bench.get(f"/brand/feedback/{brand_id}") == {"brandId": brand_id, "category": []}


@pytest.mark.parametrize(
    ("kind", "missing"),
    [
        ("PRIVATE_PROFIT", {"companyName", "ein", "vertical"}),
        ("NON_PROFIT", {"companyName", "ein", "vertical"}),
        ("GOVERNMENT", {"companyName", "ein", "vertical"}),
        ("PUBLIC_PROFIT", {"companyName", "ein", "vertical", "website", *LISTED}),
        ("SOLE_PROPRIETOR", {"firstName", "lastName", "mobilePhone", "referenceId"}),
    ],
)
def test_each_kind_of_entity_asks_for_its_own_fields(bench: Bench, kind: str, missing: set[str]) -> None:
    bare = {"companyName": None, "ein": None, "vertical": None, "website": None}
    answer = bench.v2("POST", "/brand/nonBlocking", brand_body(entityType=kind, **bare))
    assert {name for _, fields in problems(answer) for name in fields} == missing
    assert set(codes(answer)) == {501}


@pytest.mark.parametrize(
    "name",
    [
        "entityType",
        "displayName",
        "phone",
        "email",
        "street",
        "city",
        "state",
        "postalCode",
        "country",
        "brandRelationship",
    ],
)
def test_what_every_brand_must_have(bench: Bench, name: str) -> None:
    assert (501, [name]) in problems(bench.v2("POST", "/brand/nonBlocking", brand_body(**{name: None})))
    assert (501, [name]) in problems(bench.v2("POST", "/brand/nonBlocking", brand_body(**{name: ""})))


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("ein", "12345678"),
        ("ein", "123-456789"),
        ("ein", "12-34567890"),
        ("phone", "4155550100"),
        ("phone", "+1 415 555 0100"),
        ("email", "nobody"),
        ("email", "a@b"),
        ("state", "California"),
        ("postalCode", "94110-1234"),
        ("country", "USA"),
        ("country", "us"),
        ("vertical", "BAKERY"),
        ("brandRelationship", "GOOD"),
        ("displayName", "x" * 256),
        ("referenceId", "x" * 51),
        ("mock", "true"),
    ],
)
def test_it_refuses_a_field_of_the_wrong_form(bench: Bench, name: str, wrong: str) -> None:
    assert problems(bench.v2("POST", "/brand/nonBlocking", brand_body(**{name: wrong}))) == [(501, [name])]


def test_it_tells_every_problem_at_once(bench: Bench) -> None:
    answer = bench.v2("POST", "/brand/nonBlocking", brand_body(ein="1", companyName=None))
    assert problems(answer) == [(501, ["companyName"]), (501, ["ein"])]


def test_it_takes_a_business_of_another_country_with_its_own_number(bench: Bench) -> None:
    abroad = {
        "country": "CA",
        "einIssuingCountry": "CA",
        "state": "Ontario",
        "postalCode": "K1A 0B1",
        "ein": "123456789 RC",
    }
    brand = bench.get(f"/brand/{bench.brand(**abroad)}")
    assert (brand["universalEin"], brand["state"]) == ("CA_123456789 RC", "Ontario")


def test_it_refuses_mail_addresses_and_places_it_does_not_serve(bench: Bench) -> None:
    post = lambda **fields: bench.v2("POST", "/brand/nonBlocking", brand_body(**fields))  # noqa: E731
    assert problems(post(email="a@mailinator.com")) == [(553, ["email"])]
    assert problems(post(postalCode="00000")) == [(554, ["postalCode"])]
    assert codes(post(country="KP", state="P", postalCode="1")) == [529]


def test_it_refuses_a_reference_a_second_time_whatever_its_case(bench: Bench) -> None:
    bench.brand(referenceId="Ref-1")
    answer = bench.v2("POST", "/brand/nonBlocking", brand_body(referenceId="rEF-1"))
    assert problems(answer) == [(503, ["referenceId"])]
    found = bench.get("/brand?referenceId=REF-1")
    assert (found["totalRecords"], found["records"][0]["referenceId"]) == (1, "Ref-1")


def test_a_search_finds_by_each_filter(bench: Bench) -> None:
    one = bench.brand(ein="99-0000101", displayName="Ünë & Co")
    two = bench.brand(ein="11-1111111", entityType="NON_PROFIT", mock=True)
    for query, wanted in (
        ("ein=99-0000101", [one]),
        ("ein=990000101", [one]),
        ("entityType=NON_PROFIT", [two]),
        ("identityStatus=UNVERIFIED", [one]),
        ("status=ACTIVE", [one, two]),
        ("status=DELETED", []),
        ("displayName=%C3%9Cn%C3%AB%20%26%20Co", [one]),
        ("mock=true", [two]),
        ("mock=false", [one]),
        ("referenceId=none", []),
    ):
        assert [record["brandId"] for record in bench.get(f"/brand?{query}")["records"]] == wanted, query


def test_only_a_recognized_charity_is_501c3(bench: Bench) -> None:
    charity = bench.get(f"/brand/{bench.brand(entityType='NON_PROFIT')}")
    assert charity["optionalAttributes"] == {"taxExemptStatus": "501c3"}
    refused = bench.get(f"/brand/{bench.brand('99-0000102', entityType='NON_PROFIT')}")
    assert refused["optionalAttributes"] == {}
    assert bench.get(f"/brand/{bench.brand()}")["optionalAttributes"] == {}


def test_an_edit_keeps_the_other_fields_and_the_identity(bench: Bench) -> None:
    brand_id = bench.brand()
    before = bench.get(f"/brand/{brand_id}")
    answer = bench.v2("PUT", f"/brand/{brand_id}", {"website": None, "city": "Oakland"})
    assert answer.status_code == 200
    del before["website"]
    assert answer.get_json() == before | {"city": "Oakland"}
    assert problems(bench.v2("PUT", f"/brand/{brand_id}", {"city": 7})) == [(501, ["city"])]


@pytest.mark.parametrize("change", [{"companyName": "Other LLC"}, {"ein": "11-1111111"}, {"entityType": "NON_PROFIT"}])
def test_changing_the_identity_unverifies_until_scored_again(bench: Bench, change: dict[str, str]) -> None:
    brand_id = bench.brand()
    assert bench.v2("PUT", f"/brand/{brand_id}", change).get_json()["identityStatus"] == "UNVERIFIED"
    assert codes(bench.v2("GET", f"/campaignBuilder/brand/{brand_id}/usecase/LOW_VOLUME")) == [509]
    assert bench.v2("PUT", f"/brand/{brand_id}/revet").status_code == 202
    assert codes(bench.v2("PUT", f"/brand/{brand_id}/revet")) == [527]
    assert codes(bench.v2("GET", f"/campaignBuilder/brand/{brand_id}/usecase/LOW_VOLUME")) == [527]
    assert codes(bench.v2("PUT", f"/brand/{brand_id}", {"companyName": "Third LLC"})) == [527]
    bench.advance(5)
    assert bench.get(f"/brand/{brand_id}")["identityStatus"] == "VERIFIED"
    assert codes(bench.v2("PUT", f"/brand/{brand_id}/revet")) == [525]


def test_the_identity_is_locked_while_a_campaign_is_active(bench: Bench) -> None:
    brand_id = bench.brand()
    campaign_id = bench.campaign(brand_id)
    assert problems(bench.v2("PUT", f"/brand/{brand_id}", {"ein": "11-1111111"})) == [(537, ["ein"])]
    assert bench.v2("PUT", f"/brand/{brand_id}", {"phone": "+14155550101"}).status_code == 200
    bench.v2("DELETE", f"/campaign/{campaign_id}")
    assert bench.v2("PUT", f"/brand/{brand_id}", {"ein": "11-1111111"}).status_code == 200


def test_a_correction_after_a_failed_check_verifies(bench: Bench) -> None:
    brand_id = bench.brand("99-0000101")
    bench.v2("PUT", f"/brand/{brand_id}", {"ein": "12-3456789"})
    bench.v2("PUT", f"/brand/{brand_id}/revet")
    bench.advance(5)
    assert bench.get(f"/brand/{brand_id}")["identityStatus"] == "VERIFIED"
    assert bench.get(f"/brand/feedback/{brand_id}")["category"] == []


def test_a_brand_is_deleted_only_without_active_campaigns_and_stays_readable(bench: Bench) -> None:
    brand_id = bench.brand()
    campaign_id = bench.campaign(brand_id)
    assert codes(bench.v2("DELETE", f"/brand/{brand_id}")) == [542]
    assert [bench.v2("DELETE", f"/campaign/{campaign_id}").status_code for _ in range(2)] == [204, 204]
    assert bench.v2("DELETE", f"/brand/{brand_id}").status_code == 204
    assert bench.get(f"/brand/{brand_id}")["status"] == "DELETED"
    assert codes(bench.v2("PUT", f"/brand/{brand_id}", {})) == [502]
    assert codes(bench.v2("POST", "/campaignBuilder", campaign_body(brandId=brand_id))) == [502]


def test_a_mock_brand_goes_after_thirty_days_with_its_campaigns(bench: Bench) -> None:
    brand_id = bench.brand(mock=True)
    campaign_id = bench.campaign(brand_id)
    assert codes(bench.v2("PUT", f"/campaign/{campaign_id}/sharing/BANDW")) == [536]
    bench.advance(30 * DAY - 6)
    assert bench.get(f"/brand/{brand_id}")["status"] == "ACTIVE"
    bench.advance(1)
    assert bench.get(f"/brand/{brand_id}")["status"] == "DELETED"
    assert bench.get(f"/campaign/{campaign_id}")["status"] == "EXPIRED"


def test_an_account_holds_only_so_many_brands_and_deleted_and_mock_ones_do_not_count(config: Config) -> None:
    bench = make_bench(replace(config, brand_quota=1))
    bench.brand(mock=True)
    brand_id = bench.brand()
    assert codes(bench.v2("POST", "/brand/nonBlocking", brand_body())) == [512]
    bench.v2("DELETE", f"/brand/{brand_id}")
    assert bench.brand()
    bench.simulator.close()
