"""The background threads' rounds: one that fails does not end them, and what goes on failing is told once."""

from collections.abc import Iterator

import pytest
from sqlalchemy.exc import OperationalError

from onboarding.simulator.background import Rounds


class Steps:
    """Each step raises the next problem, or goes well where there is None."""

    def __init__(self, *problems: Exception | None) -> None:
        self._problems: Iterator[Exception | None] = iter(problems)
        self.taken = 0

    def __call__(self) -> None:
        self.taken += 1
        if (problem := next(self._problems)) is not None:
            raise problem


def told(caplog: pytest.LogCaptureFixture, *problems: Exception | None) -> list[str]:
    steps = Steps(*problems)
    rounds = Rounds("simulator-ticker", steps)
    for _ in problems:
        rounds.go()
    assert steps.taken == len(problems)
    return [str(record.exc_info[1]) for record in caplog.records if record.exc_info]


def test_the_same_problem_is_told_once_in_a_row(caplog: pytest.LogCaptureFixture) -> None:
    assert told(caplog, *(ValueError("full") for _ in range(5))) == ["full"]
    assert caplog.records[0].message == "simulator-ticker stumbled"


def test_another_problem_is_told_too(caplog: pytest.LogCaptureFixture) -> None:
    problems = (ValueError("full"), ValueError("empty"), KeyError("empty"), KeyError("empty"))
    assert told(caplog, *problems) == ["full", "empty", "'empty'"]


def test_after_a_good_round_it_is_news_again(caplog: pytest.LogCaptureFixture) -> None:
    assert told(caplog, ValueError("full"), None, ValueError("full")) == ["full", "full"]


def test_a_statement_that_fails_with_other_values_is_no_news(caplog: pytest.LogCaptureFixture) -> None:
    problems = [
        OperationalError("UPDATE clock SET at = ?", (second,), Exception("readonly database")) for second in (1, 2)
    ]
    assert len(told(caplog, *problems)) == 1
