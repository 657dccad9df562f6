"""The poll, measured: a thousand due reads among ever more open registrations; time and memory follow the due ones."""

import time
import tracemalloc
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any

from sqlalchemy import ColumnElement, String, case, cast, insert, literal, select, text

from jobs import schedule
from onboarding.bootstrap import build
from onboarding.domain.states import Dca, Identity, Registry, Sharing
from onboarding.services import working
from onboarding.services.ports import Ports
from onboarding.services.registry import CampaignSeen
from onboarding.settings import from_env
from onboarding.store import brands, businesses, campaigns, watches
from onboarding.store.base import Base
from tests.bench.ratios import Figure
from tests.bench.server import Place

OPEN = (1_000, 10_000, 100_000)
DUE = 1_000
BUSINESSES = 100
SWEEPS = 15
CYCLES = 4
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


_WORDS = [f"{what}_{kind}" for what in ("opt_in", "opt_out", "help") for kind in ("keywords", "message")] + [
    "explanation"
]


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
    for _ in range(CYCLES):
        for one in fields:
            one.cycle()
    for one in fields:
        one.ports.dispose()
    sweeps = [median(one.sweeps) * 1000 for one in fields]
    reads = [sum(one.cycles) / len(one.cycles) * 1000 for one in fields]
    peaks = [one.peak / 1024 for one in fields]
    return [
        _line("poll of 1,000 due and its 40 reads", "ms", reads),
        _line("peak memory of it", "KiB", peaks),
        replace(_line("the poll alone, up to the rings", "ms", sweeps), limit="(reported only)", enough=None),
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
    """The due ones are spread over all rows and all businesses; the others come due tomorrow. The database makes the rows."""
    now = datetime.now(UTC)
    row = select(literal(0).label("i")).cte("numbered", recursive=True)
    row = row.union_all(select(row.c.i + 1).where(row.c.i + 1 < count))
    i, name = row.c.i, cast(row.c.i, String)
    due = case((i % (count // DUE) == 0, literal(now - timedelta(minutes=1))), else_=literal(now + timedelta(days=1)))

    with ports.sessions() as session:

        def fill(model: type[Base], **values: Any) -> None:
            table = model.__table__
            columns = [
                value if isinstance(value, ColumnElement) else literal(value, table.c[key].type)
                for key, value in values.items()
            ]
            rows = select(*columns).select_from(row)
            session.execute(insert(table).from_select(list(values), rows, include_defaults=False))  # type: ignore[arg-type]

        made = [{"id": index + 1, "name": "Bench", "created_at": now} for index in range(BUSINESSES)]
        session.execute(insert(businesses.Business), made)
        fill(
            brands.Brand,
            id=i + 1,
            public_id="b" + name,
            business_id=i * BUSINESSES // count + 1,
            registry_id="B" + name,
            display_name="Business",
            identity=Identity.VERIFIED,
            attributes={},
            feedback=[],
            created_at=now,
            version=1,
        )
        fill(
            campaigns.Campaign,
            id=i + 1,
            public_id="c" + name,
            brand_id=i + 1,
            registry_id="C" + name,
            use_case="LOW_VOLUME",
            record=Registry.ACTIVE,
            sharing=Sharing.ACCEPTED,
            dca=Dca.NONE,
            elected=[],
            created_at=now,
            version=1,
            **dict.fromkeys(_WORDS, ""),
        )
        fill(watches.Watch, kind="campaign", subject_id=i + 1, due_at=due, noticed=0, answered=0, failures=0)
        session.commit()
        session.execute(text("ANALYZE"))
        session.commit()
