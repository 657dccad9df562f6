"""Tenants do not see each other: asked for as somebody else, a business and all that is below it is not there."""

import pytest

from onboarding.domain.examples import example_answers
from onboarding.services import businesses, numbers, owners, registrations
from onboarding.services.registrations import NotNow
from onboarding.store.registrations import Registration
from tests.world import World


def test_somebody_elses_business_is_as_good_as_none(world: World) -> None:
    mine, other = world.user("me@example.com"), world.user("other@example.com")
    public = world.business(mine)
    with world.reading() as session:
        assert businesses.belonging_to(session, public, mine) is not None
        assert businesses.belonging_to(session, public, other) is None
        assert owners.newest(session, public, other) is None
        assert owners.dossier(session, public, other, world.ports) is None
        assert [one.public_id for one in businesses.of_user(session, mine)] == [public]
        assert businesses.of_user(session, other) == []


def test_a_registration_of_another_business_is_not_found(world: World) -> None:
    one, two = world.business(), world.business()
    with world.reading() as session:
        rows = {row.business.public_id: row for row in session.query(Registration)}
        assert registrations.find(session, rows[one].public_id, rows[one].business_id) is rows[one]
        assert registrations.find(session, rows[one].public_id, rows[two].business_id) is None


def test_a_number_of_one_business_can_not_be_kept_by_another(world: World) -> None:
    world.complete(world.business(name="One"))
    other = world.business(name="Other")
    with pytest.raises(NotNow), world.transaction() as session:
        taken = numbers.of_registration(session, 1).e164
        row = session.query(Registration).join(Registration.business).filter_by(public_id=other).one()
        numbers.keep(session, row, taken, world.clock.now())


def test_a_double_click_on_start_makes_one_registration(world: World) -> None:
    public = world.business()
    with world.transaction() as session:
        row = session.query(Registration).join(Registration.business).filter_by(public_id=public).one()
        assert registrations.start(session, row.business_id, world.clock.now()).id == row.id


def test_mail_about_a_business_goes_to_its_members_only(world: World) -> None:
    owner, _other = world.user("owner@example.com"), world.user("other@example.com")
    world.approved(owner_id=owner)
    world.pass_days(9)
    assert {letter.recipient for letter in world.letterbox.letters} == {"owner@example.com"}


def test_answers_are_kept_as_they_come_and_unknown_ones_refused(world: World) -> None:
    registration_id = world.complete(world.business())
    world.correct(registration_id, city="Tampa")
    assert world.registration(registration_id).answers["city"] == "Tampa"
    assert world.registration(registration_id).answers["state"] == example_answers().state
    with pytest.raises(TypeError):
        world.correct(registration_id, no_such_field="x")
