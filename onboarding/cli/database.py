"""The database's shape: migrate, check, draft a revision. Alembic is driven from here; there is no ini file."""

import sys
import tempfile
from importlib.resources import files

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from onboarding.store.base import make_engine
from onboarding.store.tables import metadata


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(files("onboarding") / "migrations"))
    config.attributes |= {"connection": connection, "metadata": metadata}
    return config


def upgrade(url: str, revision: str = "head") -> None:
    """Bring a database to a revision, in one transaction."""
    engine = make_engine(url)
    with engine.begin() as connection:
        command.upgrade(_config(connection), revision)
    engine.dispose()


def downgrade(url: str, revision: str) -> None:
    """Take a database back; for tests of the revisions."""
    engine = make_engine(url)
    with engine.begin() as connection:
        command.downgrade(_config(connection), revision)
    engine.dispose()


def draft(url: str, message: str) -> None:
    """Write a new revision from the difference between a migrated database and the tables."""
    engine = make_engine(url)
    with engine.begin() as connection:
        command.revision(_config(connection), message, autogenerate=True, rev_id=_next_id(connection))
    engine.dispose()


def _next_id(connection: Connection) -> str:
    """Revisions are numbered: 0001, 0002, …"""
    script = ScriptDirectory.from_config(_config(connection))
    return f"{len(list(script.walk_revisions())) + 1:04d}"


def pending(engine: Engine) -> list[str]:
    """The revisions that a database still lacks."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        script = ScriptDirectory.from_config(_config(connection))
        current = context.get_current_revision()
        return [revision.revision for revision in script.iterate_revisions("head", current or "base")]


def differences(url: str) -> list[str]:
    """What the tables in the code have that a migrated database has not, or the reverse; empty when they agree."""
    engine = make_engine(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = [str(item) for item in compare_metadata(context, metadata)]
    engine.dispose()
    return found


def check() -> int:
    """Migrate an empty database to head, compare it with the tables, take it back down; 0 when all agree."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/check.sqlite3"
        upgrade(url)
        found = differences(url)
        downgrade(url, "base")
    for line in found:
        sys.stderr.write(f"tables and revisions differ: {line}\n")
    return 1 if found else 0
