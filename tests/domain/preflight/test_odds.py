"""Odds: an interval that holds the share, stays within 0 and 1 and narrows, and words that never promise more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.domain.preflight.odds import LEAST, Likeness, NotEnough, Odds, interval, odds, tell

COUNTS = st.integers(1, 5_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(COUNTS)
def test_the_interval_holds_the_share_and_stays_within_bounds(counts: tuple[int, int]) -> None:
    approved, decided = counts
    low, high = interval(approved, decided)
    assert 0 <= low <= approved / decided <= high <= 1
    assert low < high


@given(COUNTS, st.integers(2, 20))
def test_the_same_share_of_more_cases_says_more(counts: tuple[int, int], times: int) -> None:
    approved, decided = counts
    few, many = interval(approved, decided), interval(approved * times, decided * times)
    assert many[1] - many[0] < few[1] - few[0]


@given(COUNTS)
def test_approvals_and_declines_are_treated_alike(counts: tuple[int, int]) -> None:
    approved, decided = counts
    low, high = interval(approved, decided)
    other = interval(decided - approved, decided)
    assert (1 - high, 1 - low) == pytest.approx(other)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n - 1), st.just(n))))
def test_one_more_approval_never_lowers_what_is_expected(counts: tuple[int, int]) -> None:
    approved, decided = counts
    before, after = interval(approved, decided), interval(approved + 1, decided)
    assert after[0] >= before[0]
    assert after[1] >= before[1]


@pytest.mark.parametrize(
    ("approved", "decided", "low", "high"),
    [(17, 20, 0.678, 0.939), (0, 10, 0.0, 0.213), (10, 10, 0.787, 1.0), (500, 1000, 0.474, 0.526)],
)
def test_the_interval_is_wilsons(approved: int, decided: int, low: float, high: float) -> None:
    assert interval(approved, decided) == pytest.approx((low, high), abs=0.001)


@pytest.mark.parametrize(("approved", "decided"), [(0, 0), (3, 2), (-1, 5)])
def test_what_is_no_share_is_refused(approved: int, decided: int) -> None:
    with pytest.raises(ValueError, match="is no share"):
        interval(approved, decided)


def test_nine_are_too_few_and_ten_are_enough() -> None:
    assert odds(9, LEAST - 1) == NotEnough(9)
    found = odds(9, LEAST)
    assert isinstance(found, Odds)
    assert (found.approved, found.decided, found.likeness) == (9, 10, Likeness.WARNINGS)


def test_the_words_carry_the_numbers_and_round_outwards() -> None:
    told = tell(odds(17, 20))
    assert told == ("17 of 20 registrations like this were approved the first time. Expect between 67 and 94 of 100.")
    assert told.params == {"approved": 17, "decided": 20, "low": 67, "high": 94}


def test_the_words_say_when_only_the_use_case_was_compared() -> None:
    assert "with this use case" in tell(odds(17, 20, Likeness.USE_CASE))
    assert "warnings" not in tell(odds(17, 20, Likeness.USE_CASE))
    assert "leave your warnings out" in tell(odds(17, 20, Likeness.USE_CASE_ONLY))


def test_too_few_are_told_as_such_without_a_number() -> None:
    assert tell(NotEnough(3)).startswith("Not enough registrations like this have been decided yet")
    assert not any(char.isdigit() for char in tell(NotEnough(3)))


@given(COUNTS, st.sampled_from(Likeness))
def test_what_is_told_never_promises_more_than_the_interval(counts: tuple[int, int], likeness: Likeness) -> None:
    found = odds(*counts, likeness)
    if isinstance(found, Odds):
        told = tell(found).params
        assert 0 <= told["low"] <= found.low * 100
        assert found.high * 100 <= told["high"] <= 100
