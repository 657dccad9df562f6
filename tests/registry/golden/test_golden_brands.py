"""The golden scenarios of brands and their identity (dossier 7b)."""

import pytest

from onboarding.services.ports import Refused, Unavailable
from tests.registry.practice import LISTED, SOLE, Practice


def test_05_while_a_brand_is_scored_it_has_no_identity_and_takes_no_campaign(practice: Practice) -> None:
    brand_id = practice.brand()
    seen = practice.client.read_brand(brand_id)
    assert (seen.identity, seen.scoring) == ("", True)
    with pytest.raises(Unavailable, match="527") as later:
        practice.campaign(brand_id)
    assert not later.value.unclear
    practice.pass_time(seconds=6)
    assert practice.client.read_brand(brand_id).identity == "VERIFIED"
    assert practice.campaign(brand_id)


def test_06_a_wrong_ein_ends_unverified_with_a_notice_and_the_reason(practice: Practice) -> None:
    practice.listen("BRAND")
    brand_id = practice.verified(ein="990000101")
    [notice] = [row for row in practice.notices() if row["eventType"] == "BRAND_IDENTITY_STATUS_UPDATE"]
    assert (notice["brandId"], notice["brandIdentityStatus"]) == (brand_id, "UNVERIFIED")
    seen = practice.client.read_brand(brand_id)
    assert (seen.identity, seen.scoring) == ("UNVERIFIED", False)
    [category] = seen.feedback
    assert (category["id"], [error["code"] for error in category["errors"]]) == ("TAX_ID", ["TFTI04"])
    assert practice.client.brand_feedback(brand_id) == seen.feedback


def test_07_a_new_check_wants_a_change_first(practice: Practice) -> None:
    brand_id = practice.verified(ein="990000101")
    with pytest.raises(Refused) as refusal:
        practice.client.revet_brand(brand_id)
    assert refusal.value.has(525)
    practice.client.edit_brand(brand_id, {"ein": "591234567"})
    practice.client.revet_brand(brand_id)
    assert practice.client.read_brand(brand_id).scoring
    practice.pass_time(seconds=6)
    assert practice.client.read_brand(brand_id).identity == "VERIFIED"


def test_08_a_sole_proprietor_is_verified_by_the_right_pin_alone(practice: Practice) -> None:
    practice.listen("BRAND")
    brand_id = practice.brand(**SOLE)
    practice.pass_time(seconds=60)
    seen = practice.client.read_brand(brand_id)
    assert (seen.identity, seen.mobile_verified, seen.entity_type) == ("UNVERIFIED", False, "SOLE_PROPRIETOR")
    reference = practice.client.send_pin(
        brand_id, "Your PIN is @OTP_PIN@. Reply to nobody.", "Thank you, all is well now."
    )
    assert practice.client.read_pin(reference).verified_at == ""
    pin = practice.control(f"/brands/{brand_id}/otp", method="GET")["pin"]
    with pytest.raises(Refused) as wrong:
        practice.client.give_pin(brand_id, "0" if pin != "0" else "1")
    assert wrong.value.has(552)
    practice.client.give_pin(brand_id, pin)
    seen = practice.client.read_brand(brand_id)
    assert (seen.identity, seen.mobile_verified) == ("VERIFIED", True)
    pin_seen = practice.client.read_pin(reference)
    assert (pin_seen.brand_id, bool(pin_seen.verified_at)) == (brand_id, True)
    assert practice.events().count("BRAND_OTP_VERIFIED") == 1
    with pytest.raises(Refused) as again:
        practice.client.send_pin(brand_id, "Your PIN is @OTP_PIN@. Reply to nobody.")
    assert again.value.has(506)


def test_09_a_listed_company_has_no_campaign_before_its_contact_proved_himself(practice: Practice) -> None:
    practice.listen("VETTING")
    brand_id = practice.verified(**LISTED)
    assert practice.client.read_brand(brand_id).identity == "VERIFIED"
    for ask in (lambda: practice.campaign(brand_id), lambda: practice.client.terms(brand_id, "LOW_VOLUME")):
        with pytest.raises(Refused) as refusal:
            ask()
        assert refusal.value.has(509)
    practice.client.order_vetting(brand_id, "AEGIS", "AUTHPLUS")
    practice.pass_time(days=1)
    assert [vetting.status for vetting in practice.client.vettings(brand_id)] == ["ACTIVE"]
    assert "BRAND_AUTHPLUS_VERIFICATION_COMPLETE" in practice.events()
    assert practice.campaign(brand_id)


def test_17_a_brand_goes_only_after_its_campaigns(practice: Practice) -> None:
    brand_id = practice.verified()
    campaign_id = practice.campaign(brand_id)
    with pytest.raises(Refused) as refusal:
        practice.client.delete_brand(brand_id)
    assert refusal.value.has(542)
    practice.client.deactivate_campaign(campaign_id)
    assert practice.client.read_campaign(campaign_id).status == "EXPIRED"
    practice.client.deactivate_campaign(campaign_id)  # a second time is the same
    practice.client.delete_brand(brand_id)
    assert practice.client.read_brand(brand_id).deleted


def test_23_the_relationship_changes_once_in_three_months(practice: Practice) -> None:
    brand_id = practice.verified()
    practice.client.edit_brand(brand_id, {"brandRelationship": "SMALL_ACCOUNT"})
    with pytest.raises(Refused) as refusal:
        practice.client.edit_brand(brand_id, {"brandRelationship": "KEY_ACCOUNT"})
    assert refusal.value.has(528)
    practice.pass_time(days=93)
    practice.client.edit_brand(brand_id, {"brandRelationship": "KEY_ACCOUNT"})


@pytest.mark.parametrize(
    "changes", [{"ein": "591234568"}, {"companyName": "Another, LLC"}, {"entityType": "NON_PROFIT"}]
)
def test_24_the_identity_is_locked_while_a_campaign_is_active(practice: Practice, changes: dict[str, str]) -> None:
    brand_id = practice.verified()
    campaign_id = practice.campaign(brand_id)
    with pytest.raises(Refused) as refusal:
        practice.client.edit_brand(brand_id, changes)
    assert refusal.value.has(537)
    assert practice.client.read_brand(brand_id).identity == "VERIFIED"
    practice.client.deactivate_campaign(campaign_id)
    practice.client.edit_brand(brand_id, changes)
    assert practice.client.read_brand(brand_id).identity == "UNVERIFIED"
