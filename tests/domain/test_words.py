"""Marked sentences: a text that remembers how it was made."""

import copy
import json
import pickle

import pytest

from onboarding.domain.words import Message, msg


def test_a_message_is_its_english_sentence() -> None:
    assert msg("Hello") == "Hello"
    assert msg("%(who)s has %(count)s", who="AT&T", count=3) == "AT&T has 3"
    assert json.dumps(msg("Hello")) == '"Hello"'


def test_it_remembers_its_id_and_its_values() -> None:
    said = msg("%(who)s is here", who="Ann")
    assert (said.msgid, said.params) == ("%(who)s is here", {"who": "Ann"})


def test_a_percent_sign_needs_no_doubling_without_values() -> None:
    assert msg("100% sure") == "100% sure"


def test_a_missing_value_is_an_error_where_it_was_forgotten() -> None:
    with pytest.raises(KeyError):
        msg("%(who)s is here", whom="Ann")


@pytest.mark.parametrize("said", [msg("Hello"), msg("%(thing)s is long", thing=msg("%(n)s texts", n=2))])
def test_it_survives_pickling_and_copying(said: Message) -> None:
    for again in (pickle.loads(pickle.dumps(said)), copy.deepcopy(said)):
        assert again == said
        assert isinstance(again, Message)
        assert (again.msgid, again.params) == (said.msgid, said.params)


def test_a_message_inside_a_message_stays_marked() -> None:
    inner = pickle.loads(pickle.dumps(msg("%(thing)s!", thing=msg("Texts")))).params["thing"]
    assert isinstance(inner, Message)
