"""What a seed decides: the registrations, the deeds and the faults of a run."""

from datetime import timedelta

from onboarding.simulator.config import Paces
from tests.chaos import plan
from tests.chaos.far_side import scaled
from tests.chaos.mischief import DEEDS, timetable


def test_the_same_seed_makes_the_same_run() -> None:
    assert timetable(7, 300) == timetable(7, 300)
    assert timetable(7, 300) != timetable(8, 300)
    assert plan.cases(50, 7) == plan.cases(50, 7)


def test_a_run_of_minutes_meets_each_kind_of_deed() -> None:
    assert {deed.kind for deed in timetable(1, 600)} == set(DEEDS)


def test_each_kind_of_registration_takes_part() -> None:
    assert set(plan.cases(len(plan.CASES), 3)) == set(plan.CASES)
    assert len(plan.cases(300, 3)) == 300


def test_everything_but_scoring_is_paced_faster() -> None:
    fast = scaled(Paces(), 80)
    assert fast.scoring == Paces().scoring
    assert fast.review == timedelta(days=5) / 80
    assert fast.carriers[10035] == timedelta(hours=1) / 80
