"""What a business does with people's data: the short questionnaire behind its documents, one frozen value."""

from dataclasses import dataclass
from enum import StrEnum

from onboarding.domain.stored import Stored

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
class Practices(Stored):
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


# What is true of whoever texts customers; nothing else is said before the owner has told it.
USUAL = Practices(purposes=("service", "questions"), processors=("texting",))
