"""The simulator's own truth, from `GET /control/state`: what the verdict compares ours with."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Far:
    """What the registry and the messaging provider hold. References are in lower case, as they are compared."""

    brands: Mapping[str, Sequence[str]] = field(default_factory=dict)  # reference: the ids filed under it
    campaigns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    shares: Mapping[str, int] = field(default_factory=dict)  # by the campaign's id
    revets: Mapping[str, int] = field(default_factory=dict)  # by the brand's id
    mails: Mapping[str, int] = field(default_factory=dict)  # Authentication+ ordered, by the brand's id
    good: frozenset[str] = frozenset()  # the numbers whose whole chain is good there
    notices: Mapping[str, int] = field(default_factory=dict)  # by what became of them


def read(state: Mapping[str, Any]) -> Far:
    """Read the answer of the control API."""
    return Far(
        brands=_by_reference(state["brands"], "brandId"),
        campaigns=_by_reference(state["campaigns"], "campaignId"),
        shares=_told(state["notices"], "CAMPAIGN_SHARE_ADD", "campaignId"),
        revets=_told(state["notices"], "BRAND_REVET", "brandId"),
        mails=_told(state["notices"], "BRAND_AUTHPLUS_VERIFICATION_ADD", "brandId"),
        good=frozenset(_good(state)),
        notices=Counter(notice["state"] for notice in state["notices"]),
    )


def _by_reference(rows: Sequence[Mapping[str, Any]], id_field: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(str(row.get("referenceId") or "").lower(), []).append(row[id_field])
    return found


def _told(notices: Sequence[Mapping[str, Any]], event: str, id_field: str) -> dict[str, int]:
    """How often an event happened to each object: its copies are of one moment, delivered or not."""
    moments = {(n["body"][id_field], n["at"]) for n in notices if n["eventType"] == event}
    return Counter(object_id for object_id, _ in moments)


def _good(state: Mapping[str, Any]) -> list[str]:
    brands = {row["brandId"]: row for row in state["brands"]}
    campaigns = {row["campaignId"]: row for row in state["campaigns"]}
    return [
        number["phone_number"]
        for number in state["numbers"]
        if number["assignment"] == "assigned"
        and (campaign := campaigns.get(number["campaign_id"])) is not None
        and _runs(campaign)
        and brands[campaign["brandId"]].get("identityStatus") in {"VERIFIED", "VETTED_VERIFIED"}
        and brands[campaign["brandId"]]["status"] == "ACTIVE"
    ]


def _runs(campaign: Mapping[str, Any]) -> bool:
    operation = campaign["operationStatus"]
    return (
        campaign["status"] == "ACTIVE"
        and (campaign["sharing"] or {}).get("sharingStatus") == "ACCEPTED"
        and bool(operation)
        and set(operation.values()) == {"REGISTERED"}
        and {str(network) for network in campaign["mnoIdsWithDcaElected"]} == set(operation)
    )
