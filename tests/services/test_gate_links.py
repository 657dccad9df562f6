"""No send without the chain: each link broken in turn closes the gate, for a new text and for one on its way."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from onboarding.domain.states import Carrier, Dca, Identity, Machine, Number, Registry, Sharing
from onboarding.services import numbers, texting
from onboarding.store import campaigns, texts
from onboarding.store.moves import move
from onboarding.store.registrations import Registration
from tests.world import LIVE, World

RECIPIENT = "+12025550143"
T_MOBILE = 10035

LINKS = [
    (Machine.IDENTITY, Identity.UNVERIFIED, Identity.VERIFIED, "brand_not_verified"),
    (Machine.IDENTITY, Identity.SELF_DECLARED, Identity.VETTED_VERIFIED, "brand_not_verified"),
    (Machine.IDENTITY, Identity.SCORING, Identity.VERIFIED, "brand_not_verified"),
    (Machine.IDENTITY, Identity.DELETED, None, "brand_not_verified"),
    (Machine.REGISTRY, Registry.EXPIRED, None, "campaign_expired"),
    (Machine.SHARING, Sharing.PENDING, Sharing.ACCEPTED, "campaign_not_approved"),
    (Machine.SHARING, Sharing.NONE, Sharing.ACCEPTED, "campaign_not_approved"),
    (Machine.SHARING, Sharing.DECLINED, Sharing.ACCEPTED, "campaign_declined"),
    (Machine.DCA, Dca.PARTIAL, Dca.COMPLETE, "carriers_not_elected"),
    (Machine.DCA, Dca.NONE, Dca.COMPLETE, "carriers_not_elected"),
    (Machine.CARRIER, Carrier.SUSPENDED, Carrier.REGISTERED, "carrier_suspended"),
    (Machine.CARRIER, Carrier.REJECTED, Carrier.REGISTERED, "carrier_rejected"),
    (Machine.CARRIER, Carrier.REVIEW, Carrier.REGISTERED, "carrier_not_registered"),
    (Machine.CARRIER, Carrier.NONE, Carrier.REGISTERED, "carrier_not_registered"),
    (Machine.NUMBER, Number.PENDING, Number.ASSIGNED, "number_not_connected"),
    (Machine.NUMBER, Number.FAILED, Number.ASSIGNED, "number_not_connected"),
]


def row_of(session: Session, machine: Machine) -> object:
    registration = session.get_one(Registration, LIVE)
    assert registration.campaign is not None
    match machine:
        case Machine.IDENTITY:
            return registration.brand
        case Machine.CARRIER:
            return next(link for link in registration.campaign.carriers if link.network_id == T_MOBILE)
        case Machine.NUMBER:
            return numbers.of_registration(session, LIVE)
        case _:
            return registration.campaign


def shift(world: World, machine: Machine, state: str) -> None:
    with world.transaction() as session:
        move(session, row_of(session, machine), machine, state, world.cause("registry", "poll"))  # type: ignore[arg-type]


def write(world: World, recipient: str = RECIPIENT) -> list[str]:
    """Write a text; the codes that stand against it."""
    with world.transaction() as session:
        sender = numbers.of_registration(session, LIVE)
        verdict = texting.write(session, sender, recipient, "Your cake is ready.", "test", world.clock.now())
    return [block.code for block in verdict.blocks]


def told(world: World) -> list[tuple[str, str]]:
    """State and blocks of each of the number's texts, oldest first."""
    with world.reading() as session:
        found = texts.of_number(session, numbers.of_registration(session, LIVE).e164)
        return [(row.state, row.blocks) for row in reversed(found)]


@pytest.mark.parametrize(("machine", "broken", "mended", "code"), LINKS)
def test_a_broken_link_stops_a_new_text_and_one_on_its_way(
    live_world: World, machine: Machine, broken: str, mended: str | None, code: str
) -> None:
    assert write(live_world) == []
    shift(live_world, machine, broken)
    assert write(live_world) == [code], "the verdict that explains is the one that gates"
    with live_world.reading() as session:
        waiting = texts.of_number(session, numbers.of_registration(session, LIVE).e164)[0].id
    with live_world.transaction() as session:
        assert texting.leaving(session, waiting) is None
    assert told(live_world) == [("refused", code)]
    if mended:
        shift(live_world, machine, mended)
        assert write(live_world) == []


def test_a_text_through_a_good_chain_reaches_the_handset(live_world: World) -> None:
    assert write(live_world) == []
    live_world.drain()
    assert told(live_world) == [("sent", "")]
    assert [(m["to"], m["text"]) for m in live_world.state()["messages"]] == [(RECIPIENT, "Your cake is ready.")]


def test_a_broken_link_stops_the_job_that_would_send(live_world: World) -> None:
    assert write(live_world) == []
    shift(live_world, Machine.CARRIER, Carrier.SUSPENDED)
    live_world.drain()
    assert told(live_world) == [("refused", "carrier_suspended")]
    assert live_world.state()["messages"] == []


@pytest.mark.parametrize(
    ("recipient", "code"),
    [
        ("12", "recipient_invalid"),
        ("+14165550123", "destination_unsupported"),
        ("+442071838750", "destination_unsupported"),
    ],
)
def test_recipients_elsewhere_are_refused_by_name(live_world: World, recipient: str, code: str) -> None:
    assert write(live_world, recipient) == [code]
    assert told(live_world) == []


def test_a_number_that_is_not_ours_may_not_text(world: World) -> None:
    with world.reading() as session:
        verdict = numbers.verdict(session, "+14155550199", RECIPIENT)
    assert [block.code for block in verdict.blocks] == ["number_unknown"]


def test_every_broken_link_is_named_not_only_the_first(live_world: World) -> None:
    shift(live_world, Machine.IDENTITY, Identity.UNVERIFIED)
    shift(live_world, Machine.CARRIER, Carrier.SUSPENDED)
    shift(live_world, Machine.NUMBER, Number.FAILED)
    assert write(live_world) == ["brand_not_verified", "carrier_suspended", "number_not_connected"]


def test_a_carrier_that_the_operator_does_not_require_does_not_lock(new_world: Callable[..., World]) -> None:
    world = new_world(required_carriers="10017")
    assert world.live() == LIVE
    shift(world, Machine.CARRIER, Carrier.SUSPENDED)
    assert write(world) == []
    with world.transaction() as session:
        campaign = session.get_one(Registration, LIVE).campaign
        assert campaign is not None
        assert {
            link.network_id for link in campaigns.of_brand(session, campaign.brand_id)[0].carriers if link.required
        } == {10017}
