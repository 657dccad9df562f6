"""Page checks with their words beside them; what submissions carried, and what reviewers decided."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "page_checks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("address", sa.String(2048), nullable=False, comment="As asked for"),
        sa.Column(
            "found_by", sa.Integer(), nullable=True, comment="The look at the website on which the address was found"
        ),
        sa.Column("requested_at", _TIME, nullable=False, comment="Business time"),
        sa.Column("tries", sa.Integer(), nullable=False, comment="Looks without an answer"),
        sa.Column("checked_at", _TIME, nullable=True, comment="Business time; empty while it is pending"),
        sa.Column("rules_version", sa.String(20), nullable=False),
        sa.Column("final_address", sa.String(2048), nullable=False, comment="Where it led"),
        sa.Column("hops", _JSON, nullable=False, comment="Every address on the way"),
        sa.Column("status", sa.Integer(), nullable=False, comment="The last HTTP status; 0 without one"),
        sa.Column("trouble", sa.String(30), nullable=True),
        sa.Column("content_type", sa.String(100), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False, comment="Of the bytes that were received"),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("findings", _JSON, nullable=False, comment="What the rules said, without words of the page"),
        sa.CheckConstraint(
            "checked_at IS NOT NULL OR (sha256 = '' AND rules_version = '')", name=op.f("ck_page_checks_pending")
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registrations.id"], name=op.f("fk_page_checks_registration_id_registrations")
        ),
        sa.ForeignKeyConstraint(["found_by"], ["page_checks.id"], name=op.f("fk_page_checks_found_by_page_checks")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page_checks")),
        comment="Looks at public pages of a business, as a reviewer would open them; kept as history",
    )
    op.create_index("ix_page_checks_page", "page_checks", ["registration_id", "kind", "id"])
    op.create_table(
        "page_check_texts",
        sa.Column("check_id", sa.Integer(), nullable=False),
        sa.Column(
            "quotes",
            _JSON,
            nullable=False,
            comment="For each finding what it is about: before, the words, after; or nothing",
        ),
        sa.Column("text", sa.LargeBinary(), nullable=False, comment="Compressed by zlib"),
        sa.ForeignKeyConstraint(
            ["check_id"], ["page_checks.id"], name=op.f("fk_page_check_texts_check_id_page_checks")
        ),
        sa.PrimaryKeyConstraint("check_id", name=op.f("pk_page_check_texts")),
        comment="Words of the pages that were looked at; may be erased",
    )
    op.create_table(
        "submission_findings",
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(60), nullable=False),
        sa.Column("severity", sa.String(30), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name=op.f("fk_submission_findings_submission_id_submissions")
        ),
        sa.PrimaryKeyConstraint("submission_id", "rule", name=op.f("pk_submission_findings")),
        comment="Warnings and tips that submissions carried",
    )
    op.create_table(
        "outcomes",
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("use_case", sa.String(50), nullable=False),
        sa.Column("rules_version", sa.String(20), nullable=False, comment="Preflight rule set that let it pass"),
        sa.Column(
            "first",
            sa.Boolean(),
            nullable=False,
            comment="The registration's first outcome: only these are counted",
        ),
        sa.Column("approved", sa.Boolean(), nullable=False),
        sa.Column("practice", sa.Boolean(), nullable=False, comment="Decided by the simulator: never counted for real"),
        sa.Column("decided_at", _TIME, nullable=False, comment="Business time"),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name=op.f("fk_outcomes_submission_id_submissions")
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registrations.id"], name=op.f("fk_outcomes_registration_id_registrations")
        ),
        sa.PrimaryKeyConstraint("submission_id", name=op.f("pk_outcomes")),
        comment="What reviewers decided, once a submission",
    )
    op.create_index("ix_outcomes_use_case", "outcomes", ["use_case", "first", "practice"])
    op.create_index(op.f("ix_outcomes_registration_id"), "outcomes", ["registration_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_outcomes_registration_id"), table_name="outcomes")
    op.drop_index("ix_outcomes_use_case", table_name="outcomes")
    op.drop_table("outcomes")
    op.drop_table("submission_findings")
    op.drop_table("page_check_texts")
    op.drop_index("ix_page_checks_page", table_name="page_checks")
    op.drop_table("page_checks")
