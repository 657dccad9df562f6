"""Rehearsals: one business driven through the whole job by the use cases, at whatever registry is configured.

Against the simulator an ordinary brand is filed and its clock is run ahead; against any other registry the brand is a
mock, and the rehearsal ends well where the registry refuses to share a mock (536). The rows are marked; they stay out of
ledger and measures.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from onboarding.domain.answers import Answers
from onboarding.domain.examples import example_answers
from onboarding.domain.gate import Verdict
from onboarding.domain.states import Registration as State
from onboarding.domain.states import Sharing
from onboarding.services import (
    businesses,
    documents,
    fees,
    numbers,
    practising,
    registrations,
    review,
    texting,
    working,
)
from onboarding.services.ports import Ports, Refused, Unavailable
from onboarding.services.work import reading, transaction
from onboarding.store import intents, watches
from onboarding.store.moves import Cause, Move, timeline
from onboarding.store.registrations import Registration

# A fictional recipient (555-01xx); its handset appears at the simulator.
RECIPIENT = "+12025550143"
_AREA_CODES = ("415", "863", "212", "206", "312", "404", "617", "702")
_FICTION = "+1{area}55501{last:02d}"


class Scenario(StrEnum):
    """What is rehearsed; the EINs are the simulator's magic ones (docs/registry-api.md section 6)."""

    APPROVE = "approve"
    DECLINE_FIX = "decline-fix"
    SUSPEND = "suspend"


EINS = {Scenario.APPROVE: "59-1234567", Scenario.DECLINE_FIX: "99-0000120", Scenario.SUSPEND: "99-0000121"}


class Deviation(Exception):
    """The rehearsal did not go as it should; the message says where."""


@dataclass(frozen=True)
class Line:
    """One printed move."""

    at: datetime
    machine: str
    from_state: str
    to_state: str
    network_id: int | None
    source: str


