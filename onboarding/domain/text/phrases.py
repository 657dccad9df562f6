"""A small grammar of phrases over words.

A phrase is written as words: ``message|messages ~2 rates may? apply``. A bar separates alternatives (``opt_out`` is the
two words "opt out"), a question mark makes a word optional, ``~3`` stands for up to three words of any kind within a
sentence, and ``{send}`` for a group of words that is defined once. Bounded gaps keep every search linear.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from onboarding.domain.text.reading import Text

_GAP = r"(?:[^\s.]\S* ){0,%d}"


class Match(NamedTuple):
    """Where a phrase stands in what was typed."""

    start: int
    end: int


class Cover:
    """Which characters of a text belong to some matches."""

    def __init__(self, length: int, matches: Iterable[Match]) -> None:
        self._taken = bytearray(length)
        for match in matches:
            self._taken[match.start : match.end] = b"\x01" * (match.end - match.start)

    def touches(self, start: int, end: int) -> bool:
        """Does any character of a place belong to them?"""
        return 1 in self._taken[start:end]


class Phrases:
    """Any of several phrases."""

    def __init__(self, *phrases: str, groups: Mapping[str, str] | None = None) -> None:
        self._groups = groups or {}
        self._tries: list[tuple[frozenset[str], re.Pattern[str]]] = []
        for phrase in phrases:
            pattern, needs = self._compile(phrase)
            self._tries.append((needs, re.compile(pattern)))
        # Most texts have none of the words that any of the phrases needs: then nothing is looked for.
        self.needs = frozenset[str]().union(*(needs for needs, _ in self._tries))

    def _compile(self, phrase: str) -> tuple[str, frozenset[str]]:
        """The regular expression, and a set of words of which a text must have one for the phrase to be in it."""
        pattern, anchor = "(?<= )", frozenset[str]()
        for item in phrase.split():
            if item.startswith("~"):
                pattern += _GAP % int(item[1:])
                continue
            optional = item.endswith("?")
            ways = [way for part in item.removesuffix("?").split("|") for way in self._ways(part)]
            pattern += "(?:" + "|".join(re.escape(way).replace("_", " ") + " " for way in ways) + ")"
            pattern += "?" if optional else ""
            firsts = frozenset(way.split("_")[0] for way in ways)
            if not optional and (not anchor or len(firsts) < len(anchor)):
                anchor = firsts
        return pattern, anchor

    def _ways(self, part: str) -> list[str]:
        return self._groups[part[1:-1]].split() if part.startswith("{") else [part]

    def find(self, text: Text) -> Match | None:
        """The first place of the first phrase that is there."""
        return next(self.all(text), None)

    def all(self, text: Text) -> Iterator[Match]:
        """Every place of every phrase."""
        if self.needs.isdisjoint(text.vocabulary):
            return
        for needs, pattern in self._tries:
            if not needs.isdisjoint(text.vocabulary):
                for found in pattern.finditer(text.line):
                    yield Match(*text.place(found.start(), found.end() - 1))

    def cover(self, text: Text) -> "Cover":
        """The characters of what was typed that any of the phrases takes up."""
        return Cover(len(text.typed), self.all(text))

    def within(self, text: Text) -> bool:
        """Is any of them there?"""
        return not self.needs.isdisjoint(text.vocabulary) and any(
            not needs.isdisjoint(text.vocabulary) and pattern.search(text.line) for needs, pattern in self._tries
        )
