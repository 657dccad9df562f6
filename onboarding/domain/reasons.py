"""The reason catalogue: every outside code maps to one of our canonical reasons (dossier 5.1).

An outside decline is coded free text such as ``CR4015 - opt-in not verifiable;CR7004 - ...``. Codes are parsed, prose
never is; what is not known is kept and shown in their words (invariant 11).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from onboarding.domain.reference import table
from onboarding.domain.words import Message, msg

# CR4015 and TFTI04, 806 and 2135, MNO_SHARING_ERROR before a space, a dash, a colon or nothing; SIM-SHORTENER only where a
# dash or colon follows.
_CODE = re.compile(
    r"\s*((?:[A-Z]{2,5}[0-9]{2,5}|[0-9]{3,5}|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?=[\s:-]|$)|[A-Z]{2,5}-[A-Z]+(?=\s*(?:[:-]|$)))"
)


@dataclass(frozen=True)
class Reason:
    """One entry: the registry's category, what to say to the owner, the fields to open, the codes that mean it."""

    id: str
    category: str
    say: Message
    fields: tuple[str, ...]
    codes: frozenset[str]


@cache
def catalogue() -> Mapping[str, Reason]:
    """Every canonical reason by id."""
    return {
        id_: Reason(id_, row["category"], msg(row["say"]), tuple(row["fields"]), frozenset(row["codes"]))
        for id_, row in table("reasons").items()
        if isinstance(row, dict)
    }


@cache
def _by_code() -> Mapping[str, Reason]:
    return {code: reason for reason in catalogue().values() for code in reason.codes}


def from_code(code: str) -> Reason:
    """The canonical reason behind an outside code; ``OTHER`` for a code that nobody has mapped yet."""
    return _by_code().get(code, catalogue()["OTHER"])


def from_category(category: str) -> Reason:
    """The canonical reason behind the registry's own category of a decline; ``OTHER`` for one that is new to us."""
    reasons: Mapping[str, str] = table("categories")["reasons"]
    return catalogue()[reasons.get(category, "OTHER")]


def parse_decline(text: str, categories: Sequence[str] = ()) -> tuple[tuple[str, Reason], ...]:
    """The codes in a decline, in order, each with its reason.

    A code that nobody has mapped yet stands for the registry's first category, if it gave one. A text without any code
    gives a reason for each category, or ``OTHER`` once.
    """
    parts = [part for part in text.split(";") if part.strip()]
    codes = [match.group(1) for part in parts if (match := _CODE.match(part))]
    told = tuple(dict.fromkeys(from_category(category) for category in categories)) or (catalogue()["OTHER"],)
    if not codes:
        return tuple(("", reason) for reason in told)
    return tuple((code, _by_code().get(code, told[0])) for code in codes)


def fields_to_open(ids: tuple[str, ...]) -> frozenset[str]:
    """The answers that the owner should look at again."""
    known = catalogue()
    return frozenset(field for id_ in ids if id_ in known for field in known[id_].fields)
