"""Parked work: what was given up, and trying it again when a person says so."""

from sqlalchemy.orm import Session

from onboarding.domain.chain import Step
from onboarding.domain.follow_ups import Topic
from onboarding.services import errands
from onboarding.store import outbox
from onboarding.store.intents import Intent
from onboarding.store.outbox import Message


def parked(session: Session) -> list[Message]:
    """What waits for a person, newest first."""
    return outbox.parked(session)


def struggling(session: Session) -> list[Message]:
    """What gets no answer again and again and is still tried, oldest first."""
    return outbox.struggling(session)


def unpark(session: Session, message_id: int) -> bool:
    """Try again; False when it is not parked any more. Raises LookupError for work that there never was.

    Where only a person can say whether a request was carried out, trying again says that it was not.
    """
    message = session.get(Message, message_id)
    if message is None:
        raise LookupError(f"there is no work {message_id}")
    if not outbox.unpark(session, message_id):
        return False
    if message.topic is Topic.FILE and session.get_one(Intent, int(message.subject)).step is Step.REVET_BRAND:
        errands.begin_again(session, int(message.subject))
    return True
