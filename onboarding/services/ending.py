"""Ending: staff end a registration for a business that no longer wants to text; its campaign is deactivated, for good."""

from sqlalchemy.orm import Session

from onboarding.domain.states import Event, Machine
from onboarding.domain.states import Registration as State
from onboarding.services.review import Stale
from onboarding.store.moves import Cause, move
from onboarding.store.registrations import Registration

_RUNNING = frozenset({State.FILING, State.WAITING, State.ACTION_NEEDED, State.DONE})


def may_end(registration: Registration) -> bool:
    """Is there something that can be ended? What was never filed is rejected instead."""
    corrected = registration.state is State.RETURNED and registration.brand is not None
    return registration.state in _RUNNING or corrected


def end(session: Session, registration: Registration, *, version: int, cause: Cause) -> None:
    """Close it; what follows the move deactivates the campaign at the registry, so that no further month is billed.

    Raises Stale when the page is older than the case. The first months are not given back (dossier 3.2).
    """
    if registration.version != version or not may_end(registration):
        raise Stale(registration.public_id)
    move(session, registration, Machine.REGISTRATION, Event.ENDED, cause)
