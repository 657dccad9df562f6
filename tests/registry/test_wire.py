"""The wire format: their words become our values, unknown ones pass, and what makes no sense is named without its values."""

from typing import Any

import pytest

from onboarding.registry import wire
from onboarding.services.ports import Terms, Unavailable


def test_unknown_fields_are_left_out_and_unknown_words_pass() -> None:
    body = wire.read(wire.BrandBody, {"brandId": "B1", "identityStatus": "MAYBE", "later": {"new": 1}}, "GET /brand")
    assert (body.brand_id, body.identity, body.status) == ("B1", "MAYBE", "ACTIVE")
    assert not hasattr(body, "later")


@pytest.mark.parametrize("word", [None, ""])
def test_a_word_that_is_absent_or_null_is_empty(word: Any) -> None:
    share = wire.read(wire.ShareBody, {"sharingStatus": word, "explanation": word, "sharedDate": word}, "GET sharing")
    assert (share.status, share.explanation, share.shared_at) == ("", "", "")
    assert wire.read(wire.ShareBody, {}, "GET sharing") == share


@pytest.mark.parametrize(
    ("kind", "data", "fields"),
    [
        (wire.BrandBody, {"brandId": "", "mock": "591234567"}, ("brandId", "mock")),
        (wire.BrandBody, {"ein": "591234567"}, ("brandId",)),
        (wire.BrandBody, {"brandId": "B1", "optionalAttributes": "591234567"}, ("optionalAttributes",)),
        (wire.CampaignBody, {"campaignId": "C1", "mnoMetadata": {"AT&T": 1}}, ("mnoMetadata.AT&T",)),
        (wire.PageBody, {"records": [{}, "591234567"]}, ("records.1",)),
        (wire.TermsBody, {"monthlyFee": "591234567 dollars"}, ("monthlyFee",)),
        (wire.ChainBody, {"sharedByMe": "591234567"}, ("sharedByMe",)),
        (wire.FeedbackBody, "591234567", ("body",)),
        (wire.FeedbackBody, None, ("body",)),
    ],
)
def test_what_makes_no_sense_is_named_by_its_fields_and_never_by_its_values(
    kind: type[Any], data: Any, fields: tuple[str, ...]
) -> None:
    with pytest.raises(Unavailable) as error:
        wire.read(kind, data, "GET /it")
    assert str(error.value).startswith("GET /it: the answer makes no sense (")
    assert all(field in str(error.value) for field in fields)
    assert "591234567" not in str(error.value)
    assert error.value.__cause__ is None
    assert error.value.unclear


@pytest.mark.parametrize(
    ("dollars", "cents"), [(0, 0), (1.5, 150), (3, 300), ("10.00", 1000), (19.99, 1999), (0.29, 29), (1.005, 100)]
)
def test_dollars_become_whole_cents(dollars: Any, cents: int) -> None:
    assert wire.terms(wire.read(wire.TermsBody, {"monthlyFee": dollars}, "GET /terms")) == Terms(cents, [])


def test_a_carrier_takes_a_campaign_unless_it_says_no() -> None:
    rows = {"10038": {"qualify": False}, "10035": {}, "10017": {"qualify": True, "tpm": 75}}
    body = wire.read(wire.TermsBody, {"monthlyFee": 1, "mnoMetadata": rows}, "GET /terms")
    assert wire.terms(body).carriers == [10017, 10035]


def test_a_campaign_that_was_never_shared_has_empty_words() -> None:
    body = wire.read(wire.CampaignBody, {"campaignId": "C1"}, "GET /campaign")
    seen = wire.campaign_seen(body, wire.ChainBody(), (), {})
    assert (seen.registry_id, seen.sharing, seen.explanation, seen.renews_on) == ("C1", "", "", "")
    shared = wire.sharing_seen(wire.ChainBody())
    assert (shared.status, shared.shared_at, shared.explanation) == ("", "", "")


@pytest.mark.parametrize(("status", "deleted"), [("DELETED", True), ("ACTIVE", False), (None, False), ("NEW", False)])
def test_a_brand_is_gone_only_when_the_registry_says_so(status: str | None, deleted: bool) -> None:
    body = wire.read(wire.BrandBody, {"brandId": "B1", "status": status}, "GET /brand")
    assert wire.brand_seen(body, scoring=False, feedback=()).deleted is deleted
