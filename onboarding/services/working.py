"""Working: claim a message, hand it to its handler, and decide what a failure means. Retries are data, here, once."""

import logging
import random
from datetime import timedelta
from typing import TypeAlias

from sqlalchemy.orm.exc import StaleDataError

from onboarding.domain.follow_ups import Topic
from onboarding.services import dispatch
from onboarding.services.ports import Misconfigured, NotFound, OutsideError, Ports, Refused, Unavailable
from onboarding.services.sending import CannotDecide
from onboarding.services.work import reading, transaction
from onboarding.store import outbox, watches
from onboarding.store.outbox import Posted

log = logging.getLogger(__name__)

# A due row and the queue to ring for it.
Due: TypeAlias = Posted

# Seconds to wait after the first, second, … try without an answer; then the last one again, for ever: a registry that is
# down for a day costs nothing but time. A random part keeps apart what failed together.
_UNAVAILABLE = (2, 5, 15, 60, 300, 900, 3600)

# Workers that were never heard of again before a person has to look: one more would die of it, too.
_DEATHS = 5

# Tries after a fault of our own before a person has to look.
_FAULTS = 5


def work(ports: Ports, message_id: int) -> bool:
    """Do one piece of work, at most once at a time.

    1. Claim it, or go home: it is done, not due, or somebody else has it.
    2. Hand it to its topic's handler.
    3. Finish it; or put it back for later when the outside gave no answer; or park it for a person.
    Returns True when it was done now.
    """
    with transaction(ports) as session:
        message = outbox.claim(session, message_id)
    if message is None or message.claim is None:
        return False
    topic, subject, claim, attempts = message.topic, message.subject, message.claim, message.attempts
    if message.deaths >= _DEATHS:
        _park(ports, message_id, claim, topic, RuntimeError(f"{message.deaths} workers died of it"))
        return False
    try:
        dispatch.HANDLERS[topic](ports, int(subject))
    except Unavailable as error:
        _again(ports, message_id, claim, attempts, topic, error)
        return False
    except StaleDataError as error:
        _again(ports, message_id, claim, 1, topic, error)  # somebody else wrote the row: look again at once
        return False
    except (Misconfigured, CannotDecide, Refused, NotFound) as error:
        _park(ports, message_id, claim, topic, error)
        return False
    except Exception as error:
        log.exception("work %s (%s %s) failed, try %s", message_id, topic, subject, attempts)
        if attempts >= _FAULTS:
            _park(ports, message_id, claim, topic, error)
        else:
            _again(ports, message_id, claim, attempts, topic, error)
        return False
    with transaction(ports) as session:
        outbox.finish(session, message_id, claim)
    return True


def _again(ports: Ports, message_id: int, claim: str, attempts: int, topic: Topic, error: Exception) -> None:
    wait = _UNAVAILABLE[min(attempts, len(_UNAVAILABLE)) - 1] * random.uniform(0.75, 1.25)  # noqa: S311 - no secret
    if isinstance(error, Unavailable):
        wait = max(wait, error.wait)  # the registry's own word
    log.warning("work %s (%s) will be tried again in %.0f s: %s", message_id, topic, wait, error)
    with transaction(ports) as session:
        outbox.retry(session, message_id, claim, after=timedelta(seconds=wait), error=_words(error))


def _park(ports: Ports, message_id: int, claim: str, topic: Topic, error: Exception) -> None:
    log.error("work %s (%s) is parked for a person: %s", message_id, topic, error)
    with transaction(ports) as session:
        outbox.park(session, message_id, claim, error=_words(error))


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def read(ports: Ports, watch_id: int) -> bool:
    """Read one watched object; a failure is logged and has put the watch back already."""
    try:
        return dispatch.read(ports, watch_id)
    except OutsideError as error:
        log.warning("watch %s could not be read: %s", watch_id, error)
    except StaleDataError:
        log.info("watch %s was written meanwhile; the next sweep reads it again", watch_id)
    return False


def due_work(ports: Ports) -> list[Due]:
    """Messages that wait for a worker."""
    with reading(ports) as session:
        return outbox.due(session)


def due_reads(ports: Ports) -> list[Due]:
    """Watches that are due."""
    with reading(ports) as session:
        return watches.due(session, ports.clock.now())


def drain(ports: Ports, only: frozenset[int] | None = None) -> int:
    """Do everything that is due now in this process: rehearsals, seeds and tests.

    ``only`` names the watches to read; without it every due one is read.
    """
    done = 0
    for _ in range(200):
        reads = [piece for piece in due_reads(ports) if only is None or piece.id in only]
        progress = sum(work(ports, piece.id) for piece in due_work(ports)) + sum(
            read(ports, piece.id) for piece in reads
        )
        done += progress
        if not progress:
            break
    return done


def is_idle(ports: Ports, only: frozenset[int]) -> bool:
    """No work is due or being done, and none of these watches either: time may pass."""
    with reading(ports) as session:
        busy = outbox.in_flight(session) + watches.in_flight(session, only)
    return not busy and not due_work(ports) and not any(piece.id in only for piece in due_reads(ports))
