"""The bench's own arithmetic: turns are interleaved, medians compared, a short figure is called short."""

from collections.abc import Callable

from tests.bench.ratios import Figure, Ratio, compare, percentile, rate_of


def test_turns_are_taken_and_the_median_of_the_rounds_own_ratios_counts() -> None:
    turns: list[str] = []
    slow, fast = iter([1.0, 50.0, 60.0, 5.0]), iter([1.0, 100.0, 100.0, 100.0])

    def measured() -> float:
        turns.append("A")
        return next(slow)

    def reference() -> float:
        turns.append("B")
        return next(fast)

    found = compare("this", "that", 0.5, measured, reference, rounds=3)
    assert turns == ["A", "B"] * 4, "the first turn warms up and does not count"
    assert (found.reached, found.rate, found.reference) == (0.5, 50.0, 100.0)


def test_a_line_says_whether_the_ratio_was_reached() -> None:
    def line(reached: float) -> str:
        return str(Ratio("this", "that", 0.5, reached, 1234.5, 2469.0))

    assert " ok " in line(0.5)
    assert "SHORT" in line(0.49)
    assert "1,234" in line(0.5)


def test_a_rate_is_times_a_second() -> None:
    done: list[int] = []
    append: Callable[[int], None] = done.append
    assert rate_of(append, 100) > 0
    assert done == list(range(100))


def test_a_figure_says_whether_it_is_enough_or_only_what_was_found() -> None:
    assert " ok" in str(Figure("this", "19 a second", "reach 95%", enough=True))
    assert "SHORT" in str(Figure("this", "18 a second", "reach 95%", enough=False))
    assert str(Figure("this", "18 ms")).endswith("18 ms")


def test_a_percentile_is_one_of_the_values() -> None:
    values = [float(value) for value in range(100, 0, -1)]
    assert (percentile(values, 0.5), percentile(values, 0.99), percentile([7.0], 0.99)) == (50.0, 99.0, 7.0)
