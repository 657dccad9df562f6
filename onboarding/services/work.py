"""The one place that commits, and what rings after it (invariant 2)."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from onboarding.services.ports import Ports
from onboarding.store.moves import Cause
from onboarding.store.outbox import POSTED, Posted
from onboarding.store.watches import RUNG

log = logging.getLogger(__name__)

# Dotted names, since nothing but the command line imports jobs; a test resolves them.
WORK_JOB = "jobs.tasks.work"
READ_JOB = "jobs.tasks.read"


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
        ports.doorbell.ring(message.queue, WORK_JOB, str(message.id))
    for watch in rung:
        ring_for_read(ports, watch)


def ring_for_read(ports: Ports, read: Posted) -> None:
    """Announce a read that is due, after the commit that made it so."""
    ports.doorbell.ring(read.queue, READ_JOB, str(read.id))


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
