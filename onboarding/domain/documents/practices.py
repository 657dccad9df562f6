"""What a business does with people's data: the short questionnaire behind its documents, one frozen value."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any, Self

COLLECTED = ("name", "email", "address", "orders", "appointments", "payment", "birth_date", "website_use")
PURPOSES = ("service", "questions", "billing", "improve", "safety")
PROCESSORS = ("texting", "mail", "payments", "booking", "website", "delivery", "accounting")
RETENTIONS = ("1y", "2y", "3y", "7y")
ALL_STATES = "ALL"


class Cookies(StrEnum):
    """What a website stores in its visitors' browsers."""

    NONE = "none"
    NEEDED = "needed"
    VISITS = "visits"
    ADS = "ads"


class MinimumAge(StrEnum):
    """Who may sign up for texts: everybody (children under 13 are never meant), or adults only."""

    ANY = "13"
    ADULT = "18"
    DRINKING = "21"


@dataclass(frozen=True)
class Practices:
    """The answers, empty until told; what is not told makes no clause.

    ``states`` holds codes of states, or only ``ALL``; empty means the state of the address. ``double`` asks people to
    confirm by a reply; ``left_out`` are clauses that the owner does not want; ``unlisted`` asks search engines to leave the pages out.
    """

    collected: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    processors: tuple[str, ...] = ()
    retention: str = ""
    email: str = ""
    age: str = ""
    states: tuple[str, ...] = ()
    cookies: str = ""
    left_out: tuple[str, ...] = ()
    double: bool = False
    unlisted: bool = False

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read stored answers; names that we no longer know are left out."""
        known: dict[str, Any] = {f.name: f.default for f in fields(cls)}
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(known[name], tuple) else value
            for name, value in data.items()
            if name in known
        }
        return cls(**values)

    def to_json(self) -> dict[str, Any]:
        """Plain values for the database."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()}


# What is true of whoever texts customers; nothing else is said before the owner has told it.
USUAL = Practices(purposes=("service", "questions"), processors=("texting",))
