"""Documents: composed from the answers, tested by our own rules, published in hash-linked versions, kept for good."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from onboarding.domain.answers import Answers
from onboarding.domain.documents.clauses import clause
from onboarding.domain.documents.clauses import version as wording_version
from onboarding.domain.documents.compose import Composed, compose
from onboarding.domain.documents.content import Content, content_of
from onboarding.domain.documents.facts import Facts, Links
from onboarding.domain.documents.history import Event, link_digest, text_digest
from onboarding.domain.documents.kinds import HOSTED, PATHS, PUBLISHED, Kind, Language
from onboarding.domain.documents.practices import USUAL, Practices
from onboarding.domain.documents.selftest import Misfit, misfits
from onboarding.domain.follow_ups import Topic
from onboarding.domain.preflight.rule import VERSION as RULES_VERSION
from onboarding.domain.words import Message, msg
from onboarding.services.framing import Edition, FormState, Place, document_page
from onboarding.services.ports import Ports, Printer
from onboarding.settings import Settings
from onboarding.store import documents, domains, numbers, outbox, practices, slugs
from onboarding.store.documents import Document, DocumentFile, DocumentVersion, Publication
from onboarding.store.practices import PracticeAnswers
from onboarding.store.registrations import Registration

PDF = "application/pdf"
_MOST_SLUG = 50


class NotFit(Exception):
    """Our own rules would decline a document; ``misfits`` say why, and which clause to restore."""

    def __init__(self, found: tuple[Misfit, ...]) -> None:
        super().__init__("; ".join(f"{each.kind} {each.language}: {each.finding.rule}" for each in found))
        self.misfits = found


def practices_of(session: Session, business_id: int) -> Practices:
    """What a business told of its practices; before it told anything, what most tell."""
    row = practices.of_business(session, business_id)
    return Practices.from_json(row.answers) if row else USUAL


def keep_practices(session: Session, business_id: int, told: Practices, at: datetime) -> None:
    """Store the questionnaire. What is published stays as it is until the next publication."""
    row = practices.of_business(session, business_id)
    if row is None:
        session.add(PracticeAnswers(business_id=business_id, answers=told.to_json(), updated_at=at))
    else:
        row.answers, row.updated_at = told.to_json(), at
    session.flush()


def addresses(session: Session, business_id: int, settings: Settings, slug: str = "") -> Links:
    """Where everybody reads the documents: under the business's own domain once that is proved, else under ours."""
    slug = slug or slugs.current(session, business_id)
    own = next(
        (row.host for row in domains.of_business(session, business_id) if row.state == "verified" and row.reached_at),
        "",
    )
    base = f"https://{own}" if own else f"{settings.public_url}/p/{slug}" if slug else ""
    return Links(*(f"{base}/{PATHS[kind]}" for kind in HOSTED)) if base else Links()


def published_links(session: Session, business_id: int, settings: Settings) -> Links:
    """The addresses of the documents that are there; empty for those that are not."""
    there, links = documents.all_of_business(session, business_id), addresses(session, business_id, settings)
    return Links(
        links.privacy if Kind.PRIVACY in there else "",
        links.terms if Kind.TERMS in there else "",
        links.opt_in if Kind.OPT_IN in there else "",
    )


def slug_for(facts: Facts, public: str) -> str:
    """What a business is called in addresses: its name, and enough of its id to be its own."""
    name = re.sub(r"[^a-z0-9]+", "-", facts.name.lower())[:_MOST_SLUG].strip("-")
    return f"{name or 'business'}-{public[:6]}"


def facts_of(session: Session, registration: Registration, answers: Answers, settings: Settings) -> Facts:
    """Everything that the documents of a business are composed from, with the addresses that they will have."""
    business = registration.business
    number = next(iter(numbers.of_registration(session, registration.id)), None)
    bare = Facts(answers, practices_of(session, business.id))
    slug = slug_for(bare, business.public_id)
    links = addresses(session, business.id, settings, slug)
    return Facts(answers, bare.practices, links, number.e164 if number else "")


def draft(kind: Kind, facts: Facts) -> tuple[Composed, Content]:
    """A document as it would be published now."""
    composed = compose(kind, facts)
    return composed, content_of(composed, facts)


def test(printer: Printer, content: Content, settings: Settings, at: datetime) -> tuple[Misfit, ...]:
    """What our own rules would decline, in either language, on the page as it would be hosted."""
    place, edition = Place(settings.public_url, "/p/preview", settings.provider_name), Edition("0" * 64, at)
    return tuple(
        misfit
        for language in Language
        for misfit in misfits(content, language, document_page(printer, content, language, place, edition, FormState()))
    )


