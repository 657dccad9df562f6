"""One unit of work: an open transaction and the virtual time at which it happens."""

import secrets
import string
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from onboarding.simulator.config import Config
from onboarding.simulator.tables import Setting

_ALPHABET = string.ascii_uppercase + string.digits


@dataclass(frozen=True, slots=True)
class Work:
    session: Session
    now: datetime
    config: Config


def fresh_id(prefix: str, taken: Callable[[str], bool]) -> str:
    """The prefix and six upper-case letters or digits, not yet taken (contract, section 1)."""
    while True:
        candidate = prefix + "".join(secrets.choice(_ALPHABET) for _ in range(6))
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
