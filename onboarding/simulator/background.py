"""What a background thread does over and over."""

import logging
from collections.abc import Callable

_log = logging.getLogger(__name__)


class Rounds:
    """Takes one step a round. What goes wrong is logged, but the same thing only once until a round has gone well."""

    def __init__(self, name: str, step: Callable[[], object]) -> None:
        self._name, self._step = name, step
        self._told: tuple[type[Exception], str] | None = None

    def go(self) -> None:
        try:
            self._step()
        except Exception as problem:  # noqa: BLE001 - logged
            # The next round may fare better; a dead background thread would look like a dead registry.
            what = type(problem), str(getattr(problem, "orig", problem))  # without a statement's values, which change
            if what != self._told:
                _log.exception("%s stumbled", self._name)
            self._told = what
        else:
            self._told = None
