"""The interface of preflight: what a rule is, what it says, and how a report is made.

A rule is a pure function from a subject to problems, with an id, a severity, the reason it predicts, words for people, a
source and a date. The rule set has a version, and every report carries it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from onboarding.domain.answers import Answers
from onboarding.domain.words import Message

VERSION = "2026.11.3"
DATE = "2026-11-26"  # when a rule's fact was last compared with its source


class Severity(StrEnum):
    """How much a finding matters: a blocker stops the submission."""

    BLOCKER = "blocker"
    WARNING = "warning"
    TIP = "tip"


class Family(StrEnum):
    """What a rule is about, as the list of rules is divided."""

    IDENTITY = "identity"
    CONTACT = "contact"
    USE_CASE = "use_case"
    DESCRIPTION = "description"
    CALL_TO_ACTION = "call_to_action"
    SAMPLES = "samples"
    REPLIES = "replies"
    FLAGS = "flags"
    CONTENT = "content"
    LANGUAGE = "language"
    PRIVACY = "privacy"
    TERMS = "terms"
    OPT_IN_PAGE = "opt_in_page"
    WEBSITE = "website"
    SETUP = "setup"


@dataclass(frozen=True)
class Provider:
    """Who runs this: their data in a customer's registration is a mistake."""

    name: str = ""
    email: str = ""
    website: str = ""


@dataclass(frozen=True)
class Subject:
    """What preflight looks at: the answers, the EIN, which never lies among them, and what is known around them.

    ``today`` is given by the caller, since rules have no clock; ``filed_before`` counts other registrations with the same
    EIN; the two links are the ones that will be filed.
    """

    answers: Answers
    ein: str = ""
    has_number: bool = False
    has_policy: bool = False
    today: date | None = None
    provider: Provider | None = None
    filed_before: int = 0
    policy_link: str = ""
    terms_link: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """What the business may be called in its texts, the name that customers know first."""
        told = self.answers
        return tuple(name for name in dict.fromkeys((told.display_name, told.legal_name, told.legal_party)) if name)

    def with_answer(self, name: str, value: Any) -> "Subject":
        """The same with one answer told anew."""
        return replace(self, answers=self.answers.with_changes({name: value}))


@dataclass(frozen=True)
class Evidence:
    """What a rule looked at: the field, and from which character to which (one past the last)."""

    field: str
    start: int
    end: int


@dataclass(frozen=True)
class Patch:
    """A mend that can be made for the owner: the new value of the problem's own field, and of nothing else.

    ``safe`` is False where the owner should decide, such as taking back something that they declared.
    """

    value: Any
    safe: bool = True


@dataclass(frozen=True)
class Problem:
    """What a rule's check yields; without words of its own it is told in the rule's."""

    field: str
    message: Message | None = None
    evidence: Evidence | None = None
    patch: Patch | None = None


@dataclass(frozen=True)
class Rule:
    """One rule. ``predicts`` names an entry of the reason catalogue; ``source`` says where the fact comes from."""

    id: str
    severity: Severity
    predicts: str
    says: Message
    source: str
    check: Callable[[Any], Iterable[Problem]] = field(compare=False)
    fix: Message | None = None
    example: str = ""
    date: str = DATE


@dataclass(frozen=True)
class Finding:
    """What preflight says about a field."""

    rule: str
    severity: Severity
    field: str
    message: Message
    predicts: str
    fix: Message | None = None
    example: str = ""
    evidence: Evidence | None = None
    patch: Patch | None = None


@dataclass(frozen=True)
class Report:
    """All findings on a subject, by the rules of one version."""

    version: str
    findings: tuple[Finding, ...]

    @property
    def blockers(self) -> tuple[Finding, ...]:
        """The findings that stop a submission."""
        return tuple(f for f in self.findings if f.severity is Severity.BLOCKER)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """The findings that a reviewer may decline for."""
        return tuple(f for f in self.findings if f.severity is Severity.WARNING)

    def on(self, *fields: str) -> tuple[Finding, ...]:
        """The findings about some fields."""
        return tuple(f for f in self.findings if f.field in fields)


def rule(
    name: str,
    *,
    predicts: str,
    says: Message,
    source: str,
    fix: Message | None = None,
    example: str = "",
    severity: Severity = Severity.BLOCKER,
    date: str = DATE,
) -> Callable[[Callable[[Any], Iterator[Problem]]], Rule]:
    """Make a rule of a generator of problems, with its words beside it."""

    def made(check: Callable[[Any], Iterator[Problem]]) -> Rule:
        return Rule(name, severity, predicts, says, source, check, fix, example, date)

    return made


def examine(subject: Any, rules: Iterable[Rule]) -> Report:
    """Run rules over a subject. The order of the rules never changes what is found."""
    return Report(VERSION, tuple(_findings(subject, rules)))


def _findings(subject: Any, rules: Iterable[Rule]) -> Iterator[Finding]:
    for each in rules:
        for problem in each.check(subject):
            yield Finding(
                rule=each.id,
                severity=each.severity,
                field=problem.field,
                message=problem.message or each.says,
                predicts=each.predicts,
                fix=each.fix,
                example=each.example,
                evidence=problem.evidence,
                patch=problem.patch,
            )


def by_id(rules: Iterable[Rule]) -> Mapping[str, Rule]:
    """Rules by id; two of one id raise ValueError."""
    found: dict[str, Rule] = {}
    for each in rules:
        if each.id in found:
            raise ValueError(f"two rules are called {each.id}")
        found[each.id] = each
    return found
