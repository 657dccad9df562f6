"""The client against the stand-in registry: both are written from docs/registry-api.md alone and must agree on it."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from onboarding.domain import filing
from onboarding.registry.signature import HEADER, verify
from onboarding.services.ports import AlreadyKnown, Misconfigured, NotFound, OutsideError, Refused, Unavailable
from tests.registry.practice import KEY, SECRET, Practice

ALL_CARRIERS = [10017, 10035, 10037, 10038, 10631, 10901]


def test_our_account_is_known_and_another_is_not(practice: Practice) -> None:
    assert practice.client.profile()["status"] == "ACTIVE"
    for key, secret in ((KEY, "wrong"), ("wrong", SECRET), ("", "")):
        with pytest.raises(Misconfigured):
            practice.caller(key, secret).profile()


def test_a_brand_is_scored_then_verified(practice: Practice) -> None:
    brand_id = practice.brand()
    seen = practice.client.read_brand(brand_id)
    assert (seen.registry_id, seen.identity, seen.scoring, seen.deleted, seen.mock) == (
        brand_id, "", True, False, False,
    )  # fmt: skip
    practice.pass_time(seconds=6)
    seen = practice.client.read_brand(brand_id)
    assert (seen.identity, seen.scoring, seen.feedback) == ("VERIFIED", False, ())


def test_a_charity_is_recognized(practice: Practice) -> None:
    brand_id = practice.verified(entityType="NON_PROFIT")
    assert practice.client.read_brand(brand_id).attributes == {"taxExemptStatus": "501c3"}


@pytest.mark.parametrize(("ein", "code"), [("990000101", "TFTI04"), ("990000102", "TFTI01"), ("990000103", "TFTI07")])
def test_a_failed_identity_check_comes_with_its_reason(practice: Practice, ein: str, code: str) -> None:
    seen = practice.client.read_brand(practice.verified(ein=ein))
    assert (seen.identity, seen.scoring) == ("UNVERIFIED", False)
    [category] = seen.feedback
    assert (category["id"], [error["code"] for error in category["errors"]]) == ("TAX_ID", [code])


def test_a_brand_is_edited_and_checked_again(practice: Practice) -> None:
    brand_id = practice.verified()
    with pytest.raises(Refused) as refusal:
        practice.client.revet_brand(brand_id)
    assert refusal.value.has(525), "nothing changed since the last check"
    practice.client.edit_brand(brand_id, {"companyName": "Rehearsal Bakery, Inc."})
    practice.client.revet_brand(brand_id)
    seen = practice.client.read_brand(brand_id)
    assert (seen.identity, seen.scoring) == ("UNVERIFIED", True)
    with pytest.raises(Unavailable) as later:
        practice.client.revet_brand(brand_id)
    assert not later.value.unclear, "527: still being scored"
    practice.pass_time(seconds=6)
    assert practice.client.read_brand(brand_id).identity == "VERIFIED"


def test_a_reference_is_taken_once_and_found_again_in_any_case(practice: Practice) -> None:
    brand_id = practice.brand("Ref-One")
    with pytest.raises(AlreadyKnown):
        practice.brand("REF-ONE")
    assert practice.client.find_brand("ref-one") == brand_id
    assert practice.client.find_brand("ref-two") is None
    campaign_id, _ = practice.client.create_campaign(practice.request(practice.verified("other"), "Camp-One"))
    with pytest.raises(AlreadyKnown):
        practice.client.create_campaign(practice.request(practice.client.find_brand("other") or "", "CAMP-ONE"))
    assert practice.client.find_campaign("camp-one") == campaign_id
    assert practice.client.find_campaign("ref-one") is None, "a brand's reference is none of a campaign"


def test_what_there_is_not_is_not_found(practice: Practice) -> None:
    for call in (
        lambda: practice.client.read_brand("BZZZZZZ"),
        lambda: practice.client.read_campaign("CZZZZZZ"),
        lambda: practice.client.read_sharing("CZZZZZZ"),
        lambda: practice.client.edit_brand("BZZZZZZ", {}),
        lambda: practice.client.terms("BZZZZZZ", "LOW_VOLUME"),
    ):
        with pytest.raises(NotFound):
            call()


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"companyName": None}, 501, "companyName"),
        ({"phone": "call me"}, 501, "phone"),
        ({"ein": "990000105"}, 529, None),
        ({"postalCode": "00000"}, 554, None),
    ],
)
def test_a_brand_is_refused_by_code_and_field(
    practice: Practice, changes: dict[str, Any], code: int, field: str | None
) -> None:
    with pytest.raises(Refused) as refusal:
        practice.brand(**changes)
    assert refusal.value.has(code)
    assert field is None or field in refusal.value.problems[0].fields


def test_a_temporary_error_left_nothing_and_a_lost_answer_did(practice: Practice) -> None:
    with pytest.raises(Unavailable) as later:
        practice.brand(ein="990000106")
    assert not later.value.unclear
    assert practice.client.find_brand("b-1") is None
    with pytest.raises(Unavailable) as lost:
        practice.brand("b-2", ein="990000107")
    assert lost.value.unclear
    assert practice.client.find_brand("b-2") is not None


def test_the_terms_of_a_use_case(practice: Practice) -> None:
    brand_id = practice.brand()
    with pytest.raises(Unavailable):  # 527
        practice.client.terms(brand_id, "LOW_VOLUME")
    practice.pass_time(seconds=6)
    terms = practice.client.terms(brand_id, "LOW_VOLUME")
    assert (terms.monthly_cents, terms.carriers) == (150, ALL_CARRIERS)
    with pytest.raises(Refused) as refusal:
        practice.client.terms(practice.verified("b-2", ein="990000101"), "LOW_VOLUME")
    assert refusal.value.has(509)


def test_a_campaign_goes_from_filed_to_registered_everywhere(practice: Practice) -> None:
    campaign_id, carriers = practice.client.create_campaign(practice.request(practice.verified()))
    assert carriers == ALL_CARRIERS
    seen = practice.client.read_campaign(campaign_id)
    assert (seen.status, seen.sharing, seen.elected, seen.operation, seen.mock) == ("ACTIVE", "", (), {}, False)
    assert datetime.fromisoformat(seen.renews_on).replace(tzinfo=UTC) > datetime.now(UTC)
    practice.client.share(campaign_id, "BANDW")
    first = practice.client.read_sharing(campaign_id)
    assert first.status == "PENDING"
    assert datetime.fromisoformat(first.shared_at).tzinfo is not None
    practice.client.share(campaign_id, "BANDW")
    assert practice.client.read_sharing(campaign_id) == first, "sharing again while it is there changes nothing"
    practice.pass_time(days=8)
    seen = practice.client.read_campaign(campaign_id)
    assert (seen.sharing, seen.explanation, seen.elected) == ("ACCEPTED", "", ALL_CARRIERS)
    assert seen.operation == dict.fromkeys(ALL_CARRIERS, "REGISTERED")


def test_a_decline_carries_the_reviewers_words_and_a_second_share_is_another_one(practice: Practice) -> None:
    campaign_id = practice.campaign()
    practice.client.share(campaign_id, "BANDW")
    first = practice.client.read_sharing(campaign_id)
    practice.control(f"/campaigns/{campaign_id}/review", {"outcome": "decline", "explanation": "CR4015 - no opt-in"})
    seen = practice.client.read_campaign(campaign_id)
    assert (seen.sharing, seen.explanation, seen.elected) == ("DECLINED", "CR4015 - no opt-in", ())
    practice.pass_time(seconds=60)
    practice.client.edit_campaign(
        campaign_id, {"description": "Rehearsal Bakery tells customers when a cake is ready."}
    )
    practice.client.share(campaign_id, "BANDW")
    second = practice.client.read_sharing(campaign_id)
    assert (second.status, second.explanation) == ("PENDING", "")
    assert second.shared_at > first.shared_at


def test_what_is_fixed_in_a_campaign_is_refused_and_what_may_be_edited_is_taken(practice: Practice) -> None:
    campaign_id = practice.campaign()
    request = practice.request("", "c-1")
    practice.client.edit_campaign(campaign_id, filing.campaign_edit(request) | {"embeddedPhone": True})
    with pytest.raises(Refused) as refusal:
        practice.client.edit_campaign(campaign_id, {"usecase": "MARKETING"})
    assert refusal.value.has(501)


def test_notices_go_where_they_are_subscribed_to_and_bear_our_signature(practice: Practice) -> None:
    assert practice.client.subscriptions() == {}
    practice.client.subscribe("BRAND", "https://old.test/hook")
    practice.client.subscribe("BRAND", practice.hook)
    practice.client.subscribe("CAMPAIGN", practice.hook)
    assert practice.client.subscriptions() == {"BRAND": practice.hook, "CAMPAIGN": practice.hook}
    brand_id = practice.verified()
    practice.notices()
    assert [url for url, _, _ in practice.posted] == [practice.hook] * 2
    for url, data, headers in practice.posted:
        body = json.loads(data)
        assert body["brandId"] == brand_id
        assert verify(SECRET, url, body, headers[HEADER])
        assert not verify("another", url, body, headers[HEADER])


def test_a_category_that_there_is_not_is_refused(practice: Practice) -> None:
    with pytest.raises(Refused):
        practice.client.subscribe("WEATHER", practice.hook)


@pytest.mark.parametrize("fault", [{"down": True}, {"garbage": True}])
def test_a_registry_out_of_order_is_tried_later_and_may_have_done_it(
    practice: Practice, fault: dict[str, bool]
) -> None:
    practice.control("/faults", fault)
    with pytest.raises(OutsideError) as error:
        practice.brand()
    assert isinstance(error.value, Unavailable)
    assert error.value.unclear
    practice.control("/faults", dict.fromkeys(fault, False))
    assert (practice.client.find_brand("b-1") is not None) is ("garbage" in fault)
