"""What an account does with a running campaign: qualify for all, new terms, nudges, files, the number registry's view."""

import pytest

from tests.simulator.simulator_bench import DAY, Bench, campaign_body, codes, problems


def test_a_brand_is_told_every_use_case_that_it_may_run(bench: Bench) -> None:
    business, charity = bench.brand(), bench.brand(entityType="NON_PROFIT")
    answer = bench.get(f"/campaignBuilder/brand/{business}")
    names = [terms["usecase"] for terms in answer]
    assert {"LOW_VOLUME", "MARKETING", "TRIAL", "UCAAS_LOW", "UCAAS_HIGH", "PUBLIC_SAFETY"} <= set(names)
    assert not {"CHARITY", "POLITICAL", "SOLE_PROPRIETOR"} & set(names)
    for terms in answer:
        assert terms == bench.get(f"/campaignBuilder/brand/{business}/usecase/{terms['usecase']}")
    theirs = [terms["usecase"] for terms in bench.get(f"/campaignBuilder/brand/{charity}")]
    assert {"CHARITY", "POLITICAL"} <= set(theirs)
    assert not {"TRIAL", "SWEEPSTAKE"} & set(theirs)


def test_an_unverified_brand_qualifies_for_nothing_and_one_being_scored_is_527(bench: Bench) -> None:
    assert bench.get(f"/campaignBuilder/brand/{bench.brand('99-0000101')}") == []
    assert codes(bench.v2("GET", f"/campaignBuilder/brand/{bench.brand('99-0000104')}")) == [527]
    assert codes(bench.v2("GET", "/campaignBuilder/brand/B000000")) == [502]


def test_117_pays_twice_the_published_fee(bench: Bench) -> None:
    brand_id = bench.brand("99-0000117")
    terms = bench.get(f"/campaignBuilder/brand/{brand_id}/usecase/LOW_VOLUME")
    assert (terms["monthlyFee"], terms["quarterlyFee"], terms["annualFee"]) == (3, 9, 36)
    bench.campaign(brand_id)
    assert bench.get("/campaign")["records"][0]["monthlyFee"] == 3


def test_what_the_terms_attest_is_told(bench: Bench) -> None:
    terms = bench.get("/campaignBuilder/termsAndConditions")["subTerms"]
    assert terms
    assert all(isinstance(term, str) and term for term in terms)


@pytest.mark.parametrize(("name", "message_class", "cap"), [("TRIAL", "Z", 200), ("UCAAS_LOW", "T", 2000)])
def test_the_rarer_use_cases_have_terms_of_their_own(bench: Bench, name: str, message_class: str, cap: int) -> None:
    terms = bench.get(f"/campaignBuilder/brand/{bench.brand()}/usecase/{name}")["mnoMetadata"]
    assert (terms["10017"]["msgClass"], terms["10035"]["brandDailyCap"]) == (message_class, cap)


def test_political_is_billed_each_month_from_the_first(bench: Bench) -> None:
    bench.subscribe()
    body = campaign_body(brandId=bench.brand(entityType="NON_PROFIT"), usecase="POLITICAL")
    campaign_id = bench.v2("POST", "/campaignBuilder", body).get_json()["campaignId"]
    campaign = bench.get(f"/campaign/{campaign_id}")
    months = lambda date: int(date[:4]) * 12 + int(date[5:7])  # noqa: E731
    assert months(campaign["nextRenewalOrExpirationDate"]) - months(campaign["createDate"]) == 1
    bench.advance(62 * DAY)
    assert bench.events().count("CAMPAIGN_BILLED") == 2


def test_a_resubmission_works_out_the_terms_anew(bench: Bench) -> None:
    bench.subscribe()
    campaign_id = bench.campaign()
    before = bench.get(f"/campaign/{campaign_id}/mnoMetadata")
    answer = bench.v2("PUT", f"/campaign/{campaign_id}/resubmit", {"mnoIds": [10017]}).get_json()
    assert answer == {"campaignId": campaign_id, "mnoMetadata": before}
    assert bench.v2("PUT", f"/campaign/{campaign_id}/resubmit", {}).status_code == 200
    assert bench.events()[-2:] == ["CAMPAIGN_RESUBMISSION"] * 2
    assert problems(bench.v2("PUT", f"/campaign/{campaign_id}/resubmit", {"mnoIds": [1]})) == [(501, ["mnoIds"])]
    bench.v2("DELETE", f"/campaign/{campaign_id}")
    assert codes(bench.v2("PUT", f"/campaign/{campaign_id}/resubmit", {})) == [518]


def test_terms_stay_as_they_were_worked_out(bench: Bench) -> None:
    brand_id = bench.brand()
    answer = bench.v2("POST", "/campaignBuilder", campaign_body(brandId=brand_id)).get_json()
    assert bench.get(f"/campaign/{answer['campaignId']}/mnoMetadata") == answer["mnoMetadata"]
    assert codes(bench.v2("GET", "/campaign/C000000/mnoMetadata")) == [502]


