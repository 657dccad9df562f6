"""When to ask again: soon where things move, seldom where they rest."""

from datetime import timedelta

import pytest
from hypothesis import given

from onboarding.domain.chain import Chain, ChainStatus, status
from onboarding.domain.polling import brand_interval, campaign_interval
from onboarding.domain.states import Identity, Sharing
from tests.domain.strategies import CHAINS, GOOD_CHAIN


@given(CHAINS)
def test_every_chain_is_read_again_within_a_day(chain: Chain) -> None:
    assert timedelta(seconds=5) <= campaign_interval(chain) <= timedelta(days=1)


def test_a_review_is_asked_about_more_often_than_a_live_campaign() -> None:
    reviewed = Chain(Identity.VERIFIED, GOOD_CHAIN.registry, Sharing.PENDING)
    assert status(reviewed) is ChainStatus.IN_REVIEW
    assert campaign_interval(reviewed) == timedelta(minutes=15)
    assert campaign_interval(GOOD_CHAIN) == timedelta(hours=6)


def test_what_ended_is_read_seldom() -> None:
    assert campaign_interval(Chain(Identity.DELETED)) == timedelta(days=1)


@pytest.mark.parametrize("identity", Identity)
def test_a_brand_is_asked_about_in_seconds_only_while_it_is_scored(identity: Identity) -> None:
    expected = {Identity.SCORING: timedelta(seconds=5), Identity.UNVERIFIED: timedelta(hours=1)}
    assert brand_interval(identity) == expected.get(identity, timedelta(days=1))
