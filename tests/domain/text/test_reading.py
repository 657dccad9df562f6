"""Reading: a text as words that can be compared, each with its place in what was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.domain.text.reading import LINK, MAIL, PHONE, SLOT, Text, plain, read

ODD = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)
PIECES = st.lists(
    st.sampled_from(
        ["Reply STOP", "don't", "https://a.example/x?y=1.", "a@b.example", "(415) 555-0123", "[first name]", "é", "…", "\n",
         ". ", ", ", "U.S.", "LLC", "{{name}}", "____", "“yes”", "50%", "🍰", "a.m.", "agree.Message", "\u200b", "لا", "&"]
    ),
    max_size=20,
).map(" ".join)  # fmt: skip


def words(text: str) -> str:
    return " ".join(word.plain for word in read(text).words)


@pytest.mark.parametrize(
    ("typed", "as_words"),
    [
        ("Reply STOP", "reply stop"),
        ("Móvil NÚMERO ñandú", "movil numero nandu"),
        ("ＳＴＯＰ ﬁne", "stop fine"),
        ("STRASSE straße", "strasse strasse"),
        ("İstanbul", "istanbul"),
        ("msg & data", "msg and data"),
        ("opt-in", "opt in"),
        ("opt–out", "opt , out"),
        ("and/or", "and or"),
        ("", ""),
        (" \t\u00a0\u2003 ", ""),
        ("!!! ??? ...", ". . ."),
    ],
)
def test_case_accents_and_width_do_not_matter(typed: str, as_words: str) -> None:
    assert words(typed) == as_words


@pytest.mark.parametrize(
    ("typed", "as_words"),
    [
        ("don't", "do not"),
        ("don’t", "do not"),
        ("DON'T", "do not"),
        ("can't", "can not"),
        ("cannot", "can not"),
        ("won’t", "will not"),
        ("isn't", "is not"),
        ("we're", "we are"),
        ("you've", "you have"),
        ("they'll", "they will"),
        ("I'd", "i would"),
        ("let's", "let us"),
        ("y'all", "you all"),
        ("it's", "it is"),
        ("Maria's", "maria"),
        ("o'clock", "oclock"),
        ("O’Brien’s", "obrien"),
    ],
)
def test_contractions_are_written_out_and_possession_is_left_out(typed: str, as_words: str) -> None:
    assert words(typed) == as_words
    assert plain(typed) == as_words


@pytest.mark.parametrize(
    "link",
    ["https://bakery.example/texts", "http://bakery.example", "www.bakery.example", "bakery.example/a?b=c#d", "bit.ly/3xYz",
     "bakery.example", "sub.bakery.co.uk", "HTTPS://BAKERY.EXAMPLE", "t.co/x"],
)  # fmt: skip
@pytest.mark.parametrize("around", ["{}", "See {}.", "See {}, please", "({})", "“{}”", "{}\n", "{}!"])
def test_a_web_address_is_one_word_without_what_stands_around_it(link: str, around: str) -> None:
    typed = around.format(link)
    found = [word for word in read(typed).words if word.plain == LINK]
    assert [typed[word.start : word.end] for word in found] == [link]


@pytest.mark.parametrize(
    "typed",
    ["I agree.Message and data rates may apply", "Open 9 a.m. to 5 p.m.", "Bakery Inc.", "e.g. cakes", "St. Mary", "etc.And", "U.S. only",
     "Dr.Lopez", "no.1 in town", "3.50"],
)  # fmt: skip
def test_a_full_stop_in_a_sentence_makes_no_web_address(typed: str) -> None:
    assert LINK not in read(typed).vocabulary


@pytest.mark.parametrize("mail", ["hello@bakery.example", "first.last+texts@sub.bakery.example", "A@B.EXAMPLE"])
def test_a_mail_address_is_one_word_and_no_link(mail: str) -> None:
    assert words(f"Write to {mail}.") == f"write to {MAIL} ."


@pytest.mark.parametrize(
    "phone",
    [
        "(415) 555-0123",
        "415-555-0123",
        "415.555.0123",
        "4155550123",
        "+14155550123",
        "+1 415 555 0123",
        "1-800-555-0199",
    ],
)
def test_a_phone_number_is_one_word(phone: str) -> None:
    assert words(f"Call {phone} now") == f"call {PHONE} now"


@pytest.mark.parametrize(
    "digits", ["$4155550123", "115-555-0123", "order 12345", "2026-11-26", "555-0123", "41555501234"]
)
def test_other_digits_are_no_phone_number(digits: str) -> None:
    assert PHONE not in read(digits).vocabulary


@pytest.mark.parametrize("slot", ["[first name]", "{name}", "{{customer.name}}", "<Company>", "_____", "%NAME%", "[X]"])
def test_a_place_to_fill_in_is_one_word(slot: str) -> None:
    typed = f"Hi {slot}, your cake is ready."
    (found,) = [word for word in read(typed).words if word.plain == SLOT]
    assert typed[found.start : found.end] == slot


@pytest.mark.parametrize("typed", ["a < b and b > c", "20 % off, 30 % off", "a_b", "__", "[]", "5 <3 cakes"])
def test_other_brackets_are_none(typed: str) -> None:
    assert SLOT not in read(typed).vocabulary


@pytest.mark.parametrize(
    ("typed", "sentences"),
    [
        ("We text you. You may stop.", ["we text you", "you may stop"]),
        ("One\nTwo\n\nThree", ["one", "two", "three"]),
        ("• one • two", ["one", "two"]),
        ("Really?! Yes.", ["really", "yes"]),
        ("He said “stop.” Then left", ["he said stop", "then left"]),
        ("agree.Message rates", ["agree", "message rates"]),
        ("Open at https://a.example. Come in", [f"open at {LINK}", "come in"]),
        ("one, two; three", ["one , two , three"]),
        (". . .", []),
    ],
)
def test_sentences_end_at_stops_and_line_ends(typed: str, sentences: list[str]) -> None:
    assert [" ".join(word.plain for word in each) for each in read(typed).sentences] == sentences


@given(st.one_of(ODD, PIECES))
def test_each_word_stands_where_it_says_in_order_and_within_the_text(typed: str) -> None:
    found = Text(typed)
    at = 0
    for word in found.words:
        assert 0 <= word.start < word.end <= len(typed)
        assert word.start >= at or word.start == at  # two words of one contraction share their place
        at = word.start
        assert word.plain
        assert " " not in word.plain
    assert found.vocabulary == {word.plain for word in found.words}


@given(st.one_of(ODD, PIECES))
def test_every_letter_and_digit_is_read_once_at_least(typed: str) -> None:
    found = Text(typed)
    covered = {place for word in found.words for place in range(word.start, word.end)}
    missed = [c for place, c in enumerate(typed) if c.isascii() and c.isalnum() and place not in covered]
    assert missed == []


@given(PIECES)
def test_sentences_hold_every_word_but_the_stops(typed: str) -> None:
    found = Text(typed)
    assert [word for each in found.sentences for word in each] == [word for word in found.words if word.plain != "."]


@given(PIECES)
def test_the_line_of_words_leads_back_to_the_place_of_each(typed: str) -> None:
    found = Text(typed)
    at = 1
    for word in found.words:
        if word.plain == ",":
            continue
        assert found.line[at : at + len(word.plain)] == word.plain
        assert found.place(at, at + len(word.plain)) == (word.start, word.end)
        at += len(word.plain) + 1


def test_a_text_is_read_once() -> None:
    assert read("the very same text") is read("the very same text")
