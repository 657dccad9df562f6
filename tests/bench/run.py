"""`./dev bench`: the speed targets of docs/architecture.md, each as a ratio measured here and now beside its limit.

Run it as `python -m tests.bench.run`; `--scale` measures on ten times as many rows.
"""

import argparse
import os
import time

from onboarding.bootstrap import build
from onboarding.settings import from_env
from tests.bench import gate, webhook
from tests.bench.ratios import HEADING
from tests.bench.seed import seed
from tests.bench.server import environment, serving

ROWS = 10_000


def main() -> None:
    options = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    options.add_argument("--scale", action="store_true", help="ten times as many rows")
    count = ROWS * (10 if options.parse_args().scale else 1)
    began = time.monotonic()
    with environment() as settings:
        ports = build(from_env(settings))
        with ports.sessions() as session:
            seed(session, count)
        engine = ports.sessions.kw["bind"]
        with engine.connect() as connection:
            connection.exec_driver_sql("ANALYZE")
        where = f"{engine.dialect.name}, {'Valkey' if settings['REDIS_URL'] else 'no doorbell'}, {os.cpu_count()} cores"
        say(f"{count:,} numbers with live campaigns; {where}; medians of interleaved rounds\n\n{HEADING}")
        say(gate.in_process(ports, count))
        with serving(settings) as port:
            for line in gate.over_http(port, count):
                say(line)
            say(gate.many(port, count))
            say(webhook.accepted(port, count))
        ports.dispose()
    say(f"\n{time.monotonic() - began:.0f} seconds in all")


def say(line: object) -> None:
    """A line as soon as it is known."""
    print(line, flush=True)


if __name__ == "__main__":
    main()
