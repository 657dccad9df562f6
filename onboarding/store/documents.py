"""Documents, their immutable versions addressed by SHA-256, and the hash-linked chain of what was published when."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    bindparam,
    event,
    select,
)
from sqlalchemy.orm import Mapped, Mapper, Session, mapped_column

from onboarding.domain.documents.kinds import Kind
from onboarding.store.base import Base, EnumText
from onboarding.store.slugs import Slug


class Document(Base):
    """One kind of page of a business. ``sequence`` and ``head`` are the last link of its chain."""

    __tablename__ = "documents"
    __table_args__ = (UniqueConstraint("business_id", "kind"), {"comment": "Hosted documents, one a kind"})

    id: Mapped[int] = mapped_column(primary_key=True)
    business_id: Mapped[int] = mapped_column(ForeignKey("businesses.id"))
    kind: Mapped[Kind] = mapped_column(EnumText(Kind))
    current_version_id: Mapped[int | None] = mapped_column(
        Integer, comment="The version in force, or the last one if it was taken down"
    )
    is_withdrawn: Mapped[bool] = mapped_column(default=False, comment="Taken down: shown as no longer in force")
    is_unlisted: Mapped[bool] = mapped_column(default=False, comment="Search engines are asked to leave it out")
    since: Mapped[datetime] = mapped_column(comment="When its last link was made")
    sequence: Mapped[int] = mapped_column(Integer, default=0, comment="Links in its chain")
    head: Mapped[str] = mapped_column(String(64), default="", comment="Digest of the last link")
    version: Mapped[int] = mapped_column(Integer)

    __mapper_args__ = {"version_id_col": version}


class DocumentVersion(Base):
    """One published text, never changed. ``content`` holds both languages; the first ones had HTML in English only."""

    __tablename__ = "document_versions"
    __table_args__ = (UniqueConstraint("document_id", "sha256"), {"comment": "Published texts, immutable"})

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    sha256: Mapped[str] = mapped_column(String(64), comment="Of the content as canonical JSON, or of the HTML")
    title: Mapped[str] = mapped_column(String(300))
    content: Mapped[str] = mapped_column(Text, default="", comment="Canonical JSON: every language, clause by clause")
    body: Mapped[str] = mapped_column(Text, default="", comment="HTML of versions before there were clauses")
    template_version: Mapped[str] = mapped_column(String(20), comment="Of the wording")
    rules_version: Mapped[str] = mapped_column(String(20), default="", comment="Preflight rules that passed it")
    published_at: Mapped[datetime] = mapped_column()


class Publication(Base):
    """One link of a document's chain: a version came into force, or the document was taken down."""

    __tablename__ = "publications"
    __table_args__ = (
        UniqueConstraint("document_id", "sequence"),
        CheckConstraint("event IN ('published', 'withdrawn')", name="event"),
        {"comment": "What was in force since when: hash-linked, append-only"},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"))
    sequence: Mapped[int] = mapped_column(Integer)
    event: Mapped[str] = mapped_column(String(10))
    version_id: Mapped[int] = mapped_column(ForeignKey("document_versions.id"))
    at: Mapped[datetime] = mapped_column()
    actor: Mapped[str] = mapped_column(String(40))
    previous: Mapped[str] = mapped_column(String(64), comment="Digest of the link before; empty for the first")
    digest: Mapped[str] = mapped_column(String(64))


class DocumentFile(Base):
    """A rendering of a version, such as its PDF."""

    __tablename__ = "document_files"
    __table_args__ = (UniqueConstraint("version_id", "media_type", "language"), {"comment": "Renderings of versions"})

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("document_versions.id"))
    media_type: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(5), default="en")
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    created_at: Mapped[datetime] = mapped_column()


class PublishedTextIsImmutable(Exception):
    """Somebody tried to change a published version, or the chain of what was published."""


@event.listens_for(DocumentVersion, "before_update")
@event.listens_for(Publication, "before_update")
def _refuse(_mapper: Mapper[Any], _connection: Any, target: DocumentVersion | Publication) -> None:
    raise PublishedTextIsImmutable(f"{type(target).__name__} {target.id} is published; publish a new one")


def of_business(session: Session, business_id: int, kind: Kind) -> Document | None:
    """The document of a kind that a business has."""
    return session.scalar(select(Document).where(Document.business_id == business_id, Document.kind == kind))


def all_of_business(session: Session, business_id: int) -> dict[Kind, Document]:
    """Every document of a business that was ever published."""
    rows = session.scalars(select(Document).where(Document.business_id == business_id, Document.sequence > 0))
    return {row.kind: row for row in rows}


def current(session: Session, document: Document) -> DocumentVersion | None:
    """The version in force, or the last one that was."""
    return session.get(DocumentVersion, document.current_version_id) if document.current_version_id else None


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


def publications(session: Session, document_id: int) -> list[Publication]:
    """The chain of a document, from its first link."""
    query = select(Publication).where(Publication.document_id == document_id).order_by(Publication.sequence)
    return list(session.scalars(query))


def in_force_before(session: Session, document_id: int, moment: datetime) -> Publication | None:
    """The last link that was made before a moment."""
    query = select(Publication).where(Publication.document_id == document_id, Publication.at < moment)
    return session.scalar(query.order_by(Publication.sequence.desc()).limit(1))


def every_document(session: Session) -> list[Document]:
    """Every document, in the order in which they were made; to prove the chains."""
    return list(session.scalars(select(Document).order_by(Document.id)))


def file_of(session: Session, version_id: int, media_type: str, language: str) -> DocumentFile | None:
    """A rendering of a version, if it is made already."""
    query = select(DocumentFile).where(
        DocumentFile.version_id == version_id,
        DocumentFile.media_type == media_type,
        DocumentFile.language == language,
    )
    return session.scalar(query)


# Built once: these are asked for each reader of a page.
_AT_SLUG = (
    select(Slug, Document, DocumentVersion)
    .outerjoin(
        Document,
        (Document.business_id == Slug.business_id) & (Document.kind == bindparam("kind", type_=EnumText(Kind))),
    )
    .outerjoin(DocumentVersion, DocumentVersion.id == Document.current_version_id)
    .where(Slug.slug == bindparam("slug"))
)
_KINDS = select(Document.kind).where(Document.business_id == bindparam("business_id"))


def at_slug(session: Session, slug: str, kind: Kind) -> tuple[Slug, Document | None, DocumentVersion | None] | None:
    """What stands at a public address, in one query: the slug, the document, and its version in force."""
    row = session.execute(_AT_SLUG, {"slug": slug, "kind": kind}).first()
    return (row[0], row[1], row[2]) if row else None


def kinds_of(session: Session, business_id: int) -> frozenset[Kind]:
    """The kinds of documents that a business has published."""
    return frozenset(session.scalars(_KINDS, {"business_id": business_id}))


def newest_of(session: Session, business_id: int) -> list[tuple[Document, DocumentVersion]]:
    """Each document of a business with the version that was published last."""
    query = (
        select(Document, DocumentVersion)
        .join(DocumentVersion, DocumentVersion.id == Document.current_version_id)
        .where(Document.business_id == business_id)
        .order_by(Document.id)
    )
    return [(document, version) for document, version in session.execute(query)]
