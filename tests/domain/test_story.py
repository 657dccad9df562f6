"""What people read: a line for each move that can happen, an outlook for each place where things can stand."""

from itertools import product

import pytest
from hypothesis import given

from onboarding.domain.chain import NOTHING_DUE, Chain, ChainStatus, Step, next_step, status
from onboarding.domain.follow_ups import FOLLOW_UPS, QUEUES, Topic, follow_ups
from onboarding.domain.states import STATES, Carrier, Event, IllegalMove, Machine, Registration, after, events
from onboarding.domain.story import Outlook, carriers_line, line, outlook
from onboarding.domain.words import Message
from tests.domain.strategies import CHAINS


def _moves() -> list[tuple[Machine, str, str]]:
    """Every (machine, new state, event) that a move row can hold."""
    found = set()
    for machine in Machine:
        for state, event in product(STATES[machine], events(machine)):
            try:
                outcome = after(machine, state, event)
            except IllegalMove:
                continue
            if outcome.state != state:
                found.add((machine, outcome.state, str(event)))
    return sorted(found)


@pytest.mark.parametrize(("machine", "state", "event"), _moves())
def test_each_move_that_can_happen_has_a_line(machine: Machine, state: str, event: str) -> None:
    told = line(machine, state, event, 10017)
    assert isinstance(told.headline, Message)
    assert told.tone in {"good", "bad", "waiting", "neutral"}
    assert "%(" not in told.headline


@pytest.mark.parametrize("state", Carrier)
def test_a_carrier_is_called_by_its_name(state: Carrier) -> None:
    assert line(Machine.CARRIER, state, state, 10035).headline.startswith("T-Mobile ")
    assert line(Machine.CARRIER, state, state, 4711).headline.startswith("Carrier 4711 ")


def test_a_chain_that_broke_is_told_otherwise_than_a_filing_that_waits() -> None:
    broken = line(Machine.REGISTRATION, Registration.WAITING, Event.CHAIN_BROKEN, None)
    filed = line(Machine.REGISTRATION, Registration.WAITING, Event.FILED, None)
    assert (broken.tone, filed.tone) == ("bad", "waiting")
    assert "locked" in broken.headline


@pytest.mark.parametrize(("state", "chain"), list(product(Registration, ChainStatus)))
def test_each_place_where_a_registration_can_stand_has_an_outlook(state: Registration, chain: ChainStatus) -> None:
    told = outlook(state, chain)
    assert isinstance(told, Outlook)
    assert isinstance(told.now, Message)
    assert isinstance(told.next, Message)
    assert told.tone in {"good", "bad", "waiting", "neutral"}


def test_each_status_of_the_chain_is_told_in_words_of_its_own() -> None:
    told = {outlook(Registration.WAITING, chain).now for chain in ChainStatus}
    assert len(told) == len(ChainStatus)


@pytest.mark.parametrize("chain", sorted(set(ChainStatus) - {ChainStatus.LIVE}))
def test_an_owner_who_must_act_is_never_told_to_wait(chain: ChainStatus) -> None:
    assert outlook(Registration.ACTION_NEEDED, chain).tone == "bad"


@pytest.mark.parametrize("chain", ChainStatus)
def test_only_a_live_chain_is_called_good(chain: ChainStatus) -> None:
    assert (outlook(Registration.DONE, chain).tone == "good") is (chain is ChainStatus.LIVE)


def test_how_long_it_takes_is_said_where_one_can_only_wait() -> None:
    for chain in ChainStatus:
        told = outlook(Registration.WAITING, chain)
        assert (told.usually is not None) is (told.tone == "waiting")


@given(CHAINS)
def test_the_owner_is_asked_only_where_the_outlook_says_what_is_wrong(chain: Chain) -> None:
    if next_step(chain, NOTHING_DUE) is Step.ASK_OWNER:
        assert outlook(Registration.ACTION_NEEDED, status(chain)).tone == "bad"


def test_each_observed_state_that_can_be_entered_makes_us_look_for_the_next_step() -> None:
    for machine, state, _ in _moves():
        if machine is not Machine.REGISTRATION:
            assert Topic.ADVANCE in follow_ups(machine, state), (machine, state)


def test_follow_ups_name_only_states_that_can_be_entered() -> None:
    assert set(FOLLOW_UPS) <= {(machine, state) for machine, state, _ in _moves()}


def test_a_state_that_asks_for_nothing_posts_nothing() -> None:
    assert follow_ups(Machine.REGISTRATION, Registration.DRAFT) == ()


def test_each_topic_has_a_queue() -> None:
    assert set(QUEUES) == set(Topic)
    assert {topic.queue for topic in Topic} == {"registry", "documents", "mail", "pages"}


@pytest.mark.parametrize("state", list(Carrier))
def test_what_several_carriers_say_at_once_is_one_line(state: Carrier) -> None:
    together = carriers_line(state, [10017, 10035, 10038])
    alone = carriers_line(state, [10017])
    assert together.tone == alone.tone
    assert str(together.headline).startswith("AT&T, T-Mobile and Verizon ")
    assert alone == line(Machine.CARRIER, state, "", 10017)
