"""``onboarding doctor``: what is wrong with a deployment, and how to mend it."""

import smtplib
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

import requests
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from onboarding.adapters.mail import connect as connect_smtp
from onboarding.adapters.queue import connect
from onboarding.bootstrap import build
from onboarding.cli import database
from onboarding.cli.preconditions import CannotStart, check_pdf_libraries
from onboarding.domain.chain import ChainStatus
from onboarding.services import drift, health, subscribing, texting
from onboarding.services.ports import OutsideError, Ports
from onboarding.services.work import reading
from onboarding.settings import Settings
from onboarding.store import numbers
from onboarding.store.base import make_engine

Check = Callable[[Ports], str | None]


def run(settings: Settings) -> int:
    """Run every check and print one line each; 1 when something needs mending."""
    ports = build(settings)
    failed = 0
    for name, check in CHECKS.items():
        problem = check(ports)
        failed += problem is not None
        print(f"{'ok  ' if problem is None else 'MEND'}  {name}{': ' + problem if problem else ''}")
    ports.dispose()
    print("Everything is in order." if not failed else f"{failed} of {len(CHECKS)} checks need mending.")
    return 1 if failed else 0


def _database(ports: Ports) -> str | None:
    return health.database(ports)


def _migrations(ports: Ports) -> str | None:
    engine = make_engine(ports.settings.database_url)
    try:
        missing = database.pending(engine)
    except SQLAlchemyError:
        return "cannot be told, since the database does not answer."
    finally:
        engine.dispose()
    return f"the database lacks {', '.join(missing)}. Run `onboarding db upgrade`." if missing else None


def _redis(ports: Ports) -> str | None:
    if not ports.settings.redis_url:
        return "REDIS_URL is not set, so workers are not woken. Set it, or use `onboarding up`."
    try:
        connect(ports.settings.redis_url).ping()
    except (RedisError, OSError) as error:
        return f"Redis does not answer ({type(error).__name__}). Check REDIS_URL; no work is lost meanwhile."
    return None


def _workers(ports: Ports) -> str | None:
    from rq import Worker  # noqa: PLC0415 - slow to import

    if not ports.settings.redis_url:
        return "cannot be told without REDIS_URL."
    try:
        found = Worker.count(connection=connect(ports.settings.redis_url))
    except (RedisError, OSError):
        return "cannot be told, since Redis does not answer."
    return None if found else "no worker is running. Start one with `onboarding worker`."


def _registry(ports: Ports) -> str | None:
    try:
        ports.registry.profile()
    except OutsideError as error:
        return f"{error}. Check REGISTRY_URL, REGISTRY_KEY and REGISTRY_SECRET."
    return None


def _notices(ports: Ports) -> str | None:
    try:
        missing = subscribing.missing(ports)
    except OutsideError:
        return "cannot be told, since the registry does not answer."
    if missing:
        return (
            f"the registry does not tell us of {', '.join(missing)}. Run `onboarding subscribe` (polling still works)."
        )
    return None


def _messaging(ports: Ports) -> str | None:
    try:
        ports.messaging.available("415")
    except OutsideError as error:
        return f"{error}. Check MESSAGING_URL and MESSAGING_TOKEN."
    return None


def _public(ports: Ports) -> str | None:
    url = f"{ports.settings.public_url}/health/ready"
    try:
        answer = requests.get(url, timeout=5)
    except requests.RequestException as error:
        return f"{url} does not answer ({type(error).__name__}). Start `onboarding web`, and check PUBLIC_URL and the proxy."
    return None if answer.ok else f"{url} answers {answer.status_code}: {answer.text[:200]}"


def _mail(ports: Ports) -> str | None:
    if not ports.settings.smtp_url:
        return "SMTP_URL is not set: nobody gets mail." if ports.settings.is_production else None
    try:
        with connect_smtp(urlsplit(ports.settings.smtp_url), timeout=5) as server:
            server.noop()
    except (OSError, smtplib.SMTPException) as error:
        return f"the mail server does not answer ({type(error).__name__}). Check SMTP_URL."
    return None


def _pdf(_ports: Ports) -> str | None:
    try:
        check_pdf_libraries()
    except CannotStart as problem:
        return str(problem)
    return None


def _operator(ports: Ports) -> str | None:
    try:
        with reading(ports) as session:
            number = texting.operator_number(session)
            gate = numbers.gate_of(session, number.e164) if number else None
    except SQLAlchemyError:
        return "cannot be told, since the database does not answer."
    if number is None:
        return "no number sends our own codes. Register your business, then run `onboarding operator <id>`."
    if gate is None or gate.status is not ChainStatus.LIVE:
        return f"the number {number.e164} that sends our own codes is not approved yet ({gate.status if gate else 'unknown'})."
    return None


def _parked(ports: Ports) -> str | None:
    try:
        found = health.backlog(ports)
    except SQLAlchemyError:
        return "cannot be told, since the database does not answer."
    desk = f"open {ports.settings.public_url}/desk/parked."
    if found.parked:
        return (
            f"{found.parked} {'piece' if found.parked == 1 else 'pieces'} of work must be looked at by a person: {desk}"
        )
    if found.struggling:
        return f"{found.struggling} {'piece' if found.struggling == 1 else 'pieces'} of work get no answer again and again: {desk}"
    if found.waiting > 1000:
        return f"{found.waiting} pieces of work are waiting. Are workers and scheduler running?"
    return None


_MANY_MISSED = 10  # of a day; a few get lost anywhere


def _drift(ports: Ports) -> str | None:
    try:
        with reading(ports) as session:
            found = drift.missed(session, ports.clock.now(), within=timedelta(days=1))
    except SQLAlchemyError:
        return "cannot be told, since the database does not answer."
    if len(found.rows) > _MANY_MISSED:
        return f"{len(found.rows)} changes of the last day were announced by no notice. Run `onboarding subscribe`, then look at `onboarding drift`."
    return None


CHECKS: dict[str, Check] = {
    "database": _database,
    "migrations": _migrations,
    "redis": _redis,
    "workers": _workers,
    "registry": _registry,
    "registry notices": _notices,
    "messaging provider": _messaging,
    "public address": _public,
    "mail": _mail,
    "PDF libraries": _pdf,
    "operator's number": _operator,
    "parked work": _parked,
    "missed notices": _drift,
}
