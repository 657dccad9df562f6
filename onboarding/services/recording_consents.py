"""Writing down what people said about texts: each entry once, with its words, and nothing changed afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from onboarding.domain.documents.content import Content, read
from onboarding.domain.documents.kinds import Kind
from onboarding.store import consents, documents
from onboarding.store.consents import Confirmation, Consent, ConsentPayload
from onboarding.store.documents import DocumentVersion
from onboarding.store.vault import Vault

SERVICE = "service"
_ANSWERED_WITHIN = timedelta(days=14)


@dataclass(frozen=True)
class Said:
    """What a person texted to a business."""

    business_id: int
    phone: str
    words: str
    notice_id: int | None
    at: datetime


@dataclass(frozen=True)
class Entry:
    """One thing to record. ``phone`` is E.164; ``recorded_by`` the user who entered it for the person."""

    business_id: int
    phone: str
    event: str
    method: str
    at: datetime
    purposes: Sequence[str] = ()
    version_id: int | None = None
    language: str = "en"
    words: str = ""
    ip_address: str = ""
    agent: str = ""
    source: str = ""
    recorded_by: int | None = None
    notice_id: int | None = None


def write(session: Session, entry: Entry, vault: Vault, recorded_at: datetime) -> Consent:
    """Add an entry to the record."""
    row = Consent(
        business_id=entry.business_id,
        person=vault.index(entry.phone),
        event=entry.event,
        purposes=list(entry.purposes),
        method=entry.method,
        version_id=entry.version_id,
        language=entry.language,
        recorded_by=entry.recorded_by,
        notice_id=entry.notice_id,
        at=entry.at,
        recorded_at=recorded_at,
    )
    row.payload = ConsentPayload(
        phone=entry.phone,
        ip_address=entry.ip_address[:45],
        agent=_storable(entry.agent)[:300],
        words=_storable(entry.words)[:4000],
        source=_storable(entry.source)[:300],
    )
    session.add(row)
    session.flush()
    return row


def _storable(text: str) -> str:
    """Without what a database refuses to keep."""
    return text.encode("utf-8", "replace").decode().replace("\x00", "")


def revoked(session: Session, said: Said, vault: Vault) -> None:
    """They want no more texts."""
    write(session, _by_text(said, "revoked"), vault, said.at)


def held(session: Session, said: Said, vault: Vault) -> None:
    """They may want no more texts."""
    write(session, _by_text(said, "held"), vault, said.at)


class Asked(StrEnum):
    """What became of a keyword that asks for texts."""

    NEW = "new"  # a first agreement
    AGAIN = "again"  # they had agreed before, and may be texted again
    NO = "no"  # nothing: people are asked for their age first, or a stop came in after it was said


def asked_by_text(session: Session, said: Said, vault: Vault) -> Asked:
    """They asked for texts by a keyword. The words of a first agreement stand on the sign."""
    history = consents.of_person(session, said.business_id, vault.index(said.phone))
    if any(_is_later_stop(entry, said) for entry in history):
        return Asked.NO
    before = next((entry for entry in reversed(history) if entry.event in {"agreed", "confirmed"}), None)
    if before is not None:
        if state_of(history) in {"revoked", "held"}:
            again = _by_text(said, "agreed", purposes=tuple(before.purposes), version_id=before.version_id)
            write(session, replace(again, language=before.language), vault, said.at)
        return Asked.AGAIN
    page = documents.of_business(session, said.business_id, Kind.OPT_IN)
    asked = _content(session, page.current_version_id if page else None)
    if asked is not None and asked.age:
        return Asked.NO
    row = documents.of_business(session, said.business_id, Kind.SIGN)
    purposes = asked.purposes[:1] if asked is not None else (SERVICE,)
    entry = _by_text(said, "agreed", purposes=purposes, version_id=row.current_version_id if row else None)
    write(session, entry, vault, said.at)
    return Asked.NEW


def _is_later_stop(entry: Consent, said: Said) -> bool:
    """A stop that was texted after this, although it was heard before: work may be done out of order."""
    texted = entry.notice_id is not None and said.notice_id is not None
    return entry.event in {"revoked", "held"} and texted and (entry.notice_id or 0) > (said.notice_id or 0)


def state_of(history: Sequence[Consent]) -> str:
    """What the record of a person comes to. Only the person's own keyword or yes, or a decision, takes a stop back."""
    state = before = ""
    for entry in history:
        stopped = state in {"revoked", "held"}
        if entry.event == "released":
            state = before if state == "held" else state
        elif entry.event == "held":
            before, state = (before if state == "held" else state), "revoked" if state == "revoked" else "held"
        elif entry.event == "revoked" or not stopped or entry.event == "confirmed" or entry.method == "text":
            state = entry.event
    return state


def _content(session: Session, version_id: int | None) -> Content | None:
    version = session.get(DocumentVersion, version_id) if version_id else None
    return read(version.content) if version is not None and version.content else None


def confirmed(session: Session, said: Said, vault: Vault) -> bool:
    """They said yes. It counts only where our page asked them for it, a short time ago, and once."""
    for entry in reversed(consents.of_person(session, said.business_id, vault.index(said.phone))):
        if entry.event in {"confirmed", "revoked", "held"}:
            return False
        if entry.event == "agreed" and _was_asked(session, entry, said.at):
            found = _by_text(said, "confirmed", purposes=tuple(entry.purposes), version_id=entry.version_id)
            write(session, replace(found, language=entry.language), vault, said.at)
            return True
    return False


def _was_asked(session: Session, entry: Consent, at: datetime) -> bool:
    asked = session.get(Confirmation, entry.id)
    content = _content(session, entry.version_id)
    written = asked.written_at if asked is not None else None
    return bool(entry.method == "web" and content and content.double and written and at - written < _ANSWERED_WITHIN)


def stops_before(session: Session, business_id: int) -> list[tuple[str, str, bool, datetime]]:
    """Who had stopped, or may have, before there was a brand to stop texts of: number, words, whether it is held, when."""
    return [
        (entry.payload.phone, entry.payload.words, _state(session, entry) == "held", entry.at)
        for event in ("revoked", "held")
        for entry in consents.last_stops(session, business_id, event)
        if entry.payload is not None
    ]


def _state(session: Session, entry: Consent) -> str:
    return state_of(consents.of_person(session, entry.business_id, entry.person))


def held_before_a_campaign(session: Session, said: Said, vault: Vault) -> None:
    """They may want no more texts, and nothing can be sent yet; a firm stop stays one."""
    if state_of(consents.of_person(session, said.business_id, vault.index(said.phone))) != "revoked":
        held(session, said, vault)


def _by_text(said: Said, event: str, purposes: Sequence[str] = (), version_id: int | None = None) -> Entry:
    return Entry(
        business_id=said.business_id,
        phone=said.phone,
        event=event,
        method="text",
        at=said.at,
        purposes=purposes,
        version_id=version_id,
        words=said.words,
        notice_id=said.notice_id,
    )
