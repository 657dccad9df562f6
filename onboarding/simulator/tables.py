"""The simulator's own tables, in its own SQLite file."""

import logging
import sqlite3
import zlib
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Connection, DateTime, Dialect, Engine, MetaData, create_engine, event, inspect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.schema import CreateTable
from sqlalchemy.types import TypeDecorator

from onboarding.simulator.errors import StartError

# Stands in the head of each file of ours ("GLPR"), so that nobody else's is ever taken for one.
_MARK = 0x474C5052
# What a file of ours holds that is older than the mark, whatever else its version had.
_FIRST_TABLES = {
    "clock", "settings", "agenda", "brands", "campaigns", "shares", "operations", "subscriptions", "notices", "numbers",
    "provisions", "messages", "hooks",
}  # fmt: skip

_log = logging.getLogger(__name__)


class Moment(TypeDecorator[datetime]):
    """A point in time that knows it is UTC; SQLite itself forgets the zone."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    type_annotation_map = {datetime: Moment, dict[str, Any]: JSON, list[Any]: JSON}


class Clock(Base):
    __tablename__ = "clock"
    id: Mapped[int] = mapped_column(primary_key=True)
    anchor_real: Mapped[datetime]
    anchor_virtual: Mapped[datetime]
    speed: Mapped[float]


class Setting(Base):
    """A small fact by name: the faults, the provider's webhook, what a magic EIN has done once."""

    __tablename__ = "settings"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[dict[str, Any]]


class Due(Base):
    """Something that will happen at a virtual time."""

    __tablename__ = "agenda"
    seq: Mapped[int] = mapped_column(primary_key=True)
    due_at: Mapped[datetime] = mapped_column(index=True)
    kind: Mapped[str]
    subject: Mapped[str] = mapped_column(index=True)
    details: Mapped[dict[str, Any]]


class Brand(Base):
    __tablename__ = "brands"
    seq: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    reference: Mapped[str | None] = mapped_column(unique=True)
    ein: Mapped[str | None] = mapped_column(index=True)
    fields: Mapped[dict[str, Any]]
    status: Mapped[str]
    identity_status: Mapped[str | None]
    scoring: Mapped[bool]
    changed: Mapped[bool]
    attributes: Mapped[dict[str, Any]]
    feedback: Mapped[list[Any]]
    reviews: Mapped[int]
    mock: Mapped[bool]
    created_at: Mapped[datetime]


class Campaign(Base):
    __tablename__ = "campaigns"
    seq: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    brand_id: Mapped[str] = mapped_column(index=True)
    reference: Mapped[str | None] = mapped_column(unique=True)
    fields: Mapped[dict[str, Any]]
    status: Mapped[str]
    elected: Mapped[list[Any]]
    terms: Mapped[dict[str, Any]]
    dormant: Mapped[bool]
    cycles: Mapped[int]
    mock: Mapped[bool]
    created_at: Mapped[datetime]
    billed_at: Mapped[datetime]
    renews_at: Mapped[datetime]
    expired_at: Mapped[datetime | None]


class Share(Base):
    __tablename__ = "shares"
    seq: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[str] = mapped_column(index=True)
    upstream: Mapped[str]
    status: Mapped[str]
    explanation: Mapped[str | None]
    categories: Mapped[list[Any]]
    shared_at: Mapped[datetime]
    status_at: Mapped[datetime]


class Operation(Base):
    """Where a campaign stands at one carrier."""

    __tablename__ = "operations"
    campaign_id: Mapped[str] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[str]
    changed_at: Mapped[datetime]


class Subscription(Base):
    __tablename__ = "subscriptions"
    category: Mapped[str] = mapped_column(primary_key=True)
    address: Mapped[str]


class Notice(Base):
    """A registry webhook: queued, delivered, lost, withheld (a fault or a magic EIN), or unsubscribed.

    Held is one that waits for the next one to overtake it. `due_at` is the virtual time before which it is not posted.
    """

    __tablename__ = "notices"
    seq: Mapped[int] = mapped_column(primary_key=True)
    event_type: Mapped[str]
    address: Mapped[str | None]
    body: Mapped[dict[str, Any]]
    forged: Mapped[bool]
    state: Mapped[str] = mapped_column(index=True)
    answer: Mapped[int | None]
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]


class Number(Base):
    __tablename__ = "numbers"
    seq: Mapped[int] = mapped_column(primary_key=True)
    phone_number: Mapped[str] = mapped_column(unique=True)
    reference: Mapped[str] = mapped_column(unique=True)
    campaign_id: Mapped[str | None] = mapped_column(index=True)
    assignment: Mapped[str]
    failure: Mapped[str | None]
    created_at: Mapped[datetime]


class Provision(Base):
    """A number's entry in the shared number registry, as `osr/phones` shows it."""

    __tablename__ = "provisions"
    seq: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[str] = mapped_column(index=True)
    phone_number: Mapped[str]
    provisioned_at: Mapped[datetime]
    current: Mapped[bool]


class Message(Base):
    """`direction` is out (business to person) or in; `status` is accepted, refused or received."""

    __tablename__ = "messages"
    seq: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    direction: Mapped[str]
    sender: Mapped[str] = mapped_column(index=True)
    recipient: Mapped[str] = mapped_column(index=True)
    text: Mapped[str]
    reference: Mapped[str | None] = mapped_column(index=True)
    status: Mapped[str]
    at: Mapped[datetime]


class Hook(Base):
    """A messaging provider's webhook: queued, delivered or lost; `next_try` is real time."""

    __tablename__ = "hooks"
    seq: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str]
    url: Mapped[str]
    secret: Mapped[str]
    body: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(index=True)
    tries: Mapped[int]
    answer: Mapped[int | None]
    next_try: Mapped[datetime]


def open_database(path: Path) -> Engine:
    """An engine on the file, with the tables made; every transaction takes the write lock when it begins.

    A file that an older simulator left, with other tables, is emptied: what it holds was practice. A database of
    something else is refused with StartError before anything in it is touched.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    _refuse_strangers(path)
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 30})

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver must not begin transactions of its own accord
        connection.execute("PRAGMA journal_mode=WAL")
        # Survives the end of this process; only a crash of the whole machine could cost the last moments.
        connection.execute("PRAGMA synchronous=OFF")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    with engine.begin() as connection:
        _make_tables(connection)
    return engine


def _refuse_strangers(path: Path) -> None:
    if not path.exists() or (path.is_file() and not path.stat().st_size):
        return
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        (mark,) = connection.execute("PRAGMA application_id").fetchone()
        rows = connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").fetchall()
    tables = {name for (name,) in rows if not name.startswith("sqlite_")}
    ours = mark == _MARK
    unmarked = mark == 0 and (not tables or _FIRST_TABLES <= tables <= set(Base.metadata.tables))
    if not ours and not unmarked:
        raise StartError(f"{path} is a database of something else; it is left alone.")


def _make_tables(connection: Connection) -> None:
    wanted = "".join(str(CreateTable(table).compile(connection)) for table in Base.metadata.sorted_tables)
    version = zlib.crc32(wanted.encode()) & 0x7FFFFFFF
    found = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    if found != version:
        if inspect(connection).get_table_names():
            _log.warning("The practice registry's file is from another version; it starts empty.")
            old = MetaData()
            old.reflect(connection)
            old.drop_all(connection)
        Base.metadata.create_all(connection)
        connection.exec_driver_sql(f"PRAGMA user_version = {version}")
    # Written at each start, whatever stands there: SQLite lets a transaction begin on a file that it cannot write.
    connection.exec_driver_sql(f"PRAGMA application_id = {_MARK}")
