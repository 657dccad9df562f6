"""The reason catalogue: every outside code maps to our canonical reasons (dossier 5.1).

An outside decline is coded free text such as ``CR4015 - opt-in not verifiable;CR7004 - ...``. Here codes are parsed, prose
never is (``translation`` reads both); what is not known is kept and shown in their words (invariant 11).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from onboarding.domain.reference import table
from onboarding.domain.words import Message, msg

# CR4015 and TFTI04, 806 and 2135, MNO_SHARING_ERROR before a space, a dash, a colon or nothing; SIM-SHORTENER only where a
# dash or colon follows.
_CODE = re.compile(
    r"\s*((?:[A-Z]{2,5}[0-9]{2,5}|[0-9]{3,5}|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?=[\s:-]|$)|[A-Z]{2,5}-[A-Z]+(?=\s*(?:[:-]|$)))"
)


class Action(StrEnum):
    """What another try takes, from the strictest to the least."""

    STOP = "stop"
    CONTACT_US = "contact_us"
    FILE_ANEW = "file_anew"
    FIX_BRAND = "fix_brand"
    FIX_IN_PLACE = "fix_in_place"
    WAIT = "wait"
    RETRY = "retry"


@dataclass(frozen=True)
class Reason:
    """One entry: the registry's category, what to do, what to say to the owner, the fields to open.

    ``formerly``: the ids under which stored decisions know it.
    """

    id: str
    category: str
    action: Action
    say: Message
    fields: tuple[str, ...]
    formerly: tuple[str, ...] = ()


@dataclass(frozen=True)
class Code:
    """An outside code in the dialect of those who use it.

    ``means``: our reasons, the most likely first; all of them hold at once where ``together``. ``again``: may the same be
    sent again (yes, after_fix, new, wait, no)?
    """

    code: str
    dialect: str
    means: tuple[Reason, ...]
    again: str
    about: Message
    together: bool = False


@cache
def catalogue() -> Mapping[str, Reason]:
    """Every canonical reason by id."""
    return {
        id_: Reason(
            id_,
            row["category"],
            Action(row["action"]),
            msg(row["say"]),
            tuple(row["fields"]),
            tuple(row.get("formerly", ())),
        )
        for id_, row in table("reasons").items()
        if isinstance(row, dict)
    }


@cache
def _by_any_id() -> Mapping[str, Reason]:
    return {id_: each for each in catalogue().values() for id_ in (each.id, *each.formerly)}


def reason(id_: str) -> Reason:
    """The reason behind a stored id, which may be a former one; ``OTHER`` for one that nobody knows anymore."""
    return _by_any_id().get(id_, catalogue()["OTHER"])


def words_by_id() -> Mapping[str, Message]:
    """What to say for every id that may be stored, former ones too."""
    return {id_: each.say for id_, each in _by_any_id().items()}


def dialects() -> tuple[str, ...]:
    """Whose codes are known; those whose meaning a bare code has by preference come first."""
    return tuple(table("codes")["order"])


@cache
def codes() -> Mapping[str, tuple[Code, ...]]:
    """Every outside code with its meaning in each dialect, the preferred dialect first."""
    found: dict[str, list[Code]] = {}
    for dialect in dialects():
        for code, row in table("codes")[dialect].items():
            found.setdefault(code, []).append(_code(code, dialect, row))
    first: Mapping[str, str] = table("codes")["first"]
    return {code: tuple(sorted(each, key=lambda e: e.dialect != first.get(e.code))) for code, each in found.items()}


def _code(code: str, dialect: str, row: Mapping[str, Any]) -> Code:
    means = tuple(catalogue()[id_] for id_ in row["means"])
    return Code(code, dialect, means, row["again"], msg(row["about"]), row.get("together", False))


def _from_code(code: str, otherwise: Reason) -> Reason:
    meanings = codes().get(code)
    return meanings[0].means[0] if meanings else otherwise


def from_code(code: str) -> Reason:
    """The likeliest reason behind a bare outside code; ``OTHER`` for a code that nobody has mapped yet."""
    return _from_code(code, catalogue()["OTHER"])


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
    found = [match.group(1) for part in parts if (match := _CODE.match(part))]
    told = tuple(dict.fromkeys(from_category(category) for category in categories)) or (catalogue()["OTHER"],)
    if not found:
        return tuple(("", each) for each in told)
    return tuple((code, _from_code(code, told[0])) for code in found)


def fields_to_open(ids: tuple[str, ...]) -> frozenset[str]:
    """The answers that the owner should look at again."""
    known = _by_any_id()
    return frozenset(field for id_ in ids if id_ in known for field in known[id_].fields)


@cache
def codes_of(id_: str) -> Mapping[str, tuple[str, ...]]:
    """The outside codes that mean a reason first of all, by dialect."""
    found: dict[str, list[str]] = {}
    for meanings in codes().values():
        for each in meanings:
            if each.means[0].id == id_ or (each.together and any(one.id == id_ for one in each.means)):
                found.setdefault(each.dialect, []).append(each.code)
    return {dialect: tuple(sorted(each)) for dialect, each in sorted(found.items())}
