"""What a run is made of, all of it drawn from its seed: registrations with their right ends, and the faults of the far side."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

CORRECTED = "CHAOS corrected"


@dataclass(frozen=True)
class Case:
    """One kind of registration.

    ``ein`` empty: one of its own. ``corrections`` is how often its owner corrects and sends it again when asked to, the
    first time with ``new_ein``'s ordinary number if so. ``end`` is the state in which it must come to rest.
    """

    name: str
    ein: str = ""
    end: str = "done"
    may_send: bool = True
    corrections: int = 0
    new_ein: bool = False
    weight: int = 1
    told: Mapping[str, Any] = field(default_factory=dict, hash=False)  # answers other than the example's


_CLOSED: Mapping[str, Any] = {"may_send": False}

_PERSON: Mapping[str, Any] = {
    "entity_type": "SOLE_PROPRIETOR",
    "first_name": "Maria",
    "last_name": "Lopez",
    "use_case": "SOLE_PROPRIETOR",
}
_LISTED: Mapping[str, Any] = {
    "entity_type": "PUBLIC_PROFIT",
    "stock_symbol": "CHAOS",
    "stock_exchange": "NYSE",
    "contact_email": "maria.lopez@rehearsal-bakery.example",
}

CASES: tuple[Case, ...] = (
    Case("ordinary", weight=8),
    Case("verified at once", "99-0000100"),
    Case("name mismatch", "99-0000101", "action_needed", **_CLOSED),
    Case("name mismatch, corrected", "99-0000101", corrections=1, new_ein=True, weight=2),
    Case("no such EIN, corrected", "99-0000102", corrections=1, new_ein=True),
    Case("looks like an SSN", "99-0000103", "action_needed", **_CLOSED),
    Case("slow scoring", "99-0000104"),
    Case("creation refused", "99-0000105", "action_needed", **_CLOSED),
    Case("creation refused, corrected", "99-0000105", corrections=1, new_ein=True),
    Case("591 once", "99-0000106"),
    Case("hangs up once", "99-0000107"),
    Case("notices twice", "99-0000108"),
    Case("notices never", "99-0000109"),
    Case("declined once, corrected", "99-0000120", corrections=1, weight=3),
    Case("declined once, left", "99-0000120", "action_needed", **_CLOSED),
    Case("suspended later", "99-0000121", "waiting", **_CLOSED),
    Case("declined always", "99-0000122", "action_needed", corrections=2, **_CLOSED),
    Case("AT&T rejects", "99-0000123", "action_needed", **_CLOSED),
    Case("secondary aggregator declines, corrected", "99-0000124", corrections=1),
    Case("secondary aggregator declines, left", "99-0000124", "action_needed", **_CLOSED),
    Case("attachment fails, sent again", "99-0000125", corrections=1),
    Case("suspended for a day", "99-0000126"),
    Case("number lost", "99-0000127"),
    Case("price rose, agreed to", "99-0000117", corrections=1),
    Case("sole proprietor", told=_PERSON, weight=2),
    Case("listed company", told=_LISTED, weight=2),
    Case("listed company, mail failed", "99-0000114", "action_needed", told=_LISTED, **_CLOSED),
    Case("charity", told={"entity_type": "NON_PROFIT", "use_case": "CHARITY"}),
)


def cases(count: int, seed: int) -> list[Case]:
    """As many registrations as wanted: one of each kind first, if there is room, then by weight."""
    dice = random.Random(f"cases {seed}")
    drawn = list(CASES[:count]) + dice.choices(CASES, [case.weight for case in CASES], k=max(0, count - len(CASES)))
    dice.shuffle(drawn)
    return drawn


# Area codes with numbers for fiction: a hundred each, of which three are on offer at a time.
AREAS = ("212", "213", "312", "415", "503", "602", "702", "713", "786", "863")


def own_ein(index: int) -> str:
    """An ordinary EIN that no other registration has."""
    return f"59-{2_000_000 + index:07d}"


@dataclass(frozen=True)
class Wishes:
    """What a run is asked for. ``scale`` multiplies the rate limits of both sides; ``rounds`` of rest must change nothing."""

    registrations: int = 300
    seed: int = 1
    minutes: float = 3.0
    scale: float = 8.0
    speed: float = 90.0
    workers: int = 2
    rounds: int = 5


@dataclass(frozen=True)
class FaultPlan:
    """The body of `PUT /control/faults/plan`."""

    seed: int
    rules: Sequence[Mapping[str, Any]] = field(default=())

    def to_json(self) -> dict[str, Any]:
        """As the control API takes it."""
        return {"seed": self.seed, "rules": list(self.rules)}


def faults(seed: int) -> FaultPlan:
    """Every fault of the contract; a read meets one in five times, a write in two of five."""
    rules: list[dict[str, Any]] = [
        {"fault": "lost_answer", "method": "POST", "probability": 0.12},
        {"fault": "lost_answer", "method": "PUT", "probability": 0.1},
        {"fault": "hang", "probability": 0.01, "seconds": 6},
        {"fault": "reset", "probability": 0.03},
        {"fault": "status", "status": 500, "probability": 0.02, "done": True},
        {"fault": "status", "status": 502, "probability": 0.01},
        {"fault": "status", "status": 503, "probability": 0.01},
        {"fault": "status", "status": 504, "probability": 0.01, "done": True},
        {"fault": "throttle", "probability": 0.003, "burst": 15},
        {"fault": "temporary", "code": 590, "probability": 0.02, "done": True},
        {"fault": "temporary", "code": 590, "probability": 0.005},
        {"fault": "temporary", "code": 591, "probability": 0.01},
        {"fault": "temporary", "code": 620, "probability": 0.005},
        {"fault": "temporary", "code": 630, "probability": 0.005},
        {"fault": "truncated", "probability": 0.03},
        {"fault": "garbage", "probability": 0.03},
        {"fault": "unknown_values", "probability": 0.05},
        {"fault": "extra_fields", "probability": 0.05},
        {"fault": "latency", "probability": 0.02, "seconds": 0.5},
        {"fault": "notice_lost", "probability": 0.15},
        {"fault": "notice_twice", "probability": 0.15},
        {"fault": "notice_forged", "probability": 0.05},
        {"fault": "notice_late", "probability": 0.1, "seconds": 1800},
        {"fault": "notice_reordered", "probability": 0.1},
    ]
    return FaultPlan(seed, rules)
