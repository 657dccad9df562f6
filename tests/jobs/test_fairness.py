"""Businesses take turns: one with a thousand reads or filings due keeps nobody waiting."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from sqlalchemy import insert

from jobs import schedule
from onboarding.domain.follow_ups import Topic
from onboarding.domain.states import Identity
from onboarding.registry.pace import Pace
from onboarding.services import working
from onboarding.services.ports import Ports
from onboarding.services.registry import BrandSeen
from onboarding.services.work import longest
from onboarding.store import outbox, watches
from onboarding.store.brands import Brand
from onboarding.store.businesses import Business
from onboarding.store.watches import Watch
from tests.fakes import Bell
from tests.registry import test_pace
from tests.world import World

LARGE = 1


@dataclass
class Ringing(Bell):
    """A doorbell whose rings wait until they are answered, first come first served."""

    def waiting(self, queue: str) -> frozenset[str]:
        return frozenset(argument for name, _, argument in self.rung if name == queue)

    def crowded(self, queue: str, many: int) -> bool:
        return len(self.waiting(queue)) >= many


@dataclass
class Registry:
    """Shows each brand as it was, at most twenty times a second."""

    time: test_pace.Watch = field(default_factory=test_pace.Watch)
    read: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.began = self.time.now()
        self.pace = Pace(20, 1.0, now=self.time.now, sleep=self.time.sleep)

    def seconds(self) -> float:
        return self.time.now() - self.began

    def read_brand(self, registry_id: str) -> BrandSeen:
        self.pace.wait()
        self.read[registry_id] = self.seconds()
        return BrandSeen(registry_id, "VERIFIED", deleted=False, scoring=False, attributes={})


def add_brands(world: World, business_id: int, count: int, *, due_ago: float = 0.0) -> list[str]:
    """A business with so many confirmed brands, each due for a read; their registry ids."""
    now = world.clock.now()
    names = [f"B{business_id}N{number}" for number in range(count)]
    with world.transaction() as session:
        session.execute(insert(Business), [{"id": business_id, "name": "One", "created_at": now}])
        rows = [
            {
                "business_id": business_id,
                "registry_id": name,
                "display_name": name,
                "identity": Identity.VERIFIED,
                "attributes": {},
                "feedback": [],
                "created_at": now,
                "version": 1,
            }
            for name in names
        ]
        session.execute(insert(Brand), rows)
        ids = [row.id for row in session.query(Brand).filter_by(business_id=business_id)]
        due_at = now - timedelta(seconds=due_ago)
        session.execute(insert(Watch), [{"kind": "brand", "subject_id": id_, "due_at": due_at} for id_ in ids])
    return names


def work_off(ports: Ports, registry: Registry, bell: Ringing, until: float) -> None:
    """One worker and a poll each second, until so many seconds are over."""
    swept = registry.seconds() - 1.0
    while registry.seconds() < until:
        if registry.seconds() - swept >= 1.0:
            swept = registry.seconds()
            schedule.poll_registry(ports)
        if bell.rung:
            _, _, argument = bell.rung.pop(0)
            working.read(ports, int(argument))
        else:
            registry.time.sleep(0.05)


def test_ten_small_businesses_are_read_in_the_first_second_beside_one_with_a_thousand(world: World) -> None:
    add_brands(world, LARGE, 1_000, due_ago=3_600)
    small = [name for business in range(2, 12) for name in add_brands(world, business, 1)]
    bell, registry = Ringing(), Registry()
    ports = replace(world.ports, doorbell=bell, registry=registry)
    work_off(ports, registry, bell, until=5)
    assert max(registry.read[name] for name in small) <= 1.0
    assert len(registry.read) >= 95, "and nothing of the limit is left unused"


def test_who_comes_later_waits_two_seconds_even_while_notices_pour_in(world: World) -> None:
    add_brands(world, LARGE, 1_000, due_ago=3_600)
    bell, registry = Ringing(), Registry()
    ports = replace(world.ports, doorbell=bell, registry=registry)
    work_off(ports, registry, bell, until=2)
    with working.transaction(ports) as session:
        for subject in [row.subject_id for row in session.query(Watch)]:
            watches.notice(session, "brand", subject, world.clock.now())
    [late] = add_brands(world, 2, 1)
    came = registry.seconds()
    work_off(ports, registry, bell, until=came + 4)
    assert registry.read[late] - came <= 3.1, "a poll away, behind two seconds of reads"


def due_names(world: World) -> Sequence[str]:
    with world.reading() as session:
        found = [session.get_one(Watch, piece.id).subject_id for piece in watches.due(session, world.clock.now())]
        return [session.get_one(Brand, id_).registry_id or "" for id_ in found]


def test_businesses_take_turns_and_each_ones_oldest_goes_first(world: World) -> None:
    add_brands(world, 1, 2, due_ago=60)
    add_brands(world, 2, 2, due_ago=30)
    assert due_names(world) == ["B1N0", "B2N0", "B1N1", "B2N1"]


def test_what_a_notice_named_goes_before_what_is_only_due(world: World) -> None:
    add_brands(world, 1, 3, due_ago=60)
    with world.transaction() as session:
        last = session.query(Brand).filter_by(registry_id="B1N2").one().id
        watches.notice(session, "brand", last, world.clock.now())
    assert due_names(world) == ["B1N2", "B1N0", "B1N1"]


@pytest.mark.parametrize("topic", [Topic.ADVANCE, Topic.FILE])
def test_filings_of_businesses_take_turns_too(world: World, topic: Topic) -> None:
    for _ in range(2):
        world.approved()
    if topic is Topic.FILE:
        for piece in working.due_work(world.ports):
            working.work(world.ports, piece.id)
    with world.transaction() as session:
        one, other = [row.subject for row in session.query(outbox.Message).filter_by(topic=topic).order_by("id")]
        session.query(outbox.Message).delete()
        for subject in [one, one, one, other]:
            outbox.post(session, topic, subject, at=world.clock.now())
    with world.reading() as session:
        subjects = [session.get_one(outbox.Message, piece.id).subject for piece in outbox.due(session)]
    assert subjects == [one, other, one, one]


def test_queues_that_the_registry_paces_are_short_and_grow_with_its_limits(world: World) -> None:
    fast = replace(world.settings, registry_limits=10.0)
    assert longest("reads", world.settings) == longest("registry", world.settings) == 40
    assert longest("reads", fast) == 400
    assert longest("mail", world.settings) == 200


def test_a_crowded_queue_is_left_to_the_sweeps(world: World) -> None:
    bell = Ringing()
    ports = replace(world.ports, doorbell=bell)
    with working.transaction(ports) as session:
        for _ in range(100):
            outbox.post(session, Topic.ADVANCE, "1", at=world.clock.now())
    assert len(bell.rung) == 20
    assert schedule.sweep_outbox(ports) == 20
    assert schedule.sweep_outbox(ports) == 0
