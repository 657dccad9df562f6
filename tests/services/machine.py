"""The filing machine under random orders of news, trouble and people; the simulator is the model it is held against."""

import uuid
from collections.abc import Callable
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import requests
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from onboarding.domain.chain import NOTHING_DUE, Step, blocks, next_step
from onboarding.domain.states import Registration as State
from onboarding.services import observing, registrations, working
from onboarding.services.work import transaction
from onboarding.store import watches
from onboarding.store.moves import chain_of
from onboarding.store.numbers import Number
from onboarding.store.registrations import Registration
from tests.chaos import far, records, verdict
from tests.world import World, build_world

MAGIC = (101, 104, 105, 106, 107, 109, 120, 121, 122, 123, 124, 125, 126, 127)
EINS = ("59-1234567", *(f"99-{number:07d}" for number in MAGIC))
CARRIERS = ("10017", "10035", "10038")
# Scoring, filing, review, carriers, connecting: enough of each for whatever is under way.
REST = tuple(timedelta(minutes=m) for m in (1, 1)) + tuple(timedelta(days=d) for d in (6, 1, 2, 1, 1))
TIMES = (timedelta(seconds=10), timedelta(hours=1), timedelta(days=1), timedelta(days=3))


class Killed(BaseException):
    """SIGKILL to whoever works: nothing of ours may catch it, so nothing is given back or written down."""


