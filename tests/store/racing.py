"""Two things at once: each in a thread of its own, let go together."""

import threading
from collections.abc import Callable, Sequence
from typing import Any


def at_once(*actions: Callable[[], Any]) -> list[Any]:
    """What each action returned, or the exception it raised."""
    results: list[Any] = [None] * len(actions)
    gate = threading.Barrier(len(actions))

    def run(index: int, action: Callable[[], Any]) -> None:
        gate.wait(10)
        try:
            results[index] = action()
        except Exception as error:  # noqa: BLE001 - it is the result
            results[index] = error

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(actions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads), "they wait for each other"
    return results


def failures(results: Sequence[Any]) -> list[str]:
    """The names of the exceptions among the results."""
    return [type(result).__name__ for result in results if isinstance(result, Exception)]
