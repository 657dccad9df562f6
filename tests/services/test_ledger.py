"""Money: entries at the right triggers and amounts, for the provider's price and for costs passed through."""

from collections.abc import Callable
from datetime import date

from onboarding.domain.fees import Trigger
from onboarding.domain.states import Registration as State
from onboarding.services import businesses, fees, registrations, review
from onboarding.services.work import transaction
from onboarding.store import configuration
from onboarding.store import fees as ledger
from onboarding.store.intents import of_registration
from onboarding.store.registrations import Registration
from tests.world import LIVE, World


def entries(world: World, registration_id: int) -> list[tuple[str, str, int]]:
    business = world.registration(registration_id).business_id
    with world.reading() as session:
        return [(row.account, row.item, row.cents) for row in ledger.entries_of(session, business)]


def balance(world: World, registration_id: int, account: str) -> int:
    business = world.registration(registration_id).business_id
    with world.reading() as session:
        return ledger.balance(session, business, account)


def test_nothing_is_owed_before_the_registry_has_taken_something(world: World) -> None:
    registration_id = world.approved()
    assert entries(world, registration_id) == []


def test_each_entry_is_written_when_the_registry_takes_the_request(world: World) -> None:
    registration_id = world.approved()
    world.drain()
    brand = [("cost", "brand_created", 450), ("charge", "registration", 1900)]
    assert entries(world, registration_id) == brand, "the brand is created, its check is still going on"
    world.pass_days(0)
    campaign = [("cost", "campaign_created", 450), ("charge", "first_months", 450)]
    assert entries(world, registration_id) == [*brand, *campaign, ("cost", "campaign_shared", 1500)]


def test_a_live_number_has_paid_what_the_quote_said(live_world: World) -> None:
    with live_world.reading() as session:
        quote = ledger.latest_quote(session, LIVE)
        assert quote is not None
        agreed = fees.Quote.from_json(quote.content)
    assert balance(live_world, LIVE, "charge") == agreed.due_now == 2350
    assert balance(live_world, LIVE, "cost") == sum(line.cost for line in agreed.lines) == 2400


def test_without_a_price_of_the_provider_costs_are_passed_through(new_world: Callable[..., World]) -> None:
    world = new_world(price_one_time_cents="", price_monthly_cents="")
    registration_id = world.live()
    assert balance(world, registration_id, "charge") == balance(world, registration_id, "cost") == 2400
    assert [item for account, item, _ in entries(world, registration_id) if account == "charge"] == [
        "brand",
        "first_months",
        "review",
    ]


def test_configured_prices_go_before_the_settings(world: World) -> None:
    with world.transaction() as session:
        prices = {"one_time": 2900, "monthly": {"LOW_VOLUME": 300}}
        configuration.write(session, fees.PRICES, prices, by="user:1", at=world.clock.now())
    registration_id = world.live()
    assert balance(world, registration_id, "charge") == 2900 + 3 * 300


def test_a_price_changed_after_agreement_does_not_change_what_was_agreed(world: World) -> None:
    registration_id = world.complete(world.business())
    world.submit(registration_id)
    with world.transaction() as session:
        configuration.write(session, fees.PRICES, {"one_time": 9900}, by="user:1", at=world.clock.now())
    world.decide(registration_id)
    world.pass_days(0)
    assert ("charge", "registration", 1900) in entries(world, registration_id)


def test_a_free_registration_leaves_no_empty_entries(new_world: Callable[..., World]) -> None:
    world = new_world(price_one_time_cents="0", price_monthly_cents="LOW_VOLUME=0")
    registration_id = world.live()
    assert balance(world, registration_id, "charge") == 0
    assert {account for account, _, _ in entries(world, registration_id)} == {"cost"}


def test_the_prepaid_months_say_until_when_they_last(live_world: World) -> None:
    with live_world.reading() as session:
        business = live_world.registration(LIVE).business_id
        months = [row for row in ledger.entries_of(session, business) if row.covers_until]
    assert {row.covers_until for row in months} == {date(2027, 2, 23)}
    assert {row.item for row in months} == {"campaign_created", "first_months"}


def test_an_intent_that_is_recorded_again_is_not_paid_again(live_world: World) -> None:
    before = entries(live_world, LIVE)
    with live_world.transaction() as session:
        registration = session.get_one(Registration, LIVE)
        for intent in of_registration(session, LIVE):
            fees.record(session, registration, intent, Trigger.CAMPAIGN_SHARED, live_world.clock.now())
    after = entries(live_world, LIVE)
    paid = {"file_brand", "file_campaign", "share"}
    with live_world.reading() as session:
        free = [row for row in of_registration(session, LIVE) if row.step not in paid]
    assert after[: len(before)] == before
    assert len(after) - len(before) == len(free), "only the steps that had cost nothing were new"


def test_the_account_shows_what_was_paid_and_what_comes_next(live_world: World) -> None:
    with live_world.reading() as session:
        shown = fees.account(session, session.get_one(Registration, LIVE))
    assert (shown.total, shown.next_cents) == (2350, 150)
    assert shown.next_on is not None
    assert [entry.cents for entry in shown.entries] == [1900, 450]


def test_one_business_does_not_see_the_money_of_another(live_world: World) -> None:
    other = live_world.business(name="Other")
    with live_world.transaction() as session:
        row = session.query(Registration).join(Registration.business).filter_by(public_id=other).one()
        assert fees.account(session, row).entries == ()


def test_rehearsals_stay_out_of_the_ledger_and_the_queue(world: World) -> None:
    with transaction(world.ports) as session:
        business = businesses.create(session, "Rehearsal", owner_id=None, at=world.clock.now(), rehearsal=True)
        registrations.start(session, business.id, world.clock.now())
        public = business.public_id
    registration_id = world.complete(public)
    world.submit(registration_id)
    with world.reading() as session:
        assert review.others(session, State.IN_REVIEW) == []
        assert review.counts(session) == {}
    world.decide(registration_id)
    world.pass_days(9)
    assert world.registration(registration_id).state == "done"
    assert entries(world, registration_id) == []
