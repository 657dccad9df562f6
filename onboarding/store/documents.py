"""Documents and their immutable versions, addressed by SHA-256 (invariant 10)."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Integer, LargeBinary, String, Text, UniqueConstraint, event, select
from sqlalchemy.orm import Mapped, Mapper, Session, mapped_column

from onboarding.store.base import Base


class Document(Base):
    """A privacy policy of a business, at a stable public address."""

    __tablename__ = "documents"
    __table_args__ = (UniqueConstraint("registration_id", "kind"), {"comment": "Hosted documents"})

    id: Mapped[int] = mapped_column(primary_key=True)
    business_id: Mapped[int] = mapped_column(ForeignKey("businesses.id"), index=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"))
    kind: Mapped[str] = mapped_column(String(20))
    slug: Mapped[str] = mapped_column(String(80), unique=True, comment="The public address")
    current_version_id: Mapped[int | None] = mapped_column(Integer, comment="The version in force")


class DocumentVersion(Base):
    """One published text, never changed."""

    __tablename__ = "document_versions"
    __table_args__ = (UniqueConstraint("document_id", "sha256"), {"comment": "Published texts, immutable"})

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    sha256: Mapped[str] = mapped_column(String(64))
    title: Mapped[str] = mapped_column(String(255))
    body: Mapped[str] = mapped_column(Text, comment="HTML between header and footer")
    template_version: Mapped[str] = mapped_column(String(20))
    published_at: Mapped[datetime] = mapped_column()


class DocumentFile(Base):
    """A rendering of a version, such as its PDF."""

    __tablename__ = "document_files"
    __table_args__ = (UniqueConstraint("version_id", "media_type"), {"comment": "Renderings of versions"})

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("document_versions.id"))
    media_type: Mapped[str] = mapped_column(String(40))
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    created_at: Mapped[datetime] = mapped_column()


class PublishedTextIsImmutable(Exception):
    """Somebody tried to change a published version."""


@event.listens_for(DocumentVersion, "before_update")
def _refuse(_mapper: Mapper[Any], _connection: Any, target: DocumentVersion) -> None:
    raise PublishedTextIsImmutable(f"version {target.id} is published; publish a new one")


def of_registration(session: Session, registration_id: int, kind: str) -> Document | None:
    """The document of a kind that a registration publishes."""
    return session.scalar(select(Document).where(Document.registration_id == registration_id, Document.kind == kind))


def by_slug(session: Session, slug: str) -> Document | None:
    """The document at a public address."""
    return session.scalar(select(Document).where(Document.slug == slug))


def current(session: Session, document_id: int) -> DocumentVersion | None:
    """The version in force."""
    query = select(DocumentVersion).join(Document, Document.current_version_id == DocumentVersion.id)
    return session.scalar(query.where(Document.id == document_id))


def version(session: Session, document_id: int, sha256: str) -> DocumentVersion | None:
    """One version by its hash, or the beginning of it (at least 12 characters)."""
    query = select(DocumentVersion).where(
        DocumentVersion.document_id == document_id, DocumentVersion.sha256.startswith(sha256, autoescape=True)
    )
    return session.scalar(query.order_by(DocumentVersion.id.desc()).limit(1))


def versions(session: Session, document_id: int) -> list[DocumentVersion]:
    """Every version, newest first."""
    query = select(DocumentVersion).where(DocumentVersion.document_id == document_id)
    return list(session.scalars(query.order_by(DocumentVersion.id.desc())))


def file_of(session: Session, version_id: int, media_type: str) -> DocumentFile | None:
    """A rendering of a version, if it is made already."""
    query = select(DocumentFile).where(DocumentFile.version_id == version_id, DocumentFile.media_type == media_type)
    return session.scalar(query)
