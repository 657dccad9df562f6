"""The registry's client: what each call asks on the wire, and what it makes of the answer (docs/registry-api.md)."""

from base64 import b64encode
from collections.abc import Callable
from typing import Any

import pytest

from onboarding.registry.client import RegistryClient
from onboarding.services.ports import Refused, Unavailable
from onboarding.services.registry import BrandSeen, CampaignSeen, SharingSeen, Terms
from tests.registry.far_side import BRAND, KEY, REFERENCE, SECRET, Answer, FarSide

Call = Callable[[RegistryClient], Any]

BRAND_PAGE = {"records": [{"brandId": "B000001", "referenceId": REFERENCE}], "page": 1, "totalRecords": 1}
CAMPAIGN_PAGE = {"records": [{"campaignId": "C000001", "referenceId": "c-1"}], "page": 1, "totalRecords": 1}
METADATA = {"10035": {"qualify": True}, "10017": {"qualify": True}}

# The call, what it is answered with, the request line that goes out, its JSON body, and what the call gives back.
CALLS: list[tuple[Call, Any, str, Any, Any]] = [
    (lambda c: c.create_brand(BRAND), {"brandId": "B000001"}, "POST /brand/nonBlocking", BRAND, "B000001"),
    (lambda c: c.find_brand(REFERENCE), BRAND_PAGE, "GET /brand", None, "B000001"),
    (lambda c: c.edit_brand("B000001", BRAND), {"brandId": "B000001"}, "PUT /brand/B000001", BRAND, None),
    (lambda c: c.revet_brand("B000001"), {}, "PUT /brand/B000001/revet", None, None),
    (
        lambda c: c.terms("B000001", "LOW_VOLUME"),
        {"monthlyFee": 1.5, "mnoMetadata": {"10035": {}, "10017": {"qualify": True}, "10038": {"qualify": False}}},
        "GET /campaignBuilder/brand/B000001/usecase/LOW_VOLUME",
        None,
        Terms(150, [10017, 10035], details={10035: {}, 10017: {"qualify": True}, 10038: {"qualify": False}}),
    ),
    (
        lambda c: c.create_campaign({"brandId": "B000001"}),
        {"campaignId": "C000001", "mnoMetadata": METADATA},
        "POST /campaignBuilder",
        {"brandId": "B000001"},
        ("C000001", [10017, 10035]),
    ),
    (lambda c: c.find_campaign("c-1"), CAMPAIGN_PAGE, "GET /campaign", None, "C000001"),
    (lambda c: c.edit_campaign("C000001", {"sample1": "é"}), {}, "PUT /campaign/C000001", {"sample1": "é"}, None),
    (
        lambda c: c.read_sharing("C000001"),
        {"sharedByMe": {"sharingStatus": "DECLINED", "explanation": "CR4015", "sharedDate": "2026-02-07"}},
        "GET /campaign/C000001/sharing",
        None,
        SharingSeen("DECLINED", "2026-02-07", "CR4015"),
    ),
    (
        lambda c: c.read_sharing("C000001"),
        {"sharedByMe": None, "sharedWithMe": None},
        "GET /campaign/C000001/sharing",
        None,
        SharingSeen("", "", ""),
    ),
    (lambda c: c.share("C000001", "BANDW"), {}, "PUT /campaign/C000001/sharing/BANDW", None, None),
    (
        lambda c: c.subscribe("BRAND", "https://us.example/hook"),
        {},
        "PUT /webhook/subscription",
        {"eventCategory": "BRAND", "webhookEndpoint": "https://us.example/hook"},
        None,
    ),
    (
        lambda c: c.subscriptions(),
        [{"eventCategory": "BRAND", "webhookEndpoint": "https://us.example/hook"}, "odd"],
        "GET /webhook/subscription",
        None,
        {"BRAND": "https://us.example/hook"},
    ),
    (lambda c: c.profile(), {"cspId": "S000001"}, "GET /csp/profile", None, {"cspId": "S000001"}),
]


@pytest.mark.parametrize(("call", "answer", "line", "body", "gives"), CALLS, ids=[call[2] for call in CALLS])
def test_a_call_is_one_request_with_our_password_and_its_answer_is_read(
    far_side: FarSide, call: Call, answer: Any, line: str, body: Any, gives: Any
) -> None:
    assert call(far_side.answers(answer)) == gives
    [asked] = far_side.asked
    assert far_side.lines() == [line]
    assert asked.headers["Authorization"] == "Basic " + b64encode(f"{KEY}:{SECRET}".encode()).decode()
    if body is None:
        assert asked.body == b""
    else:
        assert asked.headers["Content-Type"] == "application/json"
        assert asked.json == body


def test_a_record_is_looked_up_by_its_reference_alone(far_side: FarSide) -> None:
    far_side.answers(CAMPAIGN_PAGE).find_campaign("c-1 &x=é")
    assert far_side.asked[0].query == {"referenceId": ["c-1 &x=é"]}


@pytest.mark.parametrize(
    ("records", "found"),
    [
        ([], None),
        ([{"brandId": "B000002", "referenceId": "other"}], None),
        ([{"brandId": "B000002"}], None),
        ([{"referenceId": REFERENCE}], None),
        ([{"brandId": "", "referenceId": REFERENCE}], None),
        ([{"brandId": None, "referenceId": REFERENCE}], None),
        ([{"brandId": "B000002", "referenceId": "other"}, {"brandId": "B1", "referenceId": REFERENCE.lower()}], "B1"),
    ],
)
def test_only_the_record_with_our_own_reference_is_taken_for_ours(
    far_side: FarSide, records: list[Any], found: str | None
) -> None:
    assert far_side.answers({"records": records}).find_brand(REFERENCE) == found


