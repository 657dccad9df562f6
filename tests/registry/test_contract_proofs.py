"""Proving who a brand is, against the practice registry: PINs, vettings, Authentication+, appeals and their files."""

import pytest

from onboarding.services.ports import NotFound, OutsideError, Refused
from tests.registry.practice import LISTED, SOLE, Practice

NO_CHARITY = "990000110"
WRONG_NAME, APPEAL_SUCCEEDS, CONTACT_SILENT, VETTING_FAILS = "990000101", "990000113", "990000115", "990000116"
PIN_TEXT = "Your PIN is @OTP_PIN@. Reply to nobody."


def refused(practice: Practice, code: int, call: object, *args: object) -> None:
    with pytest.raises(Refused) as refusal:
        call(*args)  # type: ignore[operator]
    assert refusal.value.has(code), refusal.value


def test_a_mock_gets_its_pin_by_notice(practice: Practice) -> None:
    practice.listen("BRAND")
    brand_id = practice.brand(**SOLE, mock=True)
    practice.client.send_pin(brand_id, PIN_TEXT)
    [notice] = [row for row in practice.notices() if row["eventType"] == "BRAND_MOCK_OTP"]
    practice.client.give_pin(brand_id, notice["otpPin"])
    assert practice.client.read_brand(brand_id).identity == "VERIFIED"


def test_a_pin_is_refused_for_good_reasons(practice: Practice) -> None:
    company, sole = practice.verified(), practice.brand("b-2", **SOLE)
    refused(practice, 592, practice.client.send_pin, company, PIN_TEXT)
    refused(practice, 501, practice.client.send_pin, sole, "This text holds no PIN at all.")
    reference = practice.client.send_pin(sole, PIN_TEXT)
    pin = practice.control(f"/brands/{sole}/otp", method="GET")["pin"]
    practice.pass_time(days=1, seconds=60)
    refused(practice, 552, practice.client.give_pin, sole, pin)
    assert practice.client.read_pin(reference).verified_at == ""


def test_a_fourth_pin_within_an_hour_is_one_too_many(practice: Practice) -> None:
    sole = practice.brand(**SOLE)
    references = {practice.client.send_pin(sole, PIN_TEXT) for _ in range(3)}
    assert len(references) == 3
    refused(practice, 557, practice.client.send_pin, sole, PIN_TEXT)
    practice.pass_time(seconds=3700)
    assert practice.client.send_pin(sole, PIN_TEXT)


def test_a_vetting_is_ordered_once_and_ends_active_with_a_score(practice: Practice) -> None:
    practice.listen("VETTING")
    brand_id = practice.verified()
    ordered = practice.client.order_vetting(brand_id, "AEGIS", "STANDARD")
    assert (ordered.partner, ordered.kind, ordered.status, ordered.score) == ("AEGIS", "STANDARD", "PENDING", None)
    with pytest.raises(OutsideError):
        practice.client.order_vetting(brand_id, "AEGIS", "STANDARD")
    practice.pass_time(seconds=3700)
    [seen] = practice.client.vettings(brand_id)
    assert (seen.vetting_id, seen.status, seen.score) == (ordered.vetting_id, "ACTIVE", 75)
    assert practice.client.vettings(brand_id, ["PENDING"]) == []
    assert practice.client.read_brand(brand_id).identity == "VETTED_VERIFIED"
    assert "EVP_REPORT_SCORE" in practice.events()


def test_a_vetting_that_fails_leaves_the_brand_as_it_was(practice: Practice) -> None:
    brand_id = practice.verified(ein=VETTING_FAILS)
    practice.client.order_vetting(brand_id, "AEGIS", "STANDARD")
    practice.pass_time(seconds=3700)
    assert [vetting.status for vetting in practice.client.vettings(brand_id)] == ["FAILED"]
    assert practice.client.read_brand(brand_id).identity == "VERIFIED"


def test_an_enhanced_vetting_leaves_a_report_to_download(practice: Practice) -> None:
    brand_id = practice.verified()
    assert practice.client.vetting_reports(brand_id) == []
    practice.client.order_vetting(brand_id, "AEGIS", "ENHANCED")
    practice.pass_time(seconds=3700)
    [report] = practice.client.vetting_reports(brand_id)
    assert practice.client.download(report.uuid)


