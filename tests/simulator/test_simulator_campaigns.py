"""Campaigns: terms, fields, edits, bills, the end."""

import re

import pytest

from tests.simulator.simulator_bench import DAY, Bench, campaign_body, codes, flow, problems


def test_low_volume_has_its_published_terms(bench: Bench) -> None:
    terms = bench.get(f"/campaignBuilder/brand/{bench.brand()}/usecase/LOW_VOLUME")
    assert (terms["monthlyFee"], terms["quarterlyFee"], terms["annualFee"]) == (1.5, 4.5, 18)
    assert (terms["usecase"], terms["minSubUsecases"], terms["maxSubUsecases"]) == ("LOW_VOLUME", 1, 5)
    att, t_mobile = terms["mnoMetadata"]["10017"], terms["mnoMetadata"]["10035"]
    assert (att["mno"], att["msgClass"], att["tpm"], att["mmsTpm"], att["tpmScope"]) == (
        "AT&T",
        "T",
        75,
        50,
        "CAMPAIGN",
    )
    assert (t_mobile["brandTier"], t_mobile["brandDailyCap"]) == ("LOW", 2000)
    assert att["reqSubscriberOptin"] is True
    for terms_of_one in terms["mnoMetadata"].values():
        assert terms_of_one["qualify"] is True
        assert terms_of_one["minMsgSamples"] == 1


@pytest.mark.parametrize(
    ("name", "fee", "low", "high", "samples"),
    [("CHARITY", 3, 0, 5, 2), ("MIXED", 10, 2, 5, 2), ("MARKETING", 10, 0, 0, 2), ("2FA", 10, 0, 0, 1)],
)
def test_the_other_use_cases_have_theirs(
    bench: Bench, name: str, fee: float, low: int, high: int, samples: int
) -> None:
    terms = bench.get(f"/campaignBuilder/brand/{bench.brand(entityType='NON_PROFIT')}/usecase/{name}")
    assert (terms["monthlyFee"], terms["minSubUsecases"], terms["maxSubUsecases"]) == (fee, low, high)
    assert terms["mnoMetadata"]["10035"]["minMsgSamples"] == samples


def test_who_may_run_what(bench: Bench) -> None:
    business, charity = bench.brand(), bench.brand(entityType="NON_PROFIT")
    alone = bench.brand(None, entityType="SOLE_PROPRIETOR", companyName=None)  # type: ignore[arg-type]
    path = "/campaignBuilder/brand/{}/usecase/{}"
    assert codes(bench.v2("GET", path.format(business, "CHARITY"))) == [509]
    assert codes(bench.v2("GET", path.format(business, "SOLE_PROPRIETOR"))) == [509]
    assert codes(bench.v2("GET", path.format(charity, "SWEEPSTAKE"))) == [509]
    assert codes(bench.v2("GET", path.format(alone, "LOW_VOLUME"))) == [509]
    assert problems(bench.v2("GET", path.format(business, "NOTHING"))) == [(501, ["usecase"])]
    assert bench.get(path.format(alone, "SOLE_PROPRIETOR"))["monthlyFee"] == 2
    assert codes(bench.v2("POST", "/campaignBuilder", campaign_body(brandId=business, usecase="CHARITY"))) == [509]