FEEDBACK = {"brandId": "B1", "category": [{"id": "TAX_ID", "errors": [{"code": "TFTI04"}]}]}
PENDING = Answer(400, [{"code": 535, "description": "The identity check is pending.", "fields": ["brandId"]}])
UNKNOWN = Answer(400, [{"code": 502, "description": "There is no feedback."}])


@pytest.mark.parametrize(
    ("answers", "seen", "asked"),
    [
        ([{"brandId": "B1"}], BrandSeen("B1", "", deleted=False, scoring=True, attributes={}), 1),
        (
            [{"brandId": "B1", "identityStatus": "UNVERIFIED"}, PENDING],
            BrandSeen("B1", "UNVERIFIED", deleted=False, scoring=True, attributes={}),
            2,
        ),
        (
            [{"brandId": "B1", "identityStatus": "UNVERIFIED"}, FEEDBACK],
            BrandSeen("B1", "UNVERIFIED", deleted=False, scoring=False, attributes={}, feedback=FEEDBACK["category"]),  # type: ignore[arg-type]
            2,
        ),
        (
            [{"brandId": "B1", "identityStatus": "UNVERIFIED"}, UNKNOWN],
            BrandSeen("B1", "UNVERIFIED", deleted=False, scoring=False, attributes={}),
            2,
        ),
        (
            [{"brandId": "B1", "identityStatus": "VERIFIED", "optionalAttributes": {"taxExemptStatus": "501c3"}}],
            BrandSeen("B1", "VERIFIED", deleted=False, scoring=False, attributes={"taxExemptStatus": "501c3"}),
            1,
        ),
        (
            [{"brandId": "B1", "identityStatus": "A_NEW_WORD", "optionalAttributes": None, "mock": True, "new": []}],
            BrandSeen("B1", "A_NEW_WORD", deleted=False, scoring=False, attributes={}, mock=True),
            1,
        ),
        ([{"brandId": "B1", "status": "DELETED"}], BrandSeen("B1", "", deleted=True, scoring=False, attributes={}), 1),
    ],
    ids=["new", "scored again", "failed", "failed without feedback", "verified", "a word we do not know", "deleted"],
)
def test_a_brand_is_read_with_its_feedback_only_when_that_tells_failed_from_scoring(
    far_side: FarSide, answers: list[Any], seen: BrandSeen, asked: int
) -> None:
    assert far_side.answers(*answers).read_brand("B1") == seen
    assert far_side.lines() == ["GET /brand/B1", "GET /brand/feedback/B1"][:asked]


def test_a_feedback_that_gives_no_answer_is_no_failed_brand(far_side: FarSide) -> None:
    client = far_side.answers({"brandId": "B535", "identityStatus": "UNVERIFIED"}, Answer(503, "535 "))
    with pytest.raises(Unavailable):
        client.read_brand("B535")


SHARED = {"sharedByMe": {"sharingStatus": "ACCEPTED", "explanation": None}}


def test_a_campaign_is_read_with_all_four_vectors_once_it_is_accepted(far_side: FarSide) -> None:
    body = {"campaignId": "C1", "status": "ACTIVE", "nextRenewalOrExpirationDate": "2027-02-23", "mock": False}
    operation = {"10017": "REGISTERED", "10035": "REVIEW", "odd": "x"}
    seen = far_side.answers(body, SHARED, [10035, "10017", "x", None], operation).read_campaign("C1")
    assert seen == CampaignSeen(
        registry_id="C1",
        status="ACTIVE",
        sharing="ACCEPTED",
        explanation="",
        elected=[10017, 10035],
        operation={10017: "REGISTERED", 10035: "REVIEW"},
        renews_on="2027-02-23",
    )
    assert far_side.lines() == [
        "GET /campaign/C1",
        "GET /campaign/C1/sharing",
        "GET /campaign/C1/mnoIdsWithDcaElected",
        "GET /campaign/C1/operationStatus",
    ]


@pytest.mark.parametrize("share", [None, {"sharingStatus": "PENDING"}, {"sharingStatus": "DECLINED"}])
def test_before_acceptance_the_carriers_are_not_even_asked(far_side: FarSide, share: Any) -> None:
    seen = far_side.answers({"campaignId": "C1"}, {"sharedByMe": share}).read_campaign("C1")
    assert (seen.sharing, seen.elected, seen.operation) == ((share or {}).get("sharingStatus", ""), (), {})
    assert len(far_side.asked) == 2


def test_a_campaign_that_is_shared_already_is_what_we_want(far_side: FarSide) -> None:
    far_side.answers([{"code": 592, "description": "It is PENDING."}], status=400).share("C1", "BANDW")
    with pytest.raises(Refused) as refusal:
        far_side.answers([{"code": 518, "description": "It has expired."}], status=400).share("C1", "BANDW")
    assert refusal.value.has(518)


def test_a_proxy_or_netrc_of_the_host_is_not_used(
    far_side: FarSide, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login somebody password else\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("NO_PROXY", "")
    assert far_side.answers({"cspId": "S1"}).profile() == {"cspId": "S1"}
    assert far_side.asked[0].headers["Authorization"] == "Basic " + b64encode(f"{KEY}:{SECRET}".encode()).decode()


def test_a_slash_at_the_end_of_the_base_does_not_matter(far_side: FarSide) -> None:
    far_side.answers({"cspId": "S1"})
    RegistryClient(far_side.base + "/", KEY, SECRET).profile()
    assert far_side.lines() == ["GET /csp/profile"]
