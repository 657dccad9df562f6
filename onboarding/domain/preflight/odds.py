"""How likely approval is, from what became of others: a share, and a range that says how little few cases tell.

The range is Wilson's score interval for nine of ten. It has a closed form, so that it needs no library; it always holds the
share that was seen and never leaves 0 to 1; and it is honest at the edges, where the textbook's interval calls ten of ten a
certainty. The Bayesian interval with Jeffreys' prior is as good, but needs the inverse of the incomplete beta function.
"""

import math
from dataclasses import dataclass
from enum import StrEnum

from onboarding.domain.words import Message, msg

LEAST = 10  # decided submissions below which nothing is said
_Z = 1.6448536269514722  # leaves one of twenty out at either end


class Likeness(StrEnum):
    """What others were chosen by, to be compared with."""

    WARNINGS = "warnings"  # same use case, and at least the same warnings
    USE_CASE = "use_case"  # same use case: there are no warnings to compare
    USE_CASE_ONLY = "use_case_only"  # same use case, because too few had the same warnings


@dataclass(frozen=True)
class Odds:
    """So many of so many were approved; the share of all to come is expected from ``low`` to ``high``."""

    approved: int
    decided: int
    low: float
    high: float
    likeness: Likeness = Likeness.WARNINGS


@dataclass(frozen=True)
class NotEnough:
    """Too few were decided to say anything."""

    decided: int


def interval(approved: int, decided: int) -> tuple[float, float]:
    """From where to where the true share lies, nine times of ten. Raises ValueError when nothing was decided."""
    if not 0 <= approved <= decided or not decided:
        raise ValueError(f"{approved} of {decided} is no share")
    share, square = approved / decided, _Z * _Z
    scale = 1 + square / decided
    middle = (share + square / (2 * decided)) / scale
    spread = _Z * math.sqrt(share * (1 - share) / decided + square / (4 * decided * decided)) / scale
    # The share lies inside by the formula; rounding must not push it out at 0 and 1.
    return max(0.0, min(share, middle - spread)), min(1.0, max(share, middle + spread))


def odds(approved: int, decided: int, likeness: Likeness = Likeness.WARNINGS) -> Odds | NotEnough:
    """What can be said after so many were decided."""
    if decided < LEAST:
        return NotEnough(decided)
    return Odds(approved, decided, *interval(approved, decided), likeness)


_WORDS = {
    Likeness.WARNINGS: msg(
        "%(approved)s of %(decided)s registrations like this were approved the first time. "
        "Expect between %(low)s and %(high)s of 100."
    ),
    Likeness.USE_CASE: msg(
        "%(approved)s of %(decided)s registrations with this use case were approved the first time. "
        "Expect between %(low)s and %(high)s of 100."
    ),
    Likeness.USE_CASE_ONLY: msg(
        "%(approved)s of %(decided)s registrations with this use case were approved the first time. "
        "Expect between %(low)s and %(high)s of 100. "
        "Too few of them had the same warnings as yours, so these numbers leave your warnings out."
    ),
}


def tell(found: Odds | NotEnough) -> Message:
    """The odds in words; the range is rounded outwards, so that it never promises more than it knows."""
    if isinstance(found, NotEnough):
        return msg("Not enough registrations like this have been decided yet to say how likely approval is.")
    return msg(
        _WORDS[found.likeness].msgid,
        approved=found.approved,
        decided=found.decided,
        low=math.floor(found.low * 100),
        high=math.ceil(found.high * 100),
    )
