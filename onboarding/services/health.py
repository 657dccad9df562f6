"""Is the deployment fit to serve? Short answers for the health route, long ones for ``onboarding doctor``."""

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


def backlog(ports: Ports) -> tuple[int, int]:
    """Work that waits, and work that was parked for a person."""
    with reading(ports) as session:
        return outbox.backlog(session), len(outbox.parked(session))
