"""Two things measured in turns, and their ratio: rounds are interleaved, so that a busy machine slows both alike."""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Ratio:
    """One line of the table: what was measured, against what, the ratio to reach, and both rates a second."""

    what: str
    against: str
    reach: float
    reached: float
    rate: float
    reference: float

    def __str__(self) -> str:
        word = "ok" if self.reached >= self.reach else "SHORT"
        return (
            f"{self.what:<42} {self.against:<46} {self.reached:7.2f} {self.reach:6.2f}  {word:<5} "
            f"{self.rate:9,.0f} {self.reference:10,.0f}"
        )


@dataclass(frozen=True)
class Figure:
    """One line of the table for what is no ratio of two rates: what was measured, what was found, whether it is enough."""

    what: str
    found: str
    limit: str = ""
    enough: bool | None = None

    def __str__(self) -> str:
        word = "" if self.enough is None else "ok" if self.enough else "SHORT"
        return f"{self.what:<42} {self.found:<46} {self.limit:>14}  {word}".rstrip()


HEADING = f"{'what':<42} {'against':<46} {'ratio':>7} {'reach':>6}  {'':<5} {'a second':>9} {'reference':>10}"


def compare(
    what: str,
    against: str,
    reach: float,
    measured: Callable[[], float],
    reference: Callable[[], float],
    rounds: int = 9,
) -> Ratio:
    """Take turns: A B A B …, each giving a rate. The ratio is the median of the rounds' own ratios."""
    measured(), reference()  # whatever is made on first use is made now
    pairs = [(measured(), reference()) for _ in range(rounds)]
    return Ratio(
        what,
        against,
        reach,
        median(a / b for a, b in pairs),
        median(a for a, _ in pairs),
        median(b for _, b in pairs),
    )


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of all values does not exceed."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def rate_of(action: Callable[[int], object], times: int) -> float:
    """How often a second something can be done in this process."""
    began = time.perf_counter()
    for index in range(times):
        action(index)
    return times / (time.perf_counter() - began)
