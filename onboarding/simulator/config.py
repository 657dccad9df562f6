"""What the simulator is told at its start; nothing here changes while it runs."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

_CARRIER_PACES = {
    10035: timedelta(hours=1),
    10017: timedelta(days=1),
    10038: timedelta(days=1),
    10037: timedelta(days=2),
    10631: timedelta(days=2),
    10901: timedelta(days=2),
}


@dataclass(frozen=True, slots=True)
class Paces:
    """How long each step takes in virtual time; `carriers` counts from the election of the aggregators.

    `contact` is how long the contact takes to answer the mail of an Authentication+.
    """

    scoring: timedelta = timedelta(seconds=5)
    slow_scoring: timedelta = timedelta(minutes=10)
    review: timedelta = timedelta(days=5)
    election: timedelta = timedelta(hours=2)
    attachment: timedelta = timedelta(minutes=10)
    suspension: timedelta = timedelta(days=3)
    dormancy: timedelta = timedelta(days=15)
    vetting: timedelta = timedelta(hours=1)
    contact: timedelta = timedelta(hours=1)
    appeal: timedelta = timedelta(days=5)
    carriers: dict[int, timedelta] = field(default_factory=lambda: dict(_CARRIER_PACES))


@dataclass(frozen=True, slots=True)
class Config:
    """`limits` scales the request limits (1.0 as documented, 0 switches them off).

    `hosts` names the hosts, besides loopback ones, under which the panel and the control API may be reached.
    `seed` makes ids and whatever else is drawn follow from it; without one a seed is drawn and kept.
    `retries` holds the seconds of real time before each further try of a messaging provider's webhook.
    """

    database: Path
    api_key: str
    api_secret: str = field(repr=False)
    host: str = "127.0.0.1"
    port: int = 9100
    csp_id: str = "SIM0001"
    csp_name: str = "Practice CSP"
    limits: float = 1.0
    hosts: tuple[str, ...] = ()
    paces: Paces = field(default_factory=Paces)
    retries: tuple[float, ...] = (1.0, 2.0, 4.0, 8.0, 16.0)
    post_timeout: float = 5.0
    brand_quota: int = 1000
    seed: int | None = None
