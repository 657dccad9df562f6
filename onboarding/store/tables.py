"""All tables in one place: importing this fills ``Base.metadata``."""

from onboarding.store import (
    accounts,
    brands,
    businesses,
    campaigns,
    configuration,
    documents,
    fees,
    inbox,
    intents,
    mails,
    moves,
    numbers,
    outbox,
    outcomes,
    page_checks,
    registrations,
    sightings,
    texts,
    watches,
)
from onboarding.store.base import Base

metadata = Base.metadata

__all__ = [
    "accounts",
    "brands",
    "businesses",
    "campaigns",
    "configuration",
    "documents",
    "fees",
    "inbox",
    "intents",
    "mails",
    "metadata",
    "moves",
    "numbers",
    "outbox",
    "outcomes",
    "page_checks",
    "registrations",
    "sightings",
    "texts",
    "watches",
]
