"""From an HTTP answer to an error that says what the caller can do; the one place that reads the registry's codes."""

from typing import Any

import requests

from onboarding.registry.tax_ids import hidden
from onboarding.services.ports import AlreadyKnown, Misconfigured, NotFound, OutsideError, Problem, Refused, Unavailable

# Contract section 1: busy or broken for a moment; the registry advises to try again after 30 seconds.
_TEMPORARY = frozenset({"590", "591", "620", "630"})
# The brand is still being scored: try later, nothing is wrong.
_NOT_YET = frozenset({"527", "535"})


def problems(body: Any) -> tuple[Problem, ...]:
    """Read an error array, with ``fields`` or the older ``field``; empty when the body is something else.

    Tax ids that the registry quotes are hidden here, before anything is kept or logged.
    """
    rows = body if isinstance(body, list) else [body]
    found = []
    for row in rows:
        if not isinstance(row, dict) or row.get("code") in {None, ""}:
            return ()
        words = hidden(str(row.get("description") or ""))
        found.append(Problem(str(row["code"]), words, _fields(row.get("fields") or row.get("field"))))
    return tuple(found)


def _fields(told: Any) -> tuple[str, ...]:
    names = told if isinstance(told, list) else [told]
    return tuple(name for name in names if isinstance(name, str) and name)


def error_of(response: requests.Response, what: str) -> OutsideError:
    """The error behind an answer that is no success. ``what`` names the request in messages: method and path only."""
    status = response.status_code
    if status in {401, 403}:
        return Misconfigured(f"{what}: the registry does not accept our credentials (HTTP {status})")
    if status == 429:
        return Unavailable(f"{what}: too many requests (HTTP 429)")
    if status >= 500:
        return Unavailable(f"{what}: HTTP {status}", unclear=True)
    try:
        found = problems(response.json())
    except (ValueError, RecursionError):
        found = ()
    if not found:
        return Unavailable(f"{what}: HTTP {status} with a body that is no error list", unclear=True)
    codes = {problem.code for problem in found}
    if codes & (_TEMPORARY | _NOT_YET):
        # An internal error may have come after the work was done.
        return Unavailable(f"{what}: {found[0].code} {found[0].description}", unclear=bool(codes & {"590", "620"}))
    if "503" in codes:
        return AlreadyKnown(f"{what}: {found[0].description}")
    if codes == {"502"}:
        return NotFound(f"{what}: {found[0].description}")
    return Refused(found)
