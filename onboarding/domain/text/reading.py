"""A text as words: normalized for comparing, each with its place in what was typed.

Upper and lower case, accents, typographic quotes and hyphens do not matter; contractions are written out, so that "don't
share" and "do not share" are the same; addresses, phone numbers and places to fill in are one word each. Everything here
takes time in proportion to the length of the text.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

# One word stands for each thing that is not made of words.
LINK, MAIL, PHONE, SLOT, END = "xlinkx", "xmailx", "xphonex", "xslotx", "."

_PIECES = re.compile(
    r"""
    (?P<skip>(?:%(?![A-Za-z_]{2})|<(?![A-Za-z])|\+(?![1(]))|[^\w\[{<%+(.!?\n•·▪&;:,\u2013—"“”]+)
  | (?P<simple>(?<![\w.@+-])[A-Za-z]{1,60}(?=[ ,\n;!?)"”<>%&[{]|\.(?:\s|$)|$))     # most words are; the rest is looked at more closely
  | (?P<link>(?:(?i:https?)://|(?i:www)\.)[^\s<>"“”]{1,2000})
  | (?P<mail>(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8})
  | (?P<slot>\[[^\[\]\n]{1,80}\]|\{{1,2}[^{}\n]{1,80}\}{1,2}|<[A-Za-z][^<>\n]{0,60}>|_{3,}|%[A-Za-z_]{2,40}%)
  | (?P<host>(?<![\w.@-])[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,4}\.[A-Za-z]{2,24}(?:/[^\s<>"“”]{0,2000})?(?![\w@]))
  | (?P<phone>(?<![\w$])(?:\+?1[\s.-]{0,2})?(?:\([2-9][0-9]{2}\)|[2-9][0-9]{2})[\s.-]{0,2}[0-9]{3}[\s.-]{0,2}[0-9]{4}(?!\w))
  | (?P<word>[^\W_]+(?:['\u2019][^\W_]+){0,3})
  | (?P<end>[.!?]+(?=\s|$|["”\u2019')\]])|\n[\s]*|[•·▪])
  | (?P<mark>[&;:,\u2013—()"“”])
    """,
    re.VERBOSE,
)
_MARKS = re.compile("[\u0300-\u036f]")
_CONTRACTED = {
    "can't": "can not",
    "cannot": "can not",
    "won't": "will not",
    "shan't": "shall not",
    "ain't": "is not",
    "let's": "let us",
    "y'all": "you all",
    "it's": "it is",
    "that's": "that is",
    "what's": "what is",
    "who's": "who is",
    "here's": "here is",
    "there's": "there is",
}
_ENDINGS = (("n't", " not"), ("'re", " are"), ("'ve", " have"), ("'ll", " will"), ("'m", " am"), ("'d", " would"))
_TAILS = ".,;:!?)'\u2019\"”]"
# What looks like a host name but is a sentence without a space, a file or an abbreviation.
_NO_HOSTS = frozenset({"inc", "llc", "ltd", "corp", "co", "st", "ave", "etc", "pm", "am", "vs", "jr", "sr", "dr"})


_LONGEST = 200  # words of a sentence


class Word(NamedTuple):
    """One word: as compared, and from which character to which (one past the last) it stands in the text."""

    plain: str
    start: int
    end: int


@lru_cache(maxsize=4096)
def plain(word: str) -> str:
    """One word as it is compared: ``Don't`` is ``do not``, ``Móvil`` is ``movil``."""
    folded = _MARKS.sub("", unicodedata.normalize("NFKD", word)).replace("\u2019", "'").casefold()
    if folded in _CONTRACTED:
        return _CONTRACTED[folded]
    if "'" not in folded:
        return folded
    for ending, whole in _ENDINGS:
        if folded.endswith(ending):
            return folded.removesuffix(ending) + whole
    return folded.removesuffix("'s").replace("'", "")


def _pieces(text: str) -> Iterator[Word]:
    for match in _PIECES.finditer(text):
        kind, start, end = match.lastgroup, match.start(), match.end()
        if kind == "skip":
            continue
        if kind in {"simple", "word"}:
            for each in plain(match.group()).split():
                yield Word(each, start, end)
        elif kind in {"link", "host"}:
            yield from _address(match.group(), start, is_host=kind == "host")
        elif kind == "end":
            yield Word(END, start, end)
        elif kind == "mark":
            if match.group() == "&":
                yield Word("and", start, end)
            elif match.group() in {";", ":", ",", "\u2013", "—", "("}:
                yield Word(",", start, end)
        else:
            yield Word({"mail": MAIL, "slot": SLOT, "phone": PHONE}[kind or ""], start, end)


def _address(found: str, start: int, *, is_host: bool) -> Iterator[Word]:
    bare = found.rstrip(_TAILS)
    if bare.count("[") > bare.count("]") and found[len(bare) :].startswith("]"):
        bare += "]"  # a place to fill in at the end of an address
    name, _, path = bare.partition("/")
    last = name.rpartition(".")[2].casefold()
    labels = name.split(".")
    if is_host and not path and (last in _NO_HOSTS or any(not label for label in labels) or _is_prose(labels)):
        at = start
        for index, label in enumerate(labels):
            if index:
                yield Word(END, at - 1, at)
            for each in plain(label).replace("-", " ").split():
                yield Word(each, at, at + len(label))
            at += len(label) + 1
        return
    yield Word(LINK, start, start + len(bare))
    if found[len(bare) :].startswith((".", "!", "?")):
        yield Word(END, start + len(bare), start + len(bare) + 1)


def _is_prose(labels: list[str]) -> bool:
    """``agree.Message`` and ``a.m`` are words around a full stop; ``shop.Example`` is too rare to mind."""
    return any(len(label) == 1 for label in labels) or (labels[-1][:1].isupper() and not labels[-1].isupper())


class Text:
    """A text that was read: its words, and one line of them that phrases are looked up in."""

    def __init__(self, typed: str) -> None:
        self.typed = typed
        self.words = tuple(_pieces(typed))
        self.line = " " + "".join(f"{word.plain} " for word in self.words if word.plain != ",")
        self.vocabulary = frozenset(word.plain for word in self.words)

    @cached_property
    def starts(self) -> list[int]:
        """Where each word begins, in order."""
        return [word.start for word in self.words]

    @cached_property
    def _places(self) -> tuple[list[int], list[Word]]:
        starts, words, at = [], [], 1
        for word in self.words:
            if word.plain == ",":
                continue
            starts.append(at)
            words.append(word)
            at += len(word.plain) + 1
        return starts, words

    def place(self, start: int, end: int) -> tuple[int, int]:
        """From characters of ``line`` to characters of what was typed."""
        starts, words = self._places
        first = max(bisect_right(starts, start) - 1, 0)
        if start < len(self.line) and self.line[start] == " ":
            first = min(bisect_left(starts, start), len(words) - 1)
        last = max(bisect_left(starts, end) - 1, first)
        return (words[first].start, words[last].end) if words else (0, 0)

    @cached_property
    def sentences(self) -> tuple[tuple[Word, ...], ...]:
        """The words between full stops, without the stops; commas stay in."""
        out: list[tuple[Word, ...]] = []
        current: list[Word] = []
        for word in self.words:
            if word.plain == END:
                if current:
                    out.append(tuple(current))
                current = []
            else:
                current.append(word)
                if len(current) >= _LONGEST:  # nobody writes such a sentence; cutting it keeps readers linear
                    out.append(tuple(current))
                    current = []
        if current:
            out.append(tuple(current))
        return tuple(out)


@lru_cache(maxsize=512)
def read(typed: str) -> Text:
    """Read a text; the newest few hundred are remembered, since many rules look at the same ones."""
    return Text(typed)
