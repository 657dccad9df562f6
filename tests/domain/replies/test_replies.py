"""How often the reader of inbound texts is right, over a labelled set in English and Spanish that was written before it.

Half of the set was read for lessons, the other half first measured unseen (docs/documents.md has those figures).
"""

import json
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.domain.consent import Wish, classify

ROWS = [json.loads(line) for line in (Path(__file__).parent / "replies.jsonl").read_text("utf-8").splitlines()]
CLOSING = {Wish.STOP, Wish.UNSURE}


@cache
def counted() -> Counter[tuple[str, str]]:
    return Counter((row["label"], classify(row["text"]).wish.value) for row in ROWS)


def share(label: str, *read_as: Wish) -> float:
    found = counted()
    return sum(found[label, wish.value] for wish in read_as) / sum(
        n for (truth, _), n in found.items() if truth == label
    )


def test_who_wants_no_more_texts_gets_none() -> None:
    assert share("opt_out", *CLOSING) >= 0.98
    assert share("opt_out", Wish.STOP) >= 0.95


def test_ordinary_talk_closes_nothing() -> None:
    assert share("none", *CLOSING) <= 0.02


def test_nobody_is_signed_up_who_did_not_ask() -> None:
    wrongly = sum(n for (truth, read), n in counted().items() if read == Wish.START.value and truth != "opt_in")
    assert wrongly <= 2
    assert share("opt_in", Wish.START) >= 0.9


def test_what_is_unclear_waits_for_a_person_or_stops() -> None:
    assert share("ambiguous", *CLOSING) >= 0.9
    assert share("help", Wish.HELP) >= 0.9


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("I'll stop by at 5", Wish.NONE),
        ("please don't stop texting me, I love these", Wish.NONE),
        ("Cancel my appointment for Tuesday", Wish.NONE),
        ("when does the sale end?", Wish.NONE),
        ("para mañana por favor", Wish.NONE),
        ("yes", Wish.NONE),
        ("S T O P", Wish.STOP),
        ("STPO", Wish.STOP),
        ("shop", Wish.NONE),
        ("stop stop stop", Wish.STOP),
        ("Stop. I don't want these.", Wish.STOP),
        ("take me off your list", Wish.STOP),
        ("wrong number", Wish.STOP),
        ("How do I stop these texts?", Wish.STOP),
        ("I never signed up for this", Wish.STOP),
        ("ya no me manden mensajes", Wish.STOP),
        ("denme de baja", Wish.STOP),
        ("número equivocado", Wish.STOP),
        ("🛑", Wish.STOP),
        ("stop the promos but keep the reminders", Wish.UNSURE),
        ("not interested", Wish.UNSURE),
        ("sign me up", Wish.START),
        ("don't sign me up", Wish.STOP),
        ("sign my son up for the class", Wish.NONE),
        ("quiero recibir las ofertas", Wish.START),
        ("who is this?", Wish.HELP),
        ("quien es", Wish.HELP),
        ("", Wish.NONE),
    ],
)
def test_near_misses(text: str, wish: Wish) -> None:
    assert classify(text).wish is wish


@given(st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    read = classify(text)
    assert read.wish in set(Wish)
    assert classify(text) == read


@given(
    st.sampled_from(["STOP", "Quit", "unsubscribe", "CANCEL", "end", "revoke", "opt out", "opt-out", "StopAll"]),
    st.sampled_from(["", "!", " please", ".", " 🙏", " thanks", "\n", "!!!"]),
)
def test_each_word_of_the_law_ends_consent_in_any_dress(word: str, tail: str) -> None:
    assert classify(word + tail).wish is Wish.STOP
