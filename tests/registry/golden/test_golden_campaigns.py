"""The golden scenarios of campaigns and what happens above us (dossier 7b)."""

from typing import Any

import pytest

from onboarding.services.ports import Refused
from tests.registry.practice import Practice

ATT, TMOBILE = 10017, 10035
ALL_CARRIERS = [10017, 10035, 10037, 10038, 10631, 10901]
REASONS = "CR4015 - The opt-in cannot be verified;CR7004 - The website cannot be reached"


def test_10_low_volume_has_its_fee_its_bounds_and_each_carriers_class(practice: Practice) -> None:
    terms = practice.client.terms(practice.verified(), "LOW_VOLUME")
    assert (terms.use_case, terms.monthly_cents) == ("LOW_VOLUME", 150)
    assert (terms.least_sub_use_cases, terms.most_sub_use_cases) == (1, 5)
    assert (terms.details[ATT]["msgClass"], terms.details[ATT]["tpm"]) == ("T", 75)
    assert (terms.details[TMOBILE]["brandTier"], terms.details[TMOBILE]["brandDailyCap"]) == ("LOW", 2000)
    assert terms.carriers == ALL_CARRIERS


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"usecase": "MIXED", "subUsecases": ["MARKETING"]}, "subUsecases"),
        ({"usecase": "MARKETING", "subUsecases": [], **{f"sample{n}": None for n in (2, 3, 4, 5)}}, "sample2"),
    ],
)
def test_11_too_few_sub_use_cases_or_samples_are_refused(
    practice: Practice, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        practice.campaign(**changes)
    assert refusal.value.has(501, 509)
    assert [problem.fields for problem in refusal.value.problems] == [(field,)]


def test_12_a_message_flow_of_39_letters_is_too_short_and_one_of_40_is_not(practice: Practice) -> None:
    brand_id = practice.verified()
    with pytest.raises(Refused) as refusal:
        practice.campaign(brand_id, messageFlow="x" * 39)
    assert [(problem.code, problem.fields) for problem in refusal.value.problems] == [("501", ("messageFlow",))]
    assert practice.campaign(brand_id, messageFlow="x" * 40)


def test_13_a_share_is_pending_and_a_second_one_changes_nothing(practice: Practice) -> None:
    campaign_id = practice.campaign()
    practice.client.share(campaign_id, "BANDW")
    first = practice.client.read_sharing(campaign_id)
    assert (first.status, first.upstream) == ("PENDING", "BANDW")
    answer = practice.raw("PUT", f"/v2/campaign/{campaign_id}/sharing/BANDW", auth=("contract-key", "contract-secret"))
    assert (answer.status_code, [row["code"] for row in answer.json()]) == (400, [592])
    practice.client.share(campaign_id, "BANDW")  # the client takes 592 for what it is: shared already
    assert practice.client.read_sharing(campaign_id) == first


def test_14_a_decline_holds_both_reasons_and_the_campaign_may_be_mended_and_shared_again(practice: Practice) -> None:
    practice.listen("CAMPAIGN")
    campaign_id = practice.campaign()
    practice.client.share(campaign_id, "BANDW")
    first = practice.client.read_sharing(campaign_id)
    practice.pass_time(seconds=60)
    practice.control(f"/campaigns/{campaign_id}/review", {"outcome": "decline", "explanation": REASONS})
    seen = practice.client.read_campaign(campaign_id)
    assert (seen.sharing, seen.explanation) == ("DECLINED", REASONS)
    assert seen.status_at > seen.shared_at == first.shared_at
    [notice] = [row for row in practice.notices() if row["eventType"] == "CAMPAIGN_SHARE_DELETE"]
    assert (notice["campaignId"], REASONS in notice["description"]) == (campaign_id, True)
    practice.pass_time(seconds=60)
    practice.client.edit_campaign(
        campaign_id, {"description": "Rehearsal Bakery tells its customers when a cake is ready."}
    )
    practice.client.share(campaign_id, "BANDW")
    second = practice.client.read_sharing(campaign_id)
    assert (second.status, second.explanation, second.shared_at > first.shared_at) == ("PENDING", "", True)


def test_15_acceptance_election_and_carriers_come_in_order(practice: Practice) -> None:
    practice.listen("CAMPAIGN")
    campaign_id = practice.campaign()
    practice.client.share(campaign_id, "BANDW")
    practice.pass_time(days=5, seconds=60)
    seen = practice.client.read_campaign(campaign_id)
    assert (seen.sharing, seen.elected, seen.operation) == ("ACCEPTED", [], {})
    practice.pass_time(seconds=2 * 3600)
    seen = practice.client.read_campaign(campaign_id)
    assert seen.elected == ALL_CARRIERS
    assert seen.operation == dict.fromkeys(ALL_CARRIERS, "REVIEW")
    practice.pass_time(seconds=3600)
    assert practice.client.operation(campaign_id) == dict.fromkeys(ALL_CARRIERS, "REVIEW") | {TMOBILE: "REGISTERED"}
    practice.pass_time(days=2)
    assert practice.client.read_campaign(campaign_id).operation == dict.fromkeys(ALL_CARRIERS, "REGISTERED")
    families = [
        "CAMPAIGN_SHARE_ACCEPT",
        "CAMPAIGN_DCA_COMPLETE",
        "MNO_CAMPAIGN_OPERATION_REVIEW",
        "MNO_CAMPAIGN_OPERATION_APPROVED",
    ]
    events = practice.events()
    first = [events.index(family) for family in families]
    assert first == sorted(first)
    assert events.count(families[3]) == len(ALL_CARRIERS)


@pytest.mark.parametrize("changes", [{"usecase": "MARKETING"}, {"subscriberOptin": False}])
def test_16_what_is_fixed_cannot_be_edited(practice: Practice, changes: dict[str, Any]) -> None:
    campaign_id = practice.campaign()
    with pytest.raises(Refused) as refusal:
        practice.client.edit_campaign(campaign_id, changes)
    assert refusal.value.has(501)


def test_18_a_mock_has_campaigns_but_shares_none(practice: Practice) -> None:
    campaign_id = practice.campaign(practice.verified(mock=True))
    assert practice.client.read_campaign(campaign_id).mock
    with pytest.raises(Refused) as refusal:
        practice.client.share(campaign_id, "BANDW")
    assert refusal.value.has(536)


def test_19_without_renewal_a_campaign_ends_after_three_months(practice: Practice) -> None:
    practice.listen("CAMPAIGN")
    ending = practice.campaign(autoRenewal=False)
    going_on = practice.campaign(practice.client.find_brand("b-1") or "", referenceId="c-2")
    billed = practice.client.read_campaign(going_on).billed_on
    practice.pass_time(days=93)
    assert practice.client.read_campaign(ending).status == "EXPIRED"
    seen = practice.client.read_campaign(going_on)
    assert (seen.status, seen.billed_on > billed) == ("ACTIVE", True)
    notices = [(row["eventType"], row["campaignId"]) for row in practice.notices()]
    assert notices.count(("CAMPAIGN_EXPIRED", ending)) == 1
    assert ("CAMPAIGN_EXPIRED", going_on) not in notices
    assert ("CAMPAIGN_BILLED", going_on) in notices


def test_25_a_carrier_suspends_and_lets_go(practice: Practice) -> None:
    practice.listen("CAMPAIGN")
    campaign_id = practice.live()
    assert practice.client.operation(campaign_id)[TMOBILE] == "REGISTERED"
    for status, event in (("SUSPENDED", "SUSPENDED"), ("REGISTERED", "UNSUSPENDED")):
        practice.control(f"/campaigns/{campaign_id}/carriers/{TMOBILE}", {"status": status})
        assert practice.client.operation(campaign_id) == dict.fromkeys(ALL_CARRIERS, "REGISTERED") | {TMOBILE: status}
        last = practice.notices()[-1]
        assert (last["eventType"], last["mnoId"]) == (f"MNO_CAMPAIGN_OPERATION_{event}", TMOBILE)
