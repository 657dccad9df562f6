"""One clause on handing data over: is it denied, who gets what, and what for, in English and Spanish."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from onboarding.domain.preflight.sharing_words import (
    PRONOUNS,
    are_others,
    excepts_others,
    has_own_object,
    is_conditional,
    is_denied_there,
    sellable,
    vocabulary,
)
from onboarding.domain.text.negation import TURNS
from onboarding.domain.text.reading import Word


class Verdict(StrEnum):
    """What one clause says about handing data over."""

    DENIED = "denied"  # nobody gets it
    CONDITIONAL = "conditional"  # nobody, unless the person agrees or does not object
    SERVICE = "service"  # whoever does our work, or the law
    SHARED = "shared"  # others, for purposes of their own


@dataclass(frozen=True, slots=True)
class Statement:
    """One clause: what it says, whether it names texting data, whether it speaks of selling, and where it stands."""

    verdict: Verdict
    of_texting: bool
    of_selling: bool
    of_sharing: bool
    of_contact: bool
    start: int
    end: int


_SPLITS = TURNS | {"unless", "while", "whereas", "mientras"}
WE = frozenset({"we", "us", "our", "nosotros"})


def hands_over(plains: Sequence[str]) -> bool:
    """Does a sentence that opens a list say that data are handed over to what is listed?"""
    return any(word in vocabulary("verbs") and not is_denied_there(plains, at) for at, word in enumerate(plains))


def clauses(sentence: Sequence[Word], *, denied: bool, lead: Sequence[Word]) -> Iterator[Statement]:
    """One statement for each clause of a sentence that hands something over, or denies it."""
    bounds = [0]
    for at, word in enumerate(sentence):
        if word.plain in _SPLITS or (
            word.plain in {"and", "y", "pero", ","} and _begins_anew([w.plain for w in sentence[at + 1 : at + 7]])
        ):
            bounds.append(at)
    bounds.append(len(sentence))
    before = list(lead)
    whole = [word.plain for word in sentence]
    for start, end in pairwise(bounds):
        clause = list(sentence[start:end])
        made = _clause(clause, whole, denied=denied, lead=before)
        if made:
            yield made
        if not (vocabulary("texting") | vocabulary("general")).isdisjoint(word.plain for word in clause):
            before = clause


_STARTS = frozenset({"we", "podemos", "solo", "podriamos", "solely", "may", "might", "will", "can", "do", "does"})
_AUXILIARIES = frozenset({"may", "might", "will", "can", "could", "shall", "do", "does", "is", "are"})


def _begins_anew(following: Sequence[str]) -> bool:
    """Does a new main clause begin here: ``and we may share``, ``, it may be sold``? ``and your opt-in`` goes on."""
    if not following:
        return False
    if following[0] in _STARTS:
        return True
    return following[0] in {"it", "they", "these", "this", "your"} and not _AUXILIARIES.isdisjoint(following[1:6])


def _clause(clause: Sequence[Word], whole: Sequence[str], *, denied: bool, lead: Sequence[Word]) -> Statement | None:
    plains = [word.plain for word in clause]
    before = [word.plain for word in lead]
    at = next(
        (i for i, word in enumerate(plains) if word in vocabulary("verbs") and _is_meant(plains, i, before)), None
    )
    if at is None:
        return None
    told = {word for at_, word in enumerate(plains) if not _is_manner(plains, at_)}
    # A clause that says only "but we may share them with …" speaks of what the clause before it spoke of.
    named = told & (vocabulary("texting") | vocabulary("general")) - PRONOUNS
    objects = told if named or has_own_object(plains, at) else told | {word.plain for word in lead}
    of_texting = not vocabulary("texting").isdisjoint(objects)
    of_data = of_texting or not vocabulary("general").isdisjoint(objects)
    of_selling = not vocabulary("selling").isdisjoint(told)
    recipients = plains[max(at - 13, 0) : at] + plains[at + 1 :]
    to_others = are_others(recipients)
    if not to_others and {"be", "been"} & told:  # partners, with whom the number may be shared
        to_others = are_others([word.plain for word in lead])
    to_helpers = not vocabulary("helpers").isdisjoint(plains[at + 1 :])
    if not of_data or not (to_others or of_selling or to_helpers or is_denied_there(plains, at)):
        return None
    of_contact = of_texting or not {"contact", "contacto", "contacts"}.isdisjoint(told)
    verdict = _verdict(plains, at, whole, denied=denied, to_others=to_others, to_helpers=to_helpers, selling=of_selling)
    if verdict is None:
        return None
    of_sharing = bool(told & (vocabulary("verbs") - vocabulary("selling")))
    return Statement(verdict, of_texting, of_selling, of_sharing, of_contact, clause[0].start, clause[-1].end)


def _is_manner(plains: Sequence[str], at: int) -> bool:
    """``with your consent`` says how something is handed over, not what; ``opt out`` is none of it."""
    if plains[at] == "opt" and plains[at + 1 : at + 2] == ["out"]:
        return True
    return plains[at] in vocabulary("permission") and not {"with", "without", "con", "sin"}.isdisjoint(
        plains[max(at - 3, 0) : at]
    )


_NOUNS = frozenset(
    {"rent", "rents", "lease", "leases", "trade", "trades", "loan", "loans", "exchange", "release", "transfer"}
)
_BEFORE_VERBS = frozenset(
    {
        "we",
        "may",
        "will",
        "not",
        "never",
        "or",
        "and",
        "to",
        "nor",
        "can",
        "also",
        "ever",
        "do",
        "then",
        "might",
        "neither",
    }
)


def _is_noun(plains: Sequence[str], at: int) -> bool:
    """Is it the rent, not to rent? A verb has a helper before it, or stands beside another verb."""
    if plains[at] not in _NOUNS or (at and plains[at - 1] in _BEFORE_VERBS):
        return False
    near = (*plains[max(at - 4, 0) : at], *plains[at + 1 : at + 5])
    return not any(word in vocabulary("verbs") and word not in _NOUNS for word in near)


def _is_meant(plains: Sequence[str], at: int, lead: Sequence[str]) -> bool:
    """Does a verb of many meanings hand over data here: ``give your number to``, not ``give them the keys``?"""
    if _is_noun(plains, at):
        return False
    if plains[at] not in vocabulary("weak"):
        return True
    before, after = (
        [word for word in part if word != ","] for part in (plains[max(at - 9, 0) : at], plains[at + 1 : at + 12])
    )
    data = (vocabulary("texting") | vocabulary("general")) - PRONOUNS - {"text", "texts", "list", "details"}
    if not data.isdisjoint({*before[-6:], *after[:8]}):
        return True
    # ``do not pass it on``, ``will not be given out``: what, the words before tell.
    speaks_of_it = after[:1] in (["it"], ["them"]) or (not has_own_object(plains, at) and {"be", "been"} & set(before))
    return bool(speaks_of_it) and not data.isdisjoint(lead)


def _verdict(
    plains: Sequence[str],
    at: int,
    whole: Sequence[str],
    *,
    denied: bool,
    to_others: bool,
    to_helpers: bool,
    selling: bool,
) -> Verdict | None:
    if denied or is_denied_there(plains, at):
        if excepts_others(plains):
            return Verdict.SHARED
        return Verdict.CONDITIONAL if is_conditional(whole) else Verdict.DENIED
    if _is_by_the_reader(plains, at) or not vocabulary("masses").isdisjoint(plains):
        return None
    if not vocabulary("service").isdisjoint(plains) and vocabulary("marketing").isdisjoint(plains):
        return Verdict.SERVICE
    if to_others or (selling and not sellable().isdisjoint(plains)):
        return Verdict.SHARED
    if to_helpers:
        return Verdict.SERVICE if vocabulary("marketing").isdisjoint(plains) else Verdict.SHARED
    return None


def _is_by_the_reader(plains: Sequence[str], at: int) -> bool:
    """``If you share your number with us``: the person hands it over, not the business."""
    before, after = plains[max(at - 4, 0) : at], plains[at + 1 :]
    by_reader = bool({"you", "usted", "customers", "people", "they", "clients"} & set(before)) and not (
        WE & set(before)
    )
    to_us = any(after[i : i + 2] in (["with", "us"], ["to", "us"], ["con", "nosotros"]) for i in range(len(after)))
    return to_us or by_reader
