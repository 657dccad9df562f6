"""Rows to measure on: businesses with live brands, campaigns and numbers, and people who said STOP."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from onboarding.domain.chain import ChainStatus
from onboarding.domain.states import Dca, Identity, Number, Registry, Sharing
from onboarding.store import brands, businesses, campaigns, numbers, watches

AT = datetime(2026, 11, 1, tzinfo=UTC)
CHUNK = 5_000


def e164(index: int) -> str:
    """One of ours."""
    return f"+1415{2_000_000 + index}"


def recipient(index: int) -> str:
    """One of theirs; each tenth said STOP."""
    return f"+1212{2_000_000 + index}"


def campaign_id(index: int) -> str:
    """The registry's id of a campaign."""
    return f"C{index:06d}"


def seed(session: Session, count: int) -> None:
    """One brand, campaign, watch, number, gate and recipient for each of ``count``."""
    session.execute(insert(businesses.Business), [{"id": 1, "name": "Bench", "created_at": AT}])
    for start in range(0, count, CHUNK):
        _chunk(session, range(start, min(start + CHUNK, count)))
        session.commit()


def _chunk(session: Session, indices: range) -> None:
    def rows(table: type, make: Any) -> None:
        session.execute(insert(table), [make(index) for index in indices])

    rows(
        brands.Brand,
        lambda i: {
            "id": i + 1,
            "business_id": 1,
            "registry_id": f"B{i:06d}",
            "display_name": f"Business {i}",
            "identity": Identity.VERIFIED,
            "attributes": {},
            "feedback": [],
            "created_at": AT,
            "version": 1,
        },
    )
    rows(
        campaigns.Campaign,
        lambda i: {
            "id": i + 1,
            "brand_id": i + 1,
            "registry_id": campaign_id(i),
            "use_case": "LOW_VOLUME",
            "record": Registry.ACTIVE,
            "sharing": Sharing.ACCEPTED,
            "dca": Dca.COMPLETE,
            "created_at": AT,
            "version": 1,
        },
    )
    rows(watches.Watch, lambda i: {"kind": "campaign", "subject_id": i + 1, "due_at": AT})
    rows(
        numbers.Number,
        lambda i: {
            "id": i + 1,
            "business_id": 1,
            "campaign_id": i + 1,
            "e164": e164(i),
            "assignment": Number.ASSIGNED,
            "created_at": AT,
            "version": 1,
        },
    )
    rows(
        numbers.Gate,
        lambda i: {
            "e164": e164(i),
            "number_id": i + 1,
            "brand_id": i + 1,
            "status": ChainStatus.LIVE,
            "blocks": [],
            "written_at": AT,
        },
    )
    stopped = [
        {"brand_id": i + 1, "recipient": recipient(i), "said": "STOP", "opted_out_at": AT}
        for i in indices
        if i % 10 == 0
    ]
    session.execute(insert(numbers.OptOut), stopped)
