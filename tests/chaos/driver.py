"""The people of a run: owners who fill in, send and correct, and staff who approve, all through the use cases."""

import logging
from collections.abc import Callable, Sequence
from typing import Any

import requests
from sqlalchemy.orm.exc import StaleDataError

from onboarding.app import create_app
from onboarding.domain.answers import Answers
from onboarding.domain.examples import example_answers
from onboarding.domain.states import Proof
from onboarding.domain.states import Registration as State
from onboarding.services import businesses, documents, fees, numbers, proving, registrations, review
from onboarding.services.ports import Ports
from onboarding.services.proving import Given
from onboarding.services.work import reading, transaction
from onboarding.store.accounts import User
from onboarding.store.moves import Cause
from onboarding.store.registrations import Registration
from onboarding.web import auth
from tests.chaos.plan import AREAS, Case, own_ein

log = logging.getLogger(__name__)

STAFF = "chaos-reviewer@example.com"
PASSWORD = "correct horse battery staple"


class People:
    """Prepares registrations, then does what people have to do, one look at a time."""

    def __init__(self, ports: Ports, cases: Sequence[Case], pin_of: Callable[[str], str]) -> None:
        """``pin_of`` reads the newest PIN that the registry texted about a brand."""
        self._ports, self._pin_of = ports, pin_of
        auth.add_staff(create_app(ports.settings, ports), STAFF, PASSWORD)
        with reading(ports) as session:
            self._staff = session.query(User).filter_by(email=STAFF).one().id
        self.cases = {self._prepare(index, case): case for index, case in enumerate(cases)}
        self.eins = {own_ein(index) for index in range(2 * len(cases))} | {case.ein for case in cases if case.ein}
        self._corrected = dict.fromkeys(self.cases, 0)

    def turn(self, most: int = 1000) -> int:
        """Owners correct what they are asked to, staff approve what was sent; returns how many did something."""
        with reading(self._ports) as session:
            asked = [
                row.id
                for row in session.query(Registration).filter_by(state=State.ACTION_NEEDED)
                if self._would(row.id)
            ]
            sent = [row.id for row in session.query(Registration).filter_by(state=State.IN_REVIEW)]
            texted = [
                row.id for row in session.query(Registration).join(Registration.brand).filter_by(proof=Proof.PIN_SENT)
            ]
        todo = [(self._correct, one) for one in sorted(asked)] + [(self._approve, one) for one in sorted(sent)]
        todo += [(self._type_pin, one) for one in sorted(texted)]
        return sum(self._tried(act, registration_id) for act, registration_id in todo[:most])

    def _would(self, registration_id: int) -> bool:
        return self._corrected[registration_id] < self.cases[registration_id].corrections

    def _tried(self, act: Any, registration_id: int) -> bool:
        try:
            act(registration_id)
        except (
            StaleDataError,
            review.Stale,
            registrations.NotNow,
            proving.NotNow,
            fees.PriceChanged,
            requests.HTTPError,  # the registry forgot its PIN
        ) as reason:
            log.warning("registration %s: %s; somebody was faster, so it is looked at again", registration_id, reason)
            return False
        return True

    def _prepare(self, index: int, case: Case) -> int:
        """A complete registration in review, with a number of its own."""
        ports, at = self._ports, self._ports.clock.now()
        told = dict(case.told)
        is_person = told.get("entity_type") == "SOLE_PROPRIETOR"
        if is_person:
            told["mobile"] = f"(415) 601-{index:04d}"
        answers, ein = example_answers().with_changes(told), "" if is_person else case.ein or own_ein(index)
        with transaction(ports) as session:
            made = businesses.create(session, f"Chaos {index}", owner_id=None, at=at)
            row = registrations.start(session, made.id, at)
            registrations.save(row, _told(answers) | {"ein": ein}, ports.vault, at)
            registration_id, public = row.id, row.public_id
        offer = numbers.offers(ports.messaging, AREAS[index % len(AREAS)])[0]
        ports.messaging.take(offer.e164, public)
        with transaction(ports) as session:
            row = session.get_one(Registration, registration_id)
            numbers.keep(session, row, offer.e164, at)
            documents.publish(session, row, answers, ports, at)
        self._send(registration_id, {})
        return registration_id

    def _correct(self, registration_id: int) -> None:
        case, nth = self.cases[registration_id], self._corrected[registration_id] + 1
        changes: dict[str, Any] = {"description": f"{example_answers().description} This is correction {nth}."}
        if case.new_ein and nth == 1:
            changes["ein"] = own_ein(len(self.cases) + registration_id)
        self._send(registration_id, changes)
        self._corrected[registration_id] = nth

    def _type_pin(self, registration_id: int) -> None:
        """The owner reads the text and types the code; one that is too old is asked for anew."""
        with reading(self._ports) as session:
            asked = proving.wanted(session.get_one(Registration, registration_id))
        if asked is not None and proving.give_pin(self._ports, asked, self._pin_of(asked.brand_id)) is Given.WRONG:
            proving.send_again(self._ports, asked)

    def _send(self, registration_id: int, changes: dict[str, Any]) -> None:
        ports, cause = self._ports, Cause("system", "web", self._ports.clock.now())
        with transaction(ports) as session:
            row = session.get_one(Registration, registration_id)
            registrations.save(row, changes, ports.vault, cause.at)
            shown = fees.fingerprint(fees.price(session, row, ports.settings, cause.at.date()))
            registrations.submit(session, row, shown, user_id=None, cause=cause, ports=ports)

    def _approve(self, registration_id: int) -> None:
        cause = Cause(f"user:{self._staff}", "desk", self._ports.clock.now())
        with transaction(self._ports) as session:
            row = session.get_one(Registration, registration_id)
            review.decide(
                session, row, "approved", [], version=row.version, user_id=self._staff, cause=cause,
                vault=self._ports.vault,
            )  # fmt: skip


def _told(answers: Answers) -> dict[str, Any]:
    tuples = {name: getattr(answers, name) for name in ("sub_use_cases", "opt_in_methods")}
    return answers.to_json() | tuples