def test_a_made_up_token_can_be_imported(practice: Practice) -> None:
    brand_id = practice.verified(entityType="NON_PROFIT", ein=NO_CHARITY)
    token = practice.client.mock_token(brand_id, "federal", "2030-01-01")
    assert token.startswith("cv|1.0|cvmock|10dlc|")
    imported = practice.client.import_vetting(brand_id, "CV", token)
    assert (imported.partner, imported.kind, imported.status) == ("CV", "POLITICAL", "ACTIVE")
    assert practice.client.read_brand(brand_id).identity == "VETTED_VERIFIED"
    with pytest.raises(Refused):
        practice.client.import_vetting(brand_id, "CV", "cv|1.0|nonsense")


def test_the_mail_of_an_authentication_can_be_sent_again_after_a_while(practice: Practice) -> None:
    brand_id = practice.verified(**LISTED, ein=CONTACT_SILENT)
    refused(practice, 565, practice.client.resend_mail, brand_id)
    practice.client.order_vetting(brand_id, "AEGIS", "AUTHPLUS")
    practice.pass_time(seconds=60)
    refused(practice, 592, practice.client.resend_mail, brand_id)
    practice.pass_time(seconds=3 * 3600)
    practice.client.resend_mail(brand_id)
    practice.pass_time(days=31)
    [seen] = practice.client.vettings(brand_id)
    assert (seen.kind, seen.status) == ("AUTHPLUS", "FAILED")


@pytest.mark.parametrize(("ein", "identity"), [(WRONG_NAME, "UNVERIFIED"), (APPEAL_SUCCEEDS, "VERIFIED")])
def test_an_appeal_with_evidence_is_decided(practice: Practice, ein: str, identity: str) -> None:
    practice.listen("BRAND")
    brand_id = practice.verified(ein=ein)
    file = practice.client.add_evidence(brand_id, "letter.pdf", b"%PDF-1.7 our letter")
    assert practice.client.evidence(brand_id) == [file]
    assert practice.client.download(file.uuid) == b"%PDF-1.7 our letter"
    practice.client.appeal_identity(brand_id, ["VERIFY_TAX_ID"], "The letter shows the name.", [file.uuid])
    [pending] = practice.client.identity_appeals(brand_id)
    assert (pending.status, pending.categories, pending.evidence) == ("PENDING", ("VERIFY_TAX_ID",), (file.uuid,))
    assert (pending.explanation, pending.outcome) == ("The letter shows the name.", None)
    refused(practice, 592, practice.client.edit_brand, brand_id, {"city": "Springfield"})
    refused(practice, 592, practice.client.appeal_identity, brand_id, ["VERIFY_TAX_ID"], "Again.", [])
    practice.pass_time(days=6)
    [done] = practice.client.identity_appeals(brand_id)
    assert done.status == "COMPLETE"
    assert done.outcome is not None
    assert done.outcome.status == identity == practice.client.read_brand(brand_id).identity
    assert bool(done.outcome.feedback) is (identity == "UNVERIFIED")
    assert "BRAND_APPEAL_COMPLETE" in practice.events()


def test_an_appeal_is_refused_when_it_is_late_or_of_the_wrong_kind(practice: Practice) -> None:
    brand_id = practice.verified(ein=WRONG_NAME)
    refused(practice, 559, practice.client.appeal_identity, brand_id, ["VERIFY_THE_WEATHER"], "", [])
    practice.pass_time(days=46)
    refused(practice, 592, practice.client.appeal_identity, brand_id, ["VERIFY_TAX_ID"], "", [])


def test_a_vetting_may_be_appealed_against_once_it_is_decided(practice: Practice) -> None:
    brand_id = practice.verified(ein=VETTING_FAILS)
    vetting = practice.client.order_vetting(brand_id, "AEGIS", "STANDARD")
    appeal = ("AEGIS", vetting.vetting_id, ["LOW_SCORE"], "It is better than that.", [])
    with pytest.raises(Refused):
        practice.client.appeal_vetting(brand_id, *appeal)
    practice.pass_time(seconds=3700)
    practice.client.appeal_vetting(brand_id, *appeal)
    assert [row.status for row in practice.client.vetting_appeals(brand_id)] == ["PENDING"]
    practice.control(f"/brands/{brand_id}/appeal", {"outcome": "uphold"})
    [done] = practice.client.vetting_appeals(brand_id)
    assert (done.status, done.outcome is not None) == ("COMPLETE", True)


def test_a_file_can_be_deleted(practice: Practice) -> None:
    brand_id = practice.verified(ein=WRONG_NAME)
    file = practice.client.add_evidence(brand_id, "letter.pdf", b"%PDF")
    practice.client.delete_file(file.uuid)
    assert practice.client.evidence(brand_id) == []
    with pytest.raises(NotFound):
        practice.client.download(file.uuid)
