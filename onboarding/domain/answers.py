"""What a business tells us on the guided pages: one frozen value, stored as JSON.

The EIN is never in here (invariant 8); it travels beside the answers, encrypted.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Self

from onboarding.domain.stored import Stored


class EntityType(StrEnum):
    """The registry's kinds of legal entity (dossier 1.11)."""

    PRIVATE_PROFIT = "PRIVATE_PROFIT"
    NON_PROFIT = "NON_PROFIT"
    PUBLIC_PROFIT = "PUBLIC_PROFIT"
    GOVERNMENT = "GOVERNMENT"
    SOLE_PROPRIETOR = "SOLE_PROPRIETOR"

    @property
    def has_ein(self) -> bool:
        """Is it known to the tax office by an EIN? Who has none is registered as a person (dossier 1.4)."""
        return self is not EntityType.SOLE_PROPRIETOR


class OptInMethod(StrEnum):
    """How people agree to be texted."""

    WEBSITE = "website"
    PAPER = "paper"
    VERBAL = "verbal"
    KEYWORD = "keyword"
    QR_CODE = "qr_code"
    POINT_OF_SALE = "point_of_sale"


class Frequency(StrEnum):
    """How often people get texts, as reviewers want it told (dossier 5.9)."""

    VARIES = "varies"
    ON_REQUEST = "on_request"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


SAMPLE_FIELDS = ("sample1", "sample2", "sample3", "sample4", "sample5")


@dataclass(frozen=True)
class Answers(Stored):
    """Everything asked, empty until told; field names are ours, the wire names are in ``domain/filing.py``.

    ``ein_issued`` is the date of the IRS letter as ISO text; ``opt_in_place`` is where the keyword, the QR code or the form
    is shown; ``opt_in_page`` is the public page with the sign-up form.
    """

    entity_type: str = ""
    legal_name: str = ""
    display_name: str = ""
    vertical: str = ""
    first_name: str = ""
    last_name: str = ""
    stock_symbol: str = ""
    stock_exchange: str = ""
    contact_email: str = ""
    ein_issued: str = ""
    street: str = ""
    city: str = ""
    state: str = ""
    zip_code: str = ""
    phone: str = ""
    email: str = ""
    mobile: str = ""
    website: str = ""
    use_case: str = ""
    sub_use_cases: tuple[str, ...] = ()
    description: str = ""
    opt_in_methods: tuple[str, ...] = ()
    opt_in_page: str = ""
    opt_in_place: str = ""
    frequency: str = ""
    message_flow: str = ""
    sample1: str = ""
    sample2: str = ""
    sample3: str = ""
    sample4: str = ""
    sample5: str = ""
    embedded_link: bool = False
    embedded_phone: bool = False
    age_gated: bool = False
    direct_lending: bool = False
    number_pool: bool = False
    opt_in_keywords: str = ""
    opt_out_keywords: str = ""
    help_keywords: str = ""
    opt_in_message: str = ""
    opt_out_message: str = ""
    help_message: str = ""

    @property
    def is_sole_proprietor(self) -> bool:
        """A person without an EIN: asked for a name and a mobile instead of a company."""
        return self.entity_type == EntityType.SOLE_PROPRIETOR

    @property
    def is_listed(self) -> bool:
        """A company whose shares are sold on a stock exchange."""
        return self.entity_type == EntityType.PUBLIC_PROFIT

    @property
    def legal_party(self) -> str:
        """Who the law sees: the company, or the person."""
        return f"{self.first_name} {self.last_name}".strip() if self.is_sole_proprietor else self.legal_name

    @property
    def samples(self) -> tuple[str, ...]:
        """The examples given, without gaps."""
        return tuple(text for field in SAMPLE_FIELDS if (text := getattr(self, field)))

    def with_changes(self, changes: Mapping[str, Any]) -> Self:
        """A copy with some answers told anew; unknown names raise TypeError."""
        return replace(self, **changes)


def digest(values: Mapping[str, Any]) -> str:
    """SHA-256 over canonical JSON: equal content, equal digest."""
    return hashlib.sha256(json.dumps(values, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
