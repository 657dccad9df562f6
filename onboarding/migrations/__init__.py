"""Alembic revisions: frozen history."""
