"""RQ entry points: an id in, use cases called, nothing else. Arguments in Redis are text."""

from jobs.runtime import ports
from onboarding.services import working


def work(message_id: str) -> bool:
    """Do one outbox message."""
    return working.work(ports(), int(message_id))


def read(watch_id: str) -> bool:
    """Read one watched object at the registry."""
    return working.read(ports(), int(watch_id))
