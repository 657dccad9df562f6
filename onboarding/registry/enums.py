"""The registry's lists of words (contract section 4)."""

from collections.abc import Mapping, Sequence
from typing import Any

from onboarding.registry.http import Line, at
from onboarding.registry.wire.account import words
from onboarding.services.registry import Page, Word


class EnumCalls(Line):
    """Enumerations, listed companies, error codes."""

    def words(self, enumeration: str, **filters: str) -> Sequence[Word]:
        """The values of ``/enum/{enumeration}``, whichever of its shapes the answer has."""
        path = at("/enum/{}", enumeration)
        return words(self._call("GET", path, params=filters), f"GET {path}")

    def public_companies(self, *, page: int = 1, per_page: int = 100, **filters: str) -> Page[Mapping[str, Any]]:
        """A page of the companies that may be PUBLIC_PROFIT, as the registry lists them."""
        return self._page(dict[str, Any], dict, "/enum/approvedPublicCompany", page, per_page, filters)

    def error_meanings(self) -> Mapping[str, str]:
        """What each error code means, in the registry's words."""
        rows = self._read(dict[str, Any], "GET", "/error")
        return {code: meaning for code, meaning in rows.items() if isinstance(meaning, str)}