class FilingMachine(RuleBasedStateMachine):
    """One registration from its approval on. ``make`` gives a world on an empty database."""

    make: Callable[[], World]

    def __init__(self) -> None:
        super().__init__()
        self.world = type(self).make()
        self.held: tuple[Any, Any] | None = None
        self.corrections = 0

    @initialize(ein=st.sampled_from(EINS))
    def staff_approve_it(self, ein: str) -> None:
        self.id = self.world.approved(ein=ein)

    # --- time and work --------------------------------------------------------------------------------------------

    @rule(by=st.sampled_from(TIMES))
    def time_passes(self, by: timedelta) -> None:
        with mortal():
            self.world.pass_time(by)

    @rule(by=st.sampled_from(TIMES))
    def time_passes_while_nobody_works(self, by: timedelta) -> None:
        self.world.simulator.set_clock(advance=by.total_seconds())
        self.world.clock.business += by
        self.world.clock.walled += by

    @rule(seconds=st.sampled_from((3, 200, 4000)))
    def retries_and_leases_come_due(self, seconds: float) -> None:
        self.world.wait(seconds)
        with mortal():
            self.world.drain()

    @rule(nth=st.integers(0, 5))
    def one_piece_of_work_is_done(self, nth: int) -> None:
        due = working.due_work(self.world.ports)
        if due:
            with mortal():
                working.work(self.world.ports, due[nth % len(due)].id)

    # --- trouble --------------------------------------------------------------------------------------------------

    @rule(nth=st.integers(0, 4), moment=st.sampled_from(("before", "after")), dies=st.booleans())
    def a_request_will_break(self, nth: int, moment: str, *, dies: bool) -> None:
        line: list[Any] = getattr(self.world.registry_line, moment)
        if not line:
            line.extend([None] * nth + [Killed() if dies else requests.ConnectionError("broken")])

    @rule(down=st.booleans())
    def the_registry_goes_down_or_up(self, *, down: bool) -> None:
        self.world.control("/faults", {"down": down})

    @rule(mode=st.sampled_from(("on", "off", "twice")))
    def notices_fare_well_or_badly(self, mode: str) -> None:
        self.world.control("/faults", {"notices": mode})

    @rule()
    def notices_are_delivered(self) -> None:
        self.world.simulator.deliver()

    @precondition(lambda self: self.held is None)
    @rule(nth=st.integers(0, 1))
    def somebody_reads_and_is_slow_to_write(self, nth: int) -> None:
        ports = self.world.ports
        due = working.due_reads(ports)
        if not due:
            return
        with transaction(ports) as session:
            asked = observing.question(session, due[nth % len(due)].id, ports.clock.now())
        with suppress(Killed, Exception):
            if asked is not None:
                self.held = asked, observing.ask(asked, ports.registry, ports.messaging)

    @precondition(lambda self: self.held is not None)
    @rule()
    def the_slow_one_writes_at_last(self) -> None:
        asked, seen = self.held or (None, None)
        self.held = None
        with transaction(self.world.ports) as session:
            observing.observe(session, asked, seen, self.world.settings, self.world.ports.clock.now())

    @rule()
    def everything_is_read_again(self) -> None:
        with self.world.transaction() as session:
            for row in session.query(watches.Watch):
                watches.notice(session, row.kind, row.subject_id, self.world.clock.now())
        with mortal():
            self.world.drain()

    # --- the other side's people ----------------------------------------------------------------------------------

    @rule(network=st.sampled_from(CARRIERS), status=st.sampled_from(("REGISTERED", "SUSPENDED", "REJECTED", "REVIEW")))
    def a_carrier_decides(self, network: str, status: str) -> None:
        self._there("POST", f"/control/campaigns/{self._campaign}/carriers/{network}", {"status": status})

    @rule(accepts=st.booleans())
    def the_reviewer_decides(self, *, accepts: bool) -> None:
        decline = {"outcome": "decline", "explanation": "CR4015 - no consent;9999 - a code that nobody knows"}
        body = {"outcome": "accept"} if accepts else decline
        self._there("POST", f"/control/campaigns/{self._campaign}/review", body)

    @rule(certain=st.integers(0, 3))
    def the_campaign_expires(self, certain: int) -> None:
        if certain == 0:  # rarely, since little happens afterwards
            self._there("DELETE", f"/v2/campaign/{self._campaign}")

    @rule()
    def an_aggregator_further_up_declines(self) -> None:
        body = {"explanation": "2135 - a secondary aggregator's words"}
        self._there("POST", f"/control/campaigns/{self._campaign}/secondary", body)

    @rule()
    def the_number_breaks(self) -> None:
        body = {"failure": "MNO_SHARING_ERROR"}
        self._there("POST", f"/control/numbers/{self.world.number(self.id)}/fail", body)

    @rule()
    def the_number_comes_off(self) -> None:
        self._there("DELETE", f"/messaging/v1/numbers/{self.world.number(self.id)}/campaign")

    # --- our people -----------------------------------------------------------------------------------------------

    @rule(ein=st.sampled_from(("", *EINS)), approved=st.booleans())
    def the_owner_corrects_and_sends_again(self, ein: str, *, approved: bool) -> None:
        state = self.world.registration(self.id).state
        if state is State.IN_REVIEW:
            self.world.decide(self.id)
        if not state.is_editable:
            return
        self.corrections += 1
        text = self.world.registration(self.id).answers["description"].split(" Correction")[0]
        changes = {"description": f"{text} Correction {self.corrections}."} | ({"ein": ein} if ein else {})
        self.world.correct(self.id, **changes)
        with suppress(registrations.NotNow):
            self.world.submit(self.id)
            if approved:
                self.world.decide(self.id)

    # --- what holds at every moment -------------------------------------------------------------------------------

    @invariant()
    def nothing_is_wrong(self) -> None:
        with self.world.reading() as session:
            ours = records.read(session)
        assert verdict.always(ours, far.read(self.world.state())) == []

    def teardown(self) -> None:
        try:
            if hasattr(self, "id"):
                self._come_to_rest()
                self.nothing_is_wrong()
                self._is_consistent()
        finally:
            self.world.close()

    def _come_to_rest(self) -> None:
        world = self.world
        for line in (world.registry_line, world.messaging_line):
            line.before.clear()
            line.after.clear()
        world.control("/faults", {"down": False, "notices": "on"})
        for by in REST:
            world.wait(4000)
            world.pass_time(by)

    def _is_consistent(self) -> None:
        with self.world.reading() as session:
            ours = records.read(session)
            row = session.get_one(Registration, self.id)
            number = session.query(Number).one()
            chain = chain_of(row.brand, row.campaign, number)
        assert verdict.settled(ours, far.read(self.world.state()), {}) == []
        if verdict.undecidable(ours):
            return
        step = next_step(chain, NOTHING_DUE)
        match row.state:
            case State.DONE:
                assert not blocks(chain)
            case State.WAITING:
                assert step is Step.WAIT, f"waiting, but the next step is {step}: {chain}"
            case State.ACTION_NEEDED:
                refused = [wish for wish in ours.wishes if wish.outcome == "refused"]
                assert step is Step.ASK_OWNER or refused, f"the owner is asked, but the next step is {step}: {chain}"
            case _:
                assert row.state in {State.IN_REVIEW, State.RETURNED}, f"{row.state} is no rest: {chain}"

    @property
    def _campaign(self) -> str:
        campaign = self.world.registration(self.id).campaign
        return (campaign.registry_id if campaign else None) or "C000000"

    def _there(self, method: str, path: str, body: Any = None) -> None:
        """Somebody acts there, past us; what cannot be done just now is refused."""
        settings = self.world.settings
        auth = (settings.registry_key, settings.registry_secret)
        headers = {"Authorization": f"Bearer {settings.messaging_token}"} if path.startswith("/messaging") else {}
        self.world.simulator_app.test_client().open(
            path, method=method, json=body, headers=headers, auth=None if headers else auth
        )


@contextmanager
def mortal() -> Any:
    """Whoever works may be killed in here."""
    with suppress(Killed):
        yield


def machine_of(new_database: Callable[[], str], folder: Path) -> type[FilingMachine]:
    """The machine, each of whose runs begins with a world of its own."""

    def make() -> World:
        return build_world(new_database(), folder / f"{uuid.uuid4().hex}.sqlite3")

    return type("FilingMachineHere", (FilingMachine,), {"make": staticmethod(make)})
