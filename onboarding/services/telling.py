"""Telling people: an e-mail for each move that matters, derived from the move and never written twice."""

from sqlalchemy.orm import Session

from onboarding.domain.follow_ups import Topic
from onboarding.domain.registrations import FIELD_NAMES
from onboarding.domain.states import Carrier, Identity, Machine, Number, Proof, Registration, Registry, Sharing
from onboarding.domain.story import line, outlook
from onboarding.services.ports import Letter, Words
from onboarding.services.status import chain_status, reasons
from onboarding.settings import Settings
from onboarding.store import businesses, mails, numbers, outbox, registrations
from onboarding.store.mails import Mail
from onboarding.store.moves import Move

# The moves that people are written to about; each other move is on the timeline only.
TOLD = frozenset(
    {
        (Machine.REGISTRATION, Registration.IN_REVIEW),
        (Machine.REGISTRATION, Registration.RETURNED),
        (Machine.REGISTRATION, Registration.CLOSED),
        (Machine.REGISTRATION, Registration.FILING),
        (Machine.REGISTRATION, Registration.ACTION_NEEDED),
        (Machine.REGISTRATION, Registration.DONE),
        (Machine.IDENTITY, Identity.VERIFIED),
        (Machine.IDENTITY, Identity.VETTED_VERIFIED),
        (Machine.PROOF, Proof.PIN_SENT),
        (Machine.PROOF, Proof.MAIL_SENT),
        (Machine.REGISTRY, Registry.EXPIRED),
        (Machine.SHARING, Sharing.ACCEPTED),
        (Machine.CARRIER, Carrier.SUSPENDED),
        (Machine.CARRIER, Carrier.REJECTED),
        (Machine.NUMBER, Number.FAILED),
    }
)


def tell(session: Session, move_id: int, words: Words, settings: Settings) -> int:
    """Write the e-mails about a move and post them; returns how many. A second call writes none."""
    record = session.get_one(Move, move_id)
    if (record.machine, record.to_state) not in TOLD:
        return 0
    concerned = _registration(session, record)
    if concerned is None or _passed(session, record):
        return 0
    headline = line(record.machine, record.to_state, record.event, record.network_id).headline
    status = chain_status(session, concerned)
    ours = concerned.state in {Registration.RETURNED, Registration.CLOSED}
    written = 0
    for person in businesses.people_of(session, record.business_id):
        key = f"move:{record.id}:{person.id}"
        if mails.by_key(session, key):
            continue
        values = {
            "headline": headline,
            "outlook": outlook(concerned.state, status),
            "reasons": [
                # Our own note belongs to it; the codes of others are for the status page, beside our words.
                (FIELD_NAMES[told.field] if told.field else None, told.reason.say, told.theirs if ours else "")
                for told in reasons(session, concerned)
            ],
            "link": f"{settings.public_url}/b/{concerned.business.public_id}",
            "business": concerned.business.name,
        }
        mail = Mail(
            key=key,
            recipient=person.email,
            subject=" ".join(words.render("mail/move.subject.txt", person.locale, **values).split())[:255],
            text=words.render("mail/move.txt", person.locale, **values),
            html=words.render("mail/move.html", person.locale, **values),
            created_at=record.at,
        )
        session.add(mail)
        session.flush()
        outbox.post(session, Topic.MAIL, str(mail.id), at=record.at)
        written += 1
    return written


def _passed(session: Session, record: Move) -> bool:
    """A number whose connection failed is being connected again already: no reason to worry anybody."""
    if record.machine is not Machine.NUMBER or record.number_id is None:
        return False
    return session.get_one(numbers.Number, record.number_id).assignment is not Number.FAILED


def _registration(session: Session, record: Move) -> registrations.Registration | None:
    if record.registration_id:
        return session.get(registrations.Registration, record.registration_id)
    found = registrations.of_chain(session, record.brand_id, record.campaign_id) if record.brand_id else []
    return found[-1] if found else None


def letter(session: Session, mail_id: int) -> Letter | None:
    """A mail made ready for the network; None when it was sent already."""
    mail = session.get_one(Mail, mail_id)
    return None if mail.sent_at else Letter(mail.recipient, mail.subject, mail.text, mail.html)


def sent(session: Session, mail_id: int, *, keeps: bool) -> None:
    """Mark as sent; erase the body unless the outbox page is where people read it."""
    mail = session.get_one(Mail, mail_id)
    mail.sent_at = outbox.wall(session)
    if not keeps:
        mail.text = mail.html = ""


def write(session: Session, *, recipient: str, subject: str, text: str, html: str) -> None:
    """Queue a mail that tells of no move, such as an account's confirmation link."""
    now = outbox.wall(session)
    mail = Mail(recipient=recipient, subject=subject, text=text, html=html, created_at=now)
    session.add(mail)
    session.flush()
    outbox.post(session, Topic.MAIL, str(mail.id), at=now)


def newest(session: Session) -> list[Mail]:
    """What the outbox page shows while developing."""
    return mails.newest(session)
