"""The registry, whole: what a kind of entity must prove, words that we do not know, prices that rose, changes found by polling."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
_TIME = sa.DateTime(timezone=True)

# Plain ADD COLUMN on both databases: a batch would rebuild the table and lose the triggers on SQLite.
_COLUMNS = (
    ("brands", "entity_type", sa.String(20), "", "As filed: it decides what is to be proved"),
    ("brands", "proof", sa.String(30), "not_needed", None),
    ("brands", "unknown_words", _JSON, "{}", "Words of the registry that we do not know, by machine, as last seen: for staff"),
    ("campaigns", "categories", _JSON, "[]", "The registry's categories of a decline"),
    ("campaigns", "unknown_words", _JSON, "{}", "Words of the registry that we do not know, by machine, as last seen: for staff"),
    ("campaigns", "quoted_monthly", sa.Integer(), None, "Cents that the registry asks a month, where that was more than the owner had agreed to"),
    ("numbers", "failures", sa.Integer(), "0", "Attachments in a row that failed"),
    ("watches", "changed_at", _TIME, None, "When a read last found a change: the case's age"),
)  # fmt: skip


def upgrade() -> None:
    for table, name, kind, default, comment in _COLUMNS:
        column = sa.Column(name, kind, nullable=default is None, server_default=default, comment=comment)
        op.add_column(table, column)
    op.execute(
        "UPDATE watches SET changed_at = due_at"
    )  # about now: without an age a case would be polled as if it were new
    op.create_table(
        "sightings",
        sa.Column("move_id", sa.Integer(), nullable=False),
        sa.Column("object_id", sa.String(60), nullable=False, comment="The registry's id of the object, or a number"),
        sa.Column(
            "earliest", _TIME, nullable=False, comment="The read before, or the registry's own date of the change"
        ),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("until", _TIME, nullable=False, comment="A notice that comes until then still announced it"),
        sa.ForeignKeyConstraint(["move_id"], ["moves.id"], name=op.f("fk_sightings_move_id_moves")),
        sa.PrimaryKeyConstraint("move_id", name=op.f("pk_sightings")),
        comment="Changes found by polling",
    )
    op.create_index("ix_sightings_at", "sightings", ["at"])
    # Renewals look for the filing of a campaign, checks after a failure for the wish of a submission.
    op.create_index(op.f("ix_intents_reference"), "intents", ["reference"])
    op.create_index(op.f("ix_intents_submission_id"), "intents", ["submission_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_intents_submission_id"), table_name="intents")
    op.drop_index(op.f("ix_intents_reference"), table_name="intents")
    op.drop_index("ix_sightings_at", table_name="sightings")
    op.drop_table("sightings")
    for table, name, *_ in reversed(_COLUMNS):
        op.drop_column(table, name)
