"""Brands (contract section 2)."""

from collections.abc import Mapping, Sequence
from typing import Any

from onboarding.registry.errors import NotYet
from onboarding.registry.http import Line, at
from onboarding.registry.tax_ids import hidden_in
from onboarding.registry.wire.brands import BrandBody, FeedbackBody, brand_seen
from onboarding.services.ports import NotFound, Refused
from onboarding.services.registry import BrandSeen, Page


class BrandCalls(Line):
    """File, find, read, edit, check again, delete."""

    def create_brand(self, request: Mapping[str, Any]) -> str:
        """File a brand; returns its id. The request carries its reference id."""
        return self._read(BrandBody, "POST", "/brand/nonBlocking", json=request).brand_id

    def find_brand(self, reference: str) -> str | None:
        """The id of the brand filed under a reference id, or None."""
        return self._find("/brand", "brandId", reference)

    def read_brand(self, registry_id: str) -> BrandSeen:
        """A brand as it is now; tells scoring from failed by asking for the feedback (contract section 2)."""
        body = self._read(BrandBody, "GET", at("/brand/{}", registry_id))
        if body.status == "DELETED" or body.identity not in {"", "UNVERIFIED"}:
            return brand_seen(body, scoring=False)
        if body.identity == "":
            return brand_seen(body, scoring=True)
        try:
            return brand_seen(body, scoring=False, feedback=self.brand_feedback(registry_id))
        except NotYet:
            return brand_seen(body, scoring=True)
        except (Refused, NotFound):
            return brand_seen(body, scoring=False)

    def search_brands(self, *, page: int = 1, per_page: int = 100, **filters: str) -> Page[BrandSeen]:
        """A page of brands; ``filters`` are those of the contract. Feedback is not asked for."""
        return self._page(BrandBody, _listed, "/brand", page, per_page, filters)

    def brand_feedback(self, registry_id: str) -> Sequence[Mapping[str, Any]]:
        """Why the identity check failed; Unavailable while it is going on."""
        body = self._read(FeedbackBody, "GET", at("/brand/feedback/{}", registry_id))
        rows: Sequence[Mapping[str, Any]] = hidden_in(body.category)
        return rows

    def edit_brand(self, registry_id: str, request: Mapping[str, Any]) -> None:
        """Change a filed brand."""
        self._read(dict, "PUT", at("/brand/{}", registry_id), json=request)

    def revet_brand(self, registry_id: str) -> None:
        """Ask for a new identity check; chargeable."""
        self._call("PUT", at("/brand/{}/revet", registry_id))

    def delete_brand(self, registry_id: str) -> None:
        """Delete a brand for good; Refused (542) while it has active campaigns."""
        self._call("DELETE", at("/brand/{}", registry_id))


def _listed(body: BrandBody) -> BrandSeen:
    return brand_seen(body, scoring=body.identity == "" and body.status != "DELETED")
