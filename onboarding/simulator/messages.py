"""Texts between numbers and handsets (contract, section 6)."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import or_, select

from onboarding.simulator import carriers, otp, provider_hooks, records
from onboarding.simulator.clock import iso
from onboarding.simulator.errors import TroubleError
from onboarding.simulator.networks import carrier_of
from onboarding.simulator.tables import Message
from onboarding.simulator.work import Work, draw

# The registry's own sender of PINs; no number like it is ever on offer.
REGISTRY_NUMBER = "+17035550000"


def send(work: Work, *, sender: str, recipient: str, text: str, reference: str) -> Message:
    """A text to a handset, accepted or refused; the same reference gives the text accepted before."""
    before = select(Message).where(Message.reference == reference, Message.status == "accepted")
    if (accepted := work.session.scalar(before)) is not None:
        return accepted
    status = "accepted" if _may_send(work, sender, recipient) else "refused"
    return _record(work, "out", sender, recipient, text, status, reference)


def from_registry(work: Work, recipient: str, text: str) -> Message:
    """A text of the registry itself, which every carrier takes."""
    return _record(work, "out", REGISTRY_NUMBER, recipient, text, "accepted", None)


def text_back(work: Work, *, handset: str, number: str, text: str) -> Message:
    """A person texts a number; 404 when the number is neither one of the provider's nor the registry's."""
    if number == REGISTRY_NUMBER:
        message = _record(work, "in", handset, number, text, "received", None)
        if (answer := otp.reply(work, handset, text)) is not None:
            from_registry(work, handset, answer)
        return message
    if records.number_or_none(work, number) is None:
        raise TroubleError(404, "unknown_number", "Nobody has taken this number.")
    message = _record(work, "in", handset, number, text, "received", None)
    provider_hooks.message_received(work, sender=handset, recipient=number, text=text, message_id=message.id)
    return message


def of_handset(work: Work, handset: str) -> Sequence[Message]:
    """What a handset got and wrote, the oldest first; texts the provider refused never reached it but are listed."""
    query = select(Message).where(or_(Message.recipient == handset, Message.sender == handset))
    return work.session.scalars(query.order_by(Message.seq)).all()


def handsets(work: Work) -> list[str]:
    """Each handset that was texted or wrote, the latest first."""
    rows = work.session.scalars(select(Message).order_by(Message.seq.desc()))
    return list(dict.fromkeys(row.recipient if row.direction == "out" else row.sender for row in rows))


def as_json(message: Message) -> dict[str, Any]:
    return {
        "id": message.id,
        "direction": message.direction,
        "from": message.sender,
        "to": message.recipient,
        "text": message.text,
        "reference": message.reference,
        "status": message.status,
        "at": iso(message.at),
    }


def _may_send(work: Work, sender: str, recipient: str) -> bool:
    """Whether the number is attached to a campaign that the recipient's carrier has registered."""
    number = records.number_or_none(work, sender)
    if number is None or number.assignment != "assigned" or number.campaign_id is None:
        return False
    return carriers.status_at(work, number.campaign_id, carrier_of(recipient)) == "REGISTERED"


def _record(
    work: Work, direction: str, sender: str, recipient: str, text: str, status: str, reference: str | None
) -> Message:
    message = Message(
        id=f"txt_{draw(work, 'text'):064x}"[:24],
        direction=direction,
        sender=sender,
        recipient=recipient,
        text=text,
        reference=reference,
        status=status,
        at=work.now,
    )
    work.session.add(message)
    work.session.flush()
    return message
