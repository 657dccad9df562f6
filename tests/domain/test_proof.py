"""What a kind of entity must prove, and what was seen of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.domain.answers import EntityType
from onboarding.domain.proof import needed, seen
from onboarding.domain.states import Proof

PERSON, LISTED = EntityType.SOLE_PROPRIETOR.value, EntityType.PUBLIC_PROFIT.value
WORDS = st.lists(st.sampled_from(["PENDING", "UNSCORE", "ACTIVE", "FAILED", "EXPIRED", "SOMETHING_NEW"]), max_size=4)


@pytest.mark.parametrize("kind", [kind for kind in EntityType if kind not in {PERSON, LISTED}])
@given(before=st.sampled_from(Proof), verified=st.booleans(), mails=WORDS)
def test_others_have_nothing_to_prove(kind: EntityType, before: Proof, verified: bool, mails: list[str]) -> None:
    assert needed(kind) is seen(kind, before=before, verified=verified, mails=mails) is Proof.NOT_NEEDED


@given(st.sampled_from(Proof), WORDS)
def test_a_verified_sole_proprietor_has_given_the_proof(before: Proof, mails: list[str]) -> None:
    assert seen(PERSON, before=before, verified=True, mails=mails) is Proof.GIVEN


def test_a_pin_that_was_sent_stays_sent_until_it_was_given() -> None:
    assert seen(PERSON, before=Proof.PIN_SENT, verified=False, mails=()) is Proof.PIN_SENT
    assert seen(PERSON, before=Proof.PIN_NEEDED, verified=False, mails=()) is Proof.PIN_NEEDED
    assert seen(PERSON, before=Proof.GIVEN, verified=False, mails=()) is Proof.PIN_NEEDED, "another mobile, say"


@pytest.mark.parametrize(
    ("mails", "expected"),
    [
        ([], Proof.MAIL_NEEDED),
        (["PENDING"], Proof.MAIL_SENT),
        (["FAILED", "UNSCORE"], Proof.MAIL_SENT),
        (["FAILED", "ACTIVE"], Proof.GIVEN),
        (["ACTIVE", "EXPIRED"], Proof.FAILED),
        (["FROZEN"], Proof.UNKNOWN),
    ],
)
def test_the_newest_mail_of_a_listed_company_counts(mails: list[str], expected: Proof) -> None:
    assert seen(LISTED, before=Proof.MAIL_NEEDED, verified=True, mails=mails) is expected


@given(st.sampled_from(Proof), st.booleans(), WORDS)
def test_only_a_proof_that_was_given_or_is_not_needed_stands_in_no_way(
    before: Proof, verified: bool, mails: list[str]
) -> None:
    for kind in EntityType:
        shown = seen(kind, before=before, verified=verified, mails=mails)
        assert shown.is_good is (shown in {Proof.GIVEN, Proof.NOT_NEEDED})
