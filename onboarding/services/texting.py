"""Texts: each one passes the gate when it is written and again when it leaves; replies of recipients are obeyed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from onboarding.domain.consent import Reading, Wish, classify, is_yes
from onboarding.domain.follow_ups import Topic
from onboarding.domain.gate import Verdict
from onboarding.services import numbers as number_service
from onboarding.services import recording_consents
from onboarding.services.recording_consents import Asked, Said
from onboarding.store import businesses, numbers, outbox, texts
from onboarding.store.campaigns import Campaign
from onboarding.store.numbers import Number
from onboarding.store.texts import TextMessage
from onboarding.store.vault import Vault

_TWICE = timedelta(seconds=5)


_HOUR = timedelta(hours=1)
# A text that could not leave in time is worse than none: a code has run out, an answer comes at night. The opt-out
# confirmation has five minutes by law (47 CFR 64.1200(a)(12)).
_GOOD_FOR = {"code": timedelta(minutes=10), "stop_reply": timedelta(minutes=5), "help_reply": timedelta(minutes=10)}


def write(session: Session, sender: Number, recipient: str, body: str, kind: str, at: datetime) -> Verdict:
    """Queue a text if the gate lets it through; the verdict says why not."""
    verdict = number_service.verdict(session, sender.e164, recipient, answering_opt_out=kind == "stop_reply")
    if verdict.allowed:
        row = TextMessage(
            business_id=sender.business_id,
            kind=kind,
            number=sender.e164,
            peer=recipient,
            body=body,
            state="waiting",
            leave_by=outbox.wall(session) + _GOOD_FOR.get(kind, _HOUR),
            created_at=at,
        )
        session.add(row)
        session.flush()
        outbox.post(session, Topic.SEND, str(row.id), at=at)
    return verdict


def write_once(session: Session, sender: Number, recipient: str, body: str, kind: str, at: datetime) -> Verdict:
    """The same for a button that people press twice: an equal text of the last seconds stands for this one."""
    verdict = number_service.verdict(session, sender.e164, recipient)
    same = (kind, body, recipient)
    for row in texts.of_number(session, sender.e164):
        if (row.kind, row.body, row.peer) == same and row.state != "refused" and at - row.created_at < _TWICE:
            return verdict  # when it may be sent no longer, the verdict says so
    return write(session, sender, recipient, body, kind, at)


def operator_number(session: Session) -> Number | None:
    """The number that our own texts leave from."""
    operator = businesses.operator_business(session)
    if operator is None:
        return None
    return next(iter(numbers.of_business(session, operator.id)), None)


@dataclass(frozen=True)
class Outgoing:
    """A text made ready for the network."""

    id: int
    sender: str
    recipient: str
    body: str
    reference: str


def leaving(session: Session, text_id: int) -> Outgoing | None:
    """Ask the gate once more as the text leaves; None when it was sent already or is refused now (and marked so)."""
    row = session.get_one(TextMessage, text_id)
    if row.state != "waiting":
        return None
    verdict = number_service.verdict(session, row.number, row.peer, answering_opt_out=row.kind == "stop_reply")
    if row.leave_by is not None and outbox.wall(session) > row.leave_by:
        row.state, row.blocks = "refused", "too_late"
        return None
    if not verdict.allowed:
        row.state, row.blocks = "refused", ",".join(block.code for block in verdict.blocks)
        return None
    return Outgoing(row.id, row.number, row.peer, row.body, row.public_id)


def left(session: Session, text_id: int, provider_id: str, at: datetime) -> None:
    """The provider took it."""
    row = session.get_one(TextMessage, text_id)
    row.state, row.provider_id, row.sent_at = "sent", provider_id, at


def turned_back(session: Session, text_id: int, why: str) -> None:
    """The provider refused it for good."""
    row = session.get_one(TextMessage, text_id)
    row.state, row.blocks = "refused", why[:200]


def hear(session: Session, notice_id: int, sender: str, recipient: str, body: str, at: datetime, vault: Vault) -> Wish:
    """A recipient texted one of our numbers: keep it, obey what they want, record it, and answer once.

    What may mean that they want no more texts closes the gate until a person has decided.
    """
    if texts.brought_by(session, notice_id):
        return Wish.NONE
    body = body[:1600].replace("\x00", "")
    number = numbers.by_e164(session, recipient)
    if number is not None:
        numbers.lock(session, number.business_id)  # what people say is obeyed one after another
    campaign = session.get(Campaign, number.campaign_id) if number and number.campaign_id else None
    if number is None:
        return Wish.NONE
    session.add(
        TextMessage(
            business_id=number.business_id,
            kind="inbound",
            notice_id=notice_id,
            number=recipient,
            peer=sender,
            body=body,
            state="received",
            created_at=at,
        )
    )
    said = Said(number.business_id, sender, body, notice_id, at)
    if campaign is None:
        return _before_there_is_a_campaign(session, said, vault)
    read = classify(
        body,
        stop_words=campaign.opt_out_keywords,
        help_words=campaign.help_keywords,
        start_words=campaign.opt_in_keywords,
    )
    _obey(session, number, campaign, said, read, vault)
    return read.wish


def _before_there_is_a_campaign(session: Session, said: Said, vault: Vault) -> Wish:
    """Nothing can be answered yet, but who stops now is not texted later."""
    meant = classify(said.words).wish
    if meant is Wish.STOP:
        recording_consents.revoked(session, said, vault)
    elif meant is Wish.UNSURE:
        recording_consents.held_before_a_campaign(session, said, vault)
    return meant


def _obey(session: Session, number: Number, campaign: Campaign, said: Said, read: Reading, vault: Vault) -> None:
    sender, at = said.phone, said.at
    if is_yes(said.words) and recording_consents.confirmed(session, said, vault):
        return
    match read.wish:
        case Wish.STOP:
            recording_consents.revoked(session, said, vault)
            # Only the first STOP is confirmed: one text, then silence.
            if numbers.opt_out(session, campaign.brand_id, sender, said.words, at):
                session.flush()
                write(session, number, sender, campaign.opt_out_message, "stop_reply", at)
        case Wish.UNSURE:
            if numbers.opt_out(session, campaign.brand_id, sender, said.words, at, is_held=True) or numbers.held(
                session, campaign.brand_id, sender
            ):
                recording_consents.held(session, said, vault)
        case Wish.HELP:
            write(session, number, sender, campaign.help_message, "help_reply", at)
        case Wish.START if read.is_keyword:
            _start(session, number, campaign, said, vault)
        case _:
            pass


def _start(session: Session, number: Number, campaign: Campaign, said: Said, vault: Vault) -> None:
    """Only the keyword itself lifts a stop: a sentence may have been about something else."""
    asked = recording_consents.asked_by_text(session, said, vault)
    if asked is Asked.NO:
        return
    if numbers.opt_in(session, campaign.brand_id, said.phone) or asked is Asked.NEW:
        session.flush()
        write(session, number, said.phone, campaign.opt_in_message, "start_reply", said.at)


def recent(session: Session, number: str) -> list[TextMessage]:
    """The newest texts of a number."""
    return texts.of_number(session, number)
