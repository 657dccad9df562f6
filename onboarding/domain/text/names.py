"""Names of businesses: what is the name and what is its legal form, and whether a text speaks of it."""

import re
from collections.abc import Iterable
from functools import lru_cache

from onboarding.domain.reference import words
from onboarding.domain.text.phrases import Match
from onboarding.domain.text.reading import END, SLOT, Word, read

# The legal forms as people write them; the ones of a person's own practice among them.
FORMS = words("legal_forms")
# What tells a company from a person for certain (dossier 1.4).
INCORPORATED = words("incorporated")
_LETTERS = frozenset({"llc", "llp", "pllc", "pc", "pa", "lp"})
_LINKING = frozenset({"the", "and", "of", "at", "in", "a", "an", "for", "de", "la", "el", "y", "los", "las"})
# Words that many businesses carry in their name, so that one of them alone says nothing.
_COMMON = words("common_in_names")


_DOTTED = re.compile(r"\b((?:[A-Za-z]\.){2,})(?=\W|$)")


def together(name: str) -> str:
    """``L.L.C.`` as one word."""
    return _DOTTED.sub(lambda match: match.group(1).replace(".", ""), name)


@lru_cache(maxsize=256)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name, compared as in texts."""
    return tuple(word.plain for word in read(name).words if word.plain not in {",", END, SLOT})


@lru_cache(maxsize=256)
def core(name: str) -> tuple[str, ...]:
    """A name without its legal form and a leading article: ``The Blue Door Bakery, LLC`` is ``blue door bakery``."""
    words = list(words_of(name))
    while len(words) > 1 and (size := _form_at_end(words)):
        del words[-size:]
    if len(words) > 1 and words[0] == "the":
        words.pop(0)
    return tuple(words)


def _form_at_end(words: list[str]) -> int:
    """How many words at the end are a legal form: one, or the letters of ``L.L.C.``"""
    if words[-1] in FORMS:
        return 1
    return next((size for size in (4, 3, 2) if len(words) > size and "".join(words[-size:]) in _LETTERS and
                 all(len(word) == 1 for word in words[-size:])), 0)  # fmt: skip


def has_form(name: str, forms: frozenset[str] = FORMS) -> bool:
    """Does a name say its legal form?"""
    return not forms.isdisjoint(words_of(together(name)))


@lru_cache(maxsize=256)
def _ways(name: str) -> tuple[tuple[str, ...], ...]:
    """The word sequences that count as a mention, the whole name first."""
    words = core(name)
    ways = [words]
    told = [word for word in words if word not in _LINKING]
    own = [word for word in told if word not in _COMMON]
    for length in range(len(words) - 1, 0, -1):  # shortened as people shorten it: Blue Door for Blue Door Bakery
        head = words[:length]
        if any(word in own for word in head) and (length >= 2 or (len(head[0]) >= 4 and own[:1] == [head[0]])):
            ways.append(head)
    if len(told) >= 3:
        ways.append(("".join(word[0] for word in told),))  # initials
    if len(words) > 1:
        ways.append(("".join(words),))  # run together
    return tuple(dict.fromkeys(way for way in ways if way))


def find_name(names: Iterable[str], text: str) -> Match | None:
    """Where a text first speaks of a business that is known by one of these names; None if it does not."""
    words = [word for word in read(text).words if word.plain not in {",", END}]
    plains = [word.plain for word in words]
    for name in names:
        for way in _ways(name) if name.strip() else ():
            at = _index(plains, way)
            while (
                at and len(way) == 1 < len(core(name)) and way[0] == core(name)[0] and not _is_name(words[at - 1], text)
            ):
                at = _index(plains, way, at)
            if at:
                return _match(words, at - 1, len(way))
    return None


def _is_name(word: Word, text: str) -> bool:
    """Is a word written as names are? The blue gate is not Blue Door Bakery."""
    return text[word.start].isupper() or not text[word.start].isalpha()


def _index(plains: list[str], way: tuple[str, ...], start: int = 0) -> int:
    """One more than the place of a sequence from a place on; 0 when it is not there."""
    while True:
        try:
            start = plains.index(way[0], start)
        except ValueError:
            return 0
        if tuple(plains[start : start + len(way)]) == way:
            return start + 1
        start += 1


def _match(words: list[Word], at: int, length: int) -> Match:
    return Match(words[at].start, words[at + length - 1].end)


def likeness(name: str, host: str) -> bool:
    """Could a host name belong to a business of this name? Shared words, initials or the words run together."""
    label = (
        host.split(".", maxsplit=1)[0].replace("-", "")
        if host.count(".") == 1
        else host.replace("-", "").replace(".", "")
    )
    told = [word for word in core(name) if word not in _LINKING]
    initials = "".join(word[0] for word in told)
    if len(initials) >= 2 and initials in label:
        return True
    return any(len(word) >= 3 and (word[:6] in label or (len(label) >= 4 and label in "".join(told))) for word in told)
