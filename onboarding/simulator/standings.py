"""What the registry remembers of a brand besides its fields, and the vettings that count for it."""

from datetime import timedelta

from sqlalchemy import select

from onboarding.simulator.brand_tables import Appeal, Standing, Vetting
from onboarding.simulator.tables import Brand
from onboarding.simulator.work import Work

APPEAL_DAYS = timedelta(days=45)  # an appeal comes not later than this


def of(work: Work, brand: Brand) -> Standing:
    found = work.session.get(Standing, brand.id)
    if found is None:
        found = Standing(
            brand_id=brand.id,
            edited=False,
            mobile_verified_at=None,
            email_verified_at=None,
            relationship_changed_at=None,
        )
        work.session.add(found)
        work.session.flush()
    return found


def vetting_with(work: Work, brand: Brand, *statuses: str, kind: str | None = None) -> Vetting | None:
    """The latest vetting in one of the statuses, of one class when it is named."""
    query = select(Vetting).where(Vetting.brand_id == brand.id, Vetting.status.in_(statuses))
    if kind is not None:
        query = query.where(Vetting.kind == kind)
    return work.session.scalar(query.order_by(Vetting.seq.desc()).limit(1))


def is_vetted(work: Work, brand: Brand) -> bool:
    """Whether an active vetting vouches for the brand; Authentication+ vouches for its contact only."""
    query = select(Vetting.seq).where(Vetting.brand_id == brand.id, Vetting.status == "ACTIVE")
    return work.session.scalar(query.where(Vetting.kind != "AUTHPLUS").limit(1)) is not None


def pending_appeal(work: Work, brand: Brand) -> Appeal | None:
    return work.session.scalar(select(Appeal).where(Appeal.brand_id == brand.id, Appeal.status == "PENDING"))
