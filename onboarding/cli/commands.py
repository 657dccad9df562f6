"""The commands: each takes the settings and its options and returns an exit code."""

import argparse
import code
import getpass
import json
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from types import FrameType

from onboarding.bootstrap import build, silent
from onboarding.cli import database, states_page
from onboarding.cli import doctor as doctors
from onboarding.cli import up as ups
from onboarding.cli.demo import DEMO_OWNER, DEMO_PASSWORD, DEMO_STAFF
from onboarding.domain.phones import parse_us
from onboarding.services import numbers, operators, subscribing
from onboarding.services.ports import OutsideError, Ports
from onboarding.services.rehearsal import Deviation, Rehearsal, Scenario
from onboarding.services.work import reading
from onboarding.settings import Settings

Options = argparse.Namespace


def configure_logging(settings: Settings) -> None:
    """One line a record, to standard error."""
    logging.basicConfig(
        level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s", stream=sys.stderr
    )
    for noisy in ("rq.worker", "fontTools", "weasyprint"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


@contextmanager
def built(settings: Settings) -> Iterator[Ports]:
    """Everything wired up, and put down again in the end."""
    ports = build(settings)
    try:
        yield ports
    finally:
        ports.dispose()


def up(settings: Settings, _options: Options) -> int:
    """Everything on this machine."""
    return ups.run(settings)


def web(settings: Settings, _options: Options) -> int:
    """Gunicorn in place of this process; WEB_CONCURRENCY sets its workers."""
    workers = os.environ.get("WEB_CONCURRENCY", "2")
    arguments = [
        sys.executable, "-m", "gunicorn", "--worker-class", "gthread", "--threads", "4", "--workers", workers,
        "--no-control-socket", "--bind", f"{os.environ.get('HOST', '127.0.0.1')}:{settings.port}",
        "--graceful-timeout", "20", "--access-logfile", "-" if settings.log_level == "DEBUG" else "/dev/null",
        "onboarding.wsgi:application",
    ]  # fmt: skip
    os.execv(sys.executable, arguments)  # noqa: S606 - our own interpreter


def worker(settings: Settings, options: Options) -> int:
    """An RQ worker; a forked job gets its own database connections."""
    from rq import SimpleWorker, Worker  # noqa: PLC0415 - slow to import, and only workers need it
    from rq.serializers import JSONSerializer  # noqa: PLC0415
    from sqlalchemy.orm import configure_mappers  # noqa: PLC0415

    import jobs.tasks  # noqa: F401, PLC0415 - loaded before the fork, so that each job need not load it again
    from jobs.runtime import ports  # noqa: PLC0415
    from onboarding.adapters.queue import connect  # noqa: PLC0415

    if not settings.redis_url:
        sys.stderr.write("REDIS_URL is not set. Name a Redis or Valkey server, or use `onboarding up`.\n")
        return 2
    configure_mappers()
    ports()  # nothing is connected yet, so that a fork may have it
    kind = SimpleWorker if options.simple else Worker
    made = kind(options.queues.split(","), connection=connect(settings.redis_url), serializer=JSONSerializer)
    made.work(logging_level="WARNING")
    return 0


def scheduler(settings: Settings, _options: Options) -> int:
    """Tick until told to stop."""
    from jobs.schedule import run  # noqa: PLC0415 - nothing else of the command line needs jobs

    stop = threading.Event()

    def ask(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, ask)
    signal.signal(signal.SIGINT, ask)
    run(build(settings), stop)
    return 0


def db(settings: Settings, options: Options) -> int:
    """Migrate, check that the tables and the revisions agree, or draft a revision."""
    if options.action == "upgrade":
        database.upgrade(settings.database_url)
    elif options.action == "draft":
        database.draft(settings.database_url, options.message)
    else:
        return database.check()
    return 0


def staff(settings: Settings, options: Options) -> int:
    """Add somebody to the review desk; the password comes from STAFF_PASSWORD or is asked for."""
    from onboarding.app import create_app  # noqa: PLC0415 - two seconds to import
    from onboarding.web.auth import add_staff  # noqa: PLC0415

    password = os.environ.get("STAFF_PASSWORD") or getpass.getpass(f"Password for {options.email}: ")
    if len(password) < 8:
        sys.stderr.write("Choose a password of 8 characters or more.\n")
        return 2
    with built(settings) as ports:
        added = add_staff(create_app(settings, ports), options.email, password)
    print(f"{options.email} {'may now' if added else 'already may'} use the review desk.")
    return 0


def operator(settings: Settings, options: Options) -> int:
    """Choose whose number sends our own texts."""
    with built(settings) as ports:
        chosen = operators.set_operator(ports, options.business)
    if chosen:
        print("Its number sends our codes and notices from now on, once it is approved.")
        return 0
    sys.stderr.write(f"There is no business {options.business}. Its id stands in its pages' addresses: /b/<id>/.\n")
    return 1


def seed(settings: Settings, _options: Options) -> int:
    """Demo logins, subscriptions, and the operator's own registration at the simulator."""
    from onboarding.app import create_app  # noqa: PLC0415
    from onboarding.web.auth import add_owner, add_staff  # noqa: PLC0415

    if settings.is_production:
        sys.stderr.write("Demo logins are for development only.\n")
        return 2
    with built(settings) as ports:
        app = create_app(settings, ports)
        add_owner(app, DEMO_OWNER, DEMO_PASSWORD)
        add_staff(app, DEMO_STAFF, DEMO_PASSWORD)
        problem = _told(lambda: subscribing.subscribe(ports)) or operators.seed(silent(ports))
    if problem:
        sys.stderr.write(f"The operator's number is not ready: {problem}\n")
    return 1 if problem else 0


def _told(action: Callable[[], None]) -> str | None:
    try:
        action()
    except OutsideError as error:
        return str(error)
    return None


def subscribe(settings: Settings, _options: Options) -> int:
    """Tell registry and provider where to send their notices."""
    with built(settings) as ports:
        problem = _told(lambda: subscribing.subscribe(ports))
    print(problem or f"Notices come to {settings.registry_hook_url} and {settings.messaging_hook_url}.")
    return 1 if problem else 0


def rehearse(settings: Settings, options: Options) -> int:
    """Print each move with its time; exit code 1 and the reason when anything deviates."""
    logging.getLogger().setLevel(logging.ERROR)
    ports = build(settings)
    rehearsal = Rehearsal(
        ports if options.watch else silent(ports),
        Scenario(options.scenario),
        patience=options.patience,
        works=not options.watch,
    )
    reason = ""
    try:
        for line in rehearsal.run():
            if options.json:
                print(json.dumps(vars(line), default=str), flush=True)
            else:
                who = f"{line.machine} {line.network_id or ''}".strip()
                moved = f"{line.from_state} → {line.to_state}"
                print(f"{line.at:%Y-%m-%d %H:%M:%S}  {who:<18} {moved:<32} ({line.source})", flush=True)
    except (Deviation, OutsideError) as problem:
        reason = str(problem)
    if options.json:
        print(json.dumps({"scenario": options.scenario, "ok": not reason, "reason": reason}))
    else:
        print(f"{options.scenario}: {'DEVIATED: ' + reason if reason else 'as it should be'}")
    return 1 if reason else 0


def explain(settings: Settings, options: Options) -> int:
    """The gate's verdict in plain words; exit code 1 when the answer is no."""
    sender, recipient = (parse_us(text) or text for text in (options.number, options.recipient))
    with built(settings) as ports, reading(ports) as session:
        verdict = numbers.verdict(session, sender, recipient)
    if verdict.allowed:
        print(f"Yes: {sender} may text {recipient} now.")
        return 0
    print(f"No: {sender} may not text {recipient} now.")
    for block, words in zip(verdict.blocks, verdict.reasons, strict=True):
        print(f"  - {words} [{block.code}]")
    return 1


def doctor(settings: Settings, _options: Options) -> int:
    """What is wrong, and how to mend it."""
    return doctors.run(settings)


def states(_settings: Settings, _options: Options) -> int:
    """Print docs/states.md."""
    print(states_page.render())
    return 0


def shell(settings: Settings, _options: Options) -> int:
    """Python with ``ports`` and the way to sessions."""
    from onboarding.services.work import transaction  # noqa: PLC0415

    ports = build(settings)
    names = {
        "ports": ports,
        "settings": settings,
        "transaction": transaction,
        "reading": reading,
        "timedelta": timedelta,
    }
    banner = "ports, settings, transaction(ports), reading(ports)"
    code.interact(banner=banner, local=names, exitmsg="")
    return 0
