"""Campaigns: terms, filing, reading, edits, files (contract section 3)."""

from collections.abc import Mapping, Sequence
from typing import Any

from onboarding.registry.http import at
from onboarding.registry.sharing import SharingCalls
from onboarding.registry.wire.campaigns import (
    AttestationsBody,
    CampaignBody,
    ChainBody,
    NudgeBody,
    TermsBody,
    campaign_seen,
    taking,
    terms,
)
from onboarding.registry.wire.proofs import FileBody, evidence
from onboarding.services.registry import CampaignSeen, Page, Terms
from onboarding.services.registry_proofs import Evidence


class CampaignCalls(SharingCalls):
    """Qualify, file, find, read, edit, end."""

    def terms(self, brand_id: str, use_case: str) -> Terms:
        """On what terms a brand may run a use case; Refused (509) when no carrier takes it."""
        path = at("/campaignBuilder/brand/{}/usecase/{}", brand_id, use_case)
        return terms(self._read(TermsBody, "GET", path))

    def all_terms(self, brand_id: str) -> Sequence[Terms]:
        """The same for each use case that the brand qualifies for."""
        path = at("/campaignBuilder/brand/{}", brand_id)
        return [terms(row) for row in self._read(list[TermsBody], "GET", path)]

    def attestations(self) -> Sequence[str]:
        """What ``termsAndConditions: true`` attests."""
        return self._read(AttestationsBody, "GET", "/campaignBuilder/termsAndConditions").texts

    def create_campaign(self, request: Mapping[str, Any]) -> tuple[str, Sequence[int]]:
        """File a campaign; chargeable. Returns its id and the carriers that take part."""
        body = self._read(CampaignBody, "POST", "/campaignBuilder", json=request)
        return body.campaign_id, taking(body.carriers)

    def find_campaign(self, reference: str) -> str | None:
        """The id of the campaign filed under a reference id, or None."""
        return self._find("/campaign", "campaignId", reference)

    def read_campaign(self, registry_id: str) -> CampaignSeen:
        """A campaign with sharing, elected aggregators and each carrier's word."""
        body = self._read(CampaignBody, "GET", at("/campaign/{}", registry_id))
        chain = self._chain(registry_id)
        if chain.mine is None or chain.mine.status != "ACCEPTED":
            return campaign_seen(body, chain, (), {})
        return campaign_seen(body, chain, self.elected(registry_id), self.operation(registry_id))

    def search_campaigns(self, *, page: int = 1, per_page: int = 100, **filters: str) -> Page[CampaignSeen]:
        """A page of campaigns as filed; ``filters`` are those of the contract. What is above us is not asked for."""
        return self._page(CampaignBody, _listed, "/campaign", page, per_page, filters)

    def edit_campaign(self, registry_id: str, request: Mapping[str, Any]) -> None:
        """Change what may be changed in a filed campaign."""
        self._read(dict, "PUT", at("/campaign/{}", registry_id), json=request)

    def resubmit_terms(self, registry_id: str, carriers: Sequence[int] = ()) -> Sequence[int]:
        """Have the carriers' terms worked out anew, of these carriers or of all; returns those that take part."""
        body = {"mnoIds": list(carriers)} if carriers else {}
        answer = self._read(CampaignBody, "PUT", at("/campaign/{}/resubmit", registry_id), json=body)
        return taking(answer.carriers)

    def deactivate_campaign(self, registry_id: str) -> None:
        """End a campaign for good; a second time changes nothing."""
        self._call("DELETE", at("/campaign/{}", registry_id))

    def nudge(self, registry_id: str, intent: str, description: str) -> str:
        """Remind who is above us; returns the registry's words. ``intent`` is APPEAL_REJECTION or REVIEW."""
        body = {"nudgeIntent": intent, "description": description}
        return self._read(NudgeBody, "POST", at("/campaign/{}/nudge", registry_id), json=body).message

    def add_document(self, registry_id: str, name: str, data: bytes) -> Evidence:
        """Upload a supporting document; Refused: 544 too big or too many, 546 wrong type."""
        return self._add("supportingDocument", registry_id, name, data)

    def documents(self, registry_id: str) -> Sequence[Evidence]:
        """The campaign's supporting documents."""
        return self._files("supportingDocument", registry_id)

    def add_media(self, registry_id: str, name: str, data: bytes) -> Evidence:
        """Upload a sample of the media that the campaign sends; refusals as above."""
        return self._add("mms", registry_id, name, data)

    def media(self, registry_id: str) -> Sequence[Evidence]:
        """The campaign's samples of media."""
        return self._files("mms", registry_id)

    def _add(self, kind: str, registry_id: str, name: str, data: bytes) -> Evidence:
        return evidence(self._upload(FileBody, at("/campaign/{}/{}", registry_id, kind), name, data))

    def _files(self, kind: str, registry_id: str) -> list[Evidence]:
        return [evidence(row) for row in self._read(list[FileBody], "GET", at("/campaign/{}/{}", registry_id, kind))]


def _listed(body: CampaignBody) -> CampaignSeen:
    return campaign_seen(body, ChainBody(), (), {})
