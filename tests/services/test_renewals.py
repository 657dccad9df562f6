"""What a running campaign costs: each month that the registry bills is entered once, and no price rises unasked."""

from datetime import timedelta

import pytest

from onboarding.domain.states import Registration as State
from onboarding.domain.states import Registry
from onboarding.services import fees, status
from onboarding.store.campaigns import Campaign
from onboarding.store.fees import LedgerEntry
from tests.world import LIVE, World

MONTHS = timedelta(days=31)


def months(world: World, account: str = "charge") -> list[tuple[int, str]]:
    """What was entered for months after the first ones: cents, and paid until."""
    with world.reading() as session:
        rows = session.query(LedgerEntry).filter_by(item="month_begun", account=account).order_by(LedgerEntry.id)
        return [(row.cents, str(row.covers_until)) for row in rows]


def test_each_month_that_is_billed_is_entered_once_whatever_is_read_again(live_world: World) -> None:
    campaign = live_world.registration(LIVE).campaign
    assert campaign is not None
    live_world.pass_time(timedelta(days=80))
    assert months(live_world) == [], "three months are paid in advance"
    live_world.pass_time(timedelta(days=20))
    assert len(months(live_world)) == 1
    live_world.pass_time(timedelta(days=2))
    live_world.pass_time(timedelta(days=2))
    assert len(months(live_world)) == len(months(live_world, "cost")) == 1
    assert [cents for cents, _ in months(live_world)] == [150]


def test_months_that_went_by_unseen_are_all_entered(live_world: World) -> None:
    live_world.control("/faults", {"notices": "off"})
    live_world.pass_time(timedelta(days=200))
    found = months(live_world)
    assert len(found) == 4, "the fourth to the seventh month"
    assert [until for _, until in found] == sorted({until for _, until in found}), "each another one"


def test_a_campaign_that_ended_costs_no_more(live_world: World) -> None:
    campaign = live_world.registration(LIVE).campaign
    assert campaign is not None
    live_world.control(f"/campaigns/{campaign.registry_id}/expire")
    live_world.pass_time(timedelta(days=200))
    assert months(live_world) == []
    now = live_world.registration(LIVE)
    assert now.campaign is not None
    assert (now.state, now.campaign.record) == (State.ACTION_NEEDED, Registry.EXPIRED)


def test_a_price_above_the_agreed_one_is_asked_about_and_filed_once_it_is_agreed_to(world: World) -> None:
    registration_id = world.approved(ein="99-0000117")
    world.pass_days(1)
    row = world.registration(registration_id)
    assert row.state is State.ACTION_NEEDED
    assert world.state()["campaigns"] == [], "nothing was filed at a price that nobody agreed to"
    with world.reading() as session:
        [told] = status.reasons(session, row)
        shown = fees.price(session, row, world.settings, world.clock.now().date())
    assert (told.reason.id, told.theirs) == ("PRICE_ROSE", "$3 asked a month, $1.50 agreed to")
    assert (shown.monthly_charge, shown.monthly_cost) == (300, 300)
    world.submit(registration_id)
    world.decide(registration_id)
    world.pass_days(9)
    assert world.registration(registration_id).state is State.DONE
    assert len(world.state()["campaigns"]) == 1


def test_another_use_case_is_another_campaign_and_the_old_one_ends(world: World) -> None:
    registration_id = world.approved(ein="99-0000122")
    world.pass_days(7)
    first = world.registration(registration_id).campaign
    assert first is not None
    world.correct(registration_id, use_case="CUSTOMER_CARE", sub_use_cases=())
    world.submit(registration_id)
    world.decide(registration_id)
    world.pass_days(1)
    status_of = {each["campaignId"]: each["status"] for each in world.state()["campaigns"]}
    assert status_of.pop(str(first.registry_id)) == "EXPIRED", "nobody pays for what nobody uses"
    assert list(status_of.values()) == ["ACTIVE"]
    with world.reading() as session:
        assert session.get_one(Campaign, first.id).record is Registry.EXPIRED


@pytest.mark.parametrize("days", [10, 40])
def test_a_failed_connection_that_passes_is_made_again_by_itself(world: World, days: int) -> None:
    registration_id = world.approved(ein="99-0000125")
    world.pass_days(days)
    assert world.registration(registration_id).state is State.DONE
