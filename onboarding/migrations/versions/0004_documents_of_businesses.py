"""Documents belong to businesses and have chains; slugs, questionnaires, own domains, consents and evidence packets."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
_TIME = sa.DateTime(timezone=True)
_RELEASED = datetime(2026, 11, 26, tzinfo=UTC)  # for a document that never had a version
_FROZEN = ("document_versions", "publications", "consents")


def _now_documents() -> None:
    op.create_table(
        "documents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("business_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column(
            "current_version_id",
            sa.Integer(),
            nullable=True,
            comment="The version in force, or the last one if it was taken down",
        ),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False, comment="Taken down: shown as no longer in force"),
        sa.Column("is_unlisted", sa.Boolean(), nullable=False, comment="Search engines are asked to leave it out"),
        sa.Column("since", _TIME, nullable=False, comment="When its last link was made"),
        sa.Column("sequence", sa.Integer(), nullable=False, comment="Links in its chain"),
        sa.Column("head", sa.String(64), nullable=False, comment="Digest of the last link"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["business_id"], ["businesses.id"], name=op.f("fk_documents_business_id_businesses")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sa.UniqueConstraint("business_id", "kind", name=op.f("uq_documents_business_id_kind")),
        comment="Hosted documents, one a kind",
    )
    op.create_table(
        "document_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False, comment="Of the content as canonical JSON, or of the HTML"),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("content", sa.Text(), nullable=False, comment="Canonical JSON: every language, clause by clause"),
        sa.Column("body", sa.Text(), nullable=False, comment="HTML of versions before there were clauses"),
        sa.Column("template_version", sa.String(20), nullable=False, comment="Of the wording"),
        sa.Column("rules_version", sa.String(20), nullable=False, comment="Preflight rules that passed it"),
        sa.Column("published_at", _TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_document_versions_document_id_documents")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_versions")),
        sa.UniqueConstraint("document_id", "sha256", name=op.f("uq_document_versions_document_id_sha256")),
        comment="Published texts, immutable",
    )
    op.create_index(op.f("ix_document_versions_document_id"), "document_versions", ["document_id"])
    op.create_table(
        "document_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(40), nullable=False),
        sa.Column("language", sa.String(5), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", _TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["document_versions.id"], name=op.f("fk_document_files_version_id_document_versions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_files")),
        sa.UniqueConstraint(
            "version_id", "media_type", "language", name=op.f("uq_document_files_version_id_media_type_language")
        ),
        comment="Renderings of versions",
    )
    op.create_table(
        "publications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(10), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("actor", sa.String(40), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False, comment="Digest of the link before; empty for the first"),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.CheckConstraint("event IN ('published', 'withdrawn')", name=op.f("ck_publications_event")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_publications_document_id_documents")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["document_versions.id"], name=op.f("fk_publications_version_id_document_versions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publications")),
        sa.UniqueConstraint("document_id", "sequence", name=op.f("uq_publications_document_id_sequence")),
        comment="What was in force since when: hash-linked, append-only",
    )
    op.create_table(
        "slugs",
        sa.Column("slug", sa.String(80), nullable=False),
        sa.Column("business_id", sa.Integer(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("created_at", _TIME, nullable=False),
        sa.ForeignKeyConstraint(["business_id"], ["businesses.id"], name=op.f("fk_slugs_business_id_businesses")),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_slugs")),
        comment="Names in public addresses; old ones lead to the current one",
    )
    op.create_index(op.f("ix_slugs_business_id"), "slugs", ["business_id"])


def _beside_documents() -> None:
    op.create_table(
        "practices",
        sa.Column("business_id", sa.Integer(), nullable=False),
        sa.Column("answers", _JSON, nullable=False),
        sa.Column("updated_at", _TIME, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["business_id"], ["businesses.id"], name=op.f("fk_practices_business_id_businesses")),
        sa.PrimaryKeyConstraint("business_id", name=op.f("pk_practices")),
        comment="What businesses do with people's data, as they told it",
    )
    op.create_table(
        "domains",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("host", sa.String(253), nullable=False),
        sa.Column("business_id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(40), nullable=False, comment="What the DNS record must say"),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("trouble", sa.String(30), nullable=False, comment="Why the last look did not find it"),
        sa.Column("created_at", _TIME, nullable=False),
        sa.Column("checked_at", _TIME, nullable=True),
        sa.Column("verified_at", _TIME, nullable=True, comment="When the record was last found"),
        sa.Column(
            "reached_at",
            _TIME,
            nullable=True,
            comment="When our page was last found there: only then do documents link to it",
        ),
        sa.CheckConstraint("state IN ('pending', 'verified', 'failed')", name=op.f("ck_domains_state")),
        sa.ForeignKeyConstraint(["business_id"], ["businesses.id"], name=op.f("fk_domains_business_id_businesses")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_domains")),
        sa.UniqueConstraint("host", name=op.f("uq_domains_host")),
        comment="Owners' own host names for public pages",
    )
    op.create_index(op.f("ix_domains_business_id"), "domains", ["business_id"])
    op.create_table(
        "packets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(12), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column(
            "person",
            sa.String(64),
            nullable=False,
            comment="Blind index of the one person that it is about; empty for the whole",
        ),
        sa.Column("requested_by", sa.Integer(), nullable=True),
        sa.Column("requested_at", _TIME, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("made_at", _TIME, nullable=True),
        sa.Column("sha256", sa.String(64), nullable=False, comment="Of the ZIP"),
        sa.Column("uploaded_at", _TIME, nullable=True, comment="When the registry took the PDF"),
        sa.Column("archive", sa.LargeBinary(), nullable=True, comment="The ZIP"),
        sa.Column("report", sa.LargeBinary(), nullable=True, comment="The PDF in it"),
        sa.CheckConstraint("state IN ('pending', 'ready', 'failed')", name=op.f("ck_packets_state")),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registrations.id"], name=op.f("fk_packets_registration_id_registrations")
        ),
        sa.ForeignKeyConstraint(["requested_by"], ["users.id"], name=op.f("fk_packets_requested_by_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packets")),
        sa.UniqueConstraint("public_id", name=op.f("uq_packets_public_id")),
        comment="Evidence packets, as they were handed out",
    )
    op.create_index(op.f("ix_packets_registration_id"), "packets", ["registration_id"])


def _consents() -> None:
    op.create_table(
        "consents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(12), nullable=False),
        sa.Column("business_id", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(64), nullable=False, comment="Blind index of the number"),
        sa.Column("event", sa.String(10), nullable=False),
        sa.Column("purposes", _JSON, nullable=False, comment="service, marketing"),
        sa.Column("method", sa.String(10), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=True, comment="The page whose words were agreed to"),
        sa.Column("language", sa.String(5), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True, comment="Who entered it, if not the person"),
        sa.Column("notice_id", sa.Integer(), nullable=True, comment="The webhook that brought it"),
        sa.Column("at", _TIME, nullable=False, comment="When it was said; business time"),
        sa.Column("recorded_at", _TIME, nullable=False),
        sa.CheckConstraint(
            "event IN ('agreed', 'confirmed', 'revoked', 'held', 'released')", name=op.f("ck_consents_event")
        ),
        sa.CheckConstraint(
            "method IN ('web', 'paper', 'verbal', 'text', 'import', 'staff')", name=op.f("ck_consents_method")
        ),
        sa.ForeignKeyConstraint(["business_id"], ["businesses.id"], name=op.f("fk_consents_business_id_businesses")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["document_versions.id"], name=op.f("fk_consents_version_id_document_versions")
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["users.id"], name=op.f("fk_consents_recorded_by_users")),
        sa.ForeignKeyConstraint(["notice_id"], ["notices.id"], name=op.f("fk_consents_notice_id_notices")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
        sa.UniqueConstraint("public_id", name=op.f("uq_consents_public_id")),
        comment="Consents and revocations, append-only",
    )
    op.create_index("ix_consents_person", "consents", ["business_id", "person", "id"])
    op.create_index("ix_consents_business", "consents", ["business_id", "id"])
    op.create_table(
        "consent_payloads",
        sa.Column("consent_id", sa.Integer(), nullable=False),
        sa.Column("phone", sa.String(20), nullable=False),
        sa.Column("ip_address", sa.String(45), nullable=False),
        sa.Column("agent", sa.String(300), nullable=False, comment="The browser, as it calls itself"),
        sa.Column("words", sa.Text(), nullable=False, comment="The box that was checked, or what was texted"),
        sa.Column("source", sa.String(300), nullable=False, comment="Where it comes from, as the owner declared"),
        sa.ForeignKeyConstraint(["consent_id"], ["consents.id"], name=op.f("fk_consent_payloads_consent_id_consents")),
        sa.PrimaryKeyConstraint("consent_id", name=op.f("pk_consent_payloads")),
        comment="Number, address and words of consents; may be erased",
    )
    op.create_index("ix_consent_payloads_phone", "consent_payloads", ["phone"])
    op.create_table(
        "confirmations",
        sa.Column("consent_id", sa.Integer(), nullable=False),
        sa.Column("business_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("why", sa.String(60), nullable=False, comment="Why it was dropped"),
        sa.Column("written_at", _TIME, nullable=True, comment="When the text was handed to the network"),
        sa.CheckConstraint("state IN ('waiting', 'written', 'dropped')", name=op.f("ck_confirmations_state")),
        sa.ForeignKeyConstraint(["consent_id"], ["consents.id"], name=op.f("fk_confirmations_consent_id_consents")),
        sa.ForeignKeyConstraint(
            ["business_id"], ["businesses.id"], name=op.f("fk_confirmations_business_id_businesses")
        ),
        sa.PrimaryKeyConstraint("consent_id", name=op.f("pk_confirmations")),
        comment="Texts that confirm consents",
    )
    op.create_index("ix_confirmations_waiting", "confirmations", ["business_id", "state"])
    op.add_column(
        "opt_outs",
        sa.Column(
            "is_held",
            sa.Boolean(),
            nullable=False,
            server_default=sa.false(),
            comment="What they texted may have meant it; nothing is sent until a person has decided",
        ),
    )


def upgrade() -> None:
    for table in ("documents", "document_versions", "document_files"):
        op.execute(f"CREATE TEMPORARY TABLE moved_{table} AS SELECT * FROM {table}")  # noqa: S608 - our own names
    for name, table, column in (
        ("moved_of_document", "moved_document_versions", "document_id"),
        ("moved_by_id", "moved_document_versions", "id"),
        ("moved_of_version", "moved_document_files", "version_id"),
    ):
        op.execute(f"CREATE INDEX {name} ON {table} ({column})")
    for table in ("document_files", "document_versions", "documents"):
        op.drop_table(table)
    _now_documents()
    _move_documents()
    _beside_documents()
    _consents()
    _freeze(*_FROZEN)


def _move_documents() -> None:
    """One document a business, its versions in their order; what reviewers were given as an address stays one."""
    connection = op.get_bind()
    rows = connection.execute(
        sa.text(
            "SELECT d.id, d.business_id, d.slug, d.current_version_id, b.public_id FROM moved_documents d "
            "JOIN businesses b ON b.id = d.business_id ORDER BY d.id"
        )
    ).all()
    by_business: dict[int, list[Any]] = {}
    for row in rows:
        by_business.setdefault(row.business_id, []).append(row)
    for business_id, documents in by_business.items():
        _move_business(connection, business_id, documents)
    for table in ("document_files", "document_versions", "documents"):
        op.execute(f"DROP TABLE moved_{table}")
    _follow_ids(connection)


def _move_business(connection: sa.Connection, business_id: int, documents: list[Any]) -> None:
    kept = documents[-1]
    connection.execute(
        sa.text(
            "INSERT INTO documents (id, business_id, kind, current_version_id, is_withdrawn, is_unlisted, since, "
            "sequence, head, version) VALUES (:id, :business, 'privacy', NULL, :no, :no, :since, 0, '', 1)"
        ).bindparams(sa.bindparam("since", type_=_TIME)),
        {"id": kept.id, "business": business_id, "no": False, "since": _RELEASED},
    )
    ids = [document.id for document in documents]
    versions = connection.execute(
        sa.text("SELECT * FROM moved_document_versions WHERE document_id IN :ids ORDER BY id").bindparams(
            sa.bindparam("ids", expanding=True)
        ),
        {"ids": ids},
    ).all()
    links: list[Any] = []
    seen: dict[str, int] = {}
    for version in versions:
        same = seen.setdefault(version.sha256, version.id)
        if same == version.id:
            _move_version(connection, kept.id, version)
        links.append((same, version.sha256, version.published_at))
    current = kept.current_version_id or (versions[-1].id if versions else None)
    last = next((version for version in versions if version.id == current), None)
    if last is not None and links[-1][0] != seen[last.sha256]:
        links.append((seen[last.sha256], last.sha256, links[-1][2]))  # an earlier text came into force again
    head = _move_links(connection, kept.id, f"{kept.public_id}/privacy", links)
    connection.execute(
        sa.text(
            "UPDATE documents SET current_version_id = :v, sequence = :n, head = :h, since = :since WHERE id = :id"
        ).bindparams(sa.bindparam("since", type_=_TIME)),
        {
            "v": links[-1][0] if links else None,
            "n": len(links),
            "h": head,
            "since": _moment(links[-1][2]) if links else _RELEASED,
            "id": kept.id,
        },
    )
    slugs = sa.table(
        "slugs", sa.column("slug"), sa.column("business_id"), sa.column("is_current"), sa.column("created_at", _TIME)
    )
    first = _moment(links[0][2]) if links else _RELEASED
    for document in documents:
        values = {
            "slug": document.slug,
            "business_id": business_id,
            "is_current": document is kept,
            "created_at": first,
        }
        connection.execute(slugs.insert().values(**values))


def _move_version(connection: sa.Connection, document_id: int, version: Any) -> None:
    connection.execute(
        sa.text(
            "INSERT INTO document_versions (id, document_id, sha256, title, content, body, template_version, "
            "rules_version, published_at) SELECT id, :document, sha256, title, '', body, template_version, '', published_at "
            "FROM moved_document_versions WHERE id = :id"
        ),
        {"document": document_id, "id": version.id},
    )
    connection.execute(
        sa.text(
            "INSERT INTO document_files (id, version_id, media_type, language, sha256, content, created_at) "
            "SELECT id, version_id, media_type, 'en', sha256, content, created_at FROM moved_document_files "
            "WHERE version_id = :id"
        ),
        {"id": version.id},
    )


def _move_links(connection: sa.Connection, document_id: int, name: str, links: list[Any]) -> str:
    publications = sa.table(
        "publications", *(sa.column(name) for name in ("document_id", "sequence", "event", "version_id")),
        sa.column("at", _TIME), *(sa.column(name) for name in ("actor", "previous", "digest")),
    )  # fmt: skip
    previous = ""
    for sequence, (version_id, sha256, raw) in enumerate(links, 1):
        at = _moment(raw)
        said = {
            "at": at.isoformat(timespec="microseconds"),
            "document": name,
            "event": "published",
            "previous": previous,
            "sequence": sequence,
            "text": sha256,
        }
        digest = hashlib.sha256(json.dumps(said, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
        values = {
            "document_id": document_id, "sequence": sequence, "event": "published", "version_id": version_id,
            "at": at, "actor": "system", "previous": previous, "digest": digest,
        }  # fmt: skip
        connection.execute(publications.insert().values(**values))
        previous = digest
    return previous


def _moment(raw: object) -> datetime:
    """What a raw query gives: SQLite tells text or a naive time, PostgreSQL an aware one; all are UTC."""
    at = raw if isinstance(raw, datetime) else datetime.fromisoformat(str(raw))
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _follow_ids(connection: sa.Connection) -> None:
    """PostgreSQL counts ids by itself, and must go on behind those that were carried over."""
    if connection.dialect.name == "postgresql":
        for table in ("documents", "document_versions", "document_files"):
            op.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT COALESCE(MAX(id), 0) + 1 FROM {table}), false)"  # noqa: S608 - our own names
            )


def _freeze(*tables: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in tables:
            for verb in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                )
        return
    for table in tables:
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )


def downgrade() -> None:
    """Back to the shape of 0003. Documents of a business have no registration to go back to, so they are not kept."""
    op.drop_column("opt_outs", "is_held")
    for table in ("confirmations", "consent_payloads", "consents", "packets", "domains", "practices", "slugs"):
        op.drop_table(table)
    for table in ("publications", "document_files", "document_versions", "documents"):
        op.drop_table(table)
    op.create_table(
        "documents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("business_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("slug", sa.String(80), nullable=False, comment="The public address"),
        sa.Column("current_version_id", sa.Integer(), nullable=True, comment="The version in force"),
        sa.ForeignKeyConstraint(["business_id"], ["businesses.id"], name=op.f("fk_documents_business_id_businesses")),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registrations.id"], name=op.f("fk_documents_registration_id_registrations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sa.UniqueConstraint("registration_id", "kind", name=op.f("uq_documents_registration_id_kind")),
        sa.UniqueConstraint("slug", name=op.f("uq_documents_slug")),
        comment="Hosted documents",
    )
    op.create_index(op.f("ix_documents_business_id"), "documents", ["business_id"])
    op.create_table(
        "document_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("title", sa.String(255), nullable=False),
        sa.Column("body", sa.Text(), nullable=False, comment="HTML between header and footer"),
        sa.Column("template_version", sa.String(20), nullable=False),
        sa.Column("published_at", _TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_document_versions_document_id_documents")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_versions")),
        sa.UniqueConstraint("document_id", "sha256", name=op.f("uq_document_versions_document_id_sha256")),
        comment="Published texts, immutable",
    )
    op.create_index(op.f("ix_document_versions_document_id"), "document_versions", ["document_id"])
    op.create_table(
        "document_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(40), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", _TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["document_versions.id"], name=op.f("fk_document_files_version_id_document_versions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_files")),
        sa.UniqueConstraint("version_id", "media_type", name=op.f("uq_document_files_version_id_media_type")),
        comment="Renderings of versions",
    )
    _freeze("document_versions")
