"""A registration lived through at random: whatever is seen in whatever order, the status says what the facts say."""

from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from onboarding.domain.chain import CarrierLink, Chain, ChainStatus, Step, blocks, next_step, status
from onboarding.domain.polling import campaign_interval
from onboarding.domain.states import (
    Carrier,
    Dca,
    Event,
    Identity,
    IllegalMove,
    Machine,
    Number,
    Proof,
    Registration,
    Registry,
    Sharing,
    after,
    first,
)

CARRIERS = ("AT&T", "T-Mobile", "Verizon")
EVENT_OF_STEP = {Step.DONE: Event.CHAIN_GOOD, Step.ASK_OWNER: Event.REFUSED}


class Walk(RuleBasedStateMachine):
    """The facts as they are told, beside an oracle that keeps only the last believable word on each link."""

    def __init__(self) -> None:
        super().__init__()
        self.facts: dict[Machine, str] = {machine: first(machine) for machine in Machine if machine in _ONE_EACH}
        self.carriers: dict[str, str] = {}
        self.oracle = dict(self.facts)
        self.registration = Registration.WAITING

    def _chain(self) -> Chain:
        return Chain(
            Identity(self.facts[Machine.IDENTITY]),
            Registry(self.facts[Machine.REGISTRY]),
            Sharing(self.facts[Machine.SHARING]),
            Dca(self.facts[Machine.DCA]),
            tuple(CarrierLink(i, name, Carrier(state)) for i, (name, state) in enumerate(self.carriers.items())),
            Number(self.facts[Machine.NUMBER]),
            Proof(self.facts[Machine.PROOF]),
        )

    def _see(self, machine: Machine, seen: str) -> None:
        self.facts[machine] = after(machine, self.facts[machine], seen).state
        gone = {(Machine.IDENTITY, "deleted"), (Machine.REGISTRY, "expired")}
        if (machine, self.oracle[machine]) not in gone and seen != "unfiled":
            self.oracle[machine] = seen

    @rule(state=st.sampled_from(Identity))
    def the_brand_is_seen(self, state: Identity) -> None:
        self._see(Machine.IDENTITY, state)

    @rule(state=st.sampled_from(Proof))
    def the_proof_is_seen(self, state: Proof) -> None:
        self._see(Machine.PROOF, state)

    @rule(state=st.sampled_from([Registry.ACTIVE, Registry.ACTIVE, Registry.UNFILED, Registry.EXPIRED]))
    def the_campaign_is_seen(self, state: Registry) -> None:
        self._see(Machine.REGISTRY, state)

    @rule(state=st.sampled_from(Sharing))
    def the_review_is_seen(self, state: Sharing) -> None:
        self._see(Machine.SHARING, state)

    @rule(state=st.sampled_from(Dca))
    def the_aggregators_are_seen(self, state: Dca) -> None:
        self._see(Machine.DCA, state)

    @rule(name=st.sampled_from(CARRIERS), state=st.sampled_from(Carrier))
    def a_carrier_is_seen(self, name: str, state: Carrier) -> None:
        self.carriers[name] = after(Machine.CARRIER, self.carriers.get(name, Carrier.NONE), state).state

    @rule(state=st.sampled_from(Number))
    def the_number_is_seen(self, state: Number) -> None:
        self._see(Machine.NUMBER, state)

    @rule()
    def everything_turns_out_well(self) -> None:
        for machine, seen in _GOOD.items():
            self._see(machine, seen)
        self.carriers = dict.fromkeys(CARRIERS, Carrier.REGISTERED)

    @invariant()
    def the_facts_are_the_last_believable_words(self) -> None:
        assert self.facts == self.oracle

    @invariant()
    def live_means_that_every_link_is_good(self) -> None:
        good = (
            self.oracle[Machine.IDENTITY] in {"verified", "vetted_verified"}
            and self.oracle[Machine.REGISTRY] == "active"
            and self.oracle[Machine.SHARING] == "accepted"
            and self.oracle[Machine.DCA] == "complete"
            and bool(self.carriers)
            and set(self.carriers.values()) == {"registered"}
            and self.oracle[Machine.NUMBER] == "assigned"
        )
        chain = self._chain()
        assert (status(chain) is ChainStatus.LIVE) is good
        assert (not blocks(chain)) is good
        assert (next_step(chain) is Step.DONE) is good

    @invariant()
    def the_registration_hears_of_it_without_an_illegal_move(self) -> None:
        chain = self._chain()
        event = EVENT_OF_STEP.get(next_step(chain))
        if event is None and self.registration is Registration.DONE and blocks(chain):
            event = Event.CHAIN_BROKEN
        if event is not None:
            try:
                self.registration = Registration(after(Machine.REGISTRATION, self.registration, event).state)
            except IllegalMove as error:
                raise AssertionError(str(error)) from error
        assert self.registration is not Registration.DONE or not blocks(chain)

    @invariant()
    def the_next_read_is_always_planned(self) -> None:
        assert 3 <= campaign_interval(self._chain(), timedelta(hours=1)).total_seconds() <= 30 * 86_400


_GOOD: dict[Machine, str] = {
    Machine.IDENTITY: Identity.VERIFIED,
    Machine.PROOF: Proof.GIVEN,
    Machine.REGISTRY: Registry.ACTIVE,
    Machine.SHARING: Sharing.ACCEPTED,
    Machine.DCA: Dca.COMPLETE,
    Machine.NUMBER: Number.ASSIGNED,
}
_ONE_EACH = frozenset(_GOOD)

TestWalk = Walk.TestCase
TestWalk.settings = settings(max_examples=60, stateful_step_count=30, deadline=None, database=None)
