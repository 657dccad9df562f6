"""What looks random but can be repeated."""

from collections import Counter

from onboarding.simulator.draws import CAPITALS, DIGITS, HEX, draw


def test_the_same_source_gives_the_same_and_another_gives_another() -> None:
    assert draw("one", 6, DIGITS) == draw("one", 6, DIGITS)
    assert len({draw(f"source {number}", 6, DIGITS) for number in range(200)}) > 195


def test_a_draw_has_the_length_asked_for_and_the_alphabets_characters() -> None:
    for length, alphabet in ((6, DIGITS), (7, CAPITALS), (32, HEX)):
        drawn = draw("source", length, alphabet)
        assert len(drawn) == length
        assert set(drawn) <= set(alphabet)


def test_no_character_is_preferred_at_any_place() -> None:
    drawn = [draw(f"source {number}", 6, DIGITS) for number in range(2000)]
    for place in range(6):
        counts = Counter(text[place] for text in drawn)
        assert min(counts[digit] for digit in DIGITS) > 140
