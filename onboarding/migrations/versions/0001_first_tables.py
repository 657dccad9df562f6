"""first tables

Revision 0001, after None.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")

# Rows that nobody changes once they are written, whatever the code does.
_FROZEN = {"ledger": "UPDATE OR DELETE", "moves": "UPDATE OR DELETE", "document_versions": "UPDATE OR DELETE"}

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "businesses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=True, comment="The agency that looks after it"),
        sa.Column("is_operator", sa.Boolean(), nullable=False, comment="The provider's own business: sends our texts"),
        sa.Column("is_rehearsal", sa.Boolean(), nullable=False, comment="Made by a rehearsal: no ledger, no measures"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["businesses.id"], name=op.f("fk_businesses_agency_id_businesses")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_businesses")),
        sa.UniqueConstraint("public_id", name=op.f("uq_businesses_public_id")),
        comment="Tenants: the provider's customers",
    )
    op.create_table(
        "configuration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("value", _JSON, nullable=False),
        sa.Column("changed_by", sa.String(length=40), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_configuration")),
        sa.UniqueConstraint("key", "version", name=op.f("uq_configuration_key_version")),
        comment="What operators change while it runs",
    )
    op.create_table(
        "mails",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=True),
        sa.Column("recipient", sa.String(length=255), nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mails")),
        sa.UniqueConstraint("key", name=op.f("uq_mails_key")),
        comment="E-mails; the body is erased once an outside server has taken it",
    )
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False, comment="registry or messaging"),
        sa.Column("event_type", sa.String(length=60), nullable=False),
        sa.Column(
            "object_id", sa.String(length=60), nullable=False, comment="The registry's id of the object, or a number"
        ),
        sa.Column("event_id", sa.String(length=80), nullable=True, comment="Where the sender gives one"),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("event_id", name=op.f("uq_notices_event_id")),
        comment="Verified webhooks as they came",
    )
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.create_index("ix_notices_object", ["object_id"], unique=False)

    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=30), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False, comment="The subject's id"),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False, comment="Business time"),
        sa.Column(
            "due_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="Wall time, like the claims: work does not wait for a practice clock",
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("deaths", sa.Integer(), nullable=False, comment="Claims whose holder was never heard of again"),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claim", sa.String(length=32), nullable=True, comment="Who holds it: only the holder finishes it"),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("parked_at", sa.DateTime(timezone=True), nullable=True, comment="Given up: a person must look at it"),
        sa.Column("last_error", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        comment="Work to do; the database is the truth, Redis only a doorbell",
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index("ix_outbox_due", ["done_at", "parked_at", "due_at"], unique=False)

    op.create_table(
        "periodics",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ran_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_periodics")),
        comment="Due times of the schedule",
    )
    op.create_table(
        "practice_clock",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("anchor_wall", sa.DateTime(timezone=True), nullable=False),
        sa.Column("anchor_virtual", sa.DateTime(timezone=True), nullable=False),
        sa.Column("speed", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_clock")),
        comment="Follows the simulator's clock; empty in production",
    )
    op.create_table(
        "roles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("description", sa.String(length=255), nullable=True),
        sa.Column("permissions", sa.UnicodeText(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roles")),
        sa.UniqueConstraint("name", name=op.f("uq_roles_name")),
        comment="Staff roles",
    )
    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=255), nullable=False),
        sa.Column("password", sa.String(length=255), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("fs_uniquifier", sa.String(length=64), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True, comment="Of the address"),
        sa.Column("locale", sa.String(length=10), nullable=False, comment="The language this person reads"),
        sa.Column("time_zone", sa.String(length=40), nullable=False),
        sa.Column("mobile", sa.String(length=20), nullable=True, comment="E.164; once a code was confirmed"),
        sa.Column("mobile_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("email", name=op.f("uq_users_email")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_users_fs_uniquifier")),
        comment="People who sign in",
    )
    op.create_table(
        "watches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("noticed", sa.Integer(), nullable=False, comment="Counts notices; a read that saw fewer is repeated"),
        sa.Column("answered", sa.Integer(), nullable=False, comment="Notices that the last finished read had seen"),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True, comment="Wall time"),
        sa.Column("claim", sa.String(length=32), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False, comment="Reads in a row that gave no answer"),
        sa.Column(
            "not_before", sa.DateTime(timezone=True), nullable=True, comment="Wall time: the back-off after failures"
        ),
        sa.CheckConstraint("kind IN ('brand', 'campaign')", name=op.f("ck_watches_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watches")),
        sa.UniqueConstraint("kind", "subject_id", name=op.f("uq_watches_kind_subject_id")),
        comment="What is polled, and when next",
    )
    with op.batch_alter_table("watches", schema=None) as batch_op:
        batch_op.create_index("ix_watches_due", ["due_at"], unique=False)

    op.create_table(
        "brands",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("business_id", sa.Integer(), nullable=False),
        sa.Column("registry_id", sa.String(length=20), nullable=True),
        sa.Column("display_name", sa.String(length=255), nullable=False),
        sa.Column("ein", sa.LargeBinary(), nullable=True, comment="Sealed by the vault"),
        sa.Column("ein_index", sa.String(length=64), nullable=True),
        sa.Column("identity", sa.String(length=30), nullable=False),
        sa.Column("filed_digest", sa.String(length=64), nullable=True),
        sa.Column(
            "vetted_digest", sa.String(length=64), nullable=True, comment="What the last identity check looked at"
        ),
        sa.Column(
            "identity_digest",
            sa.String(length=64),
            nullable=True,
            comment="The filed fields whose change takes the confirmation away",
        ),
        sa.Column("attributes", _JSON, nullable=False, comment="optionalAttributes as observed"),
        sa.Column("feedback", _JSON, nullable=False, comment="Why identity failed, as observed"),
        sa.Column(
            "observed_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="When the newest applied answer was asked for",
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(identity = 'unfiled') = (registry_id IS NULL)", name=op.f("ck_brands_filed")),
        sa.ForeignKeyConstraint(["business_id"], ["businesses.id"], name=op.f("fk_brands_business_id_businesses")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_brands")),
        sa.UniqueConstraint("public_id", name=op.f("uq_brands_public_id")),
        sa.UniqueConstraint("registry_id", name=op.f("uq_brands_registry_id")),
        comment="Brands as filed",
    )
    with op.batch_alter_table("brands", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_brands_business_id"), ["business_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_brands_ein_index"), ["ein_index"], unique=False)

    op.create_table(
        "memberships",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("business_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.CheckConstraint("role IN ('owner', 'admin', 'member')", name=op.f("ck_memberships_role")),
        sa.ForeignKeyConstraint(["business_id"], ["businesses.id"], name=op.f("fk_memberships_business_id_businesses")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_memberships_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memberships")),
        sa.UniqueConstraint("user_id", "business_id", name=op.f("uq_memberships_user_id_business_id")),
        comment="Who belongs to which business",
    )
    with op.batch_alter_table("memberships", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_memberships_business_id"), ["business_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_memberships_user_id"), ["user_id"], unique=False)

    op.create_table(
        "mobile_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("mobile", sa.String(length=20), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_mobile_codes_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mobile_codes")),
        comment="Codes texted to confirm a mobile",
    )
    with op.batch_alter_table("mobile_codes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mobile_codes_user_id"), ["user_id"], unique=False)

    op.create_table(
        "roles_users",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("role_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["role_id"], ["roles.id"], name=op.f("fk_roles_users_role_id_roles")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_roles_users_user_id_users")),
        sa.PrimaryKeyConstraint("user_id", "role_id", name=op.f("pk_roles_users")),
        comment="Which staff roles a user has",
    )
    op.create_table(
        "texts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("business_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.String(length=20),
            nullable=False,
            comment="test, code, stop_reply, help_reply, start_reply, inbound",
        ),
        sa.Column("number", sa.String(length=20), nullable=False, comment="Ours"),
        sa.Column("peer", sa.String(length=20), nullable=False, comment="Theirs"),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("blocks", sa.Text(), nullable=False, comment="Why it was refused: codes"),
        sa.Column("notice_id", sa.Integer(), nullable=True, comment="The webhook that brought it: obeyed once"),
        sa.Column(
            "leave_by",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="Wall time after which it is too late to send",
        ),
        sa.Column("provider_id", sa.String(length=80), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'sent', 'refused', 'received')", name=op.f("ck_texts_state")),
        sa.ForeignKeyConstraint(["business_id"], ["businesses.id"], name=op.f("fk_texts_business_id_businesses")),
        sa.ForeignKeyConstraint(["notice_id"], ["notices.id"], name=op.f("fk_texts_notice_id_notices")),
        sa.UniqueConstraint("notice_id", name=op.f("uq_texts_notice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_texts")),
        sa.UniqueConstraint("public_id", name=op.f("uq_texts_public_id")),
        comment="Texts sent and received",
    )
    with op.batch_alter_table("texts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_texts_business_id"), ["business_id"], unique=False)

    op.create_table(
        "campaigns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("brand_id", sa.Integer(), nullable=False),
        sa.Column("registry_id", sa.String(length=20), nullable=True),
        sa.Column("use_case", sa.String(length=50), nullable=False),
        sa.Column("record", sa.String(length=30), nullable=False),
        sa.Column("sharing", sa.String(length=30), nullable=False),
        sa.Column("dca", sa.String(length=30), nullable=False),
        sa.Column("upstream", sa.String(length=20), nullable=True, comment="The partner it was shared to"),
        sa.Column("elected", _JSON, nullable=False, comment="Network ids with an aggregator, as observed"),
        sa.Column("explanation", sa.String(), nullable=False, comment="The upstream partner's words on a decline"),
        sa.Column("opt_in_keywords", sa.String(length=255), nullable=False),
        sa.Column("opt_out_keywords", sa.String(length=255), nullable=False),
        sa.Column("help_keywords", sa.String(length=255), nullable=False),
        sa.Column("opt_in_message", sa.String(), nullable=False),
        sa.Column("opt_out_message", sa.String(), nullable=False),
        sa.Column("help_message", sa.String(), nullable=False),
        sa.Column("filed_digest", sa.String(length=64), nullable=True),
        sa.Column("shared_digest", sa.String(length=64), nullable=True, comment="What the last review looked at"),
        sa.Column("renews_on", sa.Date(), nullable=True),
        sa.Column("observed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(record = 'unfiled') = (registry_id IS NULL)", name=op.f("ck_campaigns_filed")),
        sa.ForeignKeyConstraint(["brand_id"], ["brands.id"], name=op.f("fk_campaigns_brand_id_brands")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaigns")),
        sa.UniqueConstraint("public_id", name=op.f("uq_campaigns_public_id")),
        sa.UniqueConstraint("registry_id", name=op.f("uq_campaigns_registry_id")),
        comment="Campaigns as filed",
    )
    with op.batch_alter_table("campaigns", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_campaigns_brand_id"), ["brand_id"], unique=False)

    op.create_table(
        "opt_outs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("brand_id", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.String(length=20), nullable=False),
        sa.Column("said", sa.String(length=255), nullable=False, comment="Their words"),
        sa.Column("opted_out_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["brand_id"], ["brands.id"], name=op.f("fk_opt_outs_brand_id_brands")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opt_outs")),
        sa.UniqueConstraint("brand_id", "recipient", name=op.f("uq_opt_outs_brand_id_recipient")),
        comment="Recipients who said STOP to a brand",
    )
    op.create_table(
        "campaign_carriers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_campaign_carriers_campaign_id_campaigns")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_carriers")),
        sa.UniqueConstraint("campaign_id", "network_id", name=op.f("uq_campaign_carriers_campaign_id_network_id")),
        comment="Each carrier's word on a campaign",
    )
    with op.batch_alter_table("campaign_carriers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_campaign_carriers_campaign_id"), ["campaign_id"], unique=False)

    op.create_table(
        "registrations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("business_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, comment="Refuses two writers and stale pages"),
        sa.Column("answers", _JSON, nullable=False),
        sa.Column("ein", sa.LargeBinary(), nullable=True, comment="Sealed by the vault"),
        sa.Column("ein_index", sa.String(length=64), nullable=True, comment="Blind index of the EIN"),
        sa.Column("brand_id", sa.Integer(), nullable=True),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('draft', 'in_review') OR submitted_at IS NOT NULL", name=op.f("ck_registrations_submitted")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'in_review', 'returned', 'filing', 'waiting', 'action_needed', 'done', 'closed')",
            name=op.f("ck_registrations_state"),
        ),
        sa.ForeignKeyConstraint(["brand_id"], ["brands.id"], name=op.f("fk_registrations_brand_id_brands")),
        sa.ForeignKeyConstraint(
            ["business_id"], ["businesses.id"], name=op.f("fk_registrations_business_id_businesses")
        ),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_registrations_campaign_id_campaigns")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registrations")),
        sa.UniqueConstraint("public_id", name=op.f("uq_registrations_public_id")),
        comment="Guided applications",
    )
    with op.batch_alter_table("registrations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_registrations_brand_id"), ["brand_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_registrations_business_id"), ["business_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_registrations_campaign_id"), ["campaign_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_registrations_ein_index"), ["ein_index"], unique=False)
        batch_op.create_index("ix_registrations_queue", ["state", "submitted_at", "id"], unique=False)

    op.create_table(
        "documents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("business_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False, comment="The public address"),
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
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_documents_business_id"), ["business_id"], unique=False)

    op.create_table(
        "ledger",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("business_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(length=10), nullable=False),
        sa.Column("item", sa.String(length=30), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("source_key", sa.String(length=100), nullable=False, comment="Makes charging twice impossible"),
        sa.Column("reverses_id", sa.Integer(), nullable=True),
        sa.Column("covers_until", sa.Date(), nullable=True, comment="For monthly fees: paid until"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("account IN ('cost', 'charge')", name=op.f("ck_ledger_account")),
        sa.CheckConstraint("cents <> 0", name=op.f("ck_ledger_cents")),
        sa.ForeignKeyConstraint(["business_id"], ["businesses.id"], name=op.f("fk_ledger_business_id_businesses")),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registrations.id"], name=op.f("fk_ledger_registration_id_registrations")
        ),
        sa.ForeignKeyConstraint(["reverses_id"], ["ledger.id"], name=op.f("fk_ledger_reverses_id_ledger")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger")),
        sa.UniqueConstraint("source_key", name=op.f("uq_ledger_source_key")),
        comment="Append-only ledger; a correction is a reversal",
    )
    with op.batch_alter_table("ledger", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ledger_business_id"), ["business_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ledger_registration_id"), ["registration_id"], unique=False)

    op.create_table(
        "numbers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("business_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("e164", sa.String(length=20), nullable=False),
        sa.Column("assignment", sa.String(length=30), nullable=False),
        sa.Column("failure", sa.String(), nullable=False, comment="The messaging provider's words"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["business_id"], ["businesses.id"], name=op.f("fk_numbers_business_id_businesses")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_numbers_campaign_id_campaigns")),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registrations.id"], name=op.f("fk_numbers_registration_id_registrations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_numbers")),
        sa.UniqueConstraint("e164", name=op.f("uq_numbers_e164")),
        sa.UniqueConstraint("public_id", name=op.f("uq_numbers_public_id")),
        comment="Phone numbers of businesses",
    )
    with op.batch_alter_table("numbers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_numbers_business_id"), ["business_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_numbers_campaign_id"), ["campaign_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_numbers_registration_id"), ["registration_id"], unique=False)

    op.create_table(
        "quotes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("content", _JSON, nullable=False),
        sa.Column(
            "digest",
            sa.String(length=64),
            nullable=False,
            comment="SHA-256 of the content: the price that was agreed to",
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("agreed_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["agreed_by"], ["users.id"], name=op.f("fk_quotes_agreed_by_users")),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registrations.id"], name=op.f("fk_quotes_registration_id_registrations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quotes")),
        sa.UniqueConstraint("public_id", name=op.f("uq_quotes_public_id")),
        comment="Prices shown before filing",
    )
    with op.batch_alter_table("quotes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_quotes_registration_id"), ["registration_id"], unique=False)

    op.create_table(
        "document_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=255), nullable=False),
        sa.Column("body", sa.Text(), nullable=False, comment="HTML between header and footer"),
        sa.Column("template_version", sa.String(length=20), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_document_versions_document_id_documents")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_versions")),
        sa.UniqueConstraint("document_id", "sha256", name=op.f("uq_document_versions_document_id_sha256")),
        comment="Published texts, immutable",
    )
    with op.batch_alter_table("document_versions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_document_versions_document_id"), ["document_id"], unique=False)

    op.create_table(
        "gates",
        sa.Column("e164", sa.String(length=20), nullable=False),
        sa.Column("number_id", sa.Integer(), nullable=False),
        sa.Column("brand_id", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(length=30), nullable=False),
        sa.Column("blocks", _JSON, nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("status <> 'live' OR CAST(blocks AS TEXT) = '[]'", name=op.f("ck_gates_live")),
        sa.ForeignKeyConstraint(["brand_id"], ["brands.id"], name=op.f("fk_gates_brand_id_brands")),
        sa.ForeignKeyConstraint(["number_id"], ["numbers.id"], name=op.f("fk_gates_number_id_numbers")),
        sa.PrimaryKeyConstraint("e164", name=op.f("pk_gates")),
        sa.UniqueConstraint("number_id", name=op.f("uq_gates_number_id")),
        comment="May a number send, and why not: read by the gate",
    )
    with op.batch_alter_table("gates", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_gates_brand_id"), ["brand_id"], unique=False)

    op.create_table(
        "moves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("machine", sa.String(length=30), nullable=False),
        sa.Column("business_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("brand_id", sa.Integer(), nullable=True),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("number_id", sa.Integer(), nullable=True),
        sa.Column("network_id", sa.Integer(), nullable=True, comment="The carrier, for moves of one"),
        sa.Column("from_state", sa.String(length=20), nullable=False),
        sa.Column("to_state", sa.String(length=20), nullable=False),
        sa.Column("event", sa.String(length=20), nullable=False),
        sa.Column(
            "actor", sa.String(length=40), nullable=False, comment="user:<id>, registry, carrier, provider or system"
        ),
        sa.Column("source", sa.String(length=20), nullable=False, comment="web, desk, filing, notice, poll, rehearsal"),
        sa.Column("reason", sa.String(length=255), nullable=False, comment="Codes, never prose of outsiders"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["brand_id"], ["brands.id"], name=op.f("fk_moves_brand_id_brands")),
        sa.ForeignKeyConstraint(["business_id"], ["businesses.id"], name=op.f("fk_moves_business_id_businesses")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_moves_campaign_id_campaigns")),
        sa.ForeignKeyConstraint(["number_id"], ["numbers.id"], name=op.f("fk_moves_number_id_numbers")),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registrations.id"], name=op.f("fk_moves_registration_id_registrations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moves")),
        comment="Each change of state, append-only; the timeline, e-mails and webhooks are derived from it",
    )
    with op.batch_alter_table("moves", schema=None) as batch_op:
        batch_op.create_index("ix_moves_timeline", ["business_id", "id"], unique=False)

    op.create_table(
        "submissions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column(
            "digest", sa.String(length=64), nullable=False, comment="SHA-256 of the answers and the EIN's blind index"
        ),
        sa.Column("rules_version", sa.String(length=20), nullable=False, comment="Preflight rule set that let it pass"),
        sa.Column("quote_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["created_by"], ["users.id"], name=op.f("fk_submissions_created_by_users")),
        sa.ForeignKeyConstraint(["quote_id"], ["quotes.id"], name=op.f("fk_submissions_quote_id_quotes")),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registrations.id"], name=op.f("fk_submissions_registration_id_registrations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submissions")),
        sa.UniqueConstraint("registration_id", "sequence", name=op.f("uq_submissions_registration_id_sequence")),
        comment="Snapshots sent to review",
    )
    with op.batch_alter_table("submissions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_submissions_registration_id"), ["registration_id"], unique=False)

    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=10), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("is_rehearsal", sa.Boolean(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("verdict IN ('approved', 'returned', 'rejected')", name=op.f("ck_decisions_verdict")),
        sa.CheckConstraint("decided_by IS NOT NULL OR is_rehearsal", name=op.f("ck_decisions_judge")),
        sa.ForeignKeyConstraint(["decided_by"], ["users.id"], name=op.f("fk_decisions_decided_by_users")),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name=op.f("fk_decisions_submission_id_submissions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
        sa.UniqueConstraint("submission_id", name=op.f("uq_decisions_submission_id")),
        comment="Review decisions, one a submission",
    )
    op.create_table(
        "document_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["document_versions.id"], name=op.f("fk_document_files_version_id_document_versions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_files")),
        sa.UniqueConstraint("version_id", "media_type", name=op.f("uq_document_files_version_id_media_type")),
        comment="Renderings of versions",
    )
    op.create_table(
        "intents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=30), nullable=False),
        sa.Column("key", sa.String(length=140), nullable=False),
        sa.Column(
            "reference", sa.String(length=50), nullable=False, comment="referenceId at the registry, where it takes one"
        ),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("before", _JSON, nullable=True),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=True, comment="First try; set before the call"),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refusal", _JSON, nullable=False, comment="Codes and fields of a refusal"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(outcome = 'open') = (decided_at IS NULL)", name=op.f("ck_intents_decided")),
        sa.CheckConstraint("outcome IN ('open', 'done', 'refused', 'dropped')", name=op.f("ck_intents_outcome")),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registrations.id"], name=op.f("fk_intents_registration_id_registrations")
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name=op.f("fk_intents_submission_id_submissions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intents")),
        sa.UniqueConstraint("key", name=op.f("uq_intents_key")),
        comment="Wishes to file, each at most once at the registry",
    )
    with op.batch_alter_table("intents", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_intents_registration_id"), ["registration_id"], unique=False)

    op.create_table(
        "submission_payloads",
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("answers", _JSON, nullable=False),
        sa.Column("ein", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name=op.f("fk_submission_payloads_submission_id_submissions")
        ),
        sa.PrimaryKeyConstraint("submission_id", name=op.f("pk_submission_payloads")),
        comment="Contents of submissions; may be erased",
    )
    op.create_table(
        "decision_reasons",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decisions.id"], name=op.f("fk_decision_reasons_decision_id_decisions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_reasons")),
        comment="Reasons given with a decision",
    )
    with op.batch_alter_table("decision_reasons", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_reasons_decision_id"), ["decision_id"], unique=False)

    _freeze()


def _freeze() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in _FROZEN:
            for verb in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                )
        return
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    for table, verbs in _FROZEN.items():
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE {verbs} ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )


def downgrade() -> None:
    with op.batch_alter_table("decision_reasons", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_decision_reasons_decision_id"))

    op.drop_table("decision_reasons")
    op.drop_table("submission_payloads")
    with op.batch_alter_table("intents", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_intents_registration_id"))

    op.drop_table("intents")
    op.drop_table("document_files")
    op.drop_table("decisions")
    with op.batch_alter_table("submissions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_submissions_registration_id"))

    op.drop_table("submissions")
    with op.batch_alter_table("moves", schema=None) as batch_op:
        batch_op.drop_index("ix_moves_timeline")

    op.drop_table("moves")
    with op.batch_alter_table("gates", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_gates_brand_id"))

    op.drop_table("gates")
    with op.batch_alter_table("document_versions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_document_versions_document_id"))

    op.drop_table("document_versions")
    with op.batch_alter_table("quotes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_quotes_registration_id"))

    op.drop_table("quotes")
    with op.batch_alter_table("numbers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_numbers_registration_id"))
        batch_op.drop_index(batch_op.f("ix_numbers_campaign_id"))
        batch_op.drop_index(batch_op.f("ix_numbers_business_id"))

    op.drop_table("numbers")
    with op.batch_alter_table("ledger", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ledger_registration_id"))
        batch_op.drop_index(batch_op.f("ix_ledger_business_id"))

    op.drop_table("ledger")
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_documents_business_id"))

    op.drop_table("documents")
    with op.batch_alter_table("registrations", schema=None) as batch_op:
        batch_op.drop_index("ix_registrations_queue")
        batch_op.drop_index(batch_op.f("ix_registrations_ein_index"))
        batch_op.drop_index(batch_op.f("ix_registrations_campaign_id"))
        batch_op.drop_index(batch_op.f("ix_registrations_business_id"))
        batch_op.drop_index(batch_op.f("ix_registrations_brand_id"))

    op.drop_table("registrations")
    with op.batch_alter_table("campaign_carriers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_campaign_carriers_campaign_id"))

    op.drop_table("campaign_carriers")
    op.drop_table("opt_outs")
    with op.batch_alter_table("campaigns", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_campaigns_brand_id"))

    op.drop_table("campaigns")
    with op.batch_alter_table("texts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_texts_business_id"))

    op.drop_table("texts")
    op.drop_table("roles_users")
    with op.batch_alter_table("mobile_codes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mobile_codes_user_id"))

    op.drop_table("mobile_codes")
    with op.batch_alter_table("memberships", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_memberships_user_id"))
        batch_op.drop_index(batch_op.f("ix_memberships_business_id"))

    op.drop_table("memberships")
    with op.batch_alter_table("brands", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_brands_ein_index"))
        batch_op.drop_index(batch_op.f("ix_brands_business_id"))

    op.drop_table("brands")
    with op.batch_alter_table("watches", schema=None) as batch_op:
        batch_op.drop_index("ix_watches_due")

    op.drop_table("watches")
    op.drop_table("users")
    op.drop_table("roles")
    op.drop_table("practice_clock")
    op.drop_table("periodics")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index("ix_outbox_due")

    op.drop_table("outbox")
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.drop_index("ix_notices_object")

    op.drop_table("notices")
    op.drop_table("mails")
    op.drop_table("configuration")
    op.drop_table("businesses")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION refuse_change()")
