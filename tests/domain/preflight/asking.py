"""Short questions to preflight for the tests of its rules."""

from typing import Any

from onboarding.domain.preflight.catalogue import BY_ID, report
from onboarding.domain.preflight.rule import Finding
from tests.domain.strategies import subject

# A rule, and what is answered otherwise: for tables of what a rule says something about, and of what it does not.
Row = tuple[str, dict[str, Any]]
# What a documented pattern or a closed list decides; every other rule judges what a text says.
_SHAPES = (
    ".required",
    ".length",
    ".shape",
    ".known",
    ".us",
    ".address",
    ".list",
    ".count",
    ".open",
    "keywords.twice",
    ".chosen",
    ".published",
    ".prefix",
    ".social_security",
    "website.advised",
)


def is_shape(rule: str) -> bool:
    """Is a rule one of shape?"""
    return rule.endswith(_SHAPES)


def found(**changes: Any) -> list[str]:
    """The rules of shape that find something once a complete registration has these changes; ``ein`` may be among them."""
    return [rule for rule in everything(**changes) if is_shape(rule)]


def sense(**changes: Any) -> list[str]:
    """The rules of sense that do."""
    return [rule for rule in everything(**changes) if not is_shape(rule)]


def everything(**changes: Any) -> list[str]:
    """Both."""
    return [finding.rule for finding in report(subject(**changes)).findings]


def findings(rule: str, **changes: Any) -> list[Finding]:
    """What one rule finds, and only it; an id that no rule has raises KeyError."""
    return [each for each in report(subject(**changes)).findings if each.rule == BY_ID[rule].id]


def speaks(rule: str, **changes: Any) -> bool:
    """Does one rule find something?"""
    return bool(findings(rule, **changes))


def said(rule: str, **changes: Any) -> str:
    """What one rule says."""
    return str(findings(rule, **changes)[0].message)
