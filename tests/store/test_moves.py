"""``move()``: the one writer of state. One row a change, named no-ops for old news, the gate and the work along with it."""

import ast
from pathlib import Path

import pytest

import onboarding
from onboarding.domain.chain import ChainStatus
from onboarding.domain.follow_ups import Topic
from onboarding.domain.states import Event, Identity, IllegalMove, Machine, Number, Registry
from onboarding.domain.states import Registration as State
from onboarding.services import numbers
from onboarding.store.brands import Brand
from onboarding.store.moves import Cause, Move, move
from onboarding.store.numbers import Gate, gate_of
from onboarding.store.outbox import Message
from onboarding.store.registrations import Registration
from tests.world import World


def approved(world: World) -> int:
    registration_id = world.approved()
    with world.transaction() as session:
        session.query(Message).delete()
    return registration_id


def verified(world: World, registration_id: int) -> None:
    with world.transaction() as session:
        brand = session.query(Brand).one()
        brand.registry_id = "B000001"
        move(session, brand, Machine.IDENTITY, Identity.VERIFIED, Cause("registry", "poll", world.clock.now(), "X1"))


def test_a_move_is_recorded_with_who_what_when_and_why(world: World) -> None:
    registration_id = approved(world)
    verified(world, registration_id)
    with world.reading() as session:
        row = session.query(Move).order_by(Move.id.desc()).first()
        brand = session.query(Brand).one()
    assert row is not None
    assert (row.machine, row.from_state, row.to_state) == (Machine.IDENTITY, "unfiled", "verified")
    assert (row.actor, row.source, row.reason, row.at) == ("registry", "poll", "X1", world.clock.now())
    assert (row.brand_id, row.business_id, brand.identity) == (brand.id, brand.business_id, Identity.VERIFIED)


def test_the_gate_and_the_follow_ups_are_written_with_the_move(world: World) -> None:
    registration_id = approved(world)
    before = codes(world, registration_id)
    verified(world, registration_id)
    assert before[0] == "brand_not_verified"
    assert codes(world, registration_id) == before[1:]
    with world.reading() as session:
        posted = {(row.topic, row.subject) for row in session.query(Message)}
        told = session.query(Move).order_by(Move.id.desc()).first()
    assert told is not None
    assert posted == {(Topic.ADVANCE, str(registration_id)), (Topic.TELL, str(told.id))}


def codes(world: World, registration_id: int) -> list[str]:
    with world.reading() as session:
        gate = gate_of(session, numbers.of_registration(session, registration_id).e164)
        assert gate is not None
        return [code for code, _ in gate.blocks]


def test_the_same_news_again_changes_nothing(world: World) -> None:
    registration_id = approved(world)
    verified(world, registration_id)
    with world.transaction() as session:
        session.query(Message).delete()
        moves = session.query(Move).count()
        brand = session.query(Brand).one()
        assert move(session, brand, Machine.IDENTITY, Identity.VERIFIED, world.cause()) is None
        assert session.query(Move).count() == moves
        assert session.query(Message).count() == 0


def test_news_from_before_the_end_is_old_news(world: World) -> None:
    registration_id = approved(world)
    verified(world, registration_id)
    with world.transaction() as session:
        brand = session.query(Brand).one()
        assert move(session, brand, Machine.IDENTITY, Identity.DELETED, world.cause()) is not None
        assert move(session, brand, Machine.IDENTITY, Identity.VERIFIED, world.cause()) is None
        assert brand.identity is Identity.DELETED
        assert move(session, brand, Machine.IDENTITY, Identity.UNFILED, world.cause()) is None


def test_an_event_that_the_table_does_not_name_is_illegal_and_writes_nothing(world: World) -> None:
    registration_id = world.complete(world.business())
    with pytest.raises(IllegalMove), world.transaction() as session:
        row = session.get_one(Registration, registration_id)
        move(session, row, Machine.REGISTRATION, Event.APPROVED, world.cause())
    assert world.registration(registration_id).state is State.DRAFT
    with world.reading() as session:
        assert session.query(Move).count() == 0


def test_a_move_that_is_rolled_back_leaves_neither_row_nor_gate_nor_work(world: World) -> None:
    registration_id = approved(world)
    before = codes(world, registration_id)
    with pytest.raises(ZeroDivisionError), world.transaction() as session:
        brand = session.query(Brand).one()
        brand.registry_id = "B000001"
        move(session, brand, Machine.IDENTITY, Identity.VERIFIED, world.cause())
        raise ZeroDivisionError
    assert codes(world, registration_id) == before
    with world.reading() as session:
        assert session.query(Message).count() == 0
        assert session.query(Brand).one().identity is Identity.UNFILED


def test_a_number_without_a_brand_has_a_gate_that_is_shut(world: World) -> None:
    registration_id = world.complete(world.business())
    with world.transaction() as session:
        number = numbers.of_registration(session, registration_id)
        move(session, number, Machine.NUMBER, Number.FAILED, world.cause())
        gate = session.query(Gate).one()
    assert (gate.status, gate.brand_id) == (ChainStatus.NOT_FILED, None)
    assert gate.blocks != []


def test_a_long_reason_is_cut(world: World) -> None:
    approved(world)
    with world.transaction() as session:
        brand = session.query(Brand).one()
        brand.registry_id = "B000001"
        cause = Cause("registry", "poll", world.clock.now(), "TFTI04," * 100)
        made = move(session, brand, Machine.IDENTITY, Identity.UNVERIFIED, cause)
    assert made is not None
    assert len(made.reason) == 255


def test_an_expired_campaign_stays_expired(world: World) -> None:
    approved(world)
    with world.transaction() as session:
        registration = session.query(Registration).one()
        campaign = registration.campaign
        assert campaign is not None
        campaign.registry_id = "C000001"
        move(session, campaign, Machine.REGISTRY, Registry.EXPIRED, world.cause())
        assert move(session, campaign, Machine.REGISTRY, Registry.ACTIVE, world.cause()) is None


def test_nobody_else_assigns_a_state() -> None:
    """No assignment to a state's column outside of move(); the tables' own defaults aside."""
    columns = {"identity", "record", "sharing", "dca", "assignment"}
    guilty = []
    for path in Path(onboarding.__file__).parent.rglob("*.py"):
        if "simulator" in path.parts or path.name == "moves.py":
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            targets = node.targets if isinstance(node, ast.Assign) else []
            flat = [t for target in targets for t in (target.elts if isinstance(target, ast.Tuple) else [target])]
            names = [t for t in flat if isinstance(t, ast.Attribute)]
            guilty += [f"{path.name}:{t.lineno}" for t in names if t.attr in columns]
            guilty += [
                f"{path.name}:{t.lineno}"
                for t in names
                if t.attr == "state" and isinstance(t.value, ast.Name) and t.value.id in {"registration", "link"}
            ]
    assert guilty == []
