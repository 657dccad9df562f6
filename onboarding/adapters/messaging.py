"""The messaging provider behind our port, as docs/registry-api.md section 6 describes it; the simulator is the first."""

import logging
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

import requests
from requests.adapters import BaseAdapter

from onboarding.services.ports import Attachment, Misconfigured, NotFound, Offer, Problem, Refused, Unavailable

log = logging.getLogger(__name__)


class MessagingClient:
    """Numbers and sending over HTTP with a bearer token."""

    def __init__(self, base: str, token: str, *, timeout: float = 10.0, adapter: BaseAdapter | None = None) -> None:
        self._base = base.rstrip("/")
        self._timeout = (3.05, timeout)
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.headers["Authorization"] = f"Bearer {token}"
        if adapter is not None:
            self._session.mount(self._base, adapter)

    def available(self, area_code: str) -> Sequence[Offer]:
        """Numbers that can be had in an area code; empty for one that does not exist."""
        data = self._call("GET", "/available_numbers", params={"area_code": area_code})
        rows = data.get("numbers")
        if not isinstance(rows, list):
            raise Unavailable("messaging GET available_numbers: the answer makes no sense")
        return [
            Offer(str(row["phone_number"]), ", ".join(str(row[k]) for k in ("locality", "region") if row.get(k)))
            for row in rows
            if isinstance(row, dict) and "phone_number" in row
        ]

    def take(self, e164: str, reference: str) -> None:
        """Take a number for good; with the same reference it is ours already. Refused (409) when somebody else has it."""
        self._call("POST", "/numbers", json={"phone_number": e164, "reference": reference})

    def attach(self, e164: str, campaign_id: str) -> None:
        """Bind a number to a campaign; Unavailable until the campaign is accepted and the number is off any other."""
        self._call("PUT", f"/numbers/{quote(e164)}/campaign", json={"campaign_id": campaign_id})

    def detach(self, e164: str) -> None:
        """Take a number off whatever campaign it is on; one that is on none stays as it is."""
        self._call("DELETE", f"/numbers/{quote(e164)}/campaign")

    def attachment(self, e164: str) -> Attachment:
        """A number's binding as it is now."""
        data = self._call("GET", f"/numbers/{quote(e164)}")
        return Attachment(
            str(data.get("assignment", "")), str(data.get("campaign_id") or ""), str(data.get("failure") or "")
        )

    def send(self, sender: str, recipient: str, text: str, reference: str) -> str:
        """Send one text; the same reference is the same text. Returns the provider's id; Refused when it will not."""
        body = {"from": sender, "to": recipient, "text": text, "reference": reference}
        return str(self._call("POST", "/messages", json=body).get("id", ""))

    def subscribe(self, url: str, secret: str) -> None:
        """Where inbound texts and changes of numbers are posted, and how they are signed."""
        self._call("PUT", "/webhook", json={"url": url, "secret": secret})

    def _call(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        what = f"{method} {path.split('/')[1]}"  # never the number itself
        try:
            response = self._session.request(
                method, self._base + path, timeout=self._timeout, allow_redirects=False, **options
            )
        except requests.RequestException as error:
            raise Unavailable(f"messaging {what}: {type(error).__name__}", unclear=method != "GET") from error
        log.info("messaging %s %s", what, response.status_code)
        data = _json(response)
        if response.ok and isinstance(data, dict):
            return data
        raise _error(response.status_code, data, what)


def _json(response: requests.Response) -> Any:
    if response.status_code == 204:
        return {}
    try:
        return response.json()
    except ValueError:
        return None


def _error(status: int, data: Any, what: str) -> Exception:
    word = str(data.get("error", "")) if isinstance(data, dict) else ""
    if status == 401:
        return Misconfigured(f"messaging {what}: the provider does not accept our token")
    if status == 404:
        return NotFound(f"messaging {what}: {word or 'not found'}")
    if word == "campaign_not_accepted":
        return Unavailable(f"messaging {what}: the provider has not heard of the approval yet")
    if word == "attached_elsewhere":
        return Unavailable(f"messaging {what}: the number is not off its other campaign yet")
    if 400 <= status < 500 and status not in {408, 429}:
        return Refused([Problem(word or str(status), f"messaging {what}: HTTP {status} {word}")])
    return Unavailable(f"messaging {what}: HTTP {status}, or an answer that makes no sense", unclear=True)
