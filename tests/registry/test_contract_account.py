"""Our account, resellers, subscriptions and lists of words, against the practice registry."""

import pytest

from onboarding.services.ports import AlreadyKnown, NotFound, Refused
from tests.registry.practice import Practice

LISTS = [
    "altBusinessIdType", "brandIdentityStatus", "brandRelationship", "brandStatus", "campaignStatus", "entityType",
    "nudgeIntent", "operationStatus", "rejectionCategory", "stockExchange", "suspensionCategory", "vettingStatus", "cnp",
    "country", "usState", "usecase", "vertical", "mno", "dca", "brandAppealCategory", "extVettingAppealCategory",
    "vettingClass", "extVettingProvider", "optionalAttributeNames", "vettingFeedbackCode",
]  # fmt: skip
SOME = {
    "entityType": "SOLE_PROPRIETOR", "mno": "10017", "dca": "BANDW", "usState": "CA", "usecase": "LOW_VOLUME",
    "vertical": "RETAIL", "extVettingProvider": "AEGIS", "vettingClass": "STANDARD", "operationStatus": "SUSPENDED",
    "brandAppealCategory": "VERIFY_TAX_ID", "optionalAttributeNames": "taxExemptStatus", "cnp": "BANDW",
}  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_each_list_of_words_is_read_in_its_own_shape(practice: Practice, name: str) -> None:
    words = practice.client.words(name)
    codes = [word.code for word in words]
    assert codes
    assert len(set(codes)) == len(codes)
    assert name not in SOME or SOME[name] in codes


def test_words_have_names_for_people_and_what_else_is_told(practice: Practice) -> None:
    carriers = {word.code: word for word in practice.client.words("mno")}
    assert (carriers["10017"].name, "osrBitmaskIndex" in carriers["10017"].details) == ("AT&T", True)
    states = {word.code: word.name for word in practice.client.words("usState")}
    assert states["CA"] == "California"
    low = {word.code: word.details for word in practice.client.words("usecase")}["LOW_VOLUME"]
    assert (low["minSubUsecases"], low["maxSubUsecases"]) == (1, 5)
    sub = [word.code for word in practice.client.words("usecase", validSubUsecase="true")]
    assert ("LOW_VOLUME" in sub, "MARKETING" in sub) == (False, True)


def test_a_list_that_there_is_not_is_no_list(practice: Practice) -> None:
    with pytest.raises(Exception, match="weather"):
        practice.client.words("weather")


def test_listed_companies_come_in_pages(practice: Practice) -> None:
    page = practice.client.public_companies(per_page=1)
    assert (page.number, len(page.records), page.total > 1) == (1, 1, True)
    assert practice.client.public_companies(page=2, per_page=1).records != page.records


def test_each_error_code_has_a_meaning(practice: Practice) -> None:
    meanings = practice.client.error_meanings()
    assert {"501", "502", "503", "592"} <= set(meanings)
    assert all(meanings.values())


def test_the_release_and_the_profile(practice: Practice) -> None:
    assert practice.client.version()
    assert "\n" not in practice.client.version()
    assert practice.client.profile()["status"] == "ACTIVE"
    edited = practice.client.edit_profile({"contactEmail": "desk@provider.example"})
    assert edited["contactEmail"] == "desk@provider.example"
    assert practice.client.profile() == edited


def test_a_reseller_is_made_read_found_edited_and_deleted(practice: Practice) -> None:
    made = practice.client.create_reseller("Corner Telecom", "+14155550150", "desk@corner.example")
    assert made.reseller_id.startswith("R")
    assert practice.client.read_reseller(made.reseller_id) == made
    with pytest.raises(AlreadyKnown):
        practice.client.create_reseller("Corner Telecom", "+14155550151", "other@corner.example")
    practice.client.create_reseller("Side Telecom", "+14155550152", "desk@side.example")
    assert practice.client.resellers().total == 2
    assert practice.client.resellers("Corner Telecom").records == [made]
    edited = practice.client.edit_reseller(made.reseller_id, {"companyName": "Corner Telephones"})
    assert edited.company_name == "Corner Telephones"
    practice.client.delete_reseller(made.reseller_id)
    with pytest.raises(NotFound):
        practice.client.read_reseller(made.reseller_id)


def test_subscriptions_end_when_we_say_so(practice: Practice) -> None:
    practice.listen("BRAND", "CAMPAIGN")
    practice.client.unsubscribe("BRAND")
    assert practice.client.subscriptions() == {"CAMPAIGN": practice.hook}
    practice.client.unsubscribe("BRAND")
    practice.verified()
    assert practice.events() == []


def test_categories_and_kinds_of_notices_are_told(practice: Practice) -> None:
    assert set(practice.client.event_categories()) == {"BRAND", "CAMPAIGN", "CSP", "INCIDENCE", "VETTING"}
    kinds = {kind.name: kind for kind in practice.client.event_types()}
    assert kinds["CAMPAIGN_SHARE_DELETE"].category == "CAMPAIGN"
    assert kinds["BRAND_OTP_VERIFIED"].category == "BRAND"
    assert {kind.category for kind in kinds.values()} <= set(practice.client.event_categories())


def test_a_made_up_notice_arrives(practice: Practice) -> None:
    with pytest.raises(Exception, match="590"):
        practice.client.try_notice("CAMPAIGN_EXPIRED")
    practice.listen("CAMPAIGN")
    trial = practice.client.try_notice("CAMPAIGN_EXPIRED")
    assert (trial.address, trial.status) == (practice.hook, "204")
    assert practice.events() == ["CAMPAIGN_EXPIRED"]


def test_brands_and_campaigns_are_searched_in_pages(practice: Practice) -> None:
    first, second = practice.verified("b-1"), practice.verified("b-2", ein="990000101")
    campaign_id = practice.campaign(first)
    page = practice.client.search_brands(per_page=1)
    assert (len(page.records), page.total) == (1, 2)
    found = practice.client.search_brands(identityStatus="UNVERIFIED").records
    assert [(brand.registry_id, brand.reference) for brand in found] == [(second, "b-2")]
    campaigns = practice.client.search_campaigns(brandId=first)
    assert [(row.registry_id, row.reference) for row in campaigns.records] == [(campaign_id, "c-1")]
    assert practice.client.search_campaigns(brandId=second).records == []
    with pytest.raises(Refused):
        practice.client.search_campaigns(status="SLEEPING")
