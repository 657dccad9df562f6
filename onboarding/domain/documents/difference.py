"""What changed between two versions, clause by clause, in words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from onboarding.domain.documents.parts import Body, Clause

_PIECES = re.compile(r"\s+|[^\s]+")
_LONGEST = 4_000  # words; past that a clause is shown as taken out and put in


class Mark(StrEnum):
    """What happened to a piece of text."""

    SAME = "same"
    OUT = "out"
    IN = "in"


@dataclass(frozen=True)
class Piece:
    """Some words, and what happened to them."""

    mark: Mark
    text: str


@dataclass(frozen=True)
class ClauseChange:
    """A clause that is not as it was: its title, and its words piece by piece."""

    clause: str
    title: str
    pieces: tuple[Piece, ...]


def differences(before: Body, after: Body) -> tuple[ClauseChange, ...]:
    """The clauses that were changed, taken out or put in, in the order of the new text; those taken out stand last."""
    old = {clause.id: clause for clause in before.clauses}
    new = {clause.id: clause for clause in after.clauses}
    changed = [
        ClauseChange(name, _title(after, clause), tuple(_pieces(*_compared(old.get(name), clause))))
        for name, clause in new.items()
        if name not in old or old[name] != clause
    ]
    gone = [
        ClauseChange(name, _title(before, clause), (Piece(Mark.OUT, _words(clause)),))
        for name, clause in old.items()
        if name not in new
    ]
    return (*changed, *gone)


def _words(clause: Clause) -> str:
    """A clause without its title, which stands above it."""
    return "\n".join(block.text for block in clause.blocks)


def _compared(old: Clause | None, new: Clause) -> tuple[str, str]:
    if old is None or old.title == new.title:
        return _words(old) if old else "", _words(new)
    return old.text, new.text


def _title(body: Body, clause: Clause) -> str:
    for title, clauses in body.sections():
        if clause in clauses:
            return title
    return ""


def _pieces(before: str, after: str) -> Iterator[Piece]:
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    if len(old) + len(new) > _LONGEST:
        yield from _whole(old, new)
        return
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece(Mark.SAME, "".join(new[c:d]))
        else:
            yield from _whole(old[a:b], new[c:d])


def _whole(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    if old:
        yield Piece(Mark.OUT, "".join(old))
    if new:
        yield Piece(Mark.IN, "".join(new))
