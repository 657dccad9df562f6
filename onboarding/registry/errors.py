"""From an HTTP answer to an error that says what the caller can do; the one place that reads the registry's codes."""

import json
import re
from typing import Any

import requests

from onboarding.registry.tax_ids import hidden
from onboarding.registry.tidy import tidy
from onboarding.services.ports import (
    AlreadyKnown,
    Misconfigured,
    NotFound,
    OutsideError,
    Problem,
    Refused,
    Throttled,
    Unavailable,
)

# Contract section 1: busy or broken for a moment.
_TEMPORARY = frozenset({"590", "591", "620", "630"})
# Of these, an internal error may have come after the work was done.
_PERHAPS_DONE = frozenset({"590", "620"})
# The brand is still being scored: try later, nothing is wrong.
_NOT_YET = frozenset({"527", "535"})
# Our account is not known, or may not do this at all.
_NOT_ALLOWED = frozenset({"202", "205"})

# Seconds, by the registry's own advice (contract section 1, Waits).
_AFTER_TEMPORARY = 30.0
_AFTER_THROTTLED_READ, _AFTER_THROTTLED_WRITE = 1.0, 10.0
_LONGEST_WAIT = 600.0  # whatever Retry-After says


class NotYet(Unavailable):
    """The brand is still being scored."""


def problems(body: Any) -> tuple[Problem, ...]:
    """Read an error array, with ``fields`` or the older ``field``; empty when the body is something else.

    Tax ids that the registry quotes are hidden here, before anything is kept or logged.
    """
    rows = body if isinstance(body, list) else [body]
    found = []
    for row in rows:
        code = row.get("code") if isinstance(row, dict) else None
        if isinstance(code, bool) or not isinstance(code, int | str) or code == "":
            return ()
        words = hidden(str(row.get("description") or ""))
        found.append(Problem(str(code), words, _fields(row.get("fields") or row.get("field"))))
    return tuple(found)


def _fields(told: Any) -> tuple[str, ...]:
    names = told if isinstance(told, list) else [told]
    return tuple(name for name in names if isinstance(name, str) and name)


def error_of(response: requests.Response, method: str, path: str) -> OutsideError:
    """The error behind an answer that is no success to this method and path."""
    what, status, writes = f"{method} {path}", response.status_code, method != "GET"
    if status in {401, 403}:
        return Misconfigured(f"{what}: the registry does not accept our credentials (HTTP {status})")
    if status == 429:
        least = _AFTER_THROTTLED_WRITE if writes else _AFTER_THROTTLED_READ
        return Throttled(f"{what}: too many requests (HTTP 429)", wait=max(least, _asked_to_wait(response)))
    if status >= 500:
        return Unavailable(f"{what}: HTTP {status}", unclear=writes, wait=_asked_to_wait(response))
    found = _listed(response)
    if not found:
        return Unavailable(f"{what}: HTTP {status} with a body that is no error list", unclear=writes)
    return _coded(found, what, writes=writes)


def _coded(found: tuple[Problem, ...], what: str, *, writes: bool) -> OutsideError:
    codes = {problem.code for problem in found}
    first = f"{what}: {found[0].code} {found[0].description}"
    if codes & _NOT_ALLOWED:
        return Misconfigured(first)
    if codes & _TEMPORARY:
        return Unavailable(first, unclear=writes and bool(codes & _PERHAPS_DONE), wait=_AFTER_TEMPORARY)
    if codes & _NOT_YET:
        return NotYet(first)
    if "503" in codes:
        return AlreadyKnown(f"{what}: {found[0].description}")
    if codes == {"502"}:
        return NotFound(f"{what}: {found[0].description}")
    return Refused(found)


def _listed(response: requests.Response) -> tuple[Problem, ...]:
    try:
        return problems(tidy(json.loads(response.content)))
    except (ValueError, RecursionError):
        return ()


def _asked_to_wait(response: requests.Response) -> float:
    """Retry-After in seconds; nobody promises it, and a date or nonsense is nothing."""
    told = response.headers.get("Retry-After", "")
    return min(float(told), _LONGEST_WAIT) if re.fullmatch("[0-9]{1,9}", told, re.ASCII) else 0.0
