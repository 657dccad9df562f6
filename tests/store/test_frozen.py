"""What nobody changes once it is written: the ledger, the moves, published texts; refused by the ORM and by the database."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from onboarding.store import fees
from onboarding.store.documents import DocumentVersion, PublishedTextIsImmutable
from onboarding.store.fees import LedgerEntry, LedgerIsAppendOnly
from onboarding.store.moves import Move
from onboarding.store.registrations import Registration
from tests.world import World


def entry(world: World, key: str = "test:1", cents: int = 450) -> int:
    """One entry in the ledger of a new business."""
    world.business()
    with world.transaction() as session:
        row = session.query(Registration).order_by(Registration.id).first()
        assert row is not None
        made = LedgerEntry(
            business_id=row.business_id, registration_id=row.id, account="cost", item="brand_created",
            cents=cents, source_key=key, at=world.clock.now(),
        )  # fmt: skip
        assert fees.enter(session, made)
        return made.id


def filled(world: World) -> None:
    """A world with a row in each of the frozen tables."""
    entry(world)
    world.submit(world.complete(world.business()))


@pytest.mark.parametrize("table", ["ledger", "moves", "document_versions"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_database_itself_refuses_at_head(world: World, table: str, verb: str) -> None:
    filled(world)
    with world.ports.sessions() as session:
        before = session.execute(text(f"SELECT count(*) FROM {table}")).scalar()
        assert before
        with pytest.raises(DBAPIError, match=f"{table} is append-only"):
            session.execute(text(verb.format(table)))
        session.rollback()
        assert session.execute(text(f"SELECT count(*) FROM {table}")).scalar() == before


def test_the_orm_refuses_before_the_database_is_asked(world: World) -> None:
    filled(world)
    with world.ports.sessions() as session:
        session.query(LedgerEntry).one().cents = 1
        with pytest.raises(LedgerIsAppendOnly):
            session.flush()
        session.rollback()
        session.delete(session.query(LedgerEntry).one())
        with pytest.raises(LedgerIsAppendOnly):
            session.flush()
        session.rollback()
        session.query(DocumentVersion).order_by(DocumentVersion.id).first().title = "Another"
        with pytest.raises(PublishedTextIsImmutable):
            session.flush()
        session.rollback()
        assert session.query(Move).count() == 1


def test_a_source_key_exists_once(world: World) -> None:
    made = entry(world)
    with world.transaction() as session:
        row = session.get_one(LedgerEntry, made)
        values = {"business_id": row.business_id, "registration_id": row.registration_id, "account": "cost"}
        twin = LedgerEntry(**values, item="x", cents=1, source_key="test:1", at=world.clock.now())
        assert not fees.enter(session, twin)
        assert len(fees.entries_of(session, row.business_id)) == 1
    with pytest.raises(IntegrityError), world.transaction() as session:
        session.add(LedgerEntry(**values, item="x", cents=1, source_key="test:1", at=world.clock.now()))


@pytest.mark.parametrize(("account", "cents"), [("gift", 1), ("cost", 0)])
def test_an_entry_of_an_unknown_account_or_of_nothing_is_refused(world: World, account: str, cents: int) -> None:
    made = entry(world)
    with pytest.raises(IntegrityError), world.transaction() as session:
        row = session.get_one(LedgerEntry, made)
        values = {"business_id": row.business_id, "registration_id": row.registration_id, "account": account}
        session.add(LedgerEntry(**values, item="x", cents=cents, source_key="test:2", at=world.clock.now()))


def test_a_correction_is_a_reversal_and_the_balance_a_sum(world: World) -> None:
    made = entry(world)
    with world.transaction() as session:
        row = session.get_one(LedgerEntry, made)
        fees.enter(
            session,
            LedgerEntry(
                business_id=row.business_id, registration_id=row.registration_id, account="cost", item=row.item,
                cents=-row.cents, source_key="reversal:1", reverses_id=row.id, at=world.clock.now(),
            ),
        )  # fmt: skip
        assert fees.balance(session, row.business_id, "cost") == 0
        assert fees.balance(session, row.business_id, "charge") == 0
        assert len(fees.entries_of(session, row.business_id, "cost")) == 2
