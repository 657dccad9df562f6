"""What people mean who text back: stop in every spelling, and nothing that only sounds like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.domain.consent import HELP_WORDS, START_WORDS, STOP_WORDS, Wish, normalized, wish

STOPS = [
    "STOP",
    "stop",
    " Stop. ",
    "STOP!!!",
    "«stop»",
    "stop 🛑",
    "🛑STOP️",
    "Stop\n",
    "please stop",
    "Stop please",
    "Stop, please!",
    "STOP! Thanks",
    "stop now",
    "stop texting me",
    "stop messages",
    "Opt out",
    "opt-out",
    "OptOut",
    "stop all",
    "stopall",
    "quit",
    "End",
    "revoke",
    "Cancel",
    "unsubscribe",
    "unsubscribe me please",
    "arret",
    "Arrêt",
    "\uff33\uff34\uff2f\uff30",  # full-width letters
]
NOTHING = [
    "",
    "!!!",
    "please",
    "don't stop by",
    "stopping",
    "I will stop by at 5",
    "when does it end?",
    "stop sign at the corner",
    "nonstop",
    "helpful",
    "no help needed",
    "starting",
    "yes",
    "weekend",
]


@pytest.mark.parametrize("text", STOPS)
def test_every_spelling_of_stop_ends_consent(text: str) -> None:
    assert wish(text) is Wish.STOP


@pytest.mark.parametrize("text", NOTHING)
def test_what_only_sounds_like_a_keyword_asks_for_nothing(text: str) -> None:
    assert wish(text) is Wish.NONE


@pytest.mark.parametrize(
    ("text", "meaning"),
    [("HELP", Wish.HELP), ("help!", Wish.HELP), ("Info?", Wish.HELP), ("help me please", Wish.HELP), ("START", Wish.START),
     ("unstop", Wish.START), ("Join.", Wish.START)],
)  # fmt: skip
def test_help_and_start_are_heard(text: str, meaning: Wish) -> None:
    assert wish(text) is meaning


def test_a_campaign_adds_words_of_its_own() -> None:
    own = {"stop_words": "ENOUGH, basta", "help_words": "AYUDA", "start_words": "CAKE,PIE"}
    assert [wish(text, **own) for text in ("enough", "Basta!", "ayuda", "cake", "STOP", "tea")] == [
        Wish.STOP,
        Wish.STOP,
        Wish.HELP,
        Wish.START,
        Wish.STOP,
        Wish.NONE,
    ]


def test_no_campaign_can_take_stop_away() -> None:
    assert wish("STOP", stop_words="ENOUGH", help_words="STOP", start_words="STOP") is Wish.STOP


def test_empty_keywords_mean_nothing() -> None:
    assert wish("", stop_words=",, ,") is Wish.NONE


EDGES = st.text(" .,!?\t\n-_*🛑❗️", max_size=4)


@given(st.sampled_from(sorted(STOP_WORDS)), EDGES, EDGES, st.booleans())
def test_stop_is_heard_through_case_space_punctuation_and_emoji(word: str, left: str, right: str, lower: bool) -> None:
    assert wish(left + (word.lower() if lower else word) + right) is Wish.STOP


@given(st.text(max_size=60))
def test_normalizing_twice_changes_nothing_and_nothing_crashes(text: str) -> None:
    assert normalized(normalized(text)) == normalized(text)
    assert wish(text) in Wish


def test_no_word_means_two_things() -> None:
    assert not STOP_WORDS & HELP_WORDS
    assert not STOP_WORDS & START_WORDS
    assert not HELP_WORDS & START_WORDS
