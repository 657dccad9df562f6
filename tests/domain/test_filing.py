"""What is filed: the registry's names, our answers, nothing empty, nothing that may not be edited."""

from typing import Any

from hypothesis import given

from onboarding.domain.answers import Answers
from onboarding.domain.documents.facts import Links
from onboarding.domain.filing import (
    FIXED_CAMPAIGN_FIELDS,
    IDENTITY_FIELDS,
    brand_request,
    campaign_edit,
    campaign_request,
)
from tests.domain.strategies import ANSWERS, TEXTS, subject

ANSWERED = subject().answers
LINK = "https://greenlight.example/p/bakery"


def campaign(**changes: Any) -> dict[str, Any]:
    return campaign_request(ANSWERED.with_changes(changes), Links(LINK))


def test_the_brand_is_filed_with_the_registrys_names() -> None:
    assert brand_request(ANSWERED, "59-0324412") == {
        "entityType": "PRIVATE_PROFIT",
        "displayName": "Rehearsal Bakery",
        "companyName": "Rehearsal Bakery, LLC",
        "ein": "590324412",
        "einIssuingCountry": "US",
        "phone": "+18635550188",
        "email": "hello@rehearsal-bakery.example",
        "street": "12 Main Street",
        "city": "Lakeland",
        "state": "FL",
        "postalCode": "33811",
        "country": "US",
        "website": "https://www.rehearsal-bakery.example",
        "vertical": "HOSPITALITY",
        "brandRelationship": "BASIC_ACCOUNT",
    }


def test_a_phone_that_cannot_be_read_is_filed_as_it_is() -> None:
    assert brand_request(ANSWERED.with_changes({"phone": "x"}), "1")["phone"] == "x"


@given(ANSWERS, TEXTS)
def test_empty_fields_are_left_out_of_both_requests(answers: Answers, ein: str) -> None:
    assert all(brand_request(answers, ein).values())
    assert "" not in campaign_request(answers, Links()).values()


def test_the_fields_that_reset_the_identity_are_filed() -> None:
    person = ANSWERED.with_changes({"entity_type": "SOLE_PROPRIETOR", "mobile": "(415) 555-0143"})
    filed = set(brand_request(ANSWERED, "59-0324412")) | set(brand_request(person, ""))
    assert set(IDENTITY_FIELDS) <= filed


def test_a_sole_proprietor_is_filed_as_a_person_without_an_ein() -> None:
    told = {"entity_type": "SOLE_PROPRIETOR", "first_name": "Maria", "last_name": "Lopez", "mobile": "(415) 555-0143"}
    request = brand_request(ANSWERED.with_changes(told), "59-0324412")
    assert {"companyName", "ein", "einIssuingCountry"} & set(request) == set()
    assert (request["firstName"], request["lastName"], request["mobilePhone"]) == ("Maria", "Lopez", "+14155550143")


def test_a_listed_company_is_filed_with_its_ticker_and_its_contact() -> None:
    told = {
        "entity_type": "PUBLIC_PROFIT",
        "stock_symbol": "bldb",
        "stock_exchange": "NYSE",
        "contact_email": "m@x.test",
    }
    request = brand_request(ANSWERED.with_changes(told), "59-0324412")
    assert (request["stockSymbol"], request["stockExchange"], request["businessContactEmail"]) == (
        "BLDB",
        "NYSE",
        "m@x.test",
    )
    assert "stockSymbol" not in brand_request(ANSWERED.with_changes(told | {"entity_type": "GOVERNMENT"}), "59-0324412")


def test_texts_between_machines_promise_nothing_about_people() -> None:
    request = campaign_request(ANSWERED.with_changes({"use_case": "M2M"}), Links(LINK))
    assert not any(request[name] for name in ("subscriberOptin", "subscriberOptout", "subscriberHelp"))


def test_the_campaign_promises_what_the_registry_demands() -> None:
    request = campaign()
    for name in ("subscriberOptin", "subscriberOptout", "subscriberHelp", "termsAndConditions", "autoRenewal"):
        assert request[name] is True
    assert request["privacyPolicyLink"] == LINK
    assert request["usecase"] == "LOW_VOLUME"
    assert request["subUsecases"] == ["CUSTOMER_CARE", "ACCOUNT_NOTIFICATION"]


def test_a_no_is_filed_as_a_no() -> None:
    assert {name: campaign()[name] for name in ("embeddedLink", "embeddedPhone", "ageGated", "directLending")} == {
        "embeddedLink": False,
        "embeddedPhone": False,
        "ageGated": False,
        "directLending": False,
    }
    assert campaign(sub_use_cases=())["subUsecases"] == []


def test_examples_are_numbered_without_gaps() -> None:
    request = campaign(sample1="", sample2="second", sample3="third")
    assert (request["sample1"], request["sample2"]) == ("second", "third")
    assert "sample3" not in request


def test_an_edit_carries_only_what_may_be_edited() -> None:
    edit = campaign_edit(campaign() | {"brandId": "B1", "referenceId": "r"})
    assert not set(edit) & set(FIXED_CAMPAIGN_FIELDS)
    assert {"description", "messageFlow", "sample1", "privacyPolicyLink", "helpMessage"} <= set(edit)
    assert set(campaign()) - set(edit) <= set(FIXED_CAMPAIGN_FIELDS)
