"""Who we are at the registry: credentials that rotate while everything runs.

What operators have set (sealed rows) comes before the settings. Requests ask for the pair each time; notices are verified
with the secrets that were read last, and read once more when none of them fits, so that a rotation costs nothing per notice.
"""

import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session, sessionmaker

from onboarding.settings import Settings
from onboarding.store import credentials
from onboarding.store.vault import Vault

# Notices that were signed before a rotation may still be on their way.
_OVERLAP = timedelta(days=1)
# A flood of forged notices makes us look at most so often (seconds).
_LOOK_AGAIN = 1.0


class Keys:
    """The credentials of one process; safe for threads."""

    def __init__(
        self, readers: sessionmaker[Session], vault: Vault, settings: Settings, wall: Callable[[], datetime]
    ) -> None:
        self._readers, self._vault, self._wall = readers, vault, wall
        self._shipped = (settings.registry_key, settings.registry_secret)
        self._secrets: tuple[str, ...] = ()
        self._until: datetime | None = None
        self._looked_at = float("-inf")
        self._lock = threading.Lock()

    def current(self) -> tuple[str, str]:
        """The pair to sign in with, as it stands now."""
        with self._readers() as session:
            found = credentials.newest(session, self._vault, 1)
        return (found[0].key, found[0].secret) if found else self._shipped

    def secrets(self) -> tuple[str, ...]:
        """The secrets by which a notice may be signed, as they were read last."""
        if self._until is not None and self._wall() >= self._until:
            return self._look()
        return self._secrets or self._look()

    def secrets_now(self) -> tuple[str, ...]:
        """The same, read anew, unless that was done a moment ago."""
        with self._lock:
            if time.monotonic() - self._looked_at < _LOOK_AGAIN:
                return self._secrets
            self._looked_at = time.monotonic()
        return self._look()

    def _look(self) -> tuple[str, ...]:
        with self._readers() as session:
            found = credentials.newest(session, self._vault)
        self._until = None
        if not found:
            self._secrets = (self._shipped[1],)
            return self._secrets
        before, until = found[1].secret if len(found) > 1 else self._shipped[1], found[0].since + _OVERLAP
        self._secrets = (found[0].secret,)
        if self._wall() < until:
            self._secrets, self._until = (found[0].secret, before), until
        return self._secrets


def rotate(session: Session, vault: Vault, key: str, secret: str, *, by: str, at: datetime) -> None:
    """Put new credentials in force (``at`` is wall time); every process uses them with its next request.

    Raises ValueError for a pair that cannot travel in a header.
    """
    if not key or not secret or not (key + secret).isascii() or ":" in key:
        raise ValueError("Key and secret must be plain ASCII, and the key must have no colon: they travel in a header.")
    credentials.write(session, vault, key, secret, by=by, at=at)
