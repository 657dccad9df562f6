"""Both sides' books as the verdict reads them: from a database and from the simulator, with breaches planted in them."""

from sqlalchemy import update

from onboarding.domain.states import Identity
from onboarding.store.brands import Brand
from onboarding.store.numbers import Gate
from onboarding.store.outbox import Message
from tests.chaos import far, records, verdict
from tests.chaos.plan import Case
from tests.world import LIVE, World


def said(world: World, *cases: Case) -> list[str]:
    with world.reading() as session:
        ours = records.read(session)
    theirs = far.read(world.state())
    return verdict.always(ours, theirs) + verdict.settled(ours, theirs, dict(enumerate(cases, start=LIVE)))


def test_a_registration_that_went_well_leaves_nothing_to_say(live_world: World) -> None:
    assert said(live_world, Case("ordinary")) == []
    assert said(live_world, Case("must not be live", end="waiting", may_send=False)) != []


def test_a_gate_that_somebody_opened_by_hand_is_seen(world: World) -> None:
    world.approved()
    with world.transaction() as session:
        session.execute(update(Gate).values(blocks=[]))
    assert any("open gate with a bad chain" in line for line in said(world))


def test_a_state_that_was_written_past_move_is_seen(live_world: World) -> None:
    with live_world.transaction() as session:
        session.execute(update(Brand).values(identity=Identity.UNVERIFIED))
    lines = said(live_world)
    assert any("state without a move: identity" in line for line in lines)
    assert any("open gate with a bad chain" in line for line in lines)


def test_a_brand_that_was_filed_past_us_is_seen(live_world: World) -> None:
    brand = live_world.state()["brands"][0]
    content = {name: brand[name] for name in ("entityType", "displayName", "companyName", "phone", "email", "street")}
    content |= {
        name: brand[name] for name in ("city", "state", "postalCode", "country", "vertical", "brandRelationship")
    }
    live_world.ports.registry.create_brand(content | {"ein": "591234567", "referenceId": "somebody-elses"})
    assert any("nobody's brand" in line for line in said(live_world))


def test_a_share_that_nobody_wished_for_is_seen(world: World) -> None:
    registration_id = world.approved(ein="99-0000120")
    world.pass_days(6)
    campaign = world.registration(registration_id).campaign
    assert campaign is not None
    world.ports.registry.share(campaign.registry_id or "", world.settings.upstream_partner)
    lines = said(world)
    assert any("done twice: 2 times share" in line for line in lines)
    assert any("money and deeds differ: share" in line for line in lines)


def test_work_that_is_not_done_is_seen(live_world: World) -> None:
    with live_world.transaction() as session:
        session.execute(update(Message).where(Message.id == 1).values(done_at=None))
    assert any("stuck outbox" in line for line in said(live_world))
