"""What went wrong is not the end: the registry thinks better of it, a number is connected anew, old wishes are dropped."""

from datetime import timedelta

import pytest

from onboarding.domain.chain import Step
from onboarding.domain.states import Event, Identity, Machine, Number, Registry
from onboarding.domain.states import Registration as State
from onboarding.services import dispatch, numbers, registrations
from onboarding.store import numbers as number_rows
from onboarding.store.campaigns import Campaign
from onboarding.store.intents import Intent, of_registration
from onboarding.store.moves import Move, move
from onboarding.store.registrations import Registration
from tests.world import World

RECIPIENT = "+12025550143"
DECLINED = "99-0000122"


def declined(world: World) -> Registration:
    registration_id = world.approved(ein=DECLINED)
    world.pass_days(6)
    row = world.registration(registration_id)
    assert row.state is State.ACTION_NEEDED
    return row


def codes(world: World, registration_id: int) -> list[str]:
    number = world.number(registration_id)
    with world.reading() as session:
        return [block.code for block in numbers.verdict(session, number, RECIPIENT).blocks]


def registry(world: World, method: str, path: str) -> None:
    """Somebody acts at the registry itself, past us."""
    auth = (world.settings.registry_key, world.settings.registry_secret)
    answer = world.simulator_app.test_client().open(f"/v2{path}", method=method, auth=auth)
    assert answer.status_code < 300, answer.text


def accept(world: World, campaign: Campaign | None) -> None:
    assert campaign is not None
    registry(world, "PUT", f"/campaign/{campaign.registry_id}/sharing/{campaign.upstream}")
    world.control(f"/campaigns/{campaign.registry_id}/review", {"outcome": "accept"})


def expire(world: World, registration_id: int) -> Campaign:
    campaign = world.registration(registration_id).campaign
    assert campaign is not None
    registry(world, "DELETE", f"/campaign/{campaign.registry_id}")
    world.drain()
    assert world.registration(registration_id).state is State.ACTION_NEEDED
    return campaign


def again(world: World, registration_id: int, **changes: object) -> None:
    if changes:
        world.correct(registration_id, **changes)
    world.submit(registration_id)
    world.decide(registration_id)


def test_a_campaign_that_is_accepted_after_all_goes_on_by_itself(world: World) -> None:
    row = declined(world)
    accept(world, row.campaign)
    world.pass_days(9)
    assert world.registration(row.id).state is State.DONE
    assert codes(world, row.id) == []
    with world.reading() as session:
        events = [found.event for found in session.query(Move).filter_by(machine=Machine.REGISTRATION)]
    assert events.count(Event.RESUMED) == 1


def test_a_wish_that_was_refused_is_not_taken_for_solved(world: World) -> None:
    registration_id = world.approved(ein="99-0000105")
    world.pass_days(9)
    assert world.registration(registration_id).state is State.ACTION_NEEDED
    with world.reading() as session:
        assert [wish.outcome for wish in of_registration(session, registration_id)] == ["refused"]


def test_another_use_case_makes_another_campaign_and_the_number_goes_with_it(world: World) -> None:
    row = world.registration(world.approved(ein="99-0000123"))
    world.pass_days(9)
    row = world.registration(row.id)
    assert row.state is State.ACTION_NEEDED
    assert codes(world, row.id) == ["carrier_rejected"]
    old = row.campaign
    assert old is not None
    again(world, row.id, use_case="CUSTOMER_CARE", sub_use_cases=())
    assert "number_not_connected" in codes(world, row.id), "it is connected to the old campaign"
    world.pass_days(9)
    after = world.registration(row.id)
    assert after.campaign is not None
    assert after.campaign_id != old.id
    [told] = [found for found in world.state()["numbers"] if found["phone_number"] == world.number(row.id)]
    assert told["campaign_id"] == after.campaign.registry_id


