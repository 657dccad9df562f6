"""The poll, measured: a thousand due reads among ever more open registrations; time and memory follow the due ones."""

import time
import tracemalloc
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any

from sqlalchemy import insert, text

from jobs import schedule
from onboarding.bootstrap import build
from onboarding.domain.states import Identity, Registry, Sharing
from onboarding.services import working
from onboarding.services.ports import CampaignSeen, Ports
from onboarding.settings import from_env
from onboarding.store import brands, businesses, campaigns, watches
from tests.bench.ratios import Figure
from tests.bench.server import Place

OPEN = (1_000, 10_000, 100_000)
DUE = 1_000
BUSINESSES = 100
SWEEPS = 25
CHUNK = 5_000
LIMIT = 1.2


@dataclass
class Bell:
    """Keeps the rings of one sweep."""

    rung: list[str] = field(default_factory=list)

    def ring(self, queue: str, job: str, argument: str) -> bool:
        self.rung.append(argument)
        return True

    def waiting(self, queue: str) -> frozenset[str]:
        return frozenset(self.rung)

    def crowded(self, queue: str, many: int) -> bool:
        return False


class Canned:
    """A registry where every campaign is as it was."""

    def read_campaign(self, registry_id: str) -> CampaignSeen:
        return CampaignSeen(registry_id, "ACTIVE", "ACCEPTED", "", (), {}, "2027-01-01")


@dataclass
class Field:
    """One database with so many open registrations, and what was measured on it."""

    open: int
    ports: Ports
    bell: Bell
    sweeps: list[float] = field(default_factory=list)
    cycles: list[float] = field(default_factory=list)
    peak: int = 0

    def sweep(self) -> None:
        """The poll alone, up to the rings."""
        self.bell.rung.clear()
        began = time.perf_counter()
        assert schedule.poll_registry(self.ports) == 40
        self.sweeps.append(time.perf_counter() - began)

    def cycle(self) -> None:
        """The poll, and reading what it rang for."""
        self.bell.rung.clear()
        began = time.perf_counter()
        schedule.poll_registry(self.ports)
        assert all(working.read(self.ports, int(argument)) for argument in self.bell.rung)
        self.cycles.append(time.perf_counter() - began)

    def weigh(self) -> None:
        """The peak of the memory that one such cycle takes."""
        tracemalloc.start()
        self.cycle()
        self.peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        self.cycles.pop()


def polled(place: Place) -> list[Figure]:
    """Rounds are interleaved, so that a busy machine slows all sizes alike."""
    fields = [_field(place, count) for count in OPEN]
    for one in fields:
        one.sweep()
        one.cycle()
        one.sweeps.clear()
        one.cycles.clear()
    for _ in range(SWEEPS):
        for one in fields:
            one.sweep()
    for one in fields:
        one.weigh()
    while all(schedule.working.due_reads(one.ports) for one in fields):
        for one in fields:
            one.cycle()
    for one in fields:
        one.ports.dispose()
    sweeps = [median(one.sweeps) * 1000 for one in fields]
    reads = [sum(one.cycles) / len(one.cycles) * 1000 for one in fields]
    peaks = [one.peak / 1024 for one in fields]
    return [
        _line("poll of 1,000 due, up to the rings", "ms", sweeps),
        _line("poll and its 40 reads", "ms", reads),
        _line("peak memory of a poll and its reads", "KiB", peaks),
    ]


def _line(what: str, unit: str, found: list[float]) -> Figure:
    ratio = found[-1] / found[0]
    told = f"{' / '.join(f'{value:.1f}' for value in found)} {unit} at {' / '.join(f'{count:,}' for count in OPEN)}"
    return Figure(what, told, f"{ratio:.2f} <= {LIMIT}", enough=ratio <= LIMIT)


def _field(place: Place, count: int) -> Field:
    settings = place.elsewhere(f"open_{count}", REDIS_URL=place.settings["REDIS_URL"])
    bell = Bell()
    ports = replace(build(from_env(settings)), doorbell=bell, registry=Canned())  # type: ignore[arg-type]
    _seed(ports, count)
    return Field(count, ports, bell)


def _seed(ports: Ports, count: int) -> None:
    """The due ones are spread over all rows and all businesses; the others come due in the next days."""
    now = datetime.now(UTC)

    def rows(table: type, make: Any) -> None:
        for start in range(0, count, CHUNK):
            session.execute(insert(table), [make(index) for index in range(start, min(start + CHUNK, count))])

    def due_at(index: int) -> datetime:
        is_due = index % (count // DUE) == 0
        return now - timedelta(minutes=index % 60 + 1) if is_due else now + timedelta(hours=1, seconds=index)

    with ports.sessions() as session:
        made = [{"id": index + 1, "name": "Bench", "created_at": now} for index in range(BUSINESSES)]
        session.execute(insert(businesses.Business), made)
        rows(
            brands.Brand,
            lambda i: {
                "id": i + 1,
                "business_id": i * BUSINESSES // count + 1,
                "registry_id": f"B{i:06d}",
                "display_name": f"Business {i}",
                "identity": Identity.VERIFIED,
                "attributes": {},
                "feedback": [],
                "created_at": now,
                "version": 1,
            },
        )
        rows(
            campaigns.Campaign,
            lambda i: {
                "id": i + 1,
                "brand_id": i + 1,
                "registry_id": f"C{i:06d}",
                "use_case": "LOW_VOLUME",
                "record": Registry.ACTIVE,
                "sharing": Sharing.ACCEPTED,
                "created_at": now,
                "version": 1,
            },
        )
        rows(watches.Watch, lambda i: {"kind": "campaign", "subject_id": i + 1, "due_at": due_at(i)})
        session.commit()
        session.execute(text("ANALYZE"))
        session.commit()
