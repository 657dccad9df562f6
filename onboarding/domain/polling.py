"""When to ask the registry again: the schedule follows the case, notices only bring it forward."""

from datetime import timedelta

from onboarding.domain.chain import Chain, ChainStatus, status
from onboarding.domain.states import Identity

# Dossier 7: scoring takes seconds to minutes, review days, carriers hours to days; live campaigns change rarely.
_EVERY = {
    ChainStatus.CHECKING_BUSINESS: timedelta(seconds=5),
    ChainStatus.BUSINESS_NOT_VERIFIED: timedelta(hours=1),
    ChainStatus.FILING: timedelta(minutes=1),
    ChainStatus.IN_REVIEW: timedelta(minutes=15),
    ChainStatus.DECLINED: timedelta(hours=6),
    ChainStatus.CARRIERS: timedelta(minutes=15),
    ChainStatus.CARRIER_REJECTED: timedelta(hours=6),
    ChainStatus.SUSPENDED: timedelta(hours=1),
    ChainStatus.CONNECTING_NUMBER: timedelta(minutes=1),
    ChainStatus.NUMBER_FAILED: timedelta(hours=6),
    ChainStatus.LIVE: timedelta(hours=6),
}
_SELDOM = timedelta(days=1)


def campaign_interval(chain: Chain) -> timedelta:
    """How long to wait before a campaign and its numbers are read again."""
    return _EVERY.get(status(chain), _SELDOM)


def brand_interval(identity: Identity) -> timedelta:
    """How long to wait before a brand is read again."""
    if identity is Identity.SCORING:
        return timedelta(seconds=5)
    return timedelta(hours=1) if identity is Identity.UNVERIFIED else _SELDOM
