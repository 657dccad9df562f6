"""The client of the campaign registry: one session, explicit timeouts, errors that say what the caller can do."""

import logging
import re
import time
from collections.abc import Mapping, Sequence
from typing import Any

import requests
from requests.adapters import BaseAdapter
from urllib3.exceptions import NameResolutionError, NewConnectionError

from onboarding.registry import wire
from onboarding.registry.errors import error_of
from onboarding.registry.limits import Paces, paces
from onboarding.services.ports import (
    BrandSeen,
    CampaignSeen,
    NotFound,
    Refused,
    SharingSeen,
    Terms,
    Unavailable,
)

log = logging.getLogger(__name__)

_CONNECT_SECONDS = 3.05


class RegistryClient:
    """Speaks docs/registry-api.md.

    ``base`` ends in ``/v2``; ``timeout`` is the wait for an answer in seconds; ``adapter`` replaces the network in tests;
    ``pace`` keeps the account's limits, in this process's own share unless told.
    A request is sent once: repeating is the outbox's business, which looks before it repeats.
    """

    def __init__(
        self,
        base: str,
        key: str,
        secret: str,
        *,
        timeout: float = 15.0,
        adapter: BaseAdapter | None = None,
        pace: Paces | None = None,
    ) -> None:
        self._base = base.rstrip("/")
        self._timeout = (_CONNECT_SECONDS, timeout)
        pace = pace or paces("", key, processes=2)
        self._reads, self._writes = pace.reads, pace.writes
        self._session = requests.Session()
        self._session.auth = (key, secret)
        self._session.trust_env = False  # a proxy or netrc of the host must not see or change what is filed
        if adapter is not None:
            self._session.mount(self._base, adapter)

    def create_brand(self, request: Mapping[str, Any]) -> str:
        """File a brand; returns its id. The request carries its reference id."""
        data = self._call("POST", "/brand/nonBlocking", json=request)
        return wire.read(wire.BrandBody, data, "POST /brand/nonBlocking").brand_id

    def find_brand(self, reference: str) -> str | None:
        """The id of the brand filed under a reference id, or None."""
        return self._find("/brand", "brandId", reference)

    def read_brand(self, registry_id: str) -> BrandSeen:
        """A brand as it is now; tells scoring from failed by asking for the feedback (contract section 2)."""
        body = wire.read(wire.BrandBody, self._call("GET", f"/brand/{registry_id}"), "GET /brand")
        if body.status == "DELETED" or body.identity not in {"", "UNVERIFIED"}:
            return wire.brand_seen(body, scoring=False, feedback=())
        if body.identity == "":
            return wire.brand_seen(body, scoring=True, feedback=())
        try:
            data = self._call("GET", f"/brand/feedback/{registry_id}")
        except Unavailable as error:
            if ": 535 " in str(error):  # an id may hold these digits too
                return wire.brand_seen(body, scoring=True, feedback=())
            raise
        except (Refused, NotFound):
            return wire.brand_seen(body, scoring=False, feedback=())
        feedback = wire.read(wire.FeedbackBody, data, "GET /brand/feedback").category
        return wire.brand_seen(body, scoring=False, feedback=feedback)

    def edit_brand(self, registry_id: str, request: Mapping[str, Any]) -> None:
        """Change a filed brand."""
        self._call("PUT", f"/brand/{registry_id}", json=request)

    def revet_brand(self, registry_id: str) -> None:
        """Ask for a new identity check; chargeable."""
        self._call("PUT", f"/brand/{registry_id}/revet")

    def terms(self, brand_id: str, use_case: str) -> Terms:
        """On what terms a brand may run a use case; Refused (509) when no carrier takes it."""
        what = f"/campaignBuilder/brand/{brand_id}/usecase/{use_case}"
        return wire.terms(wire.read(wire.TermsBody, self._call("GET", what), "GET /campaignBuilder"))

    def create_campaign(self, request: Mapping[str, Any]) -> tuple[str, Sequence[int]]:
        """File a campaign; chargeable. Returns its id and the carriers that take part."""
        data = self._call("POST", "/campaignBuilder", json=request)
        body = wire.read(wire.CampaignBody, data, "POST /campaignBuilder")
        return body.campaign_id, wire.taking(body.carriers)

    def find_campaign(self, reference: str) -> str | None:
        """The id of the campaign filed under a reference id, or None."""
        return self._find("/campaign", "campaignId", reference)

    def read_campaign(self, registry_id: str) -> CampaignSeen:
        """A campaign with sharing, elected aggregators and each carrier's word."""
        path = f"/campaign/{registry_id}"
        body = wire.read(wire.CampaignBody, self._call("GET", path), "GET /campaign")
        chain = wire.read(wire.ChainBody, self._call("GET", f"{path}/sharing"), "GET sharing")
        if chain.mine is None or chain.mine.status != "ACCEPTED":
            return wire.campaign_seen(body, chain, (), {})
        elected = _integers(self._call("GET", f"{path}/mnoIdsWithDcaElected"))
        operation = _by_network(self._call("GET", f"{path}/operationStatus"))
        return wire.campaign_seen(body, chain, elected, operation)

    def edit_campaign(self, registry_id: str, request: Mapping[str, Any]) -> None:
        """Change what may be changed in a filed campaign."""
        self._call("PUT", f"/campaign/{registry_id}", json=request)

    def read_sharing(self, registry_id: str) -> SharingSeen:
        """The election of the upstream partner."""
        data = self._call("GET", f"/campaign/{registry_id}/sharing")
        return wire.sharing_seen(wire.read(wire.ChainBody, data, "GET sharing"))

    def share(self, registry_id: str, upstream: str) -> None:
        """Send a campaign to review; chargeable. 592 means that it is there already, which is what we want."""
        try:
            self._call("PUT", f"/campaign/{registry_id}/sharing/{upstream}")
        except Refused as refusal:
            if not refusal.has(592):
                raise

    def subscribe(self, category: str, url: str) -> None:
        """Where notices of a category are posted."""
        body = {"eventCategory": category, "webhookEndpoint": url}
        self._call("PUT", "/webhook/subscription", json=body)

    def subscriptions(self) -> Mapping[str, str]:
        """The subscribed address of each category."""
        rows = self._call("GET", "/webhook/subscription")
        if not isinstance(rows, list):
            raise Unavailable("GET /webhook/subscription: the answer makes no sense")
        named = [
            row for row in rows if isinstance(row, dict) and row.get("eventCategory") and row.get("webhookEndpoint")
        ]
        return {str(row["eventCategory"]): str(row["webhookEndpoint"]) for row in named}

    def profile(self) -> Mapping[str, Any]:
        """Our own account; proves address and credentials."""
        data = self._call("GET", "/csp/profile")
        if not isinstance(data, dict):
            raise Unavailable("GET /csp/profile: the answer makes no sense")
        return data

    def _find(self, path: str, id_field: str, reference: str) -> str | None:
        data = self._call("GET", path, params={"referenceId": reference})
        for record in wire.read(wire.PageBody, data, f"GET {path}").records:
            # The registry compares references without case; we ask for exactly ours.
            if str(record.get("referenceId", "")).lower() == reference.lower() and record.get(id_field):
                return str(record[id_field])
        return None

    def _call(self, method: str, path: str, *, json: Any = None, params: Mapping[str, str] | None = None) -> Any:
        what = f"{method} {path}"
        pace = self._reads if method == "GET" else self._writes
        pace.wait()
        started = time.monotonic()
        status: int | str = "no answer"
        try:
            response = self._session.request(
                method, self._base + path, json=json, params=params, timeout=self._timeout, allow_redirects=False
            )
            status = response.status_code
            return _body(response, what)
        except requests.RequestException as error:
            # Without a connection nothing can have been carried out.
            raise Unavailable(
                f"{what}: {type(error).__name__}", unclear=method != "GET" and not _never_connected(error)
            ) from error
        except ValueError:  # an address in the answer that requests cannot read
            raise Unavailable(f"{what}: the answer makes no sense", unclear=True) from None
        finally:
            pace.answered()
            if status == 429:
                pace.throttled()
            log.info("registry %s %s in %d ms", what, status, (time.monotonic() - started) * 1000)


def _body(response: requests.Response, what: str) -> Any:
    if response.status_code == 204:
        return None
    if not 200 <= response.status_code < 300:
        raise error_of(response, what)
    try:
        return response.json()
    except (ValueError, RecursionError):
        raise Unavailable(f"{what}: the answer is no JSON", unclear=True) from None


def _never_connected(error: requests.RequestException) -> bool:
    reason = getattr(error.args[0], "reason", None) if error.args else None
    return isinstance(error, requests.ConnectTimeout) or isinstance(reason, NewConnectionError | NameResolutionError)


_NETWORK_ID = re.compile("[0-9]{1,9}", re.ASCII)


def _integers(data: Any) -> list[int]:
    if not isinstance(data, list):
        raise Unavailable("GET mnoIdsWithDcaElected: the answer makes no sense")
    return sorted(int(item) for item in data if _NETWORK_ID.fullmatch(str(item)))


def _by_network(data: Any) -> dict[int, str]:
    if not isinstance(data, dict):
        raise Unavailable("GET operationStatus: the answer makes no sense")
    return {int(network): str(word) for network, word in data.items() if _NETWORK_ID.fullmatch(str(network))}
