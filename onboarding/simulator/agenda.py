"""What will happen later, as rows in virtual time, run in order."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from onboarding.simulator.tables import Due
from onboarding.simulator.work import Work

Handler = Callable[[Work, str, dict[str, Any]], None]

# Set in a session whose transaction changed the agenda.
MOVED = "agenda moved"

_log = logging.getLogger(__name__)


def schedule(work: Work, kind: str, subject: str, delay: timedelta, **details: Any) -> None:
    schedule_at(work, kind, subject, work.now + delay, **details)


def schedule_at(work: Work, kind: str, subject: str, due_at: datetime, **details: Any) -> None:
    work.session.add(Due(due_at=due_at, kind=kind, subject=subject, details=details))
    work.session.info[MOVED] = True
    work.session.flush()


def cancel(work: Work, subject: str, *kinds: str) -> None:
    """Strikes what is still to come about a subject: the named kinds, or all of them."""
    statement = delete(Due).where(Due.subject == subject)
    if kinds:
        statement = statement.where(Due.kind.in_(kinds))
    work.session.info[MOVED] = True
    work.session.execute(statement)


def next_due(session: Session) -> datetime | None:
    """When the next happening falls due."""
    return session.scalar(select(Due.due_at).order_by(Due.due_at).limit(1))


def run_due(work: Work, handlers: Mapping[str, Handler]) -> int:
    """Runs what falls due up to `work.now`, the earliest first, each at its own virtual time; answers how many.

    A happening may put further ones on the agenda; those that fall due in the same span run in their turn.
    """
    count, session = 0, work.session
    earliest = select(Due).where(Due.due_at <= work.now).order_by(Due.due_at, Due.seq).limit(1)
    while (due := session.scalar(earliest)) is not None:
        kind, subject, details, at = due.kind, due.subject, dict(due.details), due.due_at
        session.delete(due)
        session.info[MOVED] = True
        session.flush()
        count += 1
        try:
            with session.begin_nested():
                handlers[kind](replace(work, now=at), subject, details)
        except Exception:  # noqa: BLE001 - logged
            # One bad happening must not stop the clock for all others.
            _log.exception("the happening %s about %s failed", kind, subject)
    return count
