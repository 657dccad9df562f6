"""Our own account and our resellers (contract section 4)."""

from collections.abc import Mapping
from typing import Any

from onboarding.registry.http import Line, at
from onboarding.registry.wire.account import ResellerBody, reseller
from onboarding.services.registry import Page, Reseller


class AccountCalls(Line):
    """Profile, version, resellers."""

    def profile(self) -> Mapping[str, Any]:
        """Our own account; proves address and credentials."""
        return self._read(dict[str, Any], "GET", "/csp/profile")

    def edit_profile(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        """Change the contact addresses of our account; returns the profile."""
        return self._read(dict[str, Any], "PUT", "/csp/profile", json=request)

    def version(self) -> str:
        """The registry's release."""
        return self._text("GET", "/version")

    def resellers(self, company_name: str = "", *, page: int = 1, per_page: int = 100) -> Page[Reseller]:
        """A page of our resellers, of this name or all."""
        params = {"companyName": company_name} if company_name else {}
        return self._page(ResellerBody, reseller, "/reseller", page, per_page, params)

    def create_reseller(self, company_name: str, phone: str, email: str) -> Reseller:
        """Make a reseller; AlreadyKnown when the name is taken."""
        body = {"companyName": company_name, "phone": phone, "email": email}
        return reseller(self._read(ResellerBody, "POST", "/reseller", json=body))

    def read_reseller(self, reseller_id: str) -> Reseller:
        """A reseller as it is now."""
        return reseller(self._read(ResellerBody, "GET", at("/reseller/{}", reseller_id)))

    def edit_reseller(self, reseller_id: str, request: Mapping[str, Any]) -> Reseller:
        """Change a reseller."""
        return reseller(self._read(ResellerBody, "PUT", at("/reseller/{}", reseller_id), json=request))

    def delete_reseller(self, reseller_id: str) -> None:
        """Delete a reseller."""
        self._call("DELETE", at("/reseller/{}", reseller_id))
