"""A campaign's life after filing, against the practice registry: terms, files, nudges, what carriers and number registry say."""

import pytest

from onboarding.services.ports import NotFound, Refused
from tests.registry.practice import Practice

ALL_CARRIERS = [10017, 10035, 10037, 10038, 10631, 10901]
NUDGE = "It was reviewed with an old website; please look again."


def test_all_use_cases_that_a_brand_qualifies_for_are_told_at_once(practice: Practice) -> None:
    brand_id = practice.verified()
    all_terms = {terms.use_case: terms for terms in practice.client.all_terms(brand_id)}
    assert all_terms["LOW_VOLUME"] == practice.client.terms(brand_id, "LOW_VOLUME")
    assert "SOLE_PROPRIETOR" not in all_terms
    assert all_terms["MARKETING"].monthly_cents == 1000


def test_the_fee_of_a_brand_may_be_another_than_the_published_one(practice: Practice) -> None:
    assert practice.client.terms(practice.verified(ein="990000117"), "LOW_VOLUME").monthly_cents == 300


def test_what_is_attested_is_told(practice: Practice) -> None:
    assert all(len(text) > 10 for text in practice.client.attestations())
    assert practice.client.attestations()


def test_terms_are_worked_out_anew_once_a_score_counts(practice: Practice) -> None:
    brand_id = practice.verified()
    campaign_id = practice.campaign(brand_id, usecase="MIXED", subUsecases=["MARKETING", "CUSTOMER_CARE"])
    before = practice.client.carrier_terms(campaign_id)
    practice.client.order_vetting(brand_id, "AEGIS", "STANDARD")
    practice.pass_time(seconds=3700)
    assert practice.client.carrier_terms(campaign_id) == before
    assert practice.client.resubmit_terms(campaign_id) == ALL_CARRIERS
    after = practice.client.carrier_terms(campaign_id)
    assert after[10017]["tpm"] > before[10017]["tpm"]
    assert after[10035]["brandDailyCap"] > before[10035]["brandDailyCap"]


def test_documents_and_media_are_kept_apart(practice: Practice) -> None:
    campaign_id = practice.campaign()
    document = practice.client.add_document(campaign_id, "opt-in form.pdf", b"%PDF form")
    picture = practice.client.add_media(campaign_id, "cake.png", b"\x89PNG cake")
    assert practice.client.documents(campaign_id) == [document]
    assert practice.client.media(campaign_id) == [picture]
    assert practice.client.download(picture.uuid) == b"\x89PNG cake"
    for number in range(4):
        practice.client.add_document(campaign_id, f"{number}.pdf", b"%PDF")
    with pytest.raises(Refused) as many:
        practice.client.add_document(campaign_id, "6.pdf", b"%PDF")
    assert many.value.has(544)


def test_a_nudge_needs_something_to_nudge_about(practice: Practice) -> None:
    practice.listen("CAMPAIGN")
    campaign_id = practice.campaign()
    with pytest.raises(Refused) as nothing:
        practice.client.nudge(campaign_id, "REVIEW", NUDGE)
    assert nothing.value.has(592)
    practice.client.share(campaign_id, "BANDW")
    assert practice.client.nudge(campaign_id, "REVIEW", NUDGE)
    practice.control(f"/campaigns/{campaign_id}/review", {"outcome": "decline", "explanation": "CR4015 - no opt-in"})
    assert practice.client.nudge(campaign_id, "APPEAL_REJECTION", NUDGE)
    assert practice.events().count("CAMPAIGN_NUDGE") == 2
    practice.client.deactivate_campaign(campaign_id)
    with pytest.raises(Refused) as expired:
        practice.client.nudge(campaign_id, "REVIEW", NUDGE)
    assert expired.value.has(518)


def test_a_decline_names_its_categories_when_the_registry_does(practice: Practice) -> None:
    campaign_id = practice.campaign()
    practice.client.share(campaign_id, "BANDW")
    practice.control(f"/campaigns/{campaign_id}/review", {"outcome": "decline", "explanation": "CR4015 - no opt-in"})
    seen = practice.client.read_sharing(campaign_id)
    assert seen.categories == practice.client.read_campaign(campaign_id).categories
    assert set(seen.categories) <= {word.code for word in practice.client.words("rejectionCategory")}


def test_a_secondary_aggregator_may_decline_what_was_accepted(practice: Practice) -> None:
    campaign_id = practice.live()
    practice.control(f"/campaigns/{campaign_id}/secondary", {"explanation": "2135 - The website is down"})
    seen = practice.client.read_campaign(campaign_id)
    assert (seen.sharing, seen.explanation) == ("DECLINED", "2135 - The website is down")
    practice.client.share(campaign_id, "BANDW")
    assert practice.client.read_sharing(campaign_id).status == "PENDING"


def test_the_chain_shows_who_we_shared_with(practice: Practice) -> None:
    campaign_id = practice.campaign()
    assert practice.client.read_chain(campaign_id).by_me is None
    practice.client.share(campaign_id, "SINCH")
    chain = practice.client.read_chain(campaign_id)
    assert chain.by_me == practice.client.read_sharing(campaign_id)
    assert (chain.by_me.upstream if chain.by_me else "", chain.with_me) == ("SINCH", None)


def test_the_number_registry_knows_the_campaign_and_its_numbers(practice: Practice) -> None:
    brand_id = practice.verified()
    campaign_id = practice.campaign(brand_id)
    practice.client.share(campaign_id, "BANDW")
    practice.control(f"/campaigns/{campaign_id}/finish")
    seen = practice.client.number_registry(campaign_id)
    assert (seen.brand_id, seen.message_class, seen.active > 0) == (brand_id, "T", True)
    assert practice.client.numbers_seen(campaign_id).records == []
    number = _attached(practice, campaign_id)
    page = practice.client.numbers_seen(campaign_id)
    assert [(row.e164, row.current) for row in page.records] == [(number, True)]
    assert page.total == 1


def _attached(practice: Practice, campaign_id: str) -> str:
    def provider(method: str, path: str, body: object = None) -> object:
        headers = {"Authorization": "Bearer contract-secret"}
        answer = practice.raw(method, f"/messaging/v1{path}", json=body, headers=headers)
        assert answer.status_code < 300, answer.text
        return answer.json()

    number = provider("GET", "/available_numbers?area_code=415")["numbers"][0]["phone_number"]  # type: ignore[index]
    provider("POST", "/numbers", {"phone_number": number, "reference": "n-1"})
    provider("PUT", f"/numbers/{number}/campaign", {"campaign_id": campaign_id})
    practice.pass_time(seconds=700)
    return str(number)


@pytest.mark.parametrize(
    "call",
    ["carrier_terms", "number_registry", "numbers_seen", "elected", "operation", "read_chain", "documents", "media",
     "deactivate_campaign", "resubmit_terms"],
)  # fmt: skip
def test_a_campaign_that_there_is_not_is_not_found(practice: Practice, call: str) -> None:
    with pytest.raises(NotFound):
        getattr(practice.client, call)("CZZZZZZ")
