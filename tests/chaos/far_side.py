"""`python -m tests.chaos.far_side`: the simulator as a process of its own, its limits and its paces scaled.

An hour of a reviewer is a minute here, so that a run of minutes sees whole lives of campaigns while polls keep their schedule.
"""

import logging
import os
import sys
from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path

from onboarding.simulator.config import Config, Paces
from onboarding.simulator.main import serve

KEPT = {"scoring"}  # seconds already


def scaled(paces: Paces, by: float) -> Paces:
    """Every pace divided, however many there are."""

    def less(value: object) -> object:
        if isinstance(value, timedelta):
            return value / by
        return {key: one / by for key, one in value.items()} if isinstance(value, dict) else value

    return replace(paces, **{f.name: less(getattr(paces, f.name)) for f in fields(paces) if f.name not in KEPT})  # type: ignore[arg-type]


def main() -> None:
    """Serve until told to stop; what it is told stands in the environment."""
    logging.basicConfig(level="INFO", format="%(asctime)s %(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    logging.getLogger("urllib3").setLevel("WARNING")
    environ = os.environ
    serve(
        Config(
            database=Path(environ["DATA_DIR"]) / "simulator.sqlite3",
            api_key=environ["REGISTRY_KEY"],
            api_secret=environ["REGISTRY_SECRET"],
            port=int(environ["SIMULATOR_PORT"]),
            limits=float(environ["CHAOS_SCALE"]),
            paces=scaled(Paces(), float(environ["CHAOS_PACES"])),
        )
    )


if __name__ == "__main__":
    main()
