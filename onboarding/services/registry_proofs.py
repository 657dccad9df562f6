"""Proving to the registry who a brand is: PINs, vettings, appeals and their evidence (docs/registry-api.md, 2.1 to 2.3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True)
class PinSeen:
    """How the PIN of a sole proprietor fares; ``verified_at`` is empty until it was given."""

    reference: str
    brand_id: str
    requested_at: str
    verified_at: str
    delivery: str
    delivery_details: str


@dataclass(frozen=True)
class Vetting:
    """An external vetting or an Authentication+; ``score`` is 0 to 100."""

    vetting_id: str
    partner: str
    kind: str
    status: str
    score: int | None = None
    reasons: Sequence[str] = ()
    created_at: str = ""
    vetted_at: str = ""
    expires_on: str = ""


@dataclass(frozen=True)
class Evidence:
    """A file that the registry keeps for us; its ``uuid`` holds slashes."""

    uuid: str
    name: str
    kind: str


@dataclass(frozen=True)
class AppealOutcome:
    """How an appeal ended; ``reasons`` are those of a vetting, ``feedback`` that of an identity check."""

    status: str
    attributes: Mapping[str, Any]
    feedback: Sequence[Mapping[str, Any]] = ()
    reasons: Sequence[str] = ()
    score: int | None = None


@dataclass(frozen=True)
class Appeal:
    """An appeal against an identity check or a vetting; ``outcome`` is None while it is pending."""

    categories: Sequence[str]
    explanation: str
    evidence: Sequence[str]
    status: str
    created_at: str
    decided_at: str
    outcome: AppealOutcome | None = None


class Proofs(Protocol):
    """A sole proprietor's proof: a PIN sent to their mobile."""

    def send_pin(self, brand_id: str, text: str, thanks: str = "") -> str: ...
    def give_pin(self, brand_id: str, pin: str) -> None: ...
    def read_pin(self, reference: str) -> PinSeen: ...


class Vettings(Protocol):
    """External vettings and Authentication+."""

    def order_vetting(
        self, brand_id: str, partner: str, kind: str, payload: Mapping[str, Any] | None = None
    ) -> Vetting: ...
    def import_vetting(self, brand_id: str, partner: str, vetting_id: str, token: str = "") -> Vetting: ...
    def vettings(self, brand_id: str, statuses: Sequence[str] = ...) -> Sequence[Vetting]: ...
    def resend_mail(self, brand_id: str, kind: str = "AUTHPLUS") -> None: ...
    def vetting_reports(self, brand_id: str) -> Sequence[Evidence]: ...
    def mock_token(self, brand_id: str, locale: str, valid_until: str) -> str: ...


class Appeals(Protocol):
    """Appeals, their evidence, and the files that the registry keeps."""

    def appeal_identity(
        self, brand_id: str, categories: Sequence[str], explanation: str, evidence: Sequence[str]
    ) -> None: ...
    def identity_appeals(self, brand_id: str) -> Sequence[Appeal]: ...
    def appeal_vetting(
        self,
        brand_id: str,
        partner: str,
        vetting_id: str,
        categories: Sequence[str],
        explanation: str,
        evidence: Sequence[str],
    ) -> None: ...
    def vetting_appeals(self, brand_id: str) -> Sequence[Appeal]: ...
    def add_evidence(self, brand_id: str, name: str, data: bytes) -> Evidence: ...
    def evidence(self, brand_id: str) -> Sequence[Evidence]: ...
    def download(self, uuid: str) -> bytes: ...
    def delete_file(self, uuid: str) -> None: ...
