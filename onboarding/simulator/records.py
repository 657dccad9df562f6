"""Finds stored records; what is not there is refused with 502 (contract, section 1)."""

from collections.abc import Sequence

from sqlalchemy import select

from onboarding.simulator.errors import refusal, unknown
from onboarding.simulator.tables import Brand, Campaign, Number, Share
from onboarding.simulator.work import Work


def brand_or_none(work: Work, brand_id: str) -> Brand | None:
    return work.session.scalar(select(Brand).where(Brand.id == brand_id))


def brand(work: Work, brand_id: str) -> Brand:
    """The brand, deleted ones too."""
    found = brand_or_none(work, brand_id)
    if found is None:
        raise unknown("brand", "brandId")
    return found


def active_brand(work: Work, brand_id: str) -> Brand:
    found = brand(work, brand_id)
    if found.status != "ACTIVE":
        raise unknown("brand", "brandId")
    return found


def campaign_or_none(work: Work, campaign_id: str) -> Campaign | None:
    return work.session.scalar(select(Campaign).where(Campaign.id == campaign_id))


def campaign(work: Work, campaign_id: str) -> Campaign:
    """The campaign, expired ones too."""
    found = campaign_or_none(work, campaign_id)
    if found is None:
        raise unknown("campaign", "campaignId")
    return found


def running_campaign(work: Work, campaign_id: str) -> Campaign:
    """The campaign, refused with 518 when it has expired."""
    found = campaign(work, campaign_id)
    if found.status != "ACTIVE":
        raise refusal(518, "The campaign has expired.", "campaignId")
    return found


def active_campaigns(work: Work, brand_id: str) -> Sequence[Campaign]:
    query = select(Campaign).where(Campaign.brand_id == brand_id, Campaign.status == "ACTIVE")
    return work.session.scalars(query.order_by(Campaign.seq)).all()


def last_share(work: Work, campaign_id: str) -> Share | None:
    query = select(Share).where(Share.campaign_id == campaign_id).order_by(Share.seq.desc()).limit(1)
    return work.session.scalar(query)


def pending_share(work: Work, campaign_id: str) -> Share | None:
    last = last_share(work, campaign_id)
    return last if last is not None and last.status == "PENDING" else None


def is_accepted(work: Work, campaign_id: str) -> bool:
    last = last_share(work, campaign_id)
    return last is not None and last.status == "ACCEPTED"


def number_or_none(work: Work, phone_number: str) -> Number | None:
    return work.session.scalar(select(Number).where(Number.phone_number == phone_number))
