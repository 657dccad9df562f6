"""When to ask the registry again: the schedule follows the case and its age, notices only bring it forward."""

from dataclasses import dataclass
from datetime import timedelta

from onboarding.domain.chain import Chain, ChainStatus, status
from onboarding.domain.states import Identity, Proof


@dataclass(frozen=True)
class Pace:
    """Waits between two reads: the least while a case is young, a part of its age later, the most in the end."""

    least: timedelta
    most: timedelta
    part: int

    def after(self, age: timedelta) -> timedelta:
        """How long to wait when the last change is so old."""
        return min(max(age / self.part, self.least), self.most)


_SECOND, _MINUTE, _HOUR, _DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)

# Dossier 7: scoring takes seconds to minutes, review days, carriers hours to days; live campaigns change rarely.
_SCORING = Pace(3 * _SECOND, 10 * _MINUTE, 6)
_PEOPLE = Pace(_MINUTE, 6 * _HOUR, 6)  # somebody is to answer a text or a mail
_REVIEW = Pace(15 * _MINUTE, 4 * _HOUR, 24)
_SETTLED = Pace(_DAY, _DAY, 1)
_ENDED = Pace(30 * _DAY, 30 * _DAY, 1)
_PACES = {
    ChainStatus.CHECKING_BUSINESS: _SCORING,
    ChainStatus.BUSINESS_NOT_VERIFIED: Pace(_HOUR, _DAY, 24),
    ChainStatus.CONFIRM_MOBILE: _PEOPLE,
    ChainStatus.CONFIRM_MAIL: _PEOPLE,
    ChainStatus.CONFIRMATION_FAILED: Pace(_HOUR, _DAY, 24),
    ChainStatus.FILING: Pace(_MINUTE, _HOUR, 6),
    ChainStatus.IN_REVIEW: _REVIEW,
    ChainStatus.DECLINED: Pace(_HOUR, _DAY, 12),
    ChainStatus.CARRIERS: _REVIEW,
    ChainStatus.CARRIER_REJECTED: Pace(_HOUR, _DAY, 12),
    ChainStatus.SUSPENDED: Pace(30 * _MINUTE, 6 * _HOUR, 12),
    ChainStatus.DORMANT: Pace(30 * _MINUTE, _DAY, 12),
    ChainStatus.UNCLEAR: _REVIEW,
    ChainStatus.CONNECTING_NUMBER: Pace(_MINUTE, _HOUR, 6),
    ChainStatus.NUMBER_FAILED: Pace(_HOUR, _DAY, 12),
    ChainStatus.CLOSED: _ENDED,
}


def pace_of(where: ChainStatus) -> Pace:
    """How the waits grow while a case stands there."""
    return _PACES.get(where, _SETTLED)


def campaign_interval(chain: Chain, age: timedelta) -> timedelta:
    """How long to wait before a campaign and its numbers are read again, by the age of its last change."""
    return pace_of(status(chain)).after(age)


def brand_interval(identity: Identity, proof: Proof, age: timedelta) -> timedelta:
    """How long to wait before a brand is read again."""
    if identity is Identity.DELETED:
        return _ENDED.after(age)
    if identity is Identity.SCORING:
        return _SCORING.after(age)
    if identity is Identity.UNKNOWN or proof is Proof.UNKNOWN:
        return _REVIEW.after(age)
    if proof in {Proof.PIN_SENT, Proof.MAIL_SENT, Proof.PIN_NEEDED, Proof.MAIL_NEEDED}:
        return _PEOPLE.after(age)
    return _SETTLED.after(age) if identity.is_good else Pace(_HOUR, _DAY, 24).after(age)
