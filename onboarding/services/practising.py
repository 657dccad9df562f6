"""Keeping our practised time in step with the simulator's clock."""

from sqlalchemy.orm import Session

from onboarding.services.ports import Ports, PracticeTime, Unavailable
from onboarding.services.work import transaction
from onboarding.store.configuration import PracticeClock


def keep_in_step(ports: Ports) -> bool:
    """Read the simulator's clock and store it for every process; False when there is none or it does not answer."""
    if ports.practice is None or ports.settings.is_production:
        return False
    try:
        time = ports.practice.time()
    except Unavailable:
        return False
    with transaction(ports) as session:
        _store(session, time)
    return True


def advance(ports: Ports, seconds: float) -> None:
    """Run the simulator's clock ahead and follow it at once. Raises Unavailable without a simulator."""
    if ports.practice is None:
        raise Unavailable("there is no simulator whose clock could be advanced")
    time = ports.practice.advance(seconds)
    with transaction(ports) as session:
        _store(session, time)
    refresh = getattr(ports.clock, "refresh", None)
    if refresh:
        refresh()


def _store(session: Session, time: PracticeTime) -> None:
    row = session.get(PracticeClock, 1)
    if row is None:
        session.add(
            PracticeClock(id=1, anchor_wall=time.anchor_wall, anchor_virtual=time.anchor_virtual, speed=time.speed)
        )
    elif (row.anchor_wall, row.anchor_virtual, row.speed) != (time.anchor_wall, time.anchor_virtual, time.speed):
        row.anchor_wall, row.anchor_virtual, row.speed = time.anchor_wall, time.anchor_virtual, time.speed
