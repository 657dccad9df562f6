"""Findings on pages as they are kept in the database, and read again: their words stay translatable.

What a finding quotes of the page is kept apart from it, so that it can be erased.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from onboarding.domain.preflight.page_catalogue import BY_ID
from onboarding.domain.preflight.rule import Evidence, Finding, Severity
from onboarding.domain.words import Message, msg

_AROUND = 60  # characters of the page that are kept on either side of what was looked at
_MOST = 300  # characters of what was looked at


@dataclass(frozen=True)
class Quote:
    """The words of a page that a rule looked at, and a little of what stands around them."""

    before: str
    marked: str
    after: str


def kept(finding: Finding) -> dict[str, Any]:
    """A finding as plain values; pages are not mended by us, so there is no patch."""
    seen = finding.evidence
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "field": finding.field,
        "message": _plain(finding.message),
        "predicts": finding.predicts,
        "fix": _plain(finding.fix) if finding.fix else None,
        "example": finding.example,
        "evidence": [seen.field, seen.start, seen.end] if seen else None,
    }


def read_again(data: Mapping[str, Any]) -> Finding | None:
    """A kept finding; None when its rule is no longer among today's, since what it said may be wrong."""
    if data["rule"] not in BY_ID:
        return None
    return Finding(
        rule=data["rule"],
        severity=Severity(data["severity"]),
        field=data["field"],
        message=_message(data["message"]),
        predicts=data["predicts"],
        fix=_message(data["fix"]) if data["fix"] else None,
        example=data["example"],
        evidence=Evidence(*data["evidence"]) if data["evidence"] else None,
    )


def quote(finding: Finding, text: str) -> list[str] | None:
    """What a finding is about in the page's words: before, the words, after; None where it is about the whole page."""
    seen = finding.evidence
    if seen is None or not text[seen.start : seen.end].strip():
        return None
    end = min(seen.end, seen.start + _MOST)
    parts = text[max(seen.start - _AROUND, 0) : seen.start], text[seen.start : end], text[end : end + _AROUND]
    return [_storable(part) for part in parts]


def _storable(text: str) -> str:
    """Without what a database refuses to keep."""
    return text.encode("utf-8", "replace").decode().replace("\x00", "")


def _plain(message: Message) -> dict[str, Any]:
    values = {name: _plain(value) if isinstance(value, Message) else value for name, value in message.params.items()}
    return {"id": message.msgid, "with": values}


def _message(data: Mapping[str, Any]) -> Message:
    values = {name: _message(value) if isinstance(value, dict) else value for name, value in data["with"].items()}
    return msg(data["id"], **values)
