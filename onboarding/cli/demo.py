"""The logins of a development start; production never has them."""

DEMO_OWNER = "owner@example.com"
DEMO_STAFF = "staff@example.com"
DEMO_PASSWORD = "correct horse battery"  # noqa: S105 - printed at every development start