def test_a_vetting_counts_from_the_next_resubmission(bench: Bench) -> None:
    brand_id = bench.brand(website="https://bluedoor.test")
    campaign_id = bench.campaign(brand_id, usecase="MARKETING", subUsecases=None)
    body = {"evpId": "AEGIS", "vettingClass": "STANDARD"}
    assert bench.v2("POST", f"/brand/{brand_id}/externalVetting", body).status_code == 200
    bench.advance(3600)
    terms = lambda: bench.get(f"/campaign/{campaign_id}/mnoMetadata")  # noqa: E731
    assert (terms()["10017"]["tpm"], terms()["10035"]["brandTier"]) == (240, "LOW")
    bench.v2("PUT", f"/campaign/{campaign_id}/resubmit", {"mnoIds": [10017]})
    assert (terms()["10017"]["tpm"], terms()["10035"]["brandTier"]) == (4500, "LOW")
    bench.v2("PUT", f"/campaign/{campaign_id}/resubmit", {})
    assert (terms()["10017"]["msgClass"], terms()["10035"]["brandTier"]) == ("B", "TOP")


def test_a_reseller_must_exist_and_may_be_given_up_for_good(bench: Bench) -> None:
    named = {"companyName": "Texts for Shops", "phone": "+14155550177", "email": "hello@texts.test"}
    reseller = bench.v2("POST", "/reseller", named).get_json()["resellerId"]
    campaign_id = bench.campaign(resellerId=reseller)
    edit = lambda value: bench.v2("PUT", f"/campaign/{campaign_id}", {"resellerId": value})  # noqa: E731
    assert problems(edit("R123456")) == [(501, ["resellerId"])]
    assert edit("R000000").get_json()["resellerId"] == "R000000"
    assert problems(edit(reseller)) == [(501, ["resellerId"])]


def test_a_nudge_needs_something_to_remind_of(bench: Bench) -> None:
    bench.subscribe()
    campaign_id = bench.campaign(bench.brand("99-0000122"))
    path = f"/campaign/{campaign_id}/nudge"
    review, appeal = {"nudgeIntent": "REVIEW"}, {"nudgeIntent": "APPEAL_REJECTION", "description": "Look again."}
    assert [codes(bench.v2("POST", path, body)) for body in (review, appeal)] == [[592], [592]]
    bench.v2("PUT", f"/campaign/{campaign_id}/sharing/BANDW")
    assert codes(bench.v2("POST", path, appeal)) == [592]
    assert bench.v2("POST", path, review).get_json()["message"]
    bench.advance(5 * DAY)
    assert codes(bench.v2("POST", path, review)) == [592]
    assert bench.v2("POST", path, appeal).status_code == 200
    assert (bench.events()[-1], bench.posted[-1].body["description"]) == ("CAMPAIGN_NUDGE", "Look again.")
    assert bench.sharing(campaign_id)["sharingStatus"] == "DECLINED"
    bench.v2("DELETE", f"/campaign/{campaign_id}")
    assert codes(bench.v2("POST", path, appeal)) == [518]


@pytest.mark.parametrize("body", [{}, {"nudgeIntent": "PLEASE"}, {"nudgeIntent": "REVIEW", "description": "x" * 1025}])
def test_a_nudge_that_is_none_is_501(bench: Bench, body: dict[str, str]) -> None:
    assert codes(bench.v2("POST", f"/campaign/{bench.shared()}/nudge", body)) == [501]


@pytest.mark.parametrize(
    ("kind", "name", "wrong"), [("supportingDocument", "a.docx", "a.mp4"), ("mms", "a.mp4", "a.pdf")]
)
def test_five_files_of_the_right_type_are_kept(bench: Bench, kind: str, name: str, wrong: str) -> None:
    campaign_id = bench.campaign()
    path = f"/campaign/{campaign_id}/{kind}"
    assert codes(bench.upload(path, wrong)) == [546]
    made = [bench.upload(path, name, b"%d" % number).get_json() for number in range(5)]
    assert codes(bench.upload(path, name)) == [544]
    assert bench.get(path) == made
    assert bench.v2("GET", f"/attachment/{made[3]['uuid']}").get_data() == b"3"
    assert bench.get(f"/campaign/{campaign_id}/{'mms' if kind != 'mms' else 'supportingDocument'}") == []
    bench.v2("DELETE", f"/attachment/{made[0]['uuid']}")
    assert bench.upload(path, name).status_code == 200
    bench.v2("DELETE", f"/campaign/{campaign_id}")
    assert codes(bench.upload(path, name)) == [518]


def test_the_number_registry_shows_where_a_campaign_is_active(bench: Bench) -> None:
    campaign_id = bench.shared()
    brand_id = bench.get(f"/campaign/{campaign_id}")["brandId"]
    path = f"/campaign/{campaign_id}/osr/attributes"
    assert bench.get(path) == {"msg_class": "T", "status": 0, "brand_id": brand_id}
    bench.control(f"/campaigns/{campaign_id}/finish")
    assert bench.get(path)["status"] == 0b111111
    bench.control(f"/campaigns/{campaign_id}/carriers/10035", {"status": "SUSPENDED"})
    assert bench.get(path)["status"] == 0b111011


def test_a_decline_names_its_categories(bench: Bench) -> None:
    campaign_id = bench.shared(messageFlow="x " * 40, privacyPolicyLink=None)
    assert bench.sharing(campaign_id)["rejectionCategory"] == []
    bench.advance(5 * DAY)
    assert bench.sharing(campaign_id)["rejectionCategory"] == ["CALL_TO_ACTION", "PRIVACY_POLICY"]


def test_a_search_by_reseller_finds_those_without_one(bench: Bench) -> None:
    campaign_id = bench.campaign()
    assert [row["campaignId"] for row in bench.get("/campaign?resellerId=R000000")["records"]] == [campaign_id]
    assert bench.get("/campaign?resellerId=R123456")["records"] == []