def test_a_new_campaign_reads_as_it_was_made(bench: Bench) -> None:
    brand_id = bench.brand()
    body = campaign_body(brandId=brand_id, referenceId="Camp-1")
    answer = bench.v2("POST", "/campaignBuilder", body).get_json()
    assert re.fullmatch(r"C[A-Z0-9]{6}", answer["campaignId"])
    assert answer["mnoMetadata"] == bench.get(f"/campaignBuilder/brand/{brand_id}/usecase/LOW_VOLUME")["mnoMetadata"]
    campaign = bench.get(f"/campaign/{answer['campaignId']}")
    assert {name: campaign[name] for name in body} == body
    assert (campaign["status"], campaign["cspId"], campaign["mock"]) == ("ACTIVE", "SIM0001", False)
    assert (campaign["autoRenewal"], campaign["embeddedLink"], campaign["expirationDate"]) == (True, False, None)
    assert campaign["billedDate"] == campaign["createDate"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", campaign["nextRenewalOrExpirationDate"])


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"description": "x" * 39}, "description"),
        ({"messageFlow": "x" * 39}, "messageFlow"),
        ({"messageFlow": "x" * 4097}, "messageFlow"),
        ({"sample1": "x" * 19}, "sample1"),
        ({"sample1": None}, "sample1"),
        ({"sample5": "x" * 1025}, "sample5"),
        ({"usecase": "MARKETING", "subUsecases": None, "sample2": None}, "sample2"),
        ({"usecase": "MARKETING"}, "subUsecases"),
        ({"usecase": "MIXED"}, "subUsecases"),
        ({"subUsecases": []}, "subUsecases"),
        ({"subUsecases": ["MARKETING", "MARKETING"]}, "subUsecases"),
        ({"subUsecases": ["LOW_VOLUME"]}, "subUsecases"),
        ({"optoutKeywords": None}, "optoutKeywords"),
        ({"helpKeywords": None}, "helpKeywords"),
        ({"optoutKeywords": "STOP, END"}, "optoutKeywords"),
        ({"optoutKeywords": "STOP,,END"}, "optoutKeywords"),
        ({"optinMessage": None}, "optinMessage"),
        ({"optoutMessage": "short"}, "optoutMessage"),
        ({"helpMessage": None}, "helpMessage"),
        ({"termsAndConditions": False}, "termsAndConditions"),
        ({"termsAndConditions": None}, "termsAndConditions"),
        ({"resellerId": None}, "resellerId"),
        ({"privacyPolicyLink": "x" * 2049}, "privacyPolicyLink"),
        ({"embeddedLinkSample": "x" * 256}, "embeddedLinkSample"),
        ({"referenceId": "x" * 51}, "referenceId"),
        ({"mnoIds": [10017, 10036]}, "mnoIds"),
        ({"mnoIds": []}, "mnoIds"),
    ],
)
def test_it_refuses_a_campaign_with_a_field_that_is_wrong(bench: Bench, fields: dict[str, object], wrong: str) -> None:
    answer = bench.v2("POST", "/campaignBuilder", campaign_body(brandId=bench.brand(), **fields))
    assert problems(answer) == [(501, [wrong])]


def test_the_limits_themselves_are_allowed(bench: Bench) -> None:
    edges = {"description": "x" * 40, "messageFlow": "x" * 4096, "sample1": "x" * 20, "sample5": "x" * 1024}
    assert bench.campaign(optinMessage="x" * 20, helpMessage="x" * 1024, **edges)


def test_it_refuses_other_resellers_taken_references_and_missing_consent(bench: Bench) -> None:
    brand_id = bench.brand()
    bench.campaign(brand_id, referenceId="one")
    post = lambda **fields: bench.v2("POST", "/campaignBuilder", campaign_body(brandId=brand_id, **fields))  # noqa: E731
    assert problems(post(resellerId="R123456")) == [(502, ["resellerId"])]
    assert problems(post(referenceId="ONE")) == [(503, ["referenceId"])]
    assert problems(post(subscriberOptin=False)) == [(509, ["subscriberOptin"])]
    assert post(usecase="M2M", subUsecases=None, subscriberOptin=False).status_code == 200
    assert post(usecase="2FA", subUsecases=None, subscriberOptout=False).status_code == 200


def test_a_brand_holds_fifty_campaigns_and_a_sole_proprietor_one(bench: Bench) -> None:
    brand_id = bench.brand()
    for _ in range(50):
        bench.campaign(brand_id)
    assert codes(bench.v2("POST", "/campaignBuilder", campaign_body(brandId=brand_id))) == [511]
    alone = bench.brand(None, entityType="SOLE_PROPRIETOR", companyName=None)  # type: ignore[arg-type]
    bench.campaign(alone, usecase="SOLE_PROPRIETOR")
    again = campaign_body(brandId=alone, usecase="SOLE_PROPRIETOR")
    assert codes(bench.v2("POST", "/campaignBuilder", again)) == [511]


def test_a_campaign_cannot_be_made_while_its_brand_is_scored(bench: Bench) -> None:
    brand_id = bench.brand("99-0000104")
    assert codes(bench.v2("POST", "/campaignBuilder", campaign_body(brandId=brand_id))) == [527]


def test_an_edit_changes_what_may_change_and_nothing_else(bench: Bench) -> None:
    campaign_id = bench.campaign(referenceId="one")
    before = bench.get(f"/campaign/{campaign_id}")
    fresh = {
        "messageFlow": flow("Somebody Else"),
        "embeddedLink": True,
        "usecase": "LOW_VOLUME",
        "termsAndConditions": True,
    }
    assert bench.v2("PUT", f"/campaign/{campaign_id}", fresh).get_json() == before | fresh
    assert problems(bench.v2("PUT", f"/campaign/{campaign_id}", {"messageFlow": "short"})) == [(501, ["messageFlow"])]
    assert bench.get(f"/campaign/{campaign_id}") == before | fresh


