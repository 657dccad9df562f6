"""Short questions to preflight for the tests of its rules."""

from typing import Any

from onboarding.domain.preflight.catalogue import report
from tests.domain.strategies import subject


def found(**changes: Any) -> list[str]:
    """The rules that find something once a complete registration has these changes; ``ein`` may be among them."""
    return [finding.rule for finding in report(subject(**changes)).findings]


def said(rule: str, **changes: Any) -> str:
    """What one rule says."""
    return next(str(f.message) for f in report(subject(**changes)).findings if f.rule == rule)
