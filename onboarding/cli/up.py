"""``onboarding up``: everything on one machine, under one supervisor."""

import os
import subprocess
import sys
import threading
from pathlib import Path

from onboarding.cli import database
from onboarding.cli.children import Child, answers, die_with_parent
from onboarding.cli.demo import DEMO_OWNER, DEMO_PASSWORD, DEMO_STAFF
from onboarding.cli.preconditions import check_pdf_libraries, check_port_free, check_writable
from onboarding.cli.supervisor import Supervisor
from onboarding.cli.valkey import EmbeddedValkey
from onboarding.settings import Settings

_SEED_SECONDS = 90


def run(settings: Settings) -> int:
    """Check, migrate, start; returns the exit code. Raises CannotStart with the remedy."""
    folder = Path(settings.data_dir).absolute()
    check_writable(folder)
    check_pdf_libraries()
    check_port_free(settings.port, variable="PORT")
    if settings.practice_mode:
        check_port_free(settings.simulator_port, variable="SIMULATOR_PORT")
    database.upgrade(settings.database_url)
    valkey = None if settings.redis_url else EmbeddedValkey(folder / "valkey")
    environment = dict(os.environ) | _addresses(settings, valkey)
    children = _children(settings, folder, valkey, environment)
    return Supervisor(children, on_ready=lambda: _ready(settings, environment)).run()


def _addresses(settings: Settings, valkey: EmbeddedValkey | None) -> dict[str, str]:
    """What the children need to find each other; the simulator's port moves its addresses along."""
    found = {"REDIS_URL": valkey.url if valkey else settings.redis_url, "DATABASE_URL": settings.database_url}
    if settings.practice_mode:
        base = f"http://127.0.0.1:{settings.simulator_port}"
        found |= {"SIMULATOR_URL": base, "REGISTRY_URL": f"{base}/v2", "MESSAGING_URL": f"{base}/messaging/v1"}
    if "PUBLIC_URL" not in os.environ:
        found["PUBLIC_URL"] = f"http://localhost:{settings.port}"
    return found


def _children(
    settings: Settings, folder: Path, valkey: EmbeddedValkey | None, environment: dict[str, str]
) -> list[Child]:
    def ours(name: str, *arguments: str, ready: str = "") -> Child:
        command = [sys.executable, "-m", "onboarding.cli.main", *arguments]
        return Child(name, command, env=environment, ready=answers(ready) if ready else None)

    children = []
    if valkey:
        command = [sys.executable, "-m", "onboarding.cli.valkey", str(folder / "valkey")]
        children.append(Child("valkey", command, env=environment, ready=valkey.answers))
    if settings.practice_mode:
        children.append(
            ours("simulator", "simulate", ready=f"http://127.0.0.1:{settings.simulator_port}/control/clock")
        )
    children.append(ours("web", "web", ready=f"http://127.0.0.1:{settings.port}/health/ready"))
    children.append(ours("worker", "worker", "--simple"))
    children.append(ours("scheduler", "scheduler"))
    return children


def _ready(settings: Settings, environment: dict[str, str]) -> None:
    """Seed beside the supervisor's loop, so that Ctrl-C is heard meanwhile; then say where to look."""
    threading.Thread(target=_seed_and_tell, args=(settings, environment), daemon=True).start()


def _seed_and_tell(settings: Settings, environment: dict[str, str]) -> None:
    seeded = settings.practice_mode and not settings.is_production and _seed(environment)
    sys.stdout.write(_welcome(settings, environment, seeded=seeded))
    sys.stdout.flush()


def _seed(environment: dict[str, str]) -> bool:
    """Make the demo logins; what hinders it is told by the command itself, above the welcome."""
    command = [sys.executable, "-m", "onboarding.cli.main", "seed"]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter, which ends with us
            command,
            env=environment | {"LOG_LEVEL": "ERROR"},
            timeout=_SEED_SECONDS,
            check=False,
            start_new_session=True,
            preexec_fn=die_with_parent(),
        )
    except subprocess.TimeoutExpired:
        sys.stderr.write(f"The demo logins were not made within {_SEED_SECONDS} seconds.\n")
        return False
    return done.returncode == 0


def _welcome(settings: Settings, environment: dict[str, str], *, seeded: bool) -> str:
    url = environment.get("PUBLIC_URL", settings.public_url)
    lines = ["", f"  Greenlight is ready:       {url}", f"  Mail lands on:             {url}/outbox"]
    if settings.practice_mode:
        simulator = f"http://127.0.0.1:{settings.simulator_port}"
        lines += [f"  Simulator and its clock:   {simulator}/", f"  Handsets:                  {simulator}/handsets"]
    if seeded:
        lines += [f"  Owner login:               {DEMO_OWNER} / {DEMO_PASSWORD}"]
        lines += [f"  Staff login:               {DEMO_STAFF} / {DEMO_PASSWORD}"]
    else:
        lines += ["  There are no demo logins:  see above for the reason, then run: onboarding seed"]
    return "\n".join([*lines, "", "  Ctrl-C ends everything.", "", ""])