def publish(
    session: Session, registration: Registration, answers: Answers, ports: Ports, at: datetime, actor: str = "system"
) -> tuple[DocumentVersion, ...]:
    """Publish the documents as they follow from the answers; a text that is in force already is left alone.

    Raises NotFit, and nothing is published, when our own rules find a blocker in one of them.
    """
    settings, business = ports.settings, registration.business
    facts = facts_of(session, registration, answers, settings)
    contents = [draft(kind, facts)[1] for kind in PUBLISHED]
    there = {held.sha256 for held in shelf(session, business.id).values() if not held.is_withdrawn}
    found = tuple(
        misfit
        for content in contents
        if content.kind in HOSTED and sha256_of(content) not in there
        for misfit in test(ports.printer, content, settings, at)
    )
    if found:
        raise NotFit(found)
    slug = slug_for(facts, business.public_id)
    if slugs.current(session, business.id) != slug:
        slugs.take(session, business.id, slug, at)
    return tuple(
        _publish(session, business.id, business.public_id, content, facts.practices.unlisted, at, actor)
        for content in contents
    )


def _publish(
    session: Session, business_id: int, public: str, content: Content, unlisted: bool, at: datetime, actor: str
) -> DocumentVersion:
    row = _document(session, business_id, content.kind, at)
    row.is_unlisted = unlisted
    text = content.to_text()
    sha256 = text_digest(text)
    newest = documents.current(session, row)
    if newest and newest.sha256 == sha256 and not row.is_withdrawn:
        return newest
    version = documents.version(session, row.id, sha256)
    if version is None:
        version = DocumentVersion(
            document_id=row.id,
            sha256=sha256,
            title=content.bodies[Language.ENGLISH].title[:300],
            content=text,
            template_version=wording_version(),
            rules_version=RULES_VERSION,
            published_at=at,
        )
        session.add(version)
        session.flush()
        outbox.post(session, Topic.RENDER, str(version.id), at=at)
    _link(session, row, public, version, Event.PUBLISHED, at, actor)
    return version


def _document(session: Session, business_id: int, kind: Kind, at: datetime) -> Document:
    row = documents.of_business(session, business_id, kind)
    if row is None:
        row = Document(business_id=business_id, kind=kind, since=at, sequence=0, head="")
        session.add(row)
        session.flush()
    return row


def chain_name(public: str, kind: Kind) -> str:
    """How a chain is named in its links: whose it is, and which document."""
    return f"{public}/{kind.value}"


def _link(
    session: Session, row: Document, public: str, version: DocumentVersion, event: Event, at: datetime, actor: str
) -> None:
    """Add a link to a chain; two at once are caught by the row's version."""
    sequence = row.sequence + 1
    digest = link_digest(chain_name(public, row.kind), sequence, event, at, version.sha256, row.head)
    session.add(
        Publication(
            document_id=row.id,
            sequence=sequence,
            event=event.value,
            version_id=version.id,
            at=at,
            actor=actor,
            previous=row.head,
            digest=digest,
        )
    )
    row.sequence, row.head, row.since = sequence, digest, at
    row.current_version_id, row.is_withdrawn = version.id, event is Event.WITHDRAWN
    session.flush()


def withdraw(session: Session, registration: Registration, kind: Kind, at: datetime, actor: str) -> bool:
    """Take a document down: it stays readable, as no longer in force. False when there is nothing in force."""
    business = registration.business
    row = documents.of_business(session, business.id, kind)
    version = documents.current(session, row) if row else None
    if row is None or version is None or row.is_withdrawn:
        return False
    _link(session, row, business.public_id, version, Event.WITHDRAWN, at, actor)
    return True


def pdf_of(session: Session, version_id: int, language: Language = Language.ENGLISH) -> DocumentFile | None:
    """The PDF of a version once the documents job has made it."""
    return documents.file_of(session, version_id, PDF, language.value)


def keep_pdf(session: Session, version_id: int, language: Language, content: bytes, at: datetime) -> None:
    """Store a rendering; a second one of the same version is dropped."""
    if documents.file_of(session, version_id, PDF, language.value) is None:
        digest = hashlib.sha256(content).hexdigest()
        session.add(
            DocumentFile(
                version_id=version_id,
                media_type=PDF,
                language=language.value,
                sha256=digest,
                content=content,
                created_at=at,
            )
        )


@dataclass(frozen=True)
class Held:
    """The version of a document that was published last."""

    kind: Kind
    version_id: int
    sha256: str
    since: datetime
    is_withdrawn: bool


Shelf = Mapping[Kind, Held]


def shelf(session: Session, business_id: int) -> Shelf:
    """What a business has published, by kind."""
    return {
        document.kind: Held(document.kind, version.id, version.sha256, document.since, document.is_withdrawn)
        for document, version in documents.newest_of(session, business_id)
    }


def sha256_of(content: Content) -> str:
    """The fingerprint that a draft would be published under."""
    return text_digest(content.to_text())


@dataclass(frozen=True)
class Choice:
    """A clause that the owner may leave out: what it is for, and whether it is in."""

    id: str
    purpose: Message
    is_in: bool


def choices(kind: Kind, facts: Facts) -> tuple[Choice, ...]:
    """The clauses that would stand in a document if none was left out."""
    whole = Facts(facts.answers, replace(facts.practices, left_out=()), facts.links, facts.number)
    there = compose(kind, whole).bodies[Language.ENGLISH].clauses
    return tuple(
        Choice(each.id, msg(clause(each.id).purpose), each.id not in facts.practices.left_out) for each in there
    )
