"""Businesses: naming one, and finding those that a person belongs to."""

from datetime import datetime

from sqlalchemy.orm import Session

from onboarding.services import registrations
from onboarding.store import accounts, businesses
from onboarding.store.businesses import Business, Membership


def create(session: Session, name: str, *, owner_id: int | None, at: datetime, rehearsal: bool = False) -> Business:
    """A new business with its owner; a rehearsal has none."""
    business = Business(name=name.strip(), is_rehearsal=rehearsal, created_at=at)
    session.add(business)
    session.flush()
    if owner_id is not None:
        session.add(Membership(user_id=owner_id, business_id=business.id, role="owner"))
        session.flush()
    return business


def begin(session: Session, name: str, owner_id: int, at: datetime) -> Business:
    """A person's business of this name with its registration; a double click makes one, also when both run at once."""
    accounts.lock(session, owner_id)
    found = next((row for row in businesses.businesses_of(session, owner_id) if row.name == name.strip()), None)
    if found is None:
        found = create(session, name, owner_id=owner_id, at=at)
        registrations.start(session, found.id, at)
    return found


def of_user(session: Session, user_id: int) -> list[Business]:
    """The businesses of a person, oldest first."""
    return businesses.businesses_of(session, user_id)


def belonging_to(session: Session, public: str, user_id: int) -> Business | None:
    """A business by its public id if this person belongs to it, else None."""
    return businesses.business_of(session, public, user_id)
