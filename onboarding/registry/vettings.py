"""External vettings and Authentication+ (contract section 2.2)."""

from collections.abc import Mapping, Sequence
from typing import Any

from onboarding.registry.http import Line, at
from onboarding.registry.wire.proofs import FileBody, VettingBody, evidence, vetting
from onboarding.services.registry_proofs import Evidence, Vetting

ALL_STATUSES = ("PENDING", "UNSCORE", "ACTIVE", "FAILED", "EXPIRED")


class VettingCalls(Line):
    """Order, import, list."""

    def order_vetting(
        self, brand_id: str, partner: str, kind: str, payload: Mapping[str, Any] | None = None
    ) -> Vetting:
        """Order one of a partner's vettings; chargeable, and without a reference id: look before ordering again."""
        body = {"evpId": partner, "vettingClass": kind} | ({"additionalRequestPayload": payload} if payload else {})
        return vetting(self._read(VettingBody, "POST", at("/brand/{}/externalVetting", brand_id), json=body))

    def import_vetting(self, brand_id: str, partner: str, vetting_id: str, token: str = "") -> Vetting:
        """Bring in a vetting that was made elsewhere: AEGIS by id and certificate, WMC by transaction, CV by its token as id."""
        body = {"evpId": partner, "vettingId": vetting_id} | ({"vettingToken": token} if token else {})
        return vetting(self._read(VettingBody, "PUT", at("/brand/{}/externalVetting", brand_id), json=body))

    def vettings(self, brand_id: str, statuses: Sequence[str] = ALL_STATUSES) -> Sequence[Vetting]:
        """The brand's vettings in these states."""
        path, params = at("/brand/{}/externalVetting", brand_id), {"vettingStatus": list(statuses)}
        return [vetting(row) for row in self._read(list[VettingBody], "GET", path, params=params)]

    def resend_mail(self, brand_id: str, kind: str = "AUTHPLUS") -> None:
        """Have the mail of a pending Authentication+ sent again."""
        self._call("POST", at("/brand/{}/2faEmail", brand_id), params={"vettingClass": kind})

    def vetting_reports(self, brand_id: str) -> Sequence[Evidence]:
        """The reports of enhanced vettings."""
        path = at("/brand/{}/externalVetting/enhancedVettingReport", brand_id)
        return [evidence(row) for row in self._read(list[FileBody], "GET", path)]

    def mock_token(self, brand_id: str, locale: str, valid_until: str) -> str:
        """A made-up token to practise importing with; not in production."""
        form = {"locale": locale, "validUntil": valid_until}
        return self._text("POST", at("/brand/{}/externalVetting/mockCvToken", brand_id), form=form)
