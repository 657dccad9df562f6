"""A reviewer's text as sentences of words: contractions spelled out, names such as ``PrivacyPolicyMissing`` too.

The expressions never go back on their way, so that any text takes time in proportion to its length.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(r"https?+://[^\s,;)\]]++|\w++(?:[.'\u2019]\w++)*+|[.;!?\n\u2022|,&/]")
_CAPITAL = re.compile(r"[A-Z][a-z]")
_HUMP = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z]++|[a-z]++|[0-9]++")
_ENDS = frozenset(".;!?\n\u2022|")
_DOMAIN_ENDS = frozenset({"com", "org", "net", "ly", "io", "co", "us", "gov", "edu", "info", "biz", "gl", "gd"})
_LONGEST_NAME = 120


@dataclass(frozen=True)
class Word:
    """A word or a mark in small letters, and where it stands (first character, one past the last)."""

    text: str
    start: int
    end: int


def sentences(text: str, turns: frozenset[str], goes_on: frozenset[str]) -> Iterator[list[Word]]:
    """The sentences of a text; a word of ``turns`` begins a new one, too, unless one of ``goes_on`` follows it."""
    sentence: list[Word] = []
    turned = False
    for word in _words(text):
        if sentence and (word.text in _ENDS or (turned and word.text not in goes_on)):
            yield sentence
            sentence = []
        turned = word.text in turns
        if not turned and word.text not in _ENDS:
            sentence.append(word)
    if sentence:
        yield sentence


def _words(text: str) -> Iterator[Word]:
    """Words and marks in small letters; an end of a sentence on both sides of a name that is spelled out."""
    for match in _TOKEN.finditer(text):
        token, start, end = match.group(), match.start(), match.end()
        if "://" in token:
            yield Word(token[: token.index("/") + 2], start, end)
            if token.endswith("."):
                yield Word(".", end - 1, end)
        elif "." in token and len(token) > 1:
            yield from _dotted(token, start)
        elif is_name(token):
            yield Word(".", start, start)
            yield from (Word(part, start, end) for part in spelled_out(token))
            yield Word(".", end, end)
        else:
            yield from _plain(token, start, end)


def _dotted(token: str, start: int) -> Iterator[Word]:
    """A web address is one word; where only the space after a full stop is missing, it is an end."""
    if token.rpartition(".")[2].lower() in _DOMAIN_ENDS:
        yield Word(token.lower(), start, start + len(token))
        return
    for part in token.split("."):
        yield from _plain(part, start, start + len(part))
        start += len(part) + 1
        yield Word(".", start - 1, start - 1)


def _plain(token: str, start: int, end: int) -> Iterator[Word]:
    word = token.lower().replace("\u2019", "'")
    if word.endswith("n't"):
        yield Word(word[:-3], start, end)
        word = "not"
    yield Word(word.removesuffix("'s"), start, end)


def is_name(token: str) -> bool:
    """Is it an identifier such as ``BRAND_URL_INVALID`` or ``CallToActionMissingBrandName``?"""
    if not token.isidentifier() or not token.isascii():
        return False
    return "_" in token.strip("_") or (len(token) <= _LONGEST_NAME and len(_CAPITAL.findall(token)) >= 3)


def spelled_out(name: str) -> tuple[str, ...]:
    """The words of such a name, in small letters."""
    return tuple(part.lower() for piece in name.split("_") for part in _HUMP.findall(piece))
