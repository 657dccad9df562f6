"""The pace: never more starts in any window than agreed, and no longer waits than that takes."""

from collections import deque
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onboarding.registry.client import RegistryClient
from onboarding.registry.pace import Pace
from onboarding.services.ports import Unavailable
from tests.registry.far_side import KEY, SECRET, Answer, FarSide
from tests.store.racing import at_once


@dataclass
class Watch:
    """Time that passes only when somebody sleeps or the test says so."""

    time: float = 100.0
    slept: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds


def test_the_first_few_go_at_once_and_the_next_waits_for_the_window_to_pass() -> None:
    watch = Watch()
    pace = Pace(3, 10.0, now=watch.now, sleep=watch.sleep)
    assert [pace.wait() for _ in range(3)] == [0.0, 0.0, 0.0]
    assert watch.slept == []
    watch.time += 4
    assert pace.wait() == pytest.approx(6.0)
    assert watch.slept == [pytest.approx(6.0)]


def test_who_comes_late_does_not_wait() -> None:
    watch = Watch()
    pace = Pace(2, 1.0, now=watch.now, sleep=watch.sleep)
    for _ in range(20):
        assert pace.wait() == 0.0
        watch.time += 0.5
    assert watch.slept == []


@settings(max_examples=100, deadline=None, database=None)
@given(
    most=st.integers(1, 5),
    seconds=st.sampled_from([0.5, 1.0, 10.0]),
    gaps=st.lists(st.integers(0, 40).map(lambda tenths: tenths / 8), max_size=40),
)
def test_no_window_ever_holds_more_starts_than_agreed(most: int, seconds: float, gaps: list[float]) -> None:
    watch = Watch()
    pace = Pace(most, seconds, now=watch.now, sleep=watch.sleep)
    starts: deque[float] = deque()
    for gap in gaps:
        watch.time += gap
        pace.wait()
        starts.append(watch.time)
    for first, later in zip(starts, list(starts)[most:], strict=False):
        assert later - first >= seconds


@settings(max_examples=50, deadline=None, database=None)
@given(most=st.integers(1, 4), count=st.integers(1, 30))
def test_a_crowd_is_let_through_as_fast_as_agreed(most: int, count: int) -> None:
    watch = Watch()
    pace = Pace(most, 8.0, now=watch.now, sleep=watch.sleep)
    for _ in range(count):
        pace.wait()
    assert watch.time == 100.0 + 8.0 * ((count - 1) // most)


def test_threads_that_come_together_get_turns_of_their_own() -> None:
    standing = Watch()
    pace = Pace(2, 10.0, now=standing.now, sleep=standing.slept.append)
    assert sorted(at_once(*[pace.wait] * 8)) == [0.0, 0.0, 10.0, 10.0, 20.0, 20.0, 30.0, 30.0]
    assert sorted(standing.slept) == [10.0, 10.0, 20.0, 20.0, 30.0, 30.0]


def test_reads_and_writes_of_the_client_have_paces_of_their_own(far_side: FarSide) -> None:
    watch = Watch()
    client = RegistryClient(far_side.base, KEY, SECRET)
    client._reads = Pace(2, 1.0, now=watch.now, sleep=watch.sleep)
    client._writes = Pace(2, 10.0, now=watch.now, sleep=watch.sleep)
    for _ in range(2):
        client.profile()
        client.edit_brand("B1", {})
    assert watch.slept == []
    client.profile()
    assert watch.slept == [1.0]
    client.revet_brand("B1")
    assert watch.slept == [1.0, 9.0]


def test_a_pace_that_is_throttled_holds_back_for_its_window_or_as_told() -> None:
    watch = Watch()
    pace = Pace(5, 10.0, now=watch.now, sleep=watch.sleep)
    pace.throttled(3.0)
    pace.throttled(1.0)
    assert pace.wait() == pytest.approx(3.0)
    pace.throttled()
    assert pace.wait() == pytest.approx(10.0)


def test_a_429_holds_the_client_back(far_side: FarSide) -> None:
    watch = Watch()
    client = far_side.answers(Answer(429, "slow down"), Answer())
    client._reads = Pace(5, 1.0, now=watch.now, sleep=watch.sleep)
    client._writes = Pace(5, 10.0, now=watch.now, sleep=watch.sleep)
    with pytest.raises(Unavailable, match="429"):
        client.profile()
    client.edit_brand("B1", {})
    assert watch.slept == [], "writes are counted by themselves"
    client.profile()
    assert watch.slept == [1.0]
