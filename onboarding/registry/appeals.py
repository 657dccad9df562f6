"""Appeals, their evidence, and the files that the registry keeps (contract section 2.3)."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from onboarding.registry.http import Line, at
from onboarding.registry.wire.proofs import AppealBody, FileBody, appeal, evidence
from onboarding.services.registry_proofs import Appeal, Evidence

_BOTH = {"appealStatus": ["PENDING", "COMPLETE"]}


class AppealCalls(Line):
    """Appeal, follow, upload, download."""

    def appeal_identity(
        self, brand_id: str, categories: Sequence[str], explanation: str, evidence: Sequence[str]
    ) -> None:
        """Appeal against the identity check; chargeable, and without a reference id: look before appealing again."""
        self._call("POST", at("/brand/{}/appeal", brand_id), json=_body(categories, explanation, evidence))

    def identity_appeals(self, brand_id: str) -> Sequence[Appeal]:
        """The brand's appeals, pending and complete."""
        path = at("/brand/{}/appeal", brand_id)
        return [appeal(row) for row in self._read(list[AppealBody], "GET", path, params=_BOTH)]

    def appeal_vetting(
        self,
        brand_id: str,
        partner: str,
        vetting_id: str,
        categories: Sequence[str],
        explanation: str,
        evidence: Sequence[str],
    ) -> None:
        """Appeal against a vetting; as above."""
        body = _body(categories, explanation, evidence) | {"evpId": partner, "vettingId": vetting_id}
        self._call("POST", at("/brand/{}/externalVetting/appeal", brand_id), json=body)

    def vetting_appeals(self, brand_id: str) -> Sequence[Appeal]:
        """The appeals against the brand's vettings, pending and complete."""
        path = at("/brand/{}/externalVetting/appeal", brand_id)
        return [appeal(row) for row in self._read(list[AppealBody], "GET", path, params=_BOTH)]

    def add_evidence(self, brand_id: str, name: str, data: bytes) -> Evidence:
        """Upload a file for an appeal; Refused: 544 too big or too many, 546 wrong type."""
        return evidence(self._upload(FileBody, at("/brand/{}/appeal/evidence", brand_id), name, data))

    def evidence(self, brand_id: str) -> Sequence[Evidence]:
        """The files for the brand's appeals."""
        path = at("/brand/{}/appeal/evidence", brand_id)
        return [evidence(row) for row in self._read(list[FileBody], "GET", path)]

    def download(self, uuid: str) -> bytes:
        """The contents of a file."""
        return self._send("GET", _file(uuid)).content

    def delete_file(self, uuid: str) -> None:
        """Delete a file."""
        self._call("DELETE", _file(uuid))


def _body(categories: Sequence[str], explanation: str, evidence: Sequence[str]) -> dict[str, Any]:
    return {
        "appealCategories": list(categories),
        "explanation": explanation,
        "attachmentUuids": list(evidence),
    }


def _file(uuid: str) -> str:
    return "/attachment/" + quote(uuid)  # its slashes are part of the path
