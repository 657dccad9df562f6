"""Looks at pages as rows: a bounded and compressed text, a pending look that says nothing, and hashes that survive."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from onboarding.domain.preflight.pages import PageKind
from onboarding.store import page_checks
from onboarding.store.page_checks import PageCheck, PageCheckText
from tests.world import World

ADDRESS = "https://bakery.example"


def look(world: World, kind: PageKind = PageKind.WEBSITE, *, done: bool = True, found_by: int | None = None) -> int:
    if not world_has_registration(world):
        world.business()
    with world.transaction() as session:
        row = page_checks.add(session, 1, kind, ADDRESS, world.clock.now(), found_by)
        if done:
            row.checked_at, row.sha256, row.rules_version = world.clock.now(), f"{row.id:064d}", "1"
        return row.id


def world_has_registration(world: World) -> bool:
    with world.reading() as session:
        return session.query(PageCheck).count() > 0


def newest(world: World) -> list[int]:
    with world.reading() as session:
        return [row.check.id for row in page_checks.newest(session, 1)]


def test_a_text_is_compressed_and_bounded(world: World) -> None:
    check = look(world)
    with world.transaction() as session:
        page_checks.keep_text(session, check, "é" * 500_000, [])
    with world.reading() as session:
        kept = session.get_one(PageCheckText, check).text
        assert len(kept) < 2_000
        assert page_checks.text_of(session, check) == "é" * 150_000


def test_a_text_that_is_cut_within_a_letter_can_be_read(world: World) -> None:
    check = look(world)
    with world.transaction() as session:
        page_checks.keep_text(session, check, "a" + "é" * 150_000 + "\ud800\x00", [])
    with world.reading() as session:
        assert page_checks.text_of(session, check) == "a" + "é" * 149_999


def test_the_newest_look_made_and_the_newest_pending_are_found(world: World) -> None:
    look(world)
    done = look(world)
    assert newest(world) == [done]
    look(world, done=False)
    pending = look(world, done=False)
    assert newest(world) == [done, pending]
    optin = look(world, PageKind.OPT_IN)
    assert newest(world) == [done, pending, optin]


def test_policies_are_told_apart_by_where_they_were_found(world: World) -> None:
    first, second = look(world), look(world)
    policies = [look(world, PageKind.PRIVACY, found_by=first), look(world, PageKind.PRIVACY, found_by=second)]
    assert newest(world) == [second, *policies]


def test_looks_are_counted_within_a_time(world: World) -> None:
    look(world)
    world.clock.business += timedelta(hours=2)
    look(world)
    with world.reading() as session:
        assert page_checks.count_since(session, 1, world.clock.now() - timedelta(hours=1)) == 1
        assert page_checks.count_since(session, 1, world.clock.now() - timedelta(hours=3)) == 2
        assert page_checks.count_since(session, 2, world.clock.now() - timedelta(hours=3)) == 0


def test_a_look_that_is_pending_can_not_have_seen_anything(world: World) -> None:
    check = look(world, done=False)
    with pytest.raises(IntegrityError), world.transaction() as session:
        session.get_one(PageCheck, check).sha256 = "0" * 64


def test_erasing_takes_the_words_of_one_registration_only(world: World) -> None:
    mine = look(world)
    world.business()
    with world.transaction() as session:
        other = page_checks.add(session, 2, PageKind.WEBSITE, ADDRESS, world.clock.now()).id
        for check in (mine, other):
            page_checks.keep_text(session, check, "Fresh bread", [["", "bread", ""]])
    with world.transaction() as session:
        page_checks.erase(session, 1)
    with world.reading() as session:
        assert page_checks.text_of(session, mine) is None
        assert page_checks.text_of(session, other) == "Fresh bread"
        [row] = page_checks.newest(session, 1)
        assert (row.check.sha256, row.quotes) == (f"{mine:064d}", [])
