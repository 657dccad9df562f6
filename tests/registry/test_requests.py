"""Each further call of the client on the wire: the line, the query and the body that go out, and the value that comes back."""

from collections.abc import Callable
from typing import Any

import pytest

from onboarding.registry.client import RegistryClient
from onboarding.services.registry import (
    BrandSeen,
    CampaignSeen,
    Chain,
    EventType,
    NoticeTrial,
    NumberRegistrySeen,
    NumberSeen,
    Page,
    Reseller,
    SharingSeen,
    Terms,
    Word,
)
from onboarding.services.registry_proofs import Appeal, AppealOutcome, Evidence, PinSeen, Vetting
from tests.registry.far_side import EIN, Answer, FarSide

Call = Callable[[RegistryClient], Any]
Row = tuple[Call, Any, str, dict[str, list[str]], Any, Any]

NONE: dict[str, list[str]] = {}
PAGED = {"page": ["1"], "recordsPerPage": ["100"]}
DONE = Answer(204)
FILE = {"uuid": "B1/EVR/0af1", "fileName": "a.pdf", "mimeType": "application/pdf", "new": 1}
KEPT = Evidence("B1/EVR/0af1", "a.pdf", "application/pdf")
VETTING = {
    "evpId": "AEGIS", "vettingId": "v-1", "vettingToken": "secret", "vettingScore": 75, "vettingClass": "STANDARD",
    "vettingStatus": "ACTIVE", "reasons": [f"EIN {EIN} is new", None], "createDate": "2026-01-01", "vettedDate": "2026-01-02",
    "validUntil": "2027-01-01", "expirationDate": None,
}  # fmt: skip
VETTED = Vetting(
    "v-1", "AEGIS", "STANDARD", "ACTIVE", 75, ("EIN (tax id) is new",), "2026-01-01", "2026-01-02", "2027-01-01"
)
APPEALS = [
    {"appealCategories": ["VERIFY_TAX_ID"], "explanation": f"We are {EIN}.", "attachmentUuids": None, "appealStatus": "PENDING"},
    {
        "appealCategories": ["LOW_SCORE"], "attachmentUuids": ["B1/EVR/0af1"], "appealStatus": "COMPLETE",
        "createDate": "2026-01-01", "appealStatusUpdateDate": "2026-01-06",
        "appealOutcome": {"vetStatus": "ACTIVE", "vetScore": 101, "feedback": {"reasons": [f"{EIN}"]}},
    },
]  # fmt: skip
SEEN = [
    Appeal(("VERIFY_TAX_ID",), "We are (tax id).", (), "PENDING", "", ""),
    Appeal(
        ("LOW_SCORE",), "", ("B1/EVR/0af1",), "COMPLETE", "2026-01-01", "2026-01-06",
        AppealOutcome("ACTIVE", {}, [], ("(tax id)",), None),
    ),
]  # fmt: skip
BOTH = {"appealStatus": ["PENDING", "COMPLETE"]}
APPEAL = {"appealCategories": ["VERIFY_TAX_ID"], "explanation": "See.", "attachmentUuids": ["B1/EVR/0af1"]}
SHARE = {
    "sharingStatus": "DECLINED", "explanation": "CR4015", "sharedDate": "d1", "statusDate": "d2", "upstreamCnpId": "BANDW",
    "rejectionCategory": ["OTHER", "SOMETHING_NEW"],
}  # fmt: skip
SHARED = SharingSeen("DECLINED", "d1", "CR4015", "d2", "BANDW", ("OTHER", "SOMETHING_NEW"))
RESELLER = {"resellerId": "R1", "companyName": "Corner", "phone": "+14155550150", "email": None}
CORNER = Reseller("R1", "Corner", "+14155550150", "")

