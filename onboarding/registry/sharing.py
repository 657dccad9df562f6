"""What happens to a campaign above us: election, aggregators, carriers, the shared number registry (contract section 3)."""

from collections.abc import Mapping, Sequence
from typing import Any

from onboarding.registry.http import Line, at
from onboarding.registry.wire.body import Carriers, network_of
from onboarding.registry.wire.campaigns import (
    ChainBody,
    NumberBody,
    NumberRegistryBody,
    ShareBody,
    chain,
    number_registry_seen,
    number_seen,
    sharing_seen,
)
from onboarding.services.ports import Refused
from onboarding.services.registry import Chain, NumberRegistrySeen, NumberSeen, Page, SharingSeen


class SharingCalls(Line):
    """Share, and follow."""

    def share(self, registry_id: str, upstream: str) -> None:
        """Send a campaign to review; chargeable. 592 means that it is there already, which is what we want."""
        try:
            self._read(dict, "PUT", at("/campaign/{}/sharing/{}", registry_id, upstream))
        except Refused as refusal:
            if not refusal.has(592):
                raise

    def read_sharing(self, registry_id: str) -> SharingSeen:
        """The election of the upstream partner."""
        return sharing_seen(self._chain(registry_id).mine or ShareBody())

    def read_chain(self, registry_id: str) -> Chain:
        """Both elections that we can see: ours, and the one by which the campaign came to us."""
        return chain(self._chain(registry_id))

    def elected(self, registry_id: str) -> Sequence[int]:
        """The networks for which an aggregator is elected."""
        rows = self._read(list[Any], "GET", at("/campaign/{}/mnoIdsWithDcaElected", registry_id))
        return sorted(network for row in rows if (network := network_of(row)) is not None)

    def operation(self, registry_id: str) -> Mapping[int, str]:
        """Each carrier's word by network."""
        rows = self._read(dict[str, Any], "GET", at("/campaign/{}/operationStatus", registry_id))
        return {network: str(word) for name, word in rows.items() if (network := network_of(name)) is not None}

    def carrier_terms(self, registry_id: str) -> Mapping[int, Mapping[str, Any]]:
        """Each carrier's terms of a running campaign, as the registry words them."""
        return self._read(Carriers, "GET", at("/campaign/{}/mnoMetadata", registry_id))

    def number_registry(self, registry_id: str) -> NumberRegistrySeen:
        """What the shared number registry holds about the campaign."""
        return number_registry_seen(
            self._read(NumberRegistryBody, "GET", at("/campaign/{}/osr/attributes", registry_id))
        )

    def numbers_seen(self, registry_id: str, *, page: int = 1, per_page: int = 100) -> Page[NumberSeen]:
        """The numbers that it holds for the campaign."""
        return self._page(NumberBody, number_seen, at("/campaign/{}/osr/phones", registry_id), page, per_page, {})

    def _chain(self, registry_id: str) -> ChainBody:
        return self._read(ChainBody, "GET", at("/campaign/{}/sharing", registry_id))
