"""Column types of our own, and the engine's settings that keep SQLite honest."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, StatementError

from onboarding.domain.states import Identity
from onboarding.store.base import make_engine, public_id
from onboarding.store.brands import Brand
from onboarding.store.businesses import Business
from tests.conftest import ON_POSTGRESQL
from tests.world import World

AT = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


def test_a_naive_time_is_refused(world: World) -> None:
    with pytest.raises(StatementError, match="naive time"), world.transaction() as session:
        session.add(Business(name="One", created_at=AT.replace(tzinfo=None)))


def test_a_time_of_another_zone_comes_back_as_the_same_moment_in_utc(world: World) -> None:
    there = AT.astimezone(timezone(timedelta(hours=-5)))
    with world.transaction() as session:
        session.add(Business(name="One", created_at=there))
    with world.reading() as session:
        found = session.query(Business).one().created_at
    assert found == there
    assert found.utcoffset() == timedelta(0)


def test_a_state_comes_back_as_a_member_and_an_unknown_one_is_refused(world: World) -> None:
    with world.transaction() as session:
        business = Business(name="One", created_at=AT)
        session.add(business)
        session.flush()
        session.add(Brand(business_id=business.id, display_name="One", created_at=AT))
    with world.transaction() as session:
        brand = session.query(Brand).one()
        assert brand.identity is Identity.UNFILED
        brand.identity = "no such state"  # type: ignore[assignment]
        with pytest.raises(StatementError, match="no such state"):
            session.flush()
        session.rollback()


def test_an_object_has_an_id_at_the_registry_exactly_when_it_is_filed(world: World) -> None:
    with pytest.raises(IntegrityError), world.transaction() as session:
        business = Business(name="One", created_at=AT)
        session.add(business)
        session.flush()
        session.add(Brand(business_id=business.id, display_name="One", identity=Identity.VERIFIED, created_at=AT))


def test_rows_that_point_nowhere_are_refused(world: World) -> None:
    with pytest.raises(IntegrityError), world.transaction() as session:
        session.add(Brand(business_id=4711, display_name="One", created_at=AT))


def test_reading_never_waits_for_a_writer(world: World) -> None:
    with world.transaction() as writer:
        writer.add(Business(name="One", created_at=AT))
        writer.flush()
        with world.reading() as reader:
            assert reader.query(Business).count() == 0


def test_public_ids_are_long_and_differ() -> None:
    ids = {public_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert {len(one) for one in ids} == {12}
    assert not set("".join(ids)) & set("01lio")


if not ON_POSTGRESQL:

    def test_sqlite_is_opened_with_its_safe_settings(database_url: str) -> None:
        engine = make_engine(database_url)
        with engine.connect() as connection:
            found = {
                name: connection.execute(text(f"PRAGMA {name}")).scalar()
                for name in ("journal_mode", "foreign_keys", "busy_timeout")
            }
        engine.dispose()
        assert found == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 15_000}

    def test_a_writer_takes_its_lock_at_the_beginning(database_url: str) -> None:
        """A read that is upgraded to a write would lose updates, or fail whatever the timeout."""
        engine = make_engine(database_url)
        with engine.connect() as first:
            first.execute(text("SELECT 1"))
            with engine.connect() as second:
                second.connection.execute("PRAGMA busy_timeout = 0")  # type: ignore[attr-defined]
                with pytest.raises(Exception, match="database is locked"):
                    second.execute(text("SELECT 1"))
        engine.dispose()
