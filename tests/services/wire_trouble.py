"""Trouble on the wire to the registry, for one test: requests that never arrive, answers that are lost or changed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import requests

from tests.world import World

Change = Callable[[requests.PreparedRequest, requests.Response], None]


@contextmanager
def line(world: World, *, before: Any = None, after: Change | None = None) -> Iterator[None]:
    """The wire to the registry, on which a request or its answer meets something."""
    adapter = world.registry_line
    send = adapter.send

    def meddled(request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        if before:
            before(request)
        answer = send(request, *args, **kwargs)
        if after:
            after(request, answer)
        return answer

    adapter.send = meddled  # type: ignore[method-assign]
    try:
        yield
    finally:
        adapter.send = send  # type: ignore[method-assign]


def lost(method: str, ending_in: str, times: int = 99) -> Change:
    """Answers that never arrive, of requests that were carried out."""
    left = [times]

    def change(request: requests.PreparedRequest, _answer: requests.Response) -> None:
        if request.method == method and str(request.url).endswith(ending_in) and left[0]:
            left[0] -= 1
            raise requests.ReadTimeout("lost")

    return change