PROOFS: list[Row] = [
    (lambda c: c.send_pin("B1", "@OTP_PIN@"), {"referenceId": "OTP1"}, "POST /brand/B1/smsOtp", NONE, {"pinSms": "@OTP_PIN@"}, "OTP1"),
    (
        lambda c: c.send_pin("B1", "@OTP_YES@", "Thanks"), {"referenceId": "OTP1"}, "POST /brand/B1/smsOtp", NONE,
        {"pinSms": "@OTP_YES@", "successSms": "Thanks"}, "OTP1",
    ),
    (lambda c: c.give_pin("B1", "482913"), DONE, "PUT /brand/B1/smsOtp", NONE, {"otpPin": "482913"}, None),
    (
        lambda c: c.read_pin("OTP1"), {"brandId": "B1", "referenceId": "OTP1", "mobilePhone": "+1", "deliveryStatus": None},
        "GET /brand/smsOtp/OTP1", NONE, None, PinSeen("OTP1", "B1", "", "", "", ""),
    ),
    (
        lambda c: c.order_vetting("B1", "AEGIS", "STANDARD"), VETTING, "POST /brand/B1/externalVetting", NONE,
        {"evpId": "AEGIS", "vettingClass": "STANDARD"}, VETTED,
    ),
    (
        lambda c: c.order_vetting("B1", "AEGIS", "POLITICAL", {"a": 1}), VETTING, "POST /brand/B1/externalVetting", NONE,
        {"evpId": "AEGIS", "vettingClass": "POLITICAL", "additionalRequestPayload": {"a": 1}}, VETTED,
    ),
    (
        lambda c: c.import_vetting("B1", "AEGIS", "v-1", "secret"), VETTING, "PUT /brand/B1/externalVetting", NONE,
        {"evpId": "AEGIS", "vettingId": "v-1", "vettingToken": "secret"}, VETTED,
    ),
    (
        lambda c: c.vettings("B1"), [VETTING], "GET /brand/B1/externalVetting",
        {"vettingStatus": ["PENDING", "UNSCORE", "ACTIVE", "FAILED", "EXPIRED"]}, None, [VETTED],
    ),
    (lambda c: c.resend_mail("B1"), DONE, "POST /brand/B1/2faEmail", {"vettingClass": ["AUTHPLUS"]}, None, None),
    (lambda c: c.vetting_reports("B1"), [FILE], "GET /brand/B1/externalVetting/enhancedVettingReport", NONE, None, [KEPT]),
    (lambda c: c.appeal_identity("B1", ["VERIFY_TAX_ID"], "See.", ["B1/EVR/0af1"]), DONE, "POST /brand/B1/appeal", NONE, APPEAL, None),
    (lambda c: c.identity_appeals("B1"), APPEALS, "GET /brand/B1/appeal", BOTH, None, SEEN),
    (
        lambda c: c.appeal_vetting("B1", "AEGIS", "v-1", ["VERIFY_TAX_ID"], "See.", ["B1/EVR/0af1"]), DONE,
        "POST /brand/B1/externalVetting/appeal", NONE, APPEAL | {"evpId": "AEGIS", "vettingId": "v-1"}, None,
    ),
    (lambda c: c.vetting_appeals("B1"), APPEALS, "GET /brand/B1/externalVetting/appeal", BOTH, None, SEEN),
    (lambda c: c.evidence("B1"), [FILE], "GET /brand/B1/appeal/evidence", NONE, None, [KEPT]),
    (lambda c: c.delete_file("B1/EVR/0af1"), DONE, "DELETE /attachment/B1/EVR/0af1", NONE, None, None),
]  # fmt: skip

