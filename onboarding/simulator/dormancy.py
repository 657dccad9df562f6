"""Dormant campaigns: T-Mobile suspends one that has had no number and no text for 15 days (contract, section 6).

Texts need a number, so the days count from T-Mobile's registration or from the day the last number came off.
`carriers` does the suspending; this file knows when.
"""

from sqlalchemy import func, select

from onboarding.simulator import agenda
from onboarding.simulator.tables import Number
from onboarding.simulator.work import Work


def watch(work: Work, campaign_id: str) -> None:
    """Counts the days anew."""
    unwatch(work, campaign_id)
    agenda.schedule(work, "dormancy", campaign_id, work.config.paces.dormancy)


def unwatch(work: Work, campaign_id: str) -> None:
    agenda.cancel(work, campaign_id, "dormancy")


def has_numbers(work: Work, campaign_id: str) -> bool:
    held = select(func.count()).select_from(Number)
    held = held.where(Number.campaign_id == campaign_id, Number.assignment == "assigned")
    return bool(work.session.scalar(held))
