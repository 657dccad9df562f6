"""The revisions: up to what the tables say, down to nothing, and frozen for good."""

import ast
import hashlib
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.orm import Session

from onboarding.cli import database
from onboarding.domain.documents.history import Link, faults
from onboarding.domain.documents.kinds import Kind
from onboarding.store.base import make_engine
from onboarding.store.documents import Document, DocumentFile, DocumentVersion, Publication
from onboarding.store.slugs import Slug
from tests.conftest import ON_POSTGRESQL

VERSIONS = Path(database.__file__).parent.parent / "migrations" / "versions"


@pytest.fixture
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database with nothing in it."""
    if not ON_POSTGRESQL:
        return f"sqlite:///{tmp_path}/empty.sqlite3"
    cluster: Any = request.getfixturevalue("postgres_cluster")
    url: str = cluster.create(f"empty_{tmp_path.name.lower()[:40]}")
    return url


def tables(url: str) -> set[str]:
    engine = make_engine(url)
    found = set(inspect(engine).get_table_names()) - {"alembic_version"}
    engine.dispose()
    return found


def test_head_is_what_the_tables_say(database_url: str) -> None:
    assert database.differences(database_url) == []


def test_a_difference_would_be_found(new_database: Callable[[], str]) -> None:
    url = new_database()
    engine = make_engine(url)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE texts DROP COLUMN provider_id"))
    engine.dispose()
    assert any("provider_id" in line for line in database.differences(url))


def test_every_revision_goes_up_and_down(empty_url: str) -> None:
    database.upgrade(empty_url)
    assert "ledger" in tables(empty_url)
    database.downgrade(empty_url, "base")
    assert tables(empty_url) == set()
    database.upgrade(empty_url)
    assert "ledger" in tables(empty_url)


def test_a_database_knows_what_it_lacks(empty_url: str) -> None:
    engine = make_engine(empty_url)
    assert "0001" in database.pending(engine)
    database.upgrade(empty_url)
    assert database.pending(engine) == []
    engine.dispose()


def test_the_check_of_the_command_line_agrees() -> None:
    assert database.check() == 0


@pytest.mark.parametrize("path", sorted(VERSIONS.glob("0*.py")), ids=lambda path: path.stem)
def test_a_revision_knows_no_model_of_today(path: Path) -> None:
    imported = {
        name
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names])
    }
    assert imported <= {"sqlalchemy", "sqlalchemy.dialects", "alembic", *sys.stdlib_module_names}


def filled_before_documents_belonged_to_businesses(url: str) -> None:
    """Two registrations of one business with a policy each, of which one came into force again; a business without any."""
    database.upgrade(url, "0003")
    engine = make_engine(url)
    at = "2026-05-03 12:00:00.000000+00:00"
    rows = [
        ("businesses", "id, public_id, name, is_operator, is_rehearsal, created_at", "1, 'abcdefghijkm', 'Bakery', false, false, '{at}'"),
        ("businesses", "id, public_id, name, is_operator, is_rehearsal, created_at", "2, 'bcdefghijkmn', 'Other', false, false, '{at}'"),
        *(
            ("registrations", "id, public_id, business_id, state, answers, created_at, updated_at, version",
             f"{n}, 'reg{n}cdefghij', 1, 'draft', '{{{{}}}}', '{{at}}', '{{at}}', 1")
            for n in (1, 2)
        ),
        ("documents", "id, business_id, registration_id, kind, slug, current_version_id", "1, 1, 1, 'privacy_policy', 'bakery-old', 1"),
        ("documents", "id, business_id, registration_id, kind, slug, current_version_id", "2, 1, 2, 'privacy_policy', 'bakery-new', 2"),
        *(
            ("document_versions", "id, document_id, sha256, title, body, template_version, published_at",
             f"{n}, {d}, '{hashlib.sha256(body.encode()).hexdigest()}', 'Privacy policy of Bakery', '{body}', '1', '{{at}}'")
            for n, d, body in ((1, 1, "<p>one</p>"), (2, 2, "<p>two</p>"), (3, 2, "<p>three</p>"))
        ),
        ("document_files", "id, version_id, media_type, sha256, content, created_at", "1, 1, 'application/pdf', 'x', {blob}, '{at}'"),
    ]  # fmt: skip
    with engine.begin() as connection:
        blob = "'\\x255044'" if ON_POSTGRESQL else "X'255044'"
        for table, columns, values in rows:
            names = [name.strip() for name in columns.split(",")]
            known = {column["name"]: column for column in inspect(connection).get_columns(table)}
            missing = [
                name
                for name, column in known.items()
                if not column["nullable"] and name not in names and column["default"] is None
            ]
            assert missing == [], (table, missing)
            connection.exec_driver_sql(f"INSERT INTO {table} ({columns}) VALUES ({values.format(at=at, blob=blob)})")
    engine.dispose()


def test_published_policies_come_along_with_their_addresses_and_get_chains(empty_url: str) -> None:
    filled_before_documents_belonged_to_businesses(empty_url)
    database.upgrade(empty_url)
    assert database.differences(empty_url) == []
    engine = make_engine(empty_url)
    with Session(engine) as session:
        session.info["wall"] = lambda: datetime.now(UTC)
        [document] = session.query(Document).all()
        assert (document.business_id, document.kind, document.current_version_id, document.sequence) == (
            1,
            Kind.PRIVACY,
            2,
            4,
        )
        texts = {row.id: row for row in session.query(DocumentVersion)}
        assert [row.body for _, row in sorted(texts.items())] == ["<p>one</p>", "<p>two</p>", "<p>three</p>"]
        links = [
            Link("abcdefghijkm/privacy", each.sequence, each.event, each.at, texts[each.version_id].body,
                 texts[each.version_id].sha256, each.previous, each.digest)
            for each in session.query(Publication).order_by(Publication.sequence)
        ]  # fmt: skip
        assert list(faults("abcdefghijkm/privacy", links, length=document.sequence, head=document.head)) == []
        assert {(row.slug, row.is_current) for row in session.query(Slug)} == {
            ("bakery-old", False),
            ("bakery-new", True),
        }
        assert [(row.version_id, row.language, row.content) for row in session.query(DocumentFile)] == [
            (1, "en", b"%PD")
        ]
        made = Document(business_id=2, kind=Kind.TERMS, since=datetime.now(UTC), sequence=0, head="")
        session.add(made)
        session.flush()
        assert made.id > document.id, "ids go on behind those that came along"
    engine.dispose()
    database.downgrade(empty_url, "0003")
