"""The one place that commits, and what rings after it (invariant 2)."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from onboarding.domain.follow_ups import Topic
from onboarding.services.ports import Ports
from onboarding.settings import Settings
from onboarding.store.moves import Cause
from onboarding.store.outbox import POSTED, Posted
from onboarding.store.watches import QUEUE as READS
from onboarding.store.watches import RUNG

log = logging.getLogger(__name__)

# Dotted names, since nothing but the command line imports jobs; a test resolves them.
WORK_JOB = "jobs.tasks.work"
READ_JOB = "jobs.tasks.read"

_PACED = frozenset({Topic.FILE.queue, READS})


@contextmanager
def transaction(ports: Ports) -> Iterator[Session]:
    """A session whose work is committed at the end; an exception rolls everything back.

    Work that was posted inside is announced after the commit. A doorbell that is out of order loses nothing: the row
    waits for the sweep.
    """
    with ports.sessions() as session:
        session.info["wall"] = ports.clock.wall
        yield session
        session.commit()
        posted, rung = session.info.pop(POSTED, []), session.info.pop(RUNG, [])
    for message in posted:
        _ring(ports, message, WORK_JOB)
    for watch in rung:
        _ring(ports, watch, READ_JOB)


def ring_for_read(ports: Ports, read: Posted) -> None:
    """Announce a read that is due, after the commit that made it so."""
    _ring(ports, read, READ_JOB)


def _ring(ports: Ports, due: Posted, job: str) -> None:
    """Ring at once while the queue is short; a longer one is left to the sweeps, which let businesses take turns."""
    if not ports.doorbell.crowded(due.queue, longest(due.queue, ports.settings) // 2):
        ports.doorbell.ring(due.queue, job, str(due.id))


def longest(queue: str, settings: Settings) -> int:
    """How many rings may wait in a queue. Where the registry sets the pace it is two seconds of its reads, because who comes
    new waits behind all of them, whatever his turn.
    """
    return max(10, int(40 * settings.registry_limits)) if queue in _PACED else 200


@contextmanager
def reading(ports: Ports) -> Iterator[Session]:
    """A session for reading only: on SQLite it takes no write lock, and nothing is ever committed."""
    with ports.readers() as session:
        session.info["wall"] = ports.clock.wall
        yield session


@contextmanager
def jotting(ports: Ports) -> Iterator[Connection]:
    """A bare connection for one quick write, committed at the end: notices come by the thousand and need no objects."""
    engine: Engine = ports.sessions.kw["bind"]
    with engine.begin() as connection:
        yield connection


@contextmanager
def glancing(ports: Ports) -> Iterator[Connection]:
    """A bare connection for one quick read: the gate is asked thousands of times a second and needs no objects."""
    engine: Engine = ports.readers.kw["bind"]
    with engine.connect() as connection:
        yield connection


def by_user(ports: Ports, user_id: int, source: str) -> Cause:
    """The cause of a move that a person made on a page."""
    return Cause(f"user:{user_id}", source, ports.clock.now())
