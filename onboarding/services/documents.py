"""Documents: a privacy policy from the answers, published at a stable address, each version kept for good."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from onboarding.domain.answers import Answers
from onboarding.domain.follow_ups import Topic
from onboarding.domain.policies import TEMPLATE_VERSION, policy_html
from onboarding.store import documents, outbox
from onboarding.store.documents import Document, DocumentFile, DocumentVersion
from onboarding.store.registrations import Registration

PRIVACY_POLICY = "privacy_policy"
PDF = "application/pdf"


def address(document: Document, public_url: str) -> str:
    """Where everybody can read it; the same for all its versions."""
    return f"{public_url}/p/{document.slug}"


def _slug(answers: Answers, registration: Registration) -> str:
    name = re.sub(r"[^a-z0-9]+", "-", (answers.display_name or answers.legal_party).lower()).strip("-")[:50]
    return f"{name or 'business'}-{registration.public_id[:6]}"


def publish_policy(
    session: Session, registration: Registration, answers: Answers, *, at: datetime, public_url: str
) -> DocumentVersion:
    """Publish the policy that follows from the answers; equal text is not published twice."""
    row = documents.of_registration(session, registration.id, PRIVACY_POLICY)
    if row is None:
        row = Document(
            business_id=registration.business_id,
            registration_id=registration.id,
            kind=PRIVACY_POLICY,
            slug=_slug(answers, registration),
        )
        session.add(row)
        session.flush()
    body = policy_html(answers, address(row, public_url))
    sha256 = hashlib.sha256(body.encode()).hexdigest()
    newest = documents.current(session, row.id)
    if newest and newest.sha256 == sha256:
        return newest
    version = documents.version(session, row.id, sha256)
    if version is None:
        version = DocumentVersion(
            document_id=row.id,
            sha256=sha256,
            title=f"Privacy policy of {answers.display_name or answers.legal_party}"[:255],
            body=body,
            template_version=TEMPLATE_VERSION,
            published_at=at,
        )
        session.add(version)
        session.flush()
        outbox.post(session, Topic.RENDER, str(version.id), at=at)
    row.current_version_id = version.id  # an earlier text may come into force again
    return version


@dataclass(frozen=True)
class Published:
    """A public document page: one version, and whether it is the one in force."""

    document: Document
    version: DocumentVersion
    is_current: bool
    versions: tuple[DocumentVersion, ...]


def published(session: Session, slug: str, sha256: str | None = None) -> Published | None:
    """The version in force at a public address, or the one with a given hash."""
    row = documents.by_slug(session, slug)
    newest = documents.current(session, row.id) if row else None
    if row is None or newest is None:
        return None
    chosen = documents.version(session, row.id, sha256) if sha256 else newest
    if chosen is None:
        return None
    return Published(row, chosen, chosen.id == newest.id, tuple(documents.versions(session, row.id)))


def pdf_of(session: Session, version_id: int) -> DocumentFile | None:
    """The PDF of a version once the documents job has made it."""
    return documents.file_of(session, version_id, PDF)


def keep_pdf(session: Session, version_id: int, content: bytes, at: datetime) -> None:
    """Store a rendering; a second one of the same version is dropped."""
    if documents.file_of(session, version_id, PDF) is None:
        digest = hashlib.sha256(content).hexdigest()
        session.add(DocumentFile(version_id=version_id, media_type=PDF, sha256=digest, content=content, created_at=at))
