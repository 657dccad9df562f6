"""What a second try costs and files: the one-time price covers one review, and a deleted brand is made anew."""

from onboarding.domain.states import Identity, Machine, Registration
from onboarding.services import fees
from onboarding.store import fees as ledger
from onboarding.store.brands import Brand
from onboarding.store.moves import move
from tests.world import World

NAME_IS_WRONG = "99-0000101"


def charged(world: World, registration_id: int) -> list[tuple[str, int]]:
    business = world.registration(registration_id).business_id
    with world.reading() as session:
        return [(entry.item, entry.cents) for entry in ledger.entries_of(session, business, "charge")]


def unverified(world: World) -> int:
    registration_id = world.approved(ein=NAME_IS_WRONG)
    world.pass_days(1)
    assert world.registration(registration_id).state is Registration.ACTION_NEEDED
    return registration_id


def again(world: World, registration_id: int) -> None:
    world.correct(registration_id, ein="59-1234567")
    world.submit(registration_id)
    world.decide(registration_id)
    world.pass_days(9)
    assert world.registration(registration_id).state is Registration.DONE


def test_a_corrected_brand_pays_the_check_but_not_the_first_review_again(world: World) -> None:
    registration_id = unverified(world)
    again(world, registration_id)
    assert charged(world, registration_id) == [("registration", 1900), ("brand_recheck", 450), ("first_months", 450)]


def test_a_brand_that_was_deleted_is_quoted_and_filed_anew_with_a_campaign_of_its_own(world: World) -> None:
    registration_id = unverified(world)
    before = world.registration(registration_id)
    with world.transaction() as session:
        brand = session.get_one(Brand, before.brand_id)
        move(session, brand, Machine.IDENTITY, Identity.DELETED, world.cause("registry", "poll"))
    with world.reading() as session:
        row = session.get_one(type(before), registration_id)
        items = [line.item for line in fees.price(session, row, world.settings, world.clock.now().date()).lines]
    assert items == ["registration", "first_months", "review"]
    again(world, registration_id)
    after = world.registration(registration_id)
    assert after.brand_id != before.brand_id
    assert after.campaign is not None
    assert after.campaign.brand_id == after.brand_id
