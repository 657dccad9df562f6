"""The registry account's credentials as configuration: sealed rows, the newest counts, the one before is remembered."""

import json
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from onboarding.store import configuration
from onboarding.store.configuration import Configuration
from onboarding.store.vault import Vault

KEY = "registry_credentials"
_COLUMN = "configuration.registry_credentials"


@dataclass(frozen=True)
class Stored:
    """One version: the pair, and since when it counts (wall time)."""

    key: str
    secret: str = field(repr=False)
    since: datetime


def newest(session: Session, vault: Vault, most: int = 2) -> list[Stored]:
    """The newest versions, the one in force first; empty when operators have set none."""
    query = select(Configuration).where(Configuration.key == KEY).order_by(Configuration.version.desc()).limit(most)
    found = []
    for row in session.scalars(query):
        told = json.loads(vault.open(bytes.fromhex(row.value["sealed"]), _COLUMN))
        found.append(Stored(told["key"], told["secret"], row.changed_at))
    return found


def write(session: Session, vault: Vault, key: str, secret: str, *, by: str, at: datetime) -> None:
    """Put a new pair in force by adding a version."""
    sealed = vault.seal(json.dumps({"key": key, "secret": secret}), _COLUMN)
    configuration.write(session, KEY, {"sealed": sealed.hex()}, by=by, at=at)
