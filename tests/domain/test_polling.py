"""When to ask again: soon where things move, seldom where they rest."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.domain.chain import Chain, ChainStatus, status
from onboarding.domain.polling import brand_interval, campaign_interval
from onboarding.domain.states import Identity, Proof, Sharing
from tests.domain.strategies import CHAINS, GOOD_CHAIN

NEW = timedelta()
AGES = st.timedeltas(timedelta(), timedelta(days=400))
ENDED = {ChainStatus.CLOSED}


@given(CHAINS, AGES)
def test_every_chain_that_may_change_is_read_again_within_a_day(chain: Chain, age: timedelta) -> None:
    most = timedelta(days=30 if status(chain) in ENDED else 1)
    assert timedelta(seconds=3) <= campaign_interval(chain, age) <= most


@given(CHAINS, AGES, AGES)
def test_an_older_case_is_never_asked_about_more_often(chain: Chain, one: timedelta, other: timedelta) -> None:
    young, old = sorted((one, other))
    assert campaign_interval(chain, young) <= campaign_interval(chain, old)


def test_a_review_is_asked_about_more_often_than_a_live_campaign() -> None:
    reviewed = Chain(Identity.VERIFIED, GOOD_CHAIN.registry, Sharing.PENDING)
    assert status(reviewed) is ChainStatus.IN_REVIEW
    assert campaign_interval(reviewed, NEW) == timedelta(minutes=15)
    assert campaign_interval(reviewed, timedelta(days=2)) == timedelta(hours=2)
    assert campaign_interval(GOOD_CHAIN, NEW) == timedelta(days=1)


def test_what_ended_is_read_seldom() -> None:
    assert campaign_interval(Chain(Identity.DELETED), NEW) == timedelta(days=30)


@pytest.mark.parametrize("identity", Identity)
def test_a_brand_is_asked_about_in_seconds_only_while_it_is_scored(identity: Identity) -> None:
    waits = brand_interval(identity, Proof.NOT_NEEDED, NEW)
    assert (waits < timedelta(minutes=1)) is (identity is Identity.SCORING)
    assert brand_interval(Identity.SCORING, Proof.NOT_NEEDED, timedelta(hours=5)) == timedelta(minutes=10)


@pytest.mark.parametrize("proof", [Proof.PIN_SENT, Proof.MAIL_SENT])
def test_a_brand_that_waits_for_a_person_is_asked_about_often_at_first(proof: Proof) -> None:
    assert brand_interval(Identity.VERIFIED, proof, NEW) == timedelta(minutes=1)
    assert brand_interval(Identity.VERIFIED, proof, timedelta(days=9)) == timedelta(hours=6)
