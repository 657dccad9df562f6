"""The reader, measured: real workers with the real limiter against the simulator, whose limits are on."""

import json
import threading
import time
from base64 import b64encode
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from redis import Redis
from sqlalchemy import insert

from onboarding.bootstrap import build
from onboarding.domain.states import Identity
from onboarding.settings import from_env
from onboarding.simulator.app import create_app
from onboarding.simulator.config import Config
from onboarding.store import brands, businesses, watches
from tests.bench.ratios import Figure
from tests.bench.server import Place, running
from tests.jobs.deployment import served

BRANDS = 700
SECONDS = 20.0
ALLOWED = 20.0
WORKERS = 3


@dataclass
class Counted:
    """The simulator behind a door at which each request is noted: when it came, and the status that it got."""

    app: Any
    seen: list[tuple[float, int]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        came = time.monotonic()

        def note(status: str, *rest: Any) -> Any:
            with self.lock:
                self.seen.append((came, int(status[:3])))
            return start_response(status, *rest)

        answer: Iterable[bytes] = self.app(environ, note)
        return answer

    def served(self, begin: float, end: float) -> list[float]:
        """When those came in a span of time that were not refused."""
        with self.lock:
            return sorted(came for came, status in self.seen if begin <= came < end and status != 429)


def held(place: Place) -> list[Figure]:
    """How much of the allowed rate is used, and how often the simulator had to refuse."""
    if not place.settings["REDIS_URL"]:
        return [Figure("reads a second of 20 allowed", "no Valkey here, so there are no workers")]
    with TemporaryDirectory(prefix="reader-", dir="/tmp") as folder, _simulator(place, Path(folder)) as (counted, base):
        settings = place.elsewhere("reader", REGISTRY_URL=f"{base}/v2")
        with Redis.from_url(settings["REDIS_URL"]) as server:
            server.flushall()
        _seed(settings)
        commands = [["scheduler"], *[["worker", "--simple", "--queues", "reads"]] * WORKERS]
        with running(settings, *commands):
            while not counted.seen:
                time.sleep(0.05)
            begin = time.monotonic() + 3.0  # for all to be there, and the window to be settled
            time.sleep(3.0 + SECONDS)
            came = counted.served(begin, begin + SECONDS)
        refused = sum(status == 429 for _, status in counted.seen)
    # They may come in bursts of twenty: a whole number of bursts, from the end of one to the end of another.
    bursts = (len(came) - 1) // int(ALLOWED) * int(ALLOWED)
    rate = bursts / (came[-1] - came[-1 - bursts])
    return [
        Figure(
            "reads a second of 20 allowed",
            f"{rate:.2f}, {rate / ALLOWED:.1%}, by {WORKERS} workers in {SECONDS:.0f} s",
            "reach 95%",
            enough=rate >= 0.95 * ALLOWED,
        ),
        Figure("answers 429 meanwhile", f"{refused} of {len(counted.seen)}", "none", enough=not refused),
    ]


@contextmanager
def _simulator(place: Place, folder: Path) -> Iterator[tuple[Counted, str]]:
    """Filled while its limits are off, then served with the limits on."""
    key, secret = place.settings["REGISTRY_KEY"], place.settings["REGISTRY_SECRET"]
    config = Config(database=folder / "simulator.sqlite3", api_key=key, api_secret=secret, limits=0)
    login = {"Authorization": "Basic " + b64encode(f"{key}:{secret}".encode()).decode()}
    filling = create_app(config, ticker=False)
    client = filling.test_client()
    for index in range(BRANDS):
        answer = client.post("/v2/brand/nonBlocking", json=_brand(index), headers=login)
        assert answer.status_code == 200, answer.get_data()
        IDS.append(json.loads(answer.get_data())["brandId"])
    client.post("/control/clock", json={"advance_seconds": 3600})
    filling.extensions["simulator"].close()
    app = create_app(replace(config, limits=1.0))
    counted = Counted(app.wsgi_app)
    app.wsgi_app = counted  # type: ignore[method-assign]
    try:
        with served(app) as base:
            yield counted, base
    finally:
        app.extensions["simulator"].close()


IDS: list[str] = []


def _brand(index: int) -> dict[str, Any]:
    return {
        "entityType": "PRIVATE_PROFIT",
        "displayName": f"Bench {index}",
        "companyName": f"Bench {index} LLC",
        "ein": f"59-{1_000_000 + index}",
        "phone": "+14155550123",
        "email": "bench@example.com",
        "street": "1 Main Street",
        "city": "Springfield",
        "state": "IL",
        "postalCode": "62701",
        "country": "US",
        "vertical": "RETAIL",
        "brandRelationship": "BASIC_ACCOUNT",
        "website": "https://bench.example.com",
    }


def _seed(settings: dict[str, str]) -> None:
    """One business a brand, all due."""
    ports, now = build(from_env(settings)), datetime.now(UTC)
    with ports.sessions() as session:
        session.execute(
            insert(businesses.Business),
            [{"id": index + 1, "name": "Bench", "created_at": now} for index in range(len(IDS))],
        )
        rows = [
            {
                "id": index + 1,
                "business_id": index + 1,
                "registry_id": registry_id,
                "display_name": "Bench",
                "identity": Identity.SCORING,
                "attributes": {},
                "feedback": [],
                "created_at": now,
                "version": 1,
            }
            for index, registry_id in enumerate(IDS)
        ]
        session.execute(insert(brands.Brand), rows)
        due_at = now - timedelta(minutes=1)
        session.execute(
            insert(watches.Watch),
            [{"kind": "brand", "subject_id": index + 1, "due_at": due_at} for index in range(len(IDS))],
        )
        session.commit()
    ports.dispose()
