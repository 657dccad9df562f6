"""The grammar of phrases: alternatives, options, gaps, groups, and places in what was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.domain.text.phrases import Match, Phrases
from onboarding.domain.text.reading import read

WORDS = st.lists(st.sampled_from(["reply", "stop", "to", "opt", "out", "now", "please", ".", ","]), max_size=14)


@pytest.mark.parametrize(
    ("phrase", "text", "is_there"),
    [
        ("stop", "Reply STOP now", True),
        ("stop", "Unstoppable stops", False),
        ("reply stop", "Reply STOP", True),
        ("reply stop", "Reply with STOP", False),
        ("reply stop", "Reply, STOP", True),
        ("reply stop", "Reply. Stop", False),
        ("reply|text stop|end", "Text END", True),
        ("reply|text stop|end", "Text TEXT", False),
        ("opt_out", "how to opt out", True),
        ("opt_out", "opt-out", True),
        ("opt_out", "opt in, out", False),
        ("may? apply", "rates may apply", True),
        ("rates may? apply", "rates apply", True),
        ("rates may? apply", "rates can apply", False),
        ("reply ~2 stop", "reply STOP", True),
        ("reply ~2 stop", "reply with the STOP", True),
        ("reply ~2 stop", "reply with the word STOP", False),
        ("reply ~5 stop", "reply soon. Stop here", False),
        ("reply ~5 stop", "reply soon, then stop here", True),
        ("data rates", "msg & data rates", True),
        ("movil", "su número móvil", True),
        ("number xphonex", "the number (415) 555-0123", True),
        ("at xlinkx", "at https://a.example/terms", True),
    ],
)
def test_a_phrase_is_found_where_it_stands_and_nowhere_else(phrase: str, text: str, is_there: bool) -> None:
    assert Phrases(phrase).within(read(text)) is is_there
    assert (Phrases(phrase).find(read(text)) is not None) is is_there


def test_a_group_is_written_once_and_used_often() -> None:
    phrases = Phrases("{send} stop", "word {send}", groups={"send": "reply text send opt_in"})
    assert phrases.within(read("Text STOP"))
    assert phrases.within(read("opt in stop"))
    assert phrases.within(read("the word REPLY"))
    assert not phrases.within(read("say stop"))


def test_a_group_that_nobody_defined_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        Phrases("{send} stop")


@pytest.mark.parametrize(
    ("phrase", "text", "typed"),
    [
        ("reply ~2 stop", "You can Reply  with “STOP” any time.", "Reply  with “STOP"),
        ("not share", "We don’t share it", "don’t share"),
        ("opt_out", "To opt-out: END", "opt-out"),
        ("data rates", "Msg&data   rates", "data   rates"),
        ("stop", "🍰 STOP", "STOP"),
        ("first ~1 last", "First, (mid) last.", "First, (mid) last"),
    ],
)
def test_a_place_is_told_in_characters_of_what_was_typed(phrase: str, text: str, typed: str) -> None:
    found = Phrases(phrase).find(read(text))
    assert found is not None
    assert text[found.start : found.end] == typed


def test_every_place_is_found_by_phrase_and_then_from_left_to_right() -> None:
    text = "Text END or STOP. Text STOP."
    assert [text[m.start : m.end] for m in Phrases("stop", "end").all(read(text))] == ["STOP", "STOP", "END"]
    assert Phrases("help").find(read(text)) is None
    assert list(Phrases().all(read(text))) == []


@given(WORDS, st.integers(0, 3))
def test_a_gap_takes_so_many_words_of_one_sentence(told: list[str], most: int) -> None:
    """The same as going over the words one by one."""
    text = " ".join(told)
    words = [word.plain for word in read(text).words if word.plain != ","]
    expected = any(
        first == "reply" and "stop" in words[at + 1 : at + 2 + gap] and "." not in words[at + 1 : at + 1 + gap]
        and words[at + 1 + gap : at + 2 + gap] == ["stop"]
        for at, first in enumerate(words)
        for gap in range(most + 1)
    )  # fmt: skip
    assert Phrases(f"reply ~{most} stop").within(read(text)) is expected


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_whatever_is_found_lies_within_the_text(typed: str) -> None:
    for found in Phrases("a|the|stop|i", "~2 a", "x? y").all(read(typed)):
        assert 0 <= found.start < found.end <= len(typed)


def test_two_places_are_equal_when_they_are_the_same() -> None:
    assert Match(1, 3) == Match(1, 3) != Match(1, 4)
