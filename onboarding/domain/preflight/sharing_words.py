"""What single words of a clause on sharing say: denial, condition, recipients (onboarding/data/sharing.toml)."""

from collections.abc import Sequence
from functools import cache

from onboarding.domain.reference import table
from onboarding.domain.text.negation import NEGATIONS

PRONOUNS = frozenset({"it", "them", "this", "anything", "none", "lo", "los", "la", "las"})
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
_AGREEING = frozenset(
    {"agree", "opt", "ask", "authorize", "allow", "choose", "consented", "agreed", "request", "autorice", "acepte"}
)


@cache
def vocabulary(kind: str) -> frozenset[str]:
    """The words of one kind, from reference data."""
    return frozenset(table("sharing")[kind].split())


@cache
def sellable() -> frozenset[str]:
    """Data by their own names: a shop may sell phones."""
    numbers = {"number", "numbers", "consent", "consents", "numero", "numeros", "consentimiento", "consentimientos"}
    return (vocabulary("general") - PRONOUNS) | numbers


def has_own_object(plains: Sequence[str], at: int) -> bool:
    """Does the clause say itself what is handed over: ``share good food``? ``Share with partners`` does not."""
    after = plains[at + 1 : at + 2]
    return bool(after) and after[0] not in _PREPOSITIONS and after[0] not in PRONOUNS


def are_others(plains: Sequence[str]) -> bool:
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


def is_denied_there(plains: Sequence[str], at: int) -> bool:
    """Does the clause deny the verb that stands there, before or behind it?"""
    before = plains[:at]
    if {"prohibited", "forbidden", "prohibido", "prohibida"} & set(plains):
        return True
    if {"no", "ningun", "ninguna", "none", "nothing"} & set(plains[at + 1 : at + 5]):  # we share no numbers
        return True
    if {"none", "nobody", "nadie"} & set(plains[at + 1 :]):  # shared with third parties: none
        return True
    denials = [i for i, word in enumerate(before) if word in NEGATIONS and not _is_only(plains, i)]
    if not denials:
        return any(word in {"nobody", "nadie", "noone"} or (word == "no" and plains[i + 1 : i + 2] == ["one"])
                   for i, word in enumerate(plains[at:], at))  # fmt: skip
    turned = sum(word in vocabulary("inverting") for word in before[denials[0] :])
    return turned % 2 == 0  # what prevents us from sharing is no denial


def _is_only(plains: Sequence[str], at: int) -> bool:
    """``not only`` denies nothing; ``no later than`` and ``no matter`` do not, either."""
    return plains[at + 1 : at + 2] in (["only"], ["later"], ["matter"], ["less"], ["solo"], ["obstante"])


def excepts_others(plains: Sequence[str]) -> bool:
    """``not shared with third parties, other than our affiliates and marketing partners``."""
    for at, word in enumerate(plains):
        excepting = plains[at : at + 2] in (["other", "than"], ["apart", "from"]) or word in {
            "except",
            "besides",
            "beyond",
        }
        after = plains[at + 1 : at + 9]
        if excepting and not _CIRCLE.isdisjoint(after) and are_others(after):
            return True
    return False


def is_conditional(whole: Sequence[str]) -> bool:
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


def _until_comma(words: Sequence[str]) -> Sequence[str]:
    return words[: words.index(",")] if "," in words else words
