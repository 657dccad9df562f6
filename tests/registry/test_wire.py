"""The wire format: their words become our values, unknown ones pass, and what makes no sense is named without its values."""

from typing import Any

import pytest

from onboarding.registry.wire import body as bodies
from onboarding.registry.wire import brands, campaigns
from onboarding.services.ports import Unavailable
from onboarding.services.registry import Terms


def test_unknown_fields_are_left_out_and_unknown_words_pass() -> None:
    body = bodies.read(
        brands.BrandBody, {"brandId": "B1", "identityStatus": "MAYBE", "later": {"new": 1}}, "GET /brand"
    )
    assert (body.brand_id, body.identity, body.status) == ("B1", "MAYBE", "ACTIVE")
    assert not hasattr(body, "later")


@pytest.mark.parametrize("word", [None, ""])
def test_a_word_that_is_absent_or_null_is_empty(word: Any) -> None:
    share = bodies.read(
        campaigns.ShareBody, {"sharingStatus": word, "explanation": word, "sharedDate": word}, "GET sharing"
    )
    assert (share.status, share.explanation, share.shared_at) == ("", "", "")
    assert bodies.read(campaigns.ShareBody, {}, "GET sharing") == share


@pytest.mark.parametrize(
    ("kind", "data", "fields"),
    [
        (brands.BrandBody, {"brandId": "", "mock": "591234567"}, ("brandId", "mock")),
        (brands.BrandBody, {"ein": "591234567"}, ("brandId",)),
        (brands.BrandBody, {"brandId": "B1", "optionalAttributes": "591234567"}, ("optionalAttributes",)),
        (campaigns.CampaignBody, {"campaignId": "C1", "mnoMetadata": {"10017": 1}}, ("mnoMetadata.10017",)),
        (bodies.PageBody, {"records": [{}, "591234567"]}, ("records.1",)),
        (campaigns.TermsBody, {"monthlyFee": "591234567 dollars"}, ("monthlyFee",)),
        (campaigns.ChainBody, {"sharedByMe": "591234567"}, ("sharedByMe",)),
        (brands.FeedbackBody, "591234567", ("body",)),
        (brands.FeedbackBody, None, ("body",)),
    ],
)
def test_what_makes_no_sense_is_named_by_its_fields_and_never_by_its_values(
    kind: type[Any], data: Any, fields: tuple[str, ...]
) -> None:
    with pytest.raises(Unavailable) as error:
        bodies.read(kind, data, "PUT /it")
    assert str(error.value).startswith("PUT /it: the answer makes no sense (")
    assert all(field in str(error.value) for field in fields)
    assert "591234567" not in str(error.value)
    assert error.value.__cause__ is None
    assert error.value.unclear


@pytest.mark.parametrize(
    ("dollars", "cents"), [(0, 0), (1.5, 150), (3, 300), ("10.00", 1000), (19.99, 1999), (0.29, 29), (1.005, 100)]
)
def test_dollars_become_whole_cents(dollars: Any, cents: int) -> None:
    assert campaigns.terms(bodies.read(campaigns.TermsBody, {"monthlyFee": dollars}, "GET /terms")) == Terms(cents, [])


def test_a_carrier_takes_a_campaign_unless_it_says_no() -> None:
    rows = {"10038": {"qualify": False}, "10035": {}, "10017": {"qualify": True, "tpm": 75}}
    body = bodies.read(campaigns.TermsBody, {"monthlyFee": 1, "mnoMetadata": rows}, "GET /terms")
    assert campaigns.terms(body).carriers == [10017, 10035]


def test_a_campaign_that_was_never_shared_has_empty_words() -> None:
    body = bodies.read(campaigns.CampaignBody, {"campaignId": "C1"}, "GET /campaign")
    seen = campaigns.campaign_seen(body, campaigns.ChainBody(), (), {})
    assert (seen.registry_id, seen.sharing, seen.explanation, seen.renews_on) == ("C1", "", "", "")
    shared = campaigns.sharing_seen(campaigns.ShareBody())
    assert (shared.status, shared.shared_at, shared.explanation) == ("", "", "")


@pytest.mark.parametrize(("status", "deleted"), [("DELETED", True), ("ACTIVE", False), (None, False), ("NEW", False)])
def test_a_brand_is_gone_only_when_the_registry_says_so(status: str | None, deleted: bool) -> None:
    body = bodies.read(brands.BrandBody, {"brandId": "B1", "status": status}, "GET /brand")
    assert brands.brand_seen(body, scoring=False, feedback=()).deleted is deleted