@pytest.mark.parametrize(
    "change",
    [
        {"brandId": "B999999"},
        {"usecase": "MARKETING", "subUsecases": []},
        {"subUsecases": ["2FA"]},
        {"subscriberOptin": False},
        {"subscriberOptout": False},
        {"subscriberHelp": False},
        {"termsAndConditions": False},
        {"mnoIds": [10017]},
        {"referenceId": "two"},
    ],
)
def test_what_is_fixed_cannot_be_edited(bench: Bench, change: dict[str, object]) -> None:
    campaign_id = bench.campaign(referenceId="one")
    before = bench.get(f"/campaign/{campaign_id}")
    assert (501, [next(iter(change))]) in problems(bench.v2("PUT", f"/campaign/{campaign_id}", change))
    assert bench.get(f"/campaign/{campaign_id}") == before


def test_an_ended_campaign_stays_ended(bench: Bench) -> None:
    campaign_id = bench.shared()
    assert [bench.v2("DELETE", f"/campaign/{campaign_id}").status_code for _ in range(2)] == [204, 204]
    campaign = bench.get(f"/campaign/{campaign_id}")
    assert (campaign["status"], campaign["expirationDate"] is None) == ("EXPIRED", False)
    assert codes(bench.v2("PUT", f"/campaign/{campaign_id}", {})) == [518]
    assert codes(bench.v2("PUT", f"/campaign/{campaign_id}/sharing/BANDW")) == [518]
    bench.advance(400 * DAY)
    assert bench.get(f"/campaign/{campaign_id}") == campaign
    assert bench.sharing(campaign_id)["sharingStatus"] == "PENDING"


def test_a_search_finds_by_each_filter_and_tells_the_fee(bench: Bench) -> None:
    brand_id = bench.brand(mock=True)
    one = bench.campaign(brand_id, referenceId="One")
    two = bench.campaign(usecase="MARKETING", subUsecases=None)
    bench.v2("DELETE", f"/campaign/{two}")
    for query, wanted in (
        ("referenceId=oNE", [one]),
        (f"brandId={brand_id}", [one]),
        ("status=ACTIVE", [one]),
        ("status=EXPIRED", [two]),
        ("usecase=MARKETING", [two]),
        ("mock=true", [one]),
        ("", [one, two]),
    ):
        records = bench.get(f"/campaign?{query}")["records"]
        assert [record["campaignId"] for record in records] == wanted, query
        assert {record["monthlyFee"] for record in records} <= {1.5, 10}
    assert problems(bench.v2("GET", "/campaign?usecase=NOTHING")) == [(501, ["usecase"])]


def test_it_bills_after_three_months_and_then_each_month(bench: Bench) -> None:
    bench.subscribe()
    now = bench.client.get("/control/clock").get_json()["now"]
    campaign_id = bench.campaign()
    first = bench.get(f"/campaign/{campaign_id}")["nextRenewalOrExpirationDate"]
    months = lambda date: int(date[:4]) * 12 + int(date[5:7])  # noqa: E731
    assert months(first) - months(now) == 3
    bench.advance(80 * DAY)
    assert "CAMPAIGN_BILLED" not in bench.events()
    bench.advance(285 * DAY + 12 * 3600)
    assert bench.events().count("CAMPAIGN_BILLED") == 10
    campaign = bench.get(f"/campaign/{campaign_id}")
    assert months(campaign["nextRenewalOrExpirationDate"]) - months(now) == 13
    assert months(campaign["billedDate"]) - months(now) == 12


def test_without_renewal_it_expires_at_the_end_of_the_cycle(bench: Bench) -> None:
    bench.subscribe()
    campaign_id = bench.campaign(autoRenewal=False)
    bench.advance(93 * DAY)
    campaign = bench.get(f"/campaign/{campaign_id}")
    assert campaign["status"] == "EXPIRED"
    assert campaign["expirationDate"][:10] == campaign["nextRenewalOrExpirationDate"]
    assert bench.events()[-1] == "CAMPAIGN_EXPIRED"
    assert "CAMPAIGN_BILLED" not in bench.events()
