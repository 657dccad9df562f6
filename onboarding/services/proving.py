"""What an owner does to prove who they are: type the registry's PIN, have it or the mail sent again (dossier 1.4 and 1.5).

Each asks the registry while the person waits, with no transaction open, and then has the brand read: the registry's word
moves the state, never the typed code.
"""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from onboarding.domain.drafting.replies import pin_texts
from onboarding.domain.states import Event, Machine, Proof
from onboarding.domain.states import Registration as State
from onboarding.domain.words import Message, msg
from onboarding.services import working
from onboarding.services.ports import OutsideError, Ports, Refused
from onboarding.services.work import transaction
from onboarding.store import watches
from onboarding.store.moves import Cause, move
from onboarding.store.registrations import Registration


class Given(StrEnum):
    """What became of a PIN that was typed."""

    RIGHT = "right"
    WRONG = "wrong"


class NotNow(Exception):
    """The registry could not be asked, or does not do it; ``message`` tells the owner."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Wanted:
    """What the registry waits for from the owner: the brand and what is to be proved."""

    brand_row: int
    brand_id: str
    proof: Proof


def wanted(registration: Registration) -> Wanted | None:
    """What the owner is to prove now; None when there is nothing."""
    brand = registration.brand
    if brand is None or brand.registry_id is None or brand.proof not in {Proof.PIN_SENT, Proof.MAIL_SENT}:
        return None
    return Wanted(brand.id, brand.registry_id, brand.proof)


_BUSY = msg("The registry doesn't answer right now. Nothing is lost: please try again in a minute.")


def give_pin(ports: Ports, asked: Wanted, pin: str) -> Given:
    """Hand the registry the PIN that the owner typed. Raises NotNow when it gives no answer."""
    try:
        ports.registry.give_pin(asked.brand_id, pin)
    except Refused as refusal:
        if not refusal.has(506):  # 506: it was given before, in the other window perhaps
            return Given.WRONG
    except OutsideError as error:
        raise NotNow(_BUSY) from error
    _read_now(ports, asked)
    return Given.RIGHT


def send_again(ports: Ports, asked: Wanted) -> None:
    """Have the PIN or the mail sent once more; free of charge. Raises NotNow with the reason for the owner."""
    try:
        if asked.proof is Proof.PIN_SENT:
            ports.registry.send_pin(asked.brand_id, *pin_texts(ports.settings.provider_name))
        else:
            ports.registry.resend_mail(asked.brand_id)
    except Refused as refusal:
        if not refusal.has(506):
            raise NotNow(_why(refusal)) from refusal
    except OutsideError as error:
        raise NotNow(_BUSY) from error
    _read_now(ports, asked)


def wrong_mobile(session: Session, registration: Registration, cause: Cause) -> None:
    """The code went to somebody else's mobile: the owner gets the answers back. Raises NotNow when nothing is asked for."""
    asked = wanted(registration)
    if asked is None or asked.proof is not Proof.PIN_SENT or registration.state not in {State.FILING, State.WAITING}:
        raise NotNow(msg("There is nothing to confirm any more. This is how your registration stands now."))
    move(session, registration, Machine.REGISTRATION, Event.REFUSED, cause)


def _why(refusal: Refused) -> Message:
    if refusal.has(557):
        return msg("The registry has sent many codes in the last hour. Wait an hour, then ask for another.")
    if refusal.has(565):
        return msg("This e-mail has run out. Send your registration again, and the registry writes a new one.")
    if refusal.has(592):
        return msg("The registry has sent it a moment ago. Wait two hours before you ask for another.")
    return msg("The registry could not send it. Contact us, so that we look into it.")


def _read_now(ports: Ports, asked: Wanted) -> None:
    """So that the next page tells how it is; when the registry is silent or a worker reads already, that worker tells."""
    with transaction(ports) as session:
        watches.notice(session, "brand", asked.brand_row, ports.clock.now())
        [watch] = watches.ids_of(session, asked.brand_row, None)
    working.read(ports, watch)
