"""Use cases: what each is for, whom it is open to, how many kinds and examples it asks for (dossier 1.7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from onboarding.domain.reference import table
from onboarding.domain.words import Message, msg


@dataclass(frozen=True)
class UseCase:
    """One use case of the registry, as reference data tells it."""

    code: str
    name: Message
    about: Message
    entities: frozenset[str]
    sub_least: int
    sub_most: int
    samples: int


@cache
def all_use_cases() -> Mapping[str, UseCase]:
    """Every use case that can be registered here, by code, in the order in which they are offered."""
    return {
        code: UseCase(
            code=code,
            name=msg(row["name"]),
            about=msg(row["about"]),
            entities=frozenset(row["entities"]),
            sub_least=row["sub"][0],
            sub_most=row["sub"][1],
            samples=row["samples"],
        )
        for code, row in table("usecases").items()
        if isinstance(row, dict)
    }


def offered_to(entity_type: str) -> tuple[UseCase, ...]:
    """The use cases open to a kind of entity."""
    return tuple(case for case in all_use_cases().values() if entity_type in case.entities)


def sub_use_cases() -> Mapping[str, Message]:
    """The kinds of messages that a mixed use case can name, by the registry's code."""
    return {code: msg(name) for code, name in table("subusecases")["names"].items()}


def verticals() -> Mapping[str, Message]:
    """Lines of business, by the registry's code, sorted by name."""
    names: Mapping[str, str] = table("verticals")["names"]
    return {code: msg(name) for code, name in sorted(names.items(), key=lambda pair: pair[1])}


def exchanges() -> Mapping[str, Message]:
    """Stock exchanges, by the registry's code; those of the US first."""
    names: Mapping[str, str] = table("exchanges")["names"]
    return {code: msg(name) for code, name in names.items()}


def carrier_name(network_id: int) -> str:
    """What people call a carrier; an id that we do not know is shown as it is."""
    names: Mapping[str, str] = table("carriers")["names"]
    return names.get(str(network_id), f"Carrier {network_id}")
