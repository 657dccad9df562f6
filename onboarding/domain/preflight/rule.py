"""The interface of preflight: what a rule is, what it says, and how a report is made.

A rule is a pure function from a subject to findings, with an id, a severity and the reason it predicts. The rule set has
a version, and every report carries it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from onboarding.domain.answers import Answers
from onboarding.domain.words import Message

VERSION = "2026.11.1"


class Severity(StrEnum):
    """How much a finding matters: a blocker stops the submission."""

    BLOCKER = "blocker"
    WARNING = "warning"
    TIP = "tip"


@dataclass(frozen=True)
class Subject:
    """What preflight looks at: the answers, and the EIN, which never lies among them."""

    answers: Answers
    ein: str = ""
    has_number: bool = False
    has_policy: bool = False


@dataclass(frozen=True)
class Span:
    """Where in a field's text the evidence stands: first character, one past the last."""

    start: int
    end: int


@dataclass(frozen=True)
class Problem:
    """What a rule's check yields: the field, the words, and the evidence."""

    field: str
    message: Message
    fix: Message | None = None
    span: Span | None = None


@dataclass(frozen=True)
class Rule:
    """One rule. ``predicts`` names an entry of the reason catalogue; ``source`` says where the fact comes from."""

    id: str
    severity: Severity
    predicts: str
    source: str
    check: Callable[[Subject], Iterable[Problem]]


@dataclass(frozen=True)
class Finding:
    """What preflight says about a field."""

    rule: str
    severity: Severity
    field: str
    message: Message
    predicts: str
    fix: Message | None = None
    span: Span | None = None


@dataclass(frozen=True)
class Report:
    """All findings on a subject, by the rules of one version."""

    version: str
    findings: tuple[Finding, ...]

    @property
    def blockers(self) -> tuple[Finding, ...]:
        """The findings that stop a submission."""
        return tuple(f for f in self.findings if f.severity is Severity.BLOCKER)

    def on(self, *fields: str) -> tuple[Finding, ...]:
        """The findings about some fields."""
        return tuple(f for f in self.findings if f.field in fields)


def examine(subject: Subject, rules: Iterable[Rule]) -> Report:
    """Run rules over a subject."""
    return Report(VERSION, tuple(_findings(subject, rules)))


def _findings(subject: Subject, rules: Iterable[Rule]) -> Iterator[Finding]:
    for rule in rules:
        for problem in rule.check(subject):
            yield Finding(
                rule.id, rule.severity, problem.field, problem.message, rule.predicts, problem.fix, problem.span
            )
