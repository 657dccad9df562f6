"""Numbers: choosing one for a registration, and the verdict on whether one may text somebody now."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from onboarding.domain.gate import Verdict, judge
from onboarding.domain.words import msg
from onboarding.services.ports import Messaging, Offer
from onboarding.services.registrations import NotNow
from onboarding.store import numbers, registrations
from onboarding.store.moves import write_gates
from onboarding.store.numbers import Number
from onboarding.store.registrations import Registration


def offers(messaging: Messaging, area_code: str) -> Sequence[Offer]:
    """Up to three numbers of an area code; raises OutsideError. No transaction may be open."""
    return messaging.available(area_code)[:3]


def may_choose(session: Session, registration: Registration) -> None:
    """Raises NotNow when a number was chosen already or the registration is being handled."""
    if not registration.state.is_editable:
        raise NotNow(msg("Your registration is being handled, so it can't be changed right now."))
    if numbers.of_registration(session, registration.id):
        raise NotNow(msg("You have a number already."))


def keep(session: Session, registration: Registration, e164: str, at: datetime) -> Number:
    """Remember the number that the provider has given us; the same one twice is one."""
    registrations.lock(session, registration.id)  # one of two clicks at a time
    row = numbers.by_e164(session, e164)
    if row is not None and row.registration_id == registration.id:
        return row
    if row is not None or numbers.of_registration(session, registration.id):
        raise NotNow(msg("You have a number already."))
    row = Number(business_id=registration.business_id, registration_id=registration.id, e164=e164, created_at=at)
    session.add(row)
    session.flush()
    write_gates(session, None, row, at)
    return row


def verdict(reader: Session | Connection, number: str, recipient: str, *, answering_opt_out: bool = False) -> Verdict:
    """May this number text that recipient now, and why not: one SELECT, one judgement, nothing cached."""
    return judge(number, recipient, numbers.standing(reader, number, recipient), answering_opt_out=answering_opt_out)


def verdicts(reader: Session | Connection, pairs: Sequence[tuple[str, str]]) -> list[Verdict]:
    """The verdicts on many pairs, in their order; each is what ``verdict`` says of the pair."""
    found = numbers.standings(reader, pairs)
    return [judge(number, recipient, known) for (number, recipient), known in zip(pairs, found, strict=True)]


def of_registration(session: Session, registration_id: int) -> Number:
    """The number of a registration. Raises LookupError when it has none."""
    row = next(iter(numbers.of_registration(session, registration_id)), None)
    if row is None:
        raise LookupError(f"registration {registration_id} has no number")
    return row
