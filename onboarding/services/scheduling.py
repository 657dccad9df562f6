"""Taking periodic work: whoever moves the due time on does it, so any number of schedulers may run."""

from datetime import timedelta
from typing import Any

from sqlalchemy import CursorResult, update
from sqlalchemy.exc import IntegrityError

from onboarding.services.ports import Ports
from onboarding.services.work import reading, transaction
from onboarding.store.configuration import Periodic


def take(ports: Ports, name: str, every: timedelta) -> bool:
    """True for exactly one caller each time the work is due (wall time)."""
    now = ports.clock.wall()
    with reading(ports) as session:
        row = session.get(Periodic, name)
        if row is not None and row.due_at > now:
            return False
    if row is None:
        return _first(ports, name, every)
    with transaction(ports) as session:
        result: CursorResult[Any] = session.execute(  # type: ignore[assignment]
            update(Periodic).where(Periodic.name == name, Periodic.due_at <= now).values(due_at=now + every, ran_at=now)
        )
        return result.rowcount == 1


def _first(ports: Ports, name: str, every: timedelta) -> bool:
    now = ports.clock.wall()
    try:
        with transaction(ports) as session:
            session.add(Periodic(name=name, due_at=now + every, ran_at=now))
    except IntegrityError:
        return False  # another scheduler was first
    return True
