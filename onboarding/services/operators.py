"""The operator's own registration: its number sends our codes and notices, through the same gate as everybody's."""

import time
from typing import Any

from onboarding.domain.examples import example_answers
from onboarding.domain.states import Registration as State
from onboarding.domain.states import Sharing
from onboarding.services import businesses, documents, fees, numbers, practising, registrations, review, working
from onboarding.services.ports import OutsideError, Ports
from onboarding.services.work import reading, transaction
from onboarding.store.businesses import Business, operator_business
from onboarding.store.moves import Cause
from onboarding.store.registrations import Registration, of_business


def set_operator(ports: Ports, public_id: str) -> bool:
    """Make a business the operator's own: its number sends our texts; False when there is no such business."""
    with transaction(ports) as session:
        chosen = session.query(Business).filter_by(public_id=public_id).one_or_none()
        if chosen is None:
            return False
        for row in session.query(Business).filter_by(is_operator=True):
            row.is_operator = False
        chosen.is_operator = True
    return True


def seed(ports: Ports, *, patience: float = 60.0) -> str | None:
    """Development: register the operator's business at the simulator; returns what went wrong, or None.

    It goes the ordinary way (answers, quote, submission, approval, filing); only the simulator's reviewers are hurried.
    """
    if ports.practice is None:
        return "there is no simulator to register the operator's business at"
    try:
        practising.keep_in_step(ports)
        registration_id = _file(ports)
        return _hurry(ports, registration_id, patience)
    except OutsideError as error:
        return str(error)


def _file(ports: Ports) -> int:
    settings, now = ports.settings, ports.clock.now()
    with transaction(ports) as session:
        business = operator_business(session)
        if business is not None:
            return of_business(session, business.id)[0].id
        name = settings.provider_name
        business = businesses.create(session, name, owner_id=None, at=now)
        business.is_operator = True
        registration = registrations.start(session, business.id, now)
        told = example_answers().to_json()
        changes = {field: _of_provider(value, name) for field, value in told.items()}
        registrations.save(registration, changes | {"ein": "99-0000100"}, ports.vault, now)
        registration_id, public = registration.id, registration.public_id
    offer = numbers.offers(ports.messaging, "415")[0]
    ports.messaging.take(offer.e164, public)
    cause = Cause("system", "rehearsal", now)
    with transaction(ports) as session:
        registration = session.get_one(Registration, registration_id)
        numbers.keep(session, registration, offer.e164, now)
        case = registrations.dossier(session, registration, ports)
        documents.publish(session, registration, case.answers, ports, now)
        shown = fees.fingerprint(fees.price(session, registration, settings, now.date()))
        registrations.submit(session, registration, shown, user_id=None, cause=cause, ports=ports)
        review.decide(
            session,
            registration,
            "approved",
            [],
            version=registration.version,
            user_id=None,
            cause=cause,
            vault=ports.vault,
        )
    return registration_id


def _of_provider(value: Any, name: str) -> Any:
    """An example answer told for the provider instead."""
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, str):
        return value.replace("Rehearsal Bakery", name).replace("rehearsal-bakery.example", "provider.example")
    return value


def _hurry(ports: Ports, registration_id: int, patience: float) -> str | None:
    deadline = time.monotonic() + patience
    hurried = False
    while time.monotonic() < deadline:
        working.drain(ports)
        with reading(ports) as session:
            registration = session.get_one(Registration, registration_id)
            state, campaign = registration.state, registration.campaign
        if state is State.DONE:
            return None
        if campaign and campaign.registry_id and campaign.sharing is Sharing.PENDING and not hurried:
            assert ports.practice is not None
            ports.practice.finish(campaign.registry_id)
            hurried = True
        practising.advance(ports, 60)
        time.sleep(0.1)
    return f"the operator's registration is still {state} after {patience:.0f} seconds"
