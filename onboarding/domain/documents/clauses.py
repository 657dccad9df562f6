"""The clauses as they ship (``data/clauses.toml``): read once, their small notation taken apart."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from onboarding.domain.documents.kinds import Kind, Language
from onboarding.domain.reference import table

_PIECE = re.compile(r"(\*\*|\{(?:each )?[a-z_]+\})")


@dataclass(frozen=True)
class Piece:
    """Literal words, or the name of a value (``is_each``: one list item for each of its values)."""

    text: str
    strong: bool = False
    is_value: bool = False
    is_each: bool = False


@dataclass(frozen=True)
class Pattern:
    """A paragraph or a list item before its values are known."""

    pieces: tuple[Piece, ...]
    is_item: bool = False


@dataclass(frozen=True)
class Wording:
    """A clause in one language."""

    title: tuple[Piece, ...]
    patterns: tuple[Pattern, ...]

    @property
    def needs(self) -> frozenset[str]:
        """The names of the values without which it would have a gap."""
        pieces = [*self.title, *(piece for pattern in self.patterns for piece in pattern.pieces)]
        return frozenset(piece.text for piece in pieces if piece.is_value)


@dataclass(frozen=True)
class ClauseRule:
    """One clause: why it is there, what it meets, when it belongs in, and how it reads."""

    id: str
    purpose: str
    meets: str
    when: tuple[str, ...]
    wordings: Mapping[Language, Wording]


def version() -> str:
    """The version of the wording; every publication carries it."""
    return str(table("clauses")["version"])


@cache
def clause(name: str) -> ClauseRule:
    """A clause by its id; an unknown one raises KeyError."""
    row: Mapping[str, Any] = table("clauses")["clauses"][name]
    return ClauseRule(
        id=name,
        purpose=row["purpose"],
        meets=row["meets"],
        when=tuple(row.get("when", ())),
        wordings={language: _wording(row[language.value]) for language in Language},
    )


@cache
def clauses_of(kind: Kind) -> tuple[ClauseRule, ...]:
    """The clauses of a kind of document, in their order."""
    return tuple(clause(name) for name in table("clauses")["kinds"][kind.value])


def _wording(row: Mapping[str, str]) -> Wording:
    return Wording(_pieces(row.get("title", "")), tuple(_patterns(row["text"])))


def _patterns(text: str) -> list[Pattern]:
    lines = [line.strip() for line in text.splitlines()]
    return [Pattern(_pieces(line.removeprefix("- ")), line.startswith("- ")) for line in lines if line]


def _pieces(line: str) -> tuple[Piece, ...]:
    pieces, strong = [], False
    for part in _PIECE.split(line):
        if part == "**":
            strong = not strong
        elif part.startswith("{") and part.endswith("}"):
            name = part[1:-1]
            pieces.append(Piece(name.removeprefix("each "), strong, is_value=True, is_each=name.startswith("each ")))
        elif part:
            pieces.append(Piece(part, strong))
    return tuple(pieces)
