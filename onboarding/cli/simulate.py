"""``onboarding simulate``: the practice registry, alone; it needs no database, no Redis and no settings of ours."""

import argparse
import json
import os
import sqlite3
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DBAPIError

from onboarding.cli.preconditions import CannotStart
from onboarding.settings import Settings

_FILE = "simulator.sqlite3"
_MAX_LIMITS = 1_000_000.0


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of the command; what is not told comes from the environment or is the shipped default."""
    parser.add_argument("--port", type=int, help="port to listen on; 0 takes a free one (SIMULATOR_PORT unless told)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (this machine only unless told)")
    parser.add_argument(
        "--allow", metavar="NAME", action="append", default=[],
        help="a host name under which panel and control API may be reached from elsewhere; may be repeated",
    )  # fmt: skip
    parser.add_argument("--data", metavar="FILE", type=Path, help=f"where it remembers (DATA_DIR/{_FILE} unless told)")
    parser.add_argument("--fresh", action="store_true", help="forget what the file holds")
    parser.add_argument("--key", help="API key of the account (REGISTRY_KEY unless told)")
    parser.add_argument("--secret", help="API secret of the account (REGISTRY_SECRET unless told)")
    parser.add_argument("--seed", type=int, help="makes ids and PINs repeatable")
    parser.add_argument("--speed", type=float, help="virtual seconds in a real one, up to 1000000; 0 stops the clock")
    parser.add_argument(
        "--limits", metavar="FACTOR", type=float, default=1.0, help="scales the rate limits, up to 1000000; 0: none"
    )
    parser.add_argument("--faults", metavar="PLAN.json", type=Path, help="a fault plan to begin with")


def run(options: argparse.Namespace, environ: Mapping[str, str] = os.environ) -> int:
    """Serve until told to stop. Raises CannotStart with one sentence about what is wrong with an option."""
    from onboarding.simulator import main  # noqa: PLC0415 - an outsider, loaded only here
    from onboarding.simulator.clock import MAX_SPEED  # noqa: PLC0415
    from onboarding.simulator.config import Config  # noqa: PLC0415
    from onboarding.simulator.errors import StartError  # noqa: PLC0415

    if options.speed is not None and not 0 <= options.speed <= MAX_SPEED:
        raise CannotStart(f"--speed must be a number from 0 to {MAX_SPEED:.0f}.")
    if not 0 <= options.limits <= _MAX_LIMITS:
        raise CannotStart(f"--limits must be a number from 0 to {_MAX_LIMITS:.0f}.")
    told = _from_environment(environ)
    port = told["simulator_port"] if options.port is None else options.port
    if not 0 <= port <= 65535:
        raise CannotStart("--port must be a number from 0 to 65535.")
    key = told["registry_key"] if options.key is None else options.key
    if not key or ":" in key:  # in a login, the colon ends the key
        raise CannotStart("The key (--key or REGISTRY_KEY) must have a character and no colon.")
    secret = told["registry_secret"] if options.secret is None else options.secret
    if not secret:
        raise CannotStart("--secret must have a character.")
    database = options.data or Path(told["data_dir"]) / _FILE
    if database.is_dir():  # what an empty name stands for, too
        raise CannotStart(f"--data must name a file, and {database} is a folder.")
    config = Config(
        database=database,
        api_key=key,
        api_secret=secret,
        host=options.host,
        port=port,
        limits=options.limits,
        hosts=tuple(options.allow),
        seed=options.seed,
    )
    try:
        main.serve(config, fresh=options.fresh, speed=options.speed, plan=_plan(options.faults))
    except StartError as problem:
        raise CannotStart(str(problem)) from None
    except (OSError, sqlite3.Error, DBAPIError) as problem:
        reason = str(getattr(problem, "orig", problem))
        raise CannotStart(f"The simulator cannot use the file {config.database}: {reason}.") from None
    return 0


def _plan(path: Path | None) -> dict[str, Any] | None:
    from onboarding.simulator.fault_rules import read_plan  # noqa: PLC0415

    if path is None:
        return None
    try:
        plan = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(plan, dict):
            raise CannotStart(f"{path} must hold a JSON object with seed and rules.")
        read_plan(plan)
    except (OSError, ValueError, RecursionError) as problem:
        raise CannotStart(f"The fault plan {path} cannot be used: {problem}") from None
    return plan


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    """The few settings that an ``onboarding up`` beside it shares; nothing else of the environment is looked at."""
    names = ("simulator_port", "data_dir", "registry_key", "registry_secret")
    told: dict[str, Any] = {field.name: environ.get(field.name.upper()) or field.default for field in fields(Settings)}
    try:
        return {name: told[name] for name in names} | {"simulator_port": int(told["simulator_port"])}
    except ValueError:
        raise CannotStart(f"SIMULATOR_PORT={told['simulator_port']!r} is not a number.") from None
