"""What the registry, the reviewers and the carriers refuse: shown with its reason, corrected, and paid for once."""

from collections import Counter

import pytest

from onboarding.domain.states import Identity, Sharing
from onboarding.domain.states import Registration as State
from onboarding.services import registrations, status
from onboarding.store.fees import entries_of, latest_quote
from onboarding.store.intents import of_registration
from onboarding.store.registrations import Registration
from tests.world import World


def charged(world: World, registration_id: int) -> Counter[tuple[str, str, int]]:
    business = world.registration(registration_id).business_id
    with world.reading() as session:
        return Counter((row.account, row.item, row.cents) for row in entries_of(session, business))


def told(world: World, registration_id: int) -> list[tuple[str, str]]:
    """Our reason and their words, as the status page shows them."""
    with world.reading() as session:
        return [
            (t.reason.id, t.theirs) for t in status.reasons(session, session.get_one(Registration, registration_id))
        ]


def test_a_decline_is_shown_with_their_words_corrected_and_approved(world: World) -> None:
    registration_id = world.approved(ein="99-0000120")
    world.pass_days(6)
    row = world.registration(registration_id)
    assert row.state is State.ACTION_NEEDED
    assert row.campaign is not None
    assert row.campaign.sharing is Sharing.DECLINED
    assert [words.split(" ")[0] for _, words in told(world, registration_id)] == ["CR4015", "CR7004"]
    assert "opt-in" in row.campaign.explanation, "their words are kept as they came"
    world.correct(registration_id, message_flow=row.answers["message_flow"] + " The sign-up form is public.")
    world.submit(registration_id)
    world.decide(registration_id)
    world.pass_days(9)
    assert world.registration(registration_id).state is State.DONE
    assert told(world, registration_id) == []
    assert charged(world, registration_id) == {
        ("cost", "brand_created", 450): 1,
        ("charge", "registration", 1900): 1,
        ("cost", "campaign_created", 450): 1,
        ("charge", "first_months", 450): 1,
        ("cost", "campaign_shared", 1500): 2,
        ("charge", "review", 1500): 1,
    }


def test_an_unchanged_campaign_is_not_sent_to_a_second_paid_review(world: World) -> None:
    registration_id = world.approved(ein="99-0000122")
    world.pass_days(6)
    assert world.registration(registration_id).state is State.ACTION_NEEDED
    with pytest.raises(registrations.NotNow, match="Nothing has changed"):
        world.submit(registration_id)
    world.pass_days(10)
    assert charged(world, registration_id)["cost", "campaign_shared", 1500] == 1


def test_a_second_decline_asks_the_owner_again_and_costs_what_was_agreed(world: World) -> None:
    registration_id = world.approved(ein="99-0000122")
    world.pass_days(6)
    row = world.registration(registration_id)
    world.correct(registration_id, description=row.answers["description"] + " They also hear about opening hours.")
    world.submit(registration_id)
    world.decide(registration_id)
    world.pass_days(7)
    assert world.registration(registration_id).state is State.ACTION_NEEDED
    found = charged(world, registration_id)
    assert found["cost", "campaign_shared", 1500] == 2
    assert found["charge", "review", 1500] == 1


@pytest.mark.parametrize(
    ("ein", "code"), [("99-0000101", "TFTI04"), ("99-0000102", "TFTI01"), ("99-0000103", "TFTI07")]
)
def test_a_brand_that_is_not_verified_says_why_and_files_no_campaign(world: World, ein: str, code: str) -> None:
    registration_id = world.approved(ein=ein)
    world.pass_days(1)
    row = world.registration(registration_id)
    assert row.brand is not None
    assert (row.state, row.brand.identity) == (State.ACTION_NEEDED, Identity.UNVERIFIED)
    assert row.brand.feedback[0]["errors"][0]["code"] == code
    assert [theirs for _, theirs in told(world, registration_id)] == [row.brand.feedback[0]["errors"][0]["message"]]
    assert world.state()["campaigns"] == []
    assert charged(world, registration_id) == {("cost", "brand_created", 450): 1, ("charge", "registration", 1900): 1}


def test_a_refused_brand_asks_the_owner_and_charges_nothing(world: World) -> None:
    registration_id = world.approved(ein="99-0000105")
    world.pass_days(1)
    assert world.registration(registration_id).state is State.ACTION_NEEDED
    with world.reading() as session:
        [wish] = of_registration(session, registration_id)
    assert (wish.outcome, wish.refusal[0][0]) == ("refused", "529")
    assert told(world, registration_id)[0][1] == wish.refusal[0][1]
    assert charged(world, registration_id) == {}
    assert world.state()["brands"] == []


def test_a_refused_brand_is_filed_under_the_same_reference_once_it_is_corrected(world: World) -> None:
    registration_id = world.approved(ein="99-0000105")
    world.pass_days(1)
    world.correct(registration_id, ein="59-1234567")
    world.submit(registration_id)
    world.decide(registration_id)
    world.pass_days(9)
    row = world.registration(registration_id)
    assert row.state is State.DONE
    assert row.brand is not None
    assert [brand["referenceId"] for brand in world.state()["brands"]] == [row.brand.public_id]
    assert charged(world, registration_id)["cost", "brand_created", 450] == 1


def test_a_temporary_error_recovers_by_itself(world: World) -> None:
    registration_id = world.approved(ein="99-0000106")
    world.drain()
    assert world.registration(registration_id).state is State.FILING
    world.wait(20)
    world.drain()
    assert world.state()["brands"] == [], "the registry asked for 30 seconds"
    world.wait(15)
    world.drain()
    row = world.registration(registration_id)
    assert row.brand is not None
    assert row.brand.registry_id is not None
    assert charged(world, registration_id)["cost", "brand_created", 450] == 1


def test_a_carrier_that_says_no_asks_the_owner(world: World) -> None:
    registration_id = world.live(ein="99-0000123")
    row = world.registration(registration_id)
    assert row.state is State.ACTION_NEEDED
    assert row.campaign is not None
    assert {link.network_id: str(link.state) for link in row.campaign.carriers}[10017] == "rejected"


def test_an_identity_check_of_ten_minutes_is_waited_for(world: World) -> None:
    registration_id = world.approved(ein="99-0000104")
    world.pass_days(0)
    row = world.registration(registration_id)
    assert row.brand is not None
    assert (row.state, row.brand.identity) == (State.FILING, Identity.SCORING)
    world.pass_days(9)
    assert world.registration(registration_id).state is State.DONE


def test_a_price_above_the_one_agreed_to_waits_for_a_person(world: World) -> None:
    registration_id = world.approved()
    with world.transaction() as session:
        quote = latest_quote(session, registration_id)
        assert quote is not None
        quote.content = quote.content | {"monthly_cost": 1}
    world.pass_days(2)
    assert world.state()["campaigns"] == []
    assert ("cost", "campaign_created", 450) not in charged(world, registration_id)