def test_a_number_that_failed_is_connected_anew_although_the_answers_were_right(live_world: World) -> None:
    registration_id = 1
    with live_world.transaction() as session:
        row = number_rows.of_registration(session, registration_id)[0]
        move(session, row, Machine.NUMBER, Number.FAILED, live_world.cause("provider", "poll"))
    live_world.simulator_app.test_client().delete(
        f"/messaging/v1/numbers/{live_world.number(registration_id)}/campaign",
        headers={"Authorization": f"Bearer {live_world.settings.messaging_token}"},
    )
    with live_world.transaction() as session:
        registration = session.get_one(Registration, registration_id)
        move(session, registration, Machine.REGISTRATION, Event.REFUSED, live_world.cause())
    again(live_world, registration_id)
    live_world.pass_time(timedelta(hours=1))
    live_world.pass_time(timedelta(hours=1))
    assert codes(live_world, registration_id) == []
    assert live_world.registration(registration_id).state is State.DONE


def test_an_expired_campaign_is_filed_anew_with_the_same_answers(world: World) -> None:
    registration_id = world.live()
    campaign = expire(world, registration_id)
    again(world, registration_id)
    world.pass_days(9)
    after = world.registration(registration_id)
    assert after.state is State.DONE
    assert after.campaign is not None
    assert (after.campaign.id != campaign.id, after.campaign.record) == (True, Registry.ACTIVE)
    assert codes(world, registration_id) == []


def test_right_answers_that_were_declined_stay_refused(world: World) -> None:
    row = declined(world)
    with pytest.raises(registrations.NotNow, match="Nothing has changed"):
        world.submit(row.id)


def test_an_edit_of_the_legal_name_takes_the_confirmation_away_at_once(world: World) -> None:
    registration_id = world.live()
    expire(world, registration_id)  # the registry takes no other name while a campaign runs
    row = world.registration(registration_id)
    assert row.brand is not None
    assert row.brand.identity is Identity.VERIFIED
    world.registry_line.requests.clear()
    again(world, row.id, legal_name="Another Bakery LLC")
    world.drain()
    with world.reading() as session:
        seen = [
            (found.from_state, found.to_state, found.source)
            for found in session.query(Move).filter_by(machine=Machine.IDENTITY).order_by(Move.id)
        ]
    assert ("verified", "unverified", "filing") in seen
    methods = [(method, path.rsplit("/", 1)[-1]) for method, path in world.registry_line.requests if method != "GET"]
    assert methods[:2] == [("PUT", str(row.brand.registry_id)), ("PUT", "revet")]


def test_an_edit_of_the_address_leaves_the_confirmation(world: World) -> None:
    row = declined(world)
    again(world, row.id, street="2 Other Street")
    world.drain()
    with world.reading() as session:
        seen = [found.to_state for found in session.query(Move).filter_by(machine=Machine.IDENTITY)]
    assert "unverified" not in seen


def test_a_wish_that_another_submission_overtook_is_dropped_untried(world: World) -> None:
    row = declined(world)
    with world.transaction() as session:
        old = of_registration(session, row.id)[-1]
        late = Intent(
            registration_id=row.id, step=Step.EDIT_CAMPAIGN, key="late", reference=old.reference,
            submission_id=old.submission_id, created_at=world.clock.now(),
        )  # fmt: skip
        session.add(late)
        session.flush()
        late_id = late.id
    again(world, row.id, description=row.answers["description"] + " They also hear about opening hours.")
    world.registry_line.requests.clear()
    dispatch.file(world.ports, late_id)
    assert world.registry_line.requests == []
    with world.reading() as session:
        assert session.get_one(Intent, late_id).outcome == "dropped"


def test_a_carrier_that_the_settings_require_no_more_blocks_no_more(world: World) -> None:
    registration_id = world.live(ein="99-0000121")
    assert codes(world, registration_id) == ["carrier_suspended"]
    object.__setattr__(world.settings, "required_carriers", "10017,10038")
    world.pass_days(2)
    assert codes(world, registration_id) == []


def test_the_tax_id_in_a_refusal_is_masked(world: World) -> None:
    registration_id = world.approved(ein="99-0000105")
    world.pass_days(1)
    with world.reading() as session:
        [wish] = of_registration(session, registration_id)
    assert not any("990000105" in str(part).replace("-", "") for part in wish.refusal)
