"""One unit of work: an open transaction and the virtual time at which it happens."""

import hashlib
import hmac
import string
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from onboarding.simulator.config import Config
from onboarding.simulator.fault_plan import FaultPlan
from onboarding.simulator.tables import Setting

_ALPHABET = string.ascii_uppercase + string.digits


@dataclass(frozen=True, slots=True)
class Work:
    session: Session
    now: datetime
    config: Config
    plan: FaultPlan
    seed: int


def draw(work: Work, kind: str) -> int:
    """The next number of 256 bits of this kind; it follows from the seed, the kind and how many were drawn before."""
    drawn = setting(work, f"drawn {kind}").get("count", 0)
    keep_setting(work, f"drawn {kind}", {"count": drawn + 1})
    digest = hmac.digest(str(work.seed).encode(), f"{kind}\n{drawn}".encode(), hashlib.sha256)
    return int.from_bytes(digest)


def fresh_id(work: Work, prefix: str, taken: Callable[[str], bool]) -> str:
    """The prefix and six upper-case letters or digits, not yet taken (contract, section 1)."""
    while True:
        number, candidate = draw(work, prefix), prefix
        for _ in range(6):
            number, place = divmod(number, len(_ALPHABET))
            candidate += _ALPHABET[place]
        if not taken(candidate):
            return candidate


def setting(work: Work, name: str) -> dict[str, Any]:
    row = work.session.get(Setting, name)
    return {} if row is None else dict(row.value)


def keep_setting(work: Work, name: str, value: dict[str, Any]) -> None:
    row = work.session.get(Setting, name)
    if row is None:
        work.session.add(Setting(name=name, value=value))
    else:
        row.value = value
    work.session.flush()


def first_time(work: Work, name: str) -> bool:
    """True once for each name, then never again."""
    if setting(work, name):
        return False
    keep_setting(work, name, {"done": True})
    return True
