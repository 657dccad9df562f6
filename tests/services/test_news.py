"""News is a hint, asking is the truth: notices, the poll, and what they do to the gate."""

from datetime import timedelta
from typing import Any

from onboarding.domain.states import Identity, Registration, Registry, Sharing
from onboarding.services import numbers, observing, working
from onboarding.store.inbox import Notice
from onboarding.store.watches import Watch
from tests.world import World

RECIPIENT = "+12025550143"


def reasons(world: World, registration_id: int) -> list[tuple[str, str]]:
    """Why the registration's number may not text."""
    number = world.number(registration_id)
    with world.reading() as session:
        return [(block.code, block.subject) for block in numbers.verdict(session, number, RECIPIENT).blocks]


def suspend(world: World, registration_id: int, status: str = "SUSPENDED") -> None:
    campaign = world.registration(registration_id).campaign
    assert campaign is not None
    world.control(f"/campaigns/{campaign.registry_id}/carriers/10035", {"status": status})


def test_a_suspension_locks_the_gate_at_once_by_notice_and_lifting_it_opens_it(world: World) -> None:
    registration_id = world.live()
    assert reasons(world, registration_id) == []
    suspend(world, registration_id)
    world.drain()
    assert reasons(world, registration_id) == [("carrier_suspended", "T-Mobile")]
    assert world.registration(registration_id).state is Registration.WAITING
    suspend(world, registration_id, "REGISTERED")
    world.drain()
    assert reasons(world, registration_id) == []
    assert world.registration(registration_id).state is Registration.DONE


def test_without_notices_one_poll_locks_the_gate(world: World) -> None:
    registration_id = world.live()
    world.control("/faults", {"notices": "off"})
    suspend(world, registration_id)
    world.drain()
    assert reasons(world, registration_id) == [], "nobody has asked yet"
    world.pass_time(timedelta(days=1, seconds=1))
    assert reasons(world, registration_id) == [("carrier_suspended", "T-Mobile")]


def test_each_broken_link_is_a_reason(world: World) -> None:
    registration_id = world.approved()
    assert [code for code, _ in reasons(world, registration_id)] == [
        "brand_not_verified",
        "campaign_not_filed",
        "campaign_not_approved",
        "carriers_not_elected",
        "carriers_unknown",
        "number_not_connected",
    ]
    world.drain()
    world.pass_time(timedelta(seconds=10))
    assert reasons(world, registration_id)[0] == ("campaign_not_approved", "")


def test_a_carrier_that_says_no_leaves_the_number_locked(world: World) -> None:
    registration_id = world.live(ein="99-0000123")
    assert reasons(world, registration_id) == [("carrier_rejected", "AT&T")]
    assert world.registration(registration_id).state is Registration.ACTION_NEEDED


def test_repeated_notices_make_one_pending_read(world: World) -> None:
    registration_id = world.live()
    world.registry_line.requests.clear()
    campaign = world.registration(registration_id).campaign
    assert campaign is not None
    with world.transaction() as session:
        for _ in range(5):
            assert observing.noticed(session, {"campaignId": campaign.registry_id or ""}, world.clock.now())
    working.drain(world.ports)
    reads = [path for _, path in world.registry_line.requests if path.endswith("/sharing")]
    assert len(reads) == 1


def test_a_notice_that_comes_during_a_read_makes_another(world: World) -> None:
    registration_id = world.live()
    campaign = world.registration(registration_id).campaign
    assert campaign is not None
    with world.transaction() as session:
        observing.noticed(session, {"campaignId": campaign.registry_id or ""}, world.clock.now())
        watch = session.query(Watch).filter_by(kind="campaign", subject_id=campaign.id).one()
    with world.transaction() as session:
        asked = observing.question(session, watch.id, world.clock.now())
    assert asked is not None
    seen = observing.ask(asked, world.ports.registry, world.ports.messaging)
    with world.transaction() as session:
        observing.noticed(session, {"campaignId": campaign.registry_id or ""}, world.clock.now())
    with world.transaction() as session:
        observing.observe(session, asked, seen, world.settings, world.clock.now())
    assert [piece.id for piece in working.due_reads(world.ports)] == [watch.id]


