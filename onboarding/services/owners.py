"""What the owner's pages ask for: their registration by address, and prices beside use cases."""

from datetime import date

from sqlalchemy.orm import Session

from onboarding.domain.fees import PlatformPrice, cost
from onboarding.domain.usecases import offered_to
from onboarding.services import businesses, registrations
from onboarding.services.ports import Ports
from onboarding.services.registrations import Dossier
from onboarding.store.registrations import Registration


def newest(session: Session, business: str, user_id: int) -> Registration | None:
    """The newest registration of a business that this person belongs to; None for somebody else's."""
    mine = businesses.belonging_to(session, business, user_id)
    if mine is None:
        return None
    return next(iter(registrations.of_business(session, mine.id)), None)


def dossier(session: Session, business: str, user_id: int, ports: Ports) -> Dossier | None:
    """The same with all that its pages show."""
    found = newest(session, business, user_id)
    return registrations.dossier(session, found, ports) if found else None


def monthly_prices(price: PlatformPrice, entity_type: str, on: date) -> dict[str, int]:
    """The monthly price in cents of each use case that is open to a kind of business."""
    own = price.monthly or {}
    offered = offered_to(entity_type) or offered_to("PRIVATE_PROFIT")
    return {case.code: own.get(case.code, cost("monthly", on, case.code)) for case in offered}
