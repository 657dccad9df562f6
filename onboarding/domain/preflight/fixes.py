"""Mending in one click: a finding's patch is made only where it helps and harms nothing.

A patch holds the new value of the finding's own field, so that it can touch no other. It is made only if the finding is
gone afterwards and no blocker is there that was not there before.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onboarding.domain.preflight.catalogue import report
from onboarding.domain.preflight.rule import Finding, Report, Severity, Subject

# Each round mends one finding; texts that lack everything need about a dozen.
_MOST_ROUNDS = 60


@dataclass(frozen=True)
class Change:
    """What mending changed in one field, and the rules that asked for it."""

    field: str
    before: Any
    after: Any
    rules: tuple[str, ...]


def mended(subject: Subject, finding: Finding) -> Subject | None:
    """The subject after one finding's patch; None where there is no patch, or where it would not help or would harm."""
    if finding.patch is None or finding.patch.value == getattr(subject.answers, finding.field, None):
        return None
    after = subject.with_answer(finding.field, finding.patch.value)
    return after if _helps(report(subject), report(after), finding) else None


def _helps(before: Report, after: Report, finding: Finding) -> bool:
    gone = sum(_is_like(f, finding) for f in after.findings) < sum(_is_like(f, finding) for f in before.findings)
    blockers = {(f.rule, f.field) for f in before.blockers}
    return gone and all((f.rule, f.field) in blockers for f in after.blockers)


def _is_like(one: Finding, other: Finding) -> bool:
    return (one.rule, one.field) == (other.rule, other.field)


def safe_findings(subject: Subject) -> Iterator[Finding]:
    """The findings whose patch is safe to make without asking more; tips are left to the owner."""
    for finding in report(subject).findings:
        if finding.severity is not Severity.TIP and finding.patch and finding.patch.safe and mended(subject, finding):
            yield finding


def fix_all(subject: Subject) -> tuple[Subject, tuple[Change, ...]]:
    """Make every safe patch, one after another, and tell the difference, a change a field."""
    before, rules = subject.answers, dict[str, list[str]]()
    for _ in range(_MOST_ROUNDS):
        finding = next(safe_findings(subject), None)
        after = mended(subject, finding) if finding else None
        if finding is None or after is None:
            break
        subject = after
        rules.setdefault(finding.field, []).append(finding.rule)
    changes = (
        Change(field, getattr(before, field), getattr(subject.answers, field), tuple(asked))
        for field, asked in rules.items()
    )
    return subject, tuple(change for change in changes if change.before != change.after)
