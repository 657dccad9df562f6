"""Consents as owners see them: what stands for each person, entries by hand and by import, decisions, the confirming text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from onboarding.domain.answers import Answers
from onboarding.domain.documents.facts import Facts, values
from onboarding.domain.documents.frame_words import say
from onboarding.domain.documents.kinds import Kind, Language
from onboarding.domain.documents.parts import Clause, Run
from onboarding.domain.follow_ups import Topic
from onboarding.services import hosting, numbers, texting
from onboarding.services.framing import end_of_day
from onboarding.services.ports import Ports
from onboarding.services.recording_consents import Entry, state_of, write
from onboarding.services.work import transaction
from onboarding.store import consents, outbox, registrations
from onboarding.store import documents as document_rows
from onboarding.store import numbers as number_rows
from onboarding.store.consents import Confirmation, Consent
from onboarding.store.documents import DocumentVersion
from onboarding.store.registrations import Registration

_OF_METHOD = {"paper": Kind.PAPER, "verbal": Kind.VERBAL}
# The clauses that ask for each purpose, on the page, on paper and aloud, and those that stand beside them.
_ASKED_BY = {
    "service": ("box_service", "paper_box_service", "say_service"),
    "marketing": ("box_offers", "paper_box_offers"),
}
_BESIDE = ("beside", "adults_only", "read_both", "sign_call", "sign_scan")


@dataclass(frozen=True)
class Person:
    """What stands for one person: newest entry first, and what it comes to."""

    phone: str
    history: tuple[Consent, ...]
    state: str  # agreed, confirmed, revoked, held
    purposes: tuple[str, ...]


def person(session: Session, business_id: int, phone: str, ports: Ports) -> Person | None:
    """Everything about one number at one business; None where nothing is recorded."""
    history = consents.of_person(session, business_id, ports.vault.index(phone))
    if not history:
        return None
    agreed = [entry for entry in history if entry.event in {"agreed", "confirmed"}]
    purposes = tuple(agreed[-1].purposes) if agreed else ()
    return Person(phone, tuple(reversed(history)), state_of(history), purposes)


def newest(session: Session, business_id: int, before: int | None) -> list[Consent]:
    """A page of the record."""
    return consents.newest(session, business_id, before=before)


def wording(session: Session, entry: Consent) -> str:
    """The words that were agreed to, from the version of the page; empty where there is none."""
    if entry.version_id is None:
        return ""
    content = hosting.content_of(session.get_one(DocumentVersion, entry.version_id))
    body = content.bodies.get(Language(entry.language))
    return _words_agreed(body.clauses, entry.purposes) if body else ""


def _words_agreed(clauses: Sequence[Clause], purposes: Sequence[str]) -> str:
    """The boxes that were checked, or what was read out, and what stood beside them."""
    wanted = {*_BESIDE, *(name for purpose in purposes for name in _ASKED_BY.get(purpose, ()))}
    return "\n".join(clause.text for clause in clauses if clause.id in wanted)


def enter(
    session: Session,
    business_id: int,
    phone: str,
    purposes: Sequence[str],
    method: str,
    at: datetime,
    by: int,
    ports: Ports,
    language: str = "en",
) -> Consent:
    """Record a consent on paper or by word of mouth, as the owner declares it; a text confirms it."""
    row = document_rows.of_business(session, business_id, _OF_METHOD[method])
    link = document_rows.in_force_before(session, row.id, end_of_day(at)) if row else None
    now = ports.clock.now()
    entry = Entry(
        business_id,
        phone,
        "agreed",
        method,
        at,
        tuple(purposes),
        link.version_id if link else None,
        language,
        recorded_by=by,
    )
    made = write(session, entry, ports.vault, now)
    ask_to_confirm(session, made, now)
    return made


def ask_to_confirm(session: Session, entry: Consent, at: datetime) -> None:
    """Have one text written that confirms a consent; it waits until the number may text."""
    if consents.is_waiting(session, entry.business_id, entry.person):
        return  # one text is enough, however often a number was typed
    session.add(Confirmation(consent_id=entry.id, business_id=entry.business_id))
    session.flush()
    outbox.post(session, Topic.CONFIRM, str(entry.id), at=at)


def confirm(ports: Ports, subject: int) -> None:
    """Write the text that confirms a consent, if the number may text now; else it waits for the sweep."""
    now = ports.clock.now()
    with transaction(ports) as session:
        row = session.get(Confirmation, subject)
        entry = session.get(Consent, subject)
        if row is None or entry is None or row.state != "waiting":
            return
        if entry.payload is None:
            row.state, row.why = "dropped", "erased"
            return
        state = state_of(consents.of_person(session, entry.business_id, entry.person))
        if state == "revoked":
            row.state, row.why = "dropped", "revoked"
        if state in {"revoked", "held"}:
            return  # what is held waits for the decision
        number, registration = _sender(session, entry.business_id)
        if number is None or registration is None:
            return
        verdict = numbers.verdict(session, number.e164, entry.payload.phone)
        codes = {block.code for block in verdict.blocks}
        if verdict.allowed:
            body = _confirmation(session, entry, registration)
            texting.write(session, number, entry.payload.phone, body, "confirmation", now)
            row.state, row.written_at = "written", now
        elif codes & {"recipient_opted_out", "recipient_invalid", "destination_unsupported"}:
            row.state, row.why = "dropped", ",".join(sorted(codes))[:60]


def _sender(session: Session, business_id: int) -> tuple[number_rows.Number | None, Registration | None]:
    """The newest registration that has a number: one that was only begun has none yet."""
    for registration in registrations.of_business(session, business_id):
        for number in number_rows.of_registration(session, registration.id):
            return number, registration
    return None, None


def _confirmation(session: Session, entry: Consent, registration: Registration) -> str:
    answers = Answers.from_json(registration.answers)
    content = (
        hosting.content_of(session.get_one(DocumentVersion, entry.version_id)) if entry.version_id is not None else None
    )
    if content is None or not content.double or entry.method != "web":
        return answers.opt_in_message
    language = Language(entry.language)
    known = values(Facts(answers), language)
    told = {name: value.text for name in ("name", "about", "frequency") if isinstance(value := known[name], Run)}
    return say(language, "ask_yes", **told)


def post_waiting(ports: Ports) -> int:
    """Ring for confirmations of businesses whose number may text now."""
    posted = 0
    with transaction(ports) as session:
        for row in consents.ready_to_confirm(session):
            posted += outbox.post_once(session, Topic.CONFIRM, str(row), at=ports.clock.now()) is not None
    return posted


def decide(
    session: Session, business_id: int, phone: str, *, stops: bool, by: int, ports: Ports, seen: str = ""
) -> bool:
    """A person decides what a text meant that was held: no more texts, or nothing of the kind.

    ``seen`` is the public id of the newest entry that they saw. False if nothing is held, or something came in since.
    """
    now = ports.clock.now()
    number_rows.lock(session, business_id)
    found = person(session, business_id, phone, ports)
    if found is None or found.state != "held" or (seen and found.history[0].public_id != seen):
        return False
    event = "revoked" if stops else "released"
    write(session, Entry(business_id, phone, event, "staff", now, recorded_by=by), ports.vault, now)
    for brand_id in number_rows.brands_of(session, business_id):
        if stops:
            number_rows.opt_out(session, brand_id, phone, "decided by a person", now)
        else:
            number_rows.release(session, brand_id, phone)
    return True


def revoke(session: Session, business_id: int, phone: str, words: str, by: int, ports: Ports) -> None:
    """The person said it in another way: by phone, in person, by mail. No more texts from now on."""
    now = ports.clock.now()
    number_rows.lock(session, business_id)
    entry = Entry(business_id, phone, "revoked", "staff", now, words=words, recorded_by=by)
    write(session, entry, ports.vault, now)
    for brand_id in number_rows.brands_of(session, business_id):
        number_rows.opt_out(session, brand_id, phone, words or "told the business", now)


def held(session: Session, business_id: int) -> list[Consent]:
    """What waits for a decision: the newest entry of each person whose last word was unclear."""
    found = consents.last_stops(session, business_id, "held")
    return [each for each in found if state_of(consents.of_person(session, business_id, each.person)) == "held"]
