"""One clause on handing data over: is it denied, who gets what, and what for, in English and Spanish."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise

from onboarding.domain.reference import table
from onboarding.domain.text.negation import NEGATIONS, TURNS
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


@cache
def vocabulary(kind: str) -> frozenset[str]:
    """The words of one kind, from reference data."""
    return frozenset(table("sharing")[kind].split())


@cache
def _sellable() -> frozenset[str]:
    """Data by their own names: a shop may sell phones."""
    numbers = {"number", "numbers", "consent", "consents", "numero", "numeros", "consentimiento", "consentimientos"}
    return (vocabulary("general") - _PRONOUNS) | numbers


_SPLITS = TURNS | {"unless", "while", "whereas", "mientras"}
_PRONOUNS = frozenset({"it", "them", "this", "anything", "none", "lo", "los", "la", "las"})
WE = frozenset({"we", "us", "our", "nosotros"})


def hands_over(plains: Sequence[str]) -> bool:
    """Does a sentence that opens a list say that data are handed over to what is listed?"""
    return any(word in vocabulary("verbs") and not _is_denied(plains, at) for at, word in enumerate(plains))


def clauses(sentence: Sequence[Word], *, denied: bool, lead: Sequence[Word]) -> Iterator[Statement]:
    """One statement for each clause of a sentence that hands something over, or denies it."""
    bounds = [0]
    for at, word in enumerate(sentence):
        if word.plain in _SPLITS or (
            word.plain in {"and", "y", "pero", ","} and _begins_anew([w.plain for w in sentence[at + 1 : at + 4]])
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
        before = clause


def _begins_anew(following: Sequence[str]) -> bool:
    """Does a new main clause begin here: ``and we may share``, ``, we only``?"""
    if not following:
        return False
    if following[0] in {"we", "it", "they", "these", "this", "your", "podemos", "solo", "podriamos"}:
        return True
    return following[0] in {"may", "might", "will", "can", "do", "does", "solely"}


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
    named = told & (vocabulary("texting") | vocabulary("general")) - _PRONOUNS
    objects = told if named or _has_own_object(plains, at) else told | {word.plain for word in lead}
    of_texting = not vocabulary("texting").isdisjoint(objects)
    of_data = of_texting or not vocabulary("general").isdisjoint(objects)
    of_selling = not vocabulary("selling").isdisjoint(told)
    recipients = plains[max(at - 13, 0) : at] + plains[at + 1 :]
    to_others = _others(recipients)
    if not to_others and {"be", "been"} & told:  # partners, with whom the number may be shared
        to_others = _others([word.plain for word in lead])
    to_helpers = not vocabulary("helpers").isdisjoint(plains[at + 1 :])
    if not of_data or not (to_others or of_selling or to_helpers or _is_denied(plains, at)):
        return None
    of_contact = of_texting or not {"contact", "contacto", "contacts"}.isdisjoint(told)
    verdict = _verdict(plains, at, whole, denied=denied, to_others=to_others, to_helpers=to_helpers, selling=of_selling)
    if verdict is None:
        return None
    of_sharing = bool(told & (vocabulary("verbs") - vocabulary("selling")))
    return Statement(verdict, of_texting, of_selling, of_sharing, of_contact, clause[0].start, clause[-1].end)


def _is_manner(plains: Sequence[str], at: int) -> bool:
    """``with your consent`` says how something is handed over, not what."""
    return plains[at] in vocabulary("permission") and not {"with", "without", "con", "sin"}.isdisjoint(
        plains[max(at - 3, 0) : at]
    )


def _is_meant(plains: Sequence[str], at: int, lead: Sequence[str]) -> bool:
    """Does a verb of many meanings hand over data here: ``give your number to``, not ``give them the keys``?"""
    if plains[at] not in vocabulary("weak"):
        return True
    before, after = (
        [word for word in part if word != ","] for part in (plains[max(at - 9, 0) : at], plains[at + 1 : at + 12])
    )
    data = (vocabulary("texting") | vocabulary("general")) - _PRONOUNS - {"text", "texts", "list", "details"}
    if not data.isdisjoint({*before[-6:], *after[:8]}):
        return True
    # ``do not pass it on``, ``will not be given out``: what, the words before tell.
    speaks_of_it = after[:1] in (["it"], ["them"]) or (not _has_own_object(plains, at) and {"be", "been"} & set(before))
    return bool(speaks_of_it) and not data.isdisjoint(lead)


_PREPOSITIONS = frozenset(
    {
        "with",
        "to",
        "or",
        "and",
        "nor",
        ",",
        "for",
        "by",
        "out",
        "on",
        "away",
        "without",
        "outside",
        "con",
        "a",
        "o",
        "ni",
        "y",
    }
)


def _has_own_object(plains: Sequence[str], at: int) -> bool:
    """Does the clause say itself what is handed over: ``share good food``? ``Share with partners`` does not."""
    after = plains[at + 1 : at + 2]
    return bool(after) and after[0] not in _PREPOSITIONS and after[0] not in _PRONOUNS


def _others(plains: Sequence[str]) -> bool:
    """Are there recipients with purposes of their own? ``delivery partners`` and ``third-party service providers`` are none."""
    for at, word in enumerate(plains):
        if word not in vocabulary("others"):
            continue
        near = plains[at + 1 : at + 3]
        if plains[max(at - 1, 0)] in vocabulary("helpers") - {"our", "us", "service", "services"} or (
            not vocabulary("helpers").isdisjoint(near) and not {"or", "and", "y", "o", ","} & set(near[:1])
        ):
            continue
        if word in {
            "other",
            "otros",
            "otras",
            "our",
            "business",
            "company",
            "family",
            "brand",
            "outside",
            "third",
            "people",
        }:
            if not vocabulary("others").isdisjoint(near) or word == "family":
                return True
            continue
        return True
    return False


def _is_denied(plains: Sequence[str], at: int) -> bool:
    before = plains[:at]
    if {"prohibited", "forbidden", "prohibido", "prohibida"} & set(plains):
        return True
    if {"no", "ningun", "ninguna", "none", "nothing"} & set(plains[at + 1 : at + 5]):  # we share no numbers
        return True
    denials = [i for i, word in enumerate(before) if word in NEGATIONS and not _is_only(plains, i)]
    if not denials:
        return any(word in {"nobody", "nadie", "noone"} or (word == "no" and plains[i + 1 : i + 2] == ["one"])
                   for i, word in enumerate(plains[at:], at))  # fmt: skip
    turned = sum(word in vocabulary("inverting") for word in before[denials[0] :])
    return (len(_separate(denials)) + turned) % 2 == 1


def _separate(places: Sequence[int]) -> list[int]:
    """``neither … nor``, ``not … nor`` and ``no … ni`` deny once; two denials side by side are one, too."""
    return list(places[:1])


def _is_only(plains: Sequence[str], at: int) -> bool:
    """``not only`` denies nothing; ``no later than`` and ``no matter`` do not, either."""
    return plains[at + 1 : at + 2] in (["only"], ["later"], ["matter"], ["less"], ["solo"], ["obstante"])


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
    if denied or _is_denied(plains, at):
        if _excepts_others(plains):
            return Verdict.SHARED
        return Verdict.CONDITIONAL if _is_conditional(whole) else Verdict.DENIED
    if _is_by_the_reader(plains, at) or not vocabulary("masses").isdisjoint(plains):
        return None
    if not vocabulary("service").isdisjoint(plains) and vocabulary("marketing").isdisjoint(plains):
        return Verdict.SERVICE
    if to_others or (selling and not _sellable().isdisjoint(plains)):
        return Verdict.SHARED
    if to_helpers:
        return Verdict.SERVICE if vocabulary("marketing").isdisjoint(plains) else Verdict.SHARED
    return None


_CIRCLE = frozenset(
    [
        "affiliates",
        "affiliate",
        "partners",
        "partner",
        "sponsors",
        "advertisers",
        "brands",
        "family",
        "subsidiaries",
        "afiliados",
        "socios",
        "filiales",
    ]
)


def _excepts_others(plains: Sequence[str]) -> bool:
    """``not shared with third parties, other than our affiliates and marketing partners``."""
    for at, word in enumerate(plains):
        excepting = plains[at : at + 2] in (["other", "than"], ["apart", "from"]) or word in {
            "except",
            "besides",
            "beyond",
        }
        after = plains[at + 1 : at + 9]
        if excepting and not _CIRCLE.isdisjoint(after) and _others(after):
            return True
    return False


def _is_by_the_reader(plains: Sequence[str], at: int) -> bool:
    """``If you share your number with us``: the person hands it over, not the business."""
    before, after = plains[max(at - 4, 0) : at], plains[at + 1 :]
    by_reader = bool({"you", "usted", "customers", "people", "they", "clients"} & set(before)) and not (
        WE & set(before)
    )
    to_us = any(after[i : i + 2] in (["with", "us"], ["to", "us"], ["con", "nosotros"]) for i in range(len(after)))
    return to_us or by_reader


def _is_conditional(whole: Sequence[str]) -> bool:
    """Is a denial taken back where the person agrees, or has not objected?"""
    for at, word in enumerate(whole):
        near = set(_until_comma(whole[at + 1 : at + 8]))
        if word in {"without", "sin"} and whole[max(at - 1, 0)] not in {"or", "o"} and near & vocabulary("permission"):
            return True
        if word in {"unless", "except", "salvo", "excepto"} and near & (vocabulary("permission") | _AGREEING):
            return True
        if (
            word in {"only", "solo", "solamente"}
            and near & vocabulary("permission")
            and near & {"with", "if", "upon", "con", "si"}
        ):
            return True
        if word == "menos" and whole[max(at - 1, 0)] == "a":
            return True
    return False


_AGREEING = frozenset(
    {"agree", "opt", "ask", "authorize", "allow", "choose", "consented", "agreed", "request", "autorice", "acepte"}
)


def _until_comma(words: Sequence[str]) -> Sequence[str]:
    return words[: words.index(",")] if "," in words else words
