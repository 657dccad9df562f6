"""The main job from submission to a texting-enabled number, through the use cases and the simulator."""

from onboarding.domain.chain import ChainStatus
from onboarding.domain.states import Registration as State
from onboarding.services import numbers
from onboarding.store.numbers import gate_of
from tests.world import World


def test_an_approved_registration_ends_in_a_number_that_may_text(world: World) -> None:
    registration_id = world.live()
    assert world.registration(registration_id).state is State.DONE
    number = world.number(registration_id)
    with world.reading() as session:
        gate = gate_of(session, number)
        assert gate is not None
        assert (gate.status, gate.blocks) == (ChainStatus.LIVE, [])
        assert numbers.verdict(session, number, "+12025550143").allowed
