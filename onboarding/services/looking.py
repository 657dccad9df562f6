"""One look at an object of the outside: each difference is a move, and what only a poll found is remembered (drift)."""

import logging
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from onboarding.domain.states import Machine
from onboarding.store import sightings
from onboarding.store.moves import Cause, Movable, move

log = logging.getLogger(__name__)


@dataclass
class Look:
    """What applying an answer needs; ``earliest`` is the look before, which is when a change can have come at the soonest."""

    session: Session
    object_id: str
    source: str  # notice or poll
    at: datetime
    earliest: datetime
    changed: bool = False
    unknown: dict[str, Any] = field(default_factory=dict)

    def found(
        self,
        row: Movable,
        machine: Machine,
        kind: type[StrEnum],
        raw: str,
        *,
        actor: str = "registry",
        reason: str = "",
        about: str = "",
        since: datetime | None = None,
    ) -> None:
        """Move a row to the state seen. A word that we do not know is kept for staff, and nothing is built on it.

        ``about`` is the object where it is another than the look's own (a number); ``since`` its own date of the change.
        """
        try:
            state = kind(raw.lower())
        except ValueError:
            log.warning("%s of %s shows a word that we do not know: %r", machine, self.object_id, raw[:80])
            state = kind("unknown")
        if state == "unknown":
            name = f"{machine}:{row.network_id}" if machine is Machine.CARRIER else str(machine)  # type: ignore[union-attr]
            self.unknown[name] = raw[:80]
        made = move(self.session, row, machine, state, Cause(actor, self.source, self.at, reason))
        if made is None:
            return
        self.changed = True
        if self.source == "poll":
            earliest = max(since, self.earliest) if since else self.earliest
            sightings.record(self.session, made, about or self.object_id, earliest)
