"""The simulator's own controls (docs/registry-api.md section 6): its clock, and finishing a campaign for a demo."""

from datetime import datetime
from typing import Any

import requests
from requests.adapters import BaseAdapter

from onboarding.services.ports import PracticeTime, Unavailable


class PracticeClient:
    """Speaks to the simulator's control API; there is none with a real registry."""

    def __init__(self, base: str, *, adapter: BaseAdapter | None = None) -> None:
        self._base = base.rstrip("/")
        self._session = requests.Session()
        self._session.trust_env = False
        if adapter is not None:
            self._session.mount(self._base, adapter)

    def time(self) -> PracticeTime:
        """Where the simulator's clock is anchored."""
        return _time(self._call("GET", "/control/clock"))

    def advance(self, seconds: float) -> PracticeTime:
        """Run the simulator's clock ahead; what falls due on the way happens."""
        return _time(self._call("POST", "/control/clock", {"advance_seconds": seconds}))

    def finish(self, campaign_id: str) -> None:
        """Have a campaign accepted and registered everywhere now."""
        self._call("POST", f"/control/campaigns/{campaign_id}/finish", {})

    def _call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        try:
            response = self._session.request(method, self._base + path, json=body, timeout=(3.05, 60))
            response.raise_for_status()
            return response.json()
        except (requests.RequestException, ValueError) as error:
            raise Unavailable(f"simulator {method} {path}: {type(error).__name__}") from error


def _time(data: Any) -> PracticeTime:
    return PracticeTime(
        anchor_wall=datetime.fromisoformat(data["anchor_real"]),
        anchor_virtual=datetime.fromisoformat(data["anchor_virtual"]),
        speed=float(data["speed"]),
    )