OBJECTS: list[Row] = [
    (lambda c: c.delete_brand("B1"), DONE, "DELETE /brand/B1", NONE, None, None),
    (
        lambda c: c.search_brands(page=3, per_page=7, status="ACTIVE"),
        {"records": [{"brandId": "B1"}, {"brandId": "B2", "identityStatus": "VERIFIED", "entityType": "NON_PROFIT",
         "mobilePhoneVerifiedDate": "d", "referenceId": "r"}], "totalRecords": 9},
        "GET /brand", {"page": ["3"], "recordsPerPage": ["7"], "status": ["ACTIVE"]}, None,
        Page([
            BrandSeen("B1", "", deleted=False, scoring=True, attributes={}),
            BrandSeen("B2", "VERIFIED", deleted=False, scoring=False, attributes={}, entity_type="NON_PROFIT",
                      mobile_verified=True, reference="r"),
        ], 3, 9),
    ),
    (
        lambda c: c.all_terms("B1"), [{"usecase": "MIXED", "monthlyFee": 10, "minSubUsecases": 2, "maxSubUsecases": 5}],
        "GET /campaignBuilder/brand/B1", NONE, None, [Terms(1000, [], "MIXED", 2, 5, {})],
    ),
    (lambda c: c.attestations(), {"subTerms": ["No."]}, "GET /campaignBuilder/termsAndConditions", NONE, None, ["No."]),
    (
        lambda c: c.search_campaigns(brandId="B1"),
        {"records": [{"campaignId": "C1", "billedDate": "d", "monthlyFee": 10, "referenceId": "r"}], "totalRecords": 1},
        "GET /campaign", PAGED | {"brandId": ["B1"]}, None,
        Page([CampaignSeen("C1", "ACTIVE", "", "", (), {}, "", billed_on="d", reference="r")], 1, 1),
    ),
    (
        lambda c: c.resubmit_terms("C1", [10017]), {"campaignId": "C1", "mnoMetadata": {"10017": {"qualify": True}}},
        "PUT /campaign/C1/resubmit", NONE, {"mnoIds": [10017]}, [10017],
    ),
    (lambda c: c.resubmit_terms("C1"), {"campaignId": "C1"}, "PUT /campaign/C1/resubmit", NONE, {}, []),
    (lambda c: c.deactivate_campaign("C1"), DONE, "DELETE /campaign/C1", NONE, None, None),
    (
        lambda c: c.nudge("C1", "REVIEW", "Please."), {"message": "Sent."}, "POST /campaign/C1/nudge", NONE,
        {"nudgeIntent": "REVIEW", "description": "Please."}, "Sent.",
    ),
    (lambda c: c.documents("C1"), [FILE], "GET /campaign/C1/supportingDocument", NONE, None, [KEPT]),
    (lambda c: c.media("C1"), [FILE], "GET /campaign/C1/mms", NONE, None, [KEPT]),
    (
        lambda c: c.read_chain("C1"), {"sharedByMe": SHARE, "sharedWithMe": None}, "GET /campaign/C1/sharing", NONE, None,
        Chain(SHARED, None),
    ),
    (lambda c: c.read_sharing("C1"), {"sharedByMe": SHARE}, "GET /campaign/C1/sharing", NONE, None, SHARED),
    (lambda c: c.elected("C1"), [10035, "10017", "x"], "GET /campaign/C1/mnoIdsWithDcaElected", NONE, None, [10017, 10035]),
    (
        lambda c: c.operation("C1"), {"10017": "REVIEW", "new": {}}, "GET /campaign/C1/operationStatus", NONE, None,
        {10017: "REVIEW"},
    ),
    (
        lambda c: c.carrier_terms("C1"), {"10017": {"tpm": 75}, "new": 5}, "GET /campaign/C1/mnoMetadata", NONE, None,
        {10017: {"tpm": 75}},
    ),
    (
        lambda c: c.number_registry("C1"), {"msg_class": "T", "status": "6", "brand_id": "B1"},
        "GET /campaign/C1/osr/attributes", NONE, None, NumberRegistrySeen("B1", "T", 6),
    ),
    (
        lambda c: c.numbers_seen("C1"),
        {"records": [{"phoneNumber": "14155550142", "provisionedDate": "d"}, {"phoneNumber": "+14155550143", "current": False}],
         "totalRecords": 2},
        "GET /campaign/C1/osr/phones", PAGED, None,
        Page([NumberSeen("+14155550142", "d", current=True), NumberSeen("+14155550143", "", current=False)], 1, 2),
    ),
]  # fmt: skip