class Rehearsal:
    """One rehearsed business. ``works`` False leaves the work to the deployment's own workers."""

    def __init__(self, ports: Ports, scenario: Scenario, *, patience: float = 120.0, works: bool = True) -> None:
        self._ports = ports
        self._scenario = scenario
        self._patience = patience
        self._works = works
        self._registration_id = 0
        self._printed = 0

    def run(self) -> Iterator[Line]:
        """Drive the scenario to its end, giving each move as it happens. Raises Deviation."""
        practising.keep_in_step(self._ports)
        self._begin()
        yield from self._submit_and_approve()
        if self._ports.practice is None:
            yield from self._until_mock_is_refused()
            return
        if self._scenario is Scenario.DECLINE_FIX:
            yield from self._until(State.ACTION_NEEDED)
            self._correct()
            yield from self._submit_and_approve()
        yield from self._until(State.DONE)
        self._expect(allowed=True)
        self._text()
        if self._scenario is Scenario.SUSPEND:
            yield from self._until(State.WAITING)
            self._expect(allowed=False, code="carrier_suspended")
        yield from self._new_lines()

    def _begin(self) -> None:
        now = self._ports.clock.now()
        with transaction(self._ports) as session:
            business = businesses.create(session, "Rehearsal Bakery", owner_id=None, at=now, rehearsal=True)
            registration = registrations.start(session, business.id, now)
            answers = example_answers()
            changes = answers.to_json() | {"ein": EINS[self._scenario]}
            registrations.save(registration, _tuples(changes), self._ports.vault, now)
            self._registration_id, public = registration.id, registration.public_id
        chosen = self._take_number(public)
        with transaction(self._ports) as session:
            registration = session.get_one(Registration, self._registration_id)
            numbers.keep(session, registration, chosen, now)
            answers = Answers.from_json(registration.answers)
            documents.publish(session, registration, answers, self._ports, now)

    def _take_number(self, reference: str) -> str:
        """A number of the simulator's; with a real registry a fictional one, since a mock never gets that far."""
        if self._ports.practice is None:
            return _FICTION.format(area=_AREA_CODES[self._registration_id % 8], last=self._registration_id % 100)
        for area in _AREA_CODES:
            for offer in numbers.offers(self._ports.messaging, area):
                try:
                    self._ports.messaging.take(offer.e164, reference)
                except Refused:
                    continue
                return offer.e164
        raise Deviation("the messaging provider has no number to offer")

    def _submit_and_approve(self) -> Iterator[Line]:
        settings = self._ports.settings
        with transaction(self._ports) as session:
            registration = session.get_one(Registration, self._registration_id)
            cause = self._cause()
            shown = fees.fingerprint(fees.price(session, registration, settings, cause.at.date()))
            try:
                registrations.submit(session, registration, shown, user_id=None, cause=cause, ports=self._ports)
            except registrations.NotNow as why:
                raise Deviation(f"the registration could not be submitted: {why.message}") from why
        yield from self._new_lines()
        with transaction(self._ports) as session:
            registration = session.get_one(Registration, self._registration_id)
            review.decide(
                session,
                registration,
                "approved",
                [],
                version=registration.version,
                user_id=None,
                cause=self._cause(),
                vault=self._ports.vault,
            )
        yield from self._new_lines()

    def _cause(self) -> Cause:
        return Cause("system", "rehearsal", self._ports.clock.now())

    def _correct(self) -> None:
        with transaction(self._ports) as session:
            registration = session.get_one(Registration, self._registration_id)
            answers = Answers.from_json(registration.answers)
            better = answers.message_flow + " The sign-up form is public; no account is needed to see it."
            registrations.save(registration, {"message_flow": better}, self._ports.vault, self._ports.clock.now())

    def _until(self, wanted: State) -> Iterator[Line]:
        """Work and let time pass until the registration is in a state; anything else that is final is a deviation."""
        deadline = time.monotonic() + self._patience
        while True:
            self._work()
            yield from self._new_lines()
            with self._reading() as (_, registration):
                state = registration.state
            if state is wanted:
                return
            if state in {State.CLOSED, State.RETURNED} or (state is State.ACTION_NEEDED and wanted is not state):
                raise Deviation(f"expected {wanted}, but the registration is {state}: {self._why()}")
            if time.monotonic() > deadline:
                raise Deviation(
                    f"expected {wanted}, but after {self._patience:.0f} s it is still {state}: {self._why()}"
                )
            self._pass_time()

    def _pass_time(self) -> None:
        """Let the simulator's time go on: half a day once people and carriers are at work, a minute before."""
        time.sleep(0.2)  # leaves notices a chance to arrive as they would
        with self._reading() as (_, registration):
            filed = registration.campaign is not None and registration.campaign.sharing is not Sharing.NONE
        try:
            practising.advance(self._ports, 43_200 if filed else 60)
        except Unavailable as error:
            raise Deviation(f"the simulator's clock could not be advanced: {error}") from error

    def _until_mock_is_refused(self) -> Iterator[Line]:
        deadline = time.monotonic() + self._patience
        while time.monotonic() < deadline:
            self._work()
            yield from self._new_lines()
            with self._reading() as (session, registration):
                refused = [i for i in intents.of_registration(session, registration.id) if i.outcome == "refused"]
            if refused:
                codes = {code for intent in refused for code, _, _ in intent.refusal}
                if codes == {"536"}:
                    return
                raise Deviation(f"the registry refused with {', '.join(sorted(codes))}")
            time.sleep(1.0)
        raise Deviation(f"after {self._patience:.0f} s the mock has not been offered for review: {self._why()}")

    def _work(self) -> None:
        """Let everything that is due be done, by us or by the deployment's workers, before time goes on."""
        deadline = time.monotonic() + self._patience
        while time.monotonic() < deadline:
            with self._reading() as (session, registration):
                mine = watches.ids_of(session, registration.brand_id, registration.campaign_id)
            if self._works:
                working.drain(self._ports, mine)
            if working.is_idle(self._ports, mine):
                return
            time.sleep(0.05)

    def _why(self) -> str:
        with self._reading() as (session, registration):
            refused = [i for i in intents.of_registration(session, registration.id) if i.refusal]
            feedback = registration.brand.feedback if registration.brand else []
            words = registration.campaign.explanation if registration.campaign else ""
        return (
            "; ".join(str(part) for part in (words, feedback, [i.refusal for i in refused]) if part)
            or "no reason given"
        )

    def _verdict(self) -> Verdict:
        with self._reading() as (session, registration):
            number = _number(session, registration)
            return numbers.verdict(session, number, RECIPIENT)

    def _expect(self, *, allowed: bool, code: str = "") -> None:
        verdict = self._verdict()
        codes = {block.code for block in verdict.blocks}
        if verdict.allowed != allowed or (code and code not in codes):
            raise Deviation(f"the gate says {'yes' if verdict.allowed else 'no'} ({', '.join(sorted(codes))})")

    def _text(self) -> None:
        """A real text to a handset, through the gate and the provider."""
        now = self._ports.clock.now()
        with transaction(self._ports) as session:
            registration = session.get_one(Registration, self._registration_id)
            sender = numbers.of_registration(session, registration.id)
            texting.write(session, sender, RECIPIENT, "Rehearsal Bakery: This is a rehearsal.", "test", now)
        deadline = time.monotonic() + self._patience
        while time.monotonic() < deadline:
            self._work()
            with self._reading() as (session, registration):
                states = [text.state for text in texting.recent(session, _number(session, registration))]
            if "sent" in states:
                return
            if "refused" in states:
                raise Deviation("the messaging provider refused the text")
            time.sleep(0.2)
        raise Deviation("the text was not sent")

    def _new_lines(self) -> Iterator[Line]:
        with self._reading() as (session, registration):
            moves = timeline(session, registration)
        for move in moves[self._printed :]:
            yield _line(move)
        self._printed = len(moves)

    @contextmanager
    def _reading(self) -> Iterator[tuple[Session, Registration]]:
        with reading(self._ports) as session:
            yield session, session.get_one(Registration, self._registration_id)


def _number(session: Session, registration: Registration) -> str:
    return numbers.of_registration(session, registration.id).e164


def _tuples(changes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in changes.items()}


def _line(move: Move) -> Line:
    return Line(move.at, move.machine, move.from_state, move.to_state, move.network_id, move.source)
