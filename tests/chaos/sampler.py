"""Looks at every gate again and again while everything happens: none may be open at a moment when its chain is not good."""

import threading
from typing import Self

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from onboarding.store.base import make_engine
from tests.chaos import records, verdict

PAUSE = 0.7  # seconds between two looks


class Sampler:
    """`with Sampler(url) as sampler:` looks until the block ends; ``breaches`` holds what it saw, ``looks`` how often."""

    def __init__(self, database_url: str) -> None:
        # One snapshot for the whole look: gate and chain are of the same moment.
        self._engine: Engine = make_engine(database_url, pool_size=1).execution_options(
            isolation_level="REPEATABLE READ"
        )
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sampler", daemon=True)
        self.breaches: dict[str, int] = {}
        self.looks = self.opened = 0

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join(timeout=30)
        self._engine.dispose()

    def look(self) -> None:
        """One look."""
        with Session(self._engine) as session:
            seen = records.doors(session)
        for breach in verdict.doors(seen):
            self.breaches[breach] = self.breaches.get(breach, 0) + 1
        self.looks += 1
        self.opened = max(self.opened, sum(door.is_open for door in seen))

    def _run(self) -> None:
        while not self._stop.wait(PAUSE):
            try:
                self.look()
            except Exception as error:  # noqa: BLE001 - a sampler that died would see nothing and so find nothing
                self.breaches[f"the sampler stumbled: {type(error).__name__}: {error}"] = 1
