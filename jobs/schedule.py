"""The schedule: a list, and a loop that takes what is due. Two schedulers do no harm: taking a row moves it on."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from onboarding.services import consents, domains, practising, scheduling, working
from onboarding.services.ports import Ports
from onboarding.services.work import READ_JOB, WORK_JOB, longest
from onboarding.services.working import Due

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Periodic:
    """One piece of periodic work: its name, its pace in wall time, what it does."""

    name: str
    every: timedelta
    run: Callable[[Ports], object]


def sweep_outbox(ports: Ports) -> int:
    """Ring for messages that nobody has done: lost rings, retries that came due, workers that died."""
    return _ring(ports, WORK_JOB, working.due_work(ports))


def poll_registry(ports: Ports) -> int:
    """Ring for objects whose next read is due."""
    return _ring(ports, READ_JOB, working.due_reads(ports))


def _ring(ports: Ports, job: str, pieces: list[Due]) -> int:
    """Ring in the order given while a queue is short, and once for each: rings must not pile up in Redis."""
    waiting = {queue: set(ports.doorbell.waiting(queue)) for queue in {piece.queue for piece in pieces}}
    rung = 0
    for piece in pieces:
        there, name = waiting[piece.queue], str(piece.id)
        if name not in there and len(there) < longest(piece.queue, ports.settings):
            there.add(name)
            rung += ports.doorbell.ring(piece.queue, job, name)
    return rung


SCHEDULE = (
    Periodic("practice_clock", timedelta(seconds=1), practising.keep_in_step),
    Periodic("sweep_outbox", timedelta(seconds=1), sweep_outbox),
    Periodic("poll_registry", timedelta(seconds=1), poll_registry),
    Periodic("confirm_consents", timedelta(minutes=1), consents.post_waiting),
    Periodic("look_at_domains", timedelta(hours=1), domains.post_looks),
)


def tick(ports: Ports, schedule: tuple[Periodic, ...] = SCHEDULE) -> list[str]:
    """Run what is due now; returns the names. A fault in one does not stop the others."""
    ran = []
    for periodic in schedule:
        try:
            if scheduling.take(ports, periodic.name, periodic.every):
                periodic.run(ports)
                ran.append(periodic.name)
        except Exception:
            log.exception("periodic work %s failed; it is tried again when it is due next", periodic.name)
    return ran


def run(ports: Ports, stop: threading.Event) -> None:
    """Tick until told to stop."""
    while not stop.is_set():
        tick(ports)
        stop.wait(0.5)
