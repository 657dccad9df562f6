"""Alembic's environment, driven from ``cli/database.py``: it gets a connection and, for drafting, the tables."""

from typing import Any, Literal

from alembic import context
from sqlalchemy.types import TypeDecorator

config = context.config
connection = config.attributes["connection"]


def plain_types(kind: str, item: Any, _autogen: Any) -> str | Literal[False]:
    """Revisions import nothing of ours: a column type of our own is written as what it is made of."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


context.configure(
    render_item=plain_types,
    connection=connection,
    target_metadata=config.attributes.get("metadata"),
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
