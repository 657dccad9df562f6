"""Is the deployment fit to serve? Short answers for the health route, long ones for ``onboarding doctor``."""

from dataclasses import dataclass

from sqlalchemy import inspect, text
from sqlalchemy.exc import SQLAlchemyError

from onboarding.services.ports import Ports
from onboarding.services.work import reading
from onboarding.store import outbox


def database(ports: Ports) -> str | None:
    """What is wrong with the database, or None."""
    try:
        with reading(ports) as session:
            session.execute(text("SELECT 1"))
            tables = inspect(session.connection()).get_table_names()
    except SQLAlchemyError as error:
        return f"The database does not answer ({type(error).__name__}). Check DATABASE_URL."
    if "outbox" not in tables:
        return "The database has no tables yet. Run `onboarding db upgrade`."
    return None


@dataclass(frozen=True)
class Backlog:
    """How many pieces of work wait, were parked for a person, and get no answer again and again."""

    waiting: int
    parked: int
    struggling: int


def backlog(ports: Ports) -> Backlog:
    """Count what is not done."""
    with reading(ports) as session:
        return Backlog(outbox.backlog(session), len(outbox.parked(session)), len(outbox.struggling(session)))
