"""`./dev bench`: the speed targets, each as a ratio or a figure measured here and now beside its limit.

Run it as `python -m tests.bench.run`; names run single ones; `--scale` measures the gate on ten times as many rows.
"""

import argparse
import os
import time
from collections.abc import Callable, Mapping

from onboarding.bootstrap import build
from onboarding.settings import from_env
from tests.bench import documents, gate, preflight, reader, sweep, unlock, webhook
from tests.bench.ratios import HEADING
from tests.bench.seed import seed
from tests.bench.server import Place, environment, serving

ROWS = 10_000


def seeded(place: Place, count: int) -> None:
    """What the gate and the webhook are measured on."""
    ports = build(from_env(place.settings))
    with ports.sessions() as session:
        seed(session, count)
    with ports.sessions.kw["bind"].connect() as connection:
        connection.exec_driver_sql("ANALYZE")
    ports.dispose()


def gates(place: Place, count: int) -> None:
    ports = build(from_env(place.settings))
    say(gate.in_process(ports, count))
    ports.dispose()
    with serving(place.settings) as port:
        for line in gate.over_http(port, count):
            say(line)
        say(gate.many(port, count))


def notices(place: Place, count: int) -> None:
    with serving(place.settings) as port:
        say(webhook.accepted(port, count))


def polls(place: Place, _count: int) -> None:
    for line in sweep.polled(place):
        say(line)


def reads(place: Place, _count: int) -> None:
    for line in reader.held(place):
        say(line)


def unlocks(place: Place, _count: int) -> None:
    say(unlock.unlocked(place))


def checks(_place: Place, _count: int) -> None:
    for line in preflight.measured():
        say(line)


def documented(place: Place, _count: int) -> None:
    for line in documents.measured(place):
        say(line)


BENCHES: Mapping[str, Callable[[Place, int], None]] = {
    "gate": gates,
    "webhook": notices,
    "sweep": polls,
    "reader": reads,
    "unlock": unlocks,
    "preflight": checks,
    "documents": documented,
}


def main() -> None:
    options = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    options.add_argument("names", nargs="*", metavar="NAME", help=f"{', '.join(BENCHES)}; all unless told")
    options.add_argument("--scale", action="store_true", help="ten times as many rows")
    told = options.parse_args()
    if unknown := set(told.names) - set(BENCHES):
        options.error(f"there is no bench {', '.join(sorted(unknown))}")
    names, count = told.names or list(BENCHES), ROWS * (10 if told.scale else 1)
    began = time.monotonic()
    with environment() as place:
        engine = place.settings["DATABASE_URL"].split("+")[0].split(":")[0]
        where = f"{engine}, {'Valkey' if place.settings['REDIS_URL'] else 'no doorbell'}, {os.cpu_count()} cores"
        say(f"{count:,} numbers with live campaigns; {where}; medians of interleaved rounds\n\n{HEADING}")
        if {"gate", "webhook"} & set(names):
            seeded(place, count)
        for name in names:
            BENCHES[name](place, count)
    say(f"\n{time.monotonic() - began:.0f} seconds in all")


def say(line: object) -> None:
    """A line as soon as it is known."""
    print(line, flush=True)


if __name__ == "__main__":
    main()
