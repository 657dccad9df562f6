"""The tables: each state and each event of each machine."""

from itertools import product

import pytest

from onboarding.domain.states import (
    FINAL,
    REGISTRATION_MOVES,
    REGISTRATION_STAYS,
    STATES,
    After,
    Event,
    Identity,
    IllegalMove,
    Machine,
    Registration,
    Registry,
    after,
    events,
    first,
)

OBSERVED = [machine for machine in Machine if machine is not Machine.REGISTRATION]
EVERY_PAIR = list(product(Registration, Event))
EVERY_OBSERVATION = [(machine, *pair) for machine in OBSERVED for pair in product(STATES[machine], events(machine))]


@pytest.mark.parametrize(("state", "event"), EVERY_PAIR)
def test_a_registration_moves_stays_or_refuses_as_the_table_says(state: Registration, event: Event) -> None:
    pair = (state, event)
    assert not (pair in REGISTRATION_MOVES and pair in REGISTRATION_STAYS)
    if pair in REGISTRATION_MOVES:
        assert after(Machine.REGISTRATION, state, event) == After(REGISTRATION_MOVES[pair])
        assert REGISTRATION_MOVES[pair] is not state
    elif pair in REGISTRATION_STAYS:
        assert after(Machine.REGISTRATION, state, event) == After(state, REGISTRATION_STAYS[pair])
    else:
        with pytest.raises(IllegalMove) as refusal:
            after(Machine.REGISTRATION, state, event)
        assert (refusal.value.machine, refusal.value.state, refusal.value.event) == (Machine.REGISTRATION, *pair)
        assert repr(str(event)) in str(refusal.value)


def test_only_people_move_a_registration_out_of_review() -> None:
    ways = {event for state, event in REGISTRATION_MOVES if state is Registration.IN_REVIEW}
    assert ways == {Event.RETURNED, Event.REJECTED, Event.APPROVED}


def test_a_closed_registration_hears_nothing() -> None:
    assert not [pair for pair in (*REGISTRATION_MOVES, *REGISTRATION_STAYS) if pair[0] is Registration.CLOSED]


def test_every_state_of_a_registration_can_be_reached_and_left_but_the_closed_one() -> None:
    reached = {Registration.DRAFT}
    while more := {to for (state, _), to in REGISTRATION_MOVES.items() if state in reached} - reached:
        reached |= more
    assert reached == set(Registration)
    assert {state for state, _ in REGISTRATION_MOVES} == set(Registration) - {Registration.CLOSED}


def test_whoever_may_edit_may_submit_and_nobody_else() -> None:
    submits = {state for state, event in REGISTRATION_MOVES if event is Event.SUBMITTED}
    assert submits == {state for state in Registration if state.is_editable}


def test_a_registration_is_open_until_it_is_done_or_closed() -> None:
    assert {state for state in Registration if not state.is_open} == {Registration.DONE, Registration.CLOSED}


@pytest.mark.parametrize(("machine", "state", "seen"), EVERY_OBSERVATION)
def test_every_observation_in_every_state_is_a_move_or_a_named_no_op(machine: Machine, state: str, seen: str) -> None:
    outcome = after(machine, state, seen)
    if outcome.note is None:
        assert outcome.state == seen != state
    else:
        assert outcome.state == state
    if seen == state:
        assert outcome.note == "seen before"


@pytest.mark.parametrize(("machine", "final"), [(machine, state) for machine in FINAL for state in FINAL[machine]])
def test_a_final_state_is_never_left(machine: Machine, final: str) -> None:
    for seen in STATES[machine]:
        assert after(machine, final, seen).state == final
    other = first(machine)
    assert after(machine, final, other).note == f"{final} is final, so {other} is old news"


@pytest.mark.parametrize("machine", OBSERVED)
def test_what_was_filed_does_not_become_unfiled_and_all_else_can_be_taken_back(machine: Machine) -> None:
    begin, then = first(machine), list(STATES[machine])[1]
    outcome = after(machine, then, begin)
    if begin in {Identity.UNFILED, Registry.UNFILED}:
        assert outcome == After(then, "a filed object cannot become unfiled")
    else:
        assert outcome == After(begin)


def test_an_unknown_word_is_an_error_and_no_state() -> None:
    with pytest.raises(ValueError, match="maybe"):
        after(Machine.CARRIER, "review", "maybe")
    with pytest.raises(ValueError, match="maybe"):
        after(Machine.REGISTRATION, "draft", "maybe")


def test_good_identities_are_the_two_verified_ones() -> None:
    assert {state for state in Identity if state.is_good} == {Identity.VERIFIED, Identity.VETTED_VERIFIED}


def test_a_machine_begins_where_nothing_has_happened() -> None:
    begins = {machine: str(first(machine)) for machine in Machine}
    assert begins == {
        Machine.REGISTRATION: "draft",
        Machine.IDENTITY: "unfiled",
        Machine.PROOF: "not_needed",
        Machine.REGISTRY: "unfiled",
        Machine.SHARING: "none",
        Machine.DCA: "none",
        Machine.CARRIER: "none",
        Machine.NUMBER: "unassigned",
    }


def test_states_fit_their_columns() -> None:
    words = [str(word) for machine in Machine for word in (*STATES[machine], *events(machine))]
    assert max(map(len, words)) <= 20