def test_an_answer_older_than_what_is_known_is_dropped(world: World) -> None:
    registration_id = world.live()
    campaign = world.registration(registration_id).campaign
    assert campaign is not None
    with world.transaction() as session:
        observing.noticed(session, {"campaignId": campaign.registry_id or ""}, world.clock.now())
        watch = session.query(Watch).filter_by(kind="campaign", subject_id=campaign.id).one()
    with world.transaction() as session:
        asked = observing.question(session, watch.id, world.clock.now() - timedelta(days=1) + timedelta(days=1))
    assert asked is not None
    good = observing.ask(asked, world.ports.registry, world.ports.messaging)
    # Meanwhile T-Mobile suspends, and somebody who asked later has written that down.
    world.clock.business += timedelta(seconds=5)
    suspend(world, registration_id)
    with world.transaction() as session:
        row = session.get_one(type(campaign), campaign.id)
        row.observed_at = world.clock.now()
    with world.transaction() as session:
        observing.observe(session, asked, good, world.settings, world.clock.now())
    working.drain(world.ports)
    assert reasons(world, registration_id) == [("carrier_suspended", "T-Mobile")]


def test_an_unknown_word_of_the_registry_breaks_nothing(world: World) -> None:
    registration_id = world.live()
    campaign = world.registration(registration_id).campaign
    assert campaign is not None
    with world.transaction() as session:
        observing.noticed(session, {"campaignId": campaign.registry_id or ""}, world.clock.now())
        watch = session.query(Watch).filter_by(kind="campaign", subject_id=campaign.id).one()
    with world.transaction() as session:
        asked = observing.question(session, watch.id, world.clock.now())
    assert asked is not None
    seen = observing.ask(asked, world.ports.registry, world.ports.messaging)
    assert seen.campaign is not None
    changes: dict[str, Any] = {
        "status": "FROBNICATED",
        "sharing": "MAYBE",
        "operation": {10035: "ODD", 77777: "REGISTERED"},
    }
    odd = observing.Observation(campaign=type(seen.campaign)(**(vars(seen.campaign) | changes)))
    with world.transaction() as session:
        observing.observe(session, asked, odd, world.settings, world.clock.now())
    now = world.registration(registration_id).campaign
    assert now is not None
    assert (now.record, now.sharing) == (Registry.UNKNOWN, Sharing.UNKNOWN), "nothing is built on it"
    assert now.unknown_words["registry"] == "FROBNICATED", "and staff can read it"
    assert now.unknown_words["carrier:10035"] == "ODD"
    assert reasons(world, registration_id) != []
    assert 77777 in {link.network_id for link in now.carriers}


def test_notices_are_kept_as_they_came(world: World) -> None:
    world.live()
    with world.reading() as session:
        kinds = {row.event_type for row in session.query(Notice).filter_by(source="registry")}
    assert {"BRAND_IDENTITY_STATUS_UPDATE", "CAMPAIGN_SHARE_ACCEPT", "MNO_CAMPAIGN_OPERATION_APPROVED"} <= kinds
    assert set(world.hook_answers) == {204}


def test_a_brand_that_fails_its_check_can_be_corrected_and_checked_again(world: World) -> None:
    registration_id = world.approved(ein="99-0000101")
    world.drain()
    world.pass_time(timedelta(seconds=10))
    row = world.registration(registration_id)
    assert row.brand is not None
    assert (row.state, row.brand.identity) == (Registration.ACTION_NEEDED, Identity.UNVERIFIED)
    world.correct(registration_id, ein="59-1234567")
    world.submit(registration_id)
    world.decide(registration_id)
    world.pass_days(9)
    assert world.registration(registration_id).state is Registration.DONE
    assert len(world.state()["brands"]) == 1