ACCOUNT: list[Row] = [
    (lambda c: c.edit_profile({"a": 1}), {"cspId": "S1"}, "PUT /csp/profile", NONE, {"a": 1}, {"cspId": "S1"}),
    (lambda c: c.version(), Answer(200, " 5.23.0\n", {"Content-Type": "text/plain"}), "GET /version", NONE, None, "5.23.0"),
    (
        lambda c: c.resellers("Corner"), {"records": [RESELLER], "totalRecords": 1}, "GET /reseller",
        PAGED | {"companyName": ["Corner"]}, None, Page([CORNER], 1, 1),
    ),
    (
        lambda c: c.create_reseller("Corner", "+1", "a@b.example"), RESELLER, "POST /reseller", NONE,
        {"companyName": "Corner", "phone": "+1", "email": "a@b.example"}, CORNER,
    ),
    (lambda c: c.read_reseller("R1"), RESELLER, "GET /reseller/R1", NONE, None, CORNER),
    (lambda c: c.edit_reseller("R1", {"phone": "+2"}), RESELLER, "PUT /reseller/R1", NONE, {"phone": "+2"}, CORNER),
    (lambda c: c.delete_reseller("R1"), DONE, "DELETE /reseller/R1", NONE, None, None),
    (lambda c: c.unsubscribe("BRAND"), DONE, "DELETE /webhook/subscription/BRAND", NONE, None, None),
    (lambda c: c.event_categories(), ["BRAND", "NEW"], "GET /webhook/eventCategory", NONE, None, ["BRAND", "NEW"]),
    (
        lambda c: c.event_types(), [{"eventType": "BRAND_ADD", "eventCategory": "BRAND", "description": None}],
        "GET /webhook/eventType", NONE, None, [EventType("BRAND_ADD", "BRAND", "")],
    ),
    (
        lambda c: c.try_notice("BRAND_ADD"), {"endpoint": "https://us.example", "status": 204, "request": {}},
        "GET /webhook/subscription/eventType/BRAND_ADD/mock", NONE, None, NoticeTrial("https://us.example", "204"),
    ),
    (lambda c: c.words("entityType"), ["A", "B"], "GET /enum/entityType", NONE, None, [Word("A", "A"), Word("B", "B")]),
    (lambda c: c.words("usState"), {"CA": "California"}, "GET /enum/usState", NONE, None, [Word("CA", "California")]),
    (
        lambda c: c.words("usecase", validSubUsecase="true"), {"2FA": {"displayName": "Codes"}}, "GET /enum/usecase",
        {"validSubUsecase": ["true"]}, None, [Word("2FA", "Codes", {"displayName": "Codes"})],
    ),
    (
        lambda c: c.words("mno"), [{"networkId": 10017, "displayName": "AT&T"}, {"displayName": "no code"}], "GET /enum/mno",
        NONE, None, [Word("10017", "AT&T", {"networkId": 10017, "displayName": "AT&T"})],
    ),
    (
        lambda c: c.public_companies(symbol="R"), {"records": [{"symbol": "R"}], "totalRecords": 1},
        "GET /enum/approvedPublicCompany", PAGED | {"symbol": ["R"]}, None, Page([{"symbol": "R"}], 1, 1),
    ),
    (lambda c: c.error_meanings(), {"501": "Invalid.", "new": {}}, "GET /error", NONE, None, {"501": "Invalid."}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("call", "answer", "line", "query", "body", "gives"),
    [*PROOFS, *OBJECTS, *ACCOUNT],
    ids=[row[2] for row in (*PROOFS, *OBJECTS, *ACCOUNT)],
)
def test_a_call_is_one_request_and_its_answer_is_read(
    far_side: FarSide, call: Call, answer: Any, line: str, query: dict[str, list[str]], body: Any, gives: Any
) -> None:
    assert call(far_side.answers(answer)) == gives
    [asked] = far_side.asked
    assert far_side.lines() == [line]
    assert asked.query == query
    assert (asked.json if asked.body else None) == body


def test_a_token_is_asked_for_by_a_form_and_answered_in_plain_text(far_side: FarSide) -> None:
    client = far_side.answers(Answer(200, "cv|1.0|cvmock|10dlc|federal|x\n", {"Content-Type": "text/plain"}))
    assert client.mock_token("B1", "federal", "2030-01-01") == "cv|1.0|cvmock|10dlc|federal|x"
    [asked] = far_side.asked
    assert (asked.method, asked.path) == ("POST", "/v2/brand/B1/externalVetting/mockCvToken")
    assert asked.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert asked.body == b"locale=federal&validUntil=2030-01-01"


@pytest.mark.parametrize("value", [-1, 101, "75", True, None, [75], 1e9])
def test_a_score_that_is_none_is_not_believed(far_side: FarSide, value: Any) -> None:
    assert far_side.answers([VETTING | {"vettingScore": value}]).vettings("B1")[0].score is None
