"""What preflight says, as pages show it: beside each answer, with the words that were looked at, and what can be mended."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from onboarding.domain.preflight.exchange import verdict
from onboarding.domain.preflight.fixes import mended
from onboarding.domain.preflight.page_catalogue import BY_ID as PAGE_RULES
from onboarding.domain.preflight.rule import Finding, Report, Severity, Subject
from onboarding.domain.registrations import FIELD_NAMES
from onboarding.domain.words import Message, msg
from onboarding.services.page_checks import CheckedPage

_BEFORE, _AFTER = 60, 60  # characters of a text that are shown around what was looked at


@dataclass(frozen=True)
class Excerpt:
    """The words that a rule looked at, and a little of what stands around them; ``name`` where it is another answer."""

    before: str
    marked: str
    after: str
    name: Message | None = None


@dataclass(frozen=True)
class Advice:
    """One finding as it is shown; ``key`` names it in a form when it can be mended with one click."""

    finding: Finding
    excerpt: Excerpt | None
    key: str

    @property
    def is_blocker(self) -> bool:
        """Does it stop the registration from being sent?"""
        return self.finding.severity is Severity.BLOCKER


def key_of(finding: Finding) -> str:
    """What a button sends to have a finding mended."""
    return f"{finding.rule} {finding.field}"


def advice_on(
    subject: Subject, findings: Iterable[Finding], pages: Iterable[CheckedPage] = ()
) -> Mapping[str, tuple[Advice, ...]]:
    """The findings by the field that they are about, the gravest first; ``pages`` tell the words of those about pages."""
    quotes = {(told.finding.rule, told.finding.field): told.quote for page in pages for told in page.told if told.quote}
    rank = list(Severity)
    found: dict[str, tuple[Advice, ...]] = {}
    for finding in sorted(findings, key=lambda each: rank.index(each.severity)):
        can = finding.patch is not None and mended(subject, finding) is not None
        words = quotes.get((finding.rule, finding.field))
        seen = Excerpt(words.before, words.marked, words.after) if words else excerpt(subject, finding)
        advice = Advice(finding, seen, key_of(finding) if can else "")
        found[finding.field] = (*found.get(finding.field, ()), advice)
    return found


def excerpt(subject: Subject, finding: Finding) -> Excerpt | None:
    """The evidence of a finding in the words of the answer; None where there is none, or where it stands on a web page."""
    seen = finding.evidence
    if seen is None or finding.rule in PAGE_RULES:
        return None
    text = getattr(subject.answers, seen.field, "")
    if not isinstance(text, str) or not text[seen.start : seen.end].strip():
        return None
    begin, end = max(seen.start - _BEFORE, 0), min(seen.end + _AFTER, len(text))
    return Excerpt(
        before=("…" if begin else "") + text[begin : seen.start],
        marked=text[seen.start : seen.end],
        after=text[seen.end : end] + ("…" if end < len(text) else ""),
        name=FIELD_NAMES.get(seen.field) if seen.field != finding.field else None,
    )


def verdict_words(found: Report) -> Message:
    """A whole report in one line."""
    blockers, warnings = len(found.blockers), len(found.warnings)
    match verdict(found):
        case "blocked":
            return (
                msg("One thing must be fixed before this can be sent.")
                if blockers == 1
                else msg("%(count)s things must be fixed before this can be sent.", count=blockers)
            )
        case "warned":
            return (
                msg("Ready to send, but a reviewer may object to one thing.")
                if warnings == 1
                else msg("Ready to send, but a reviewer may object to %(count)s things.", count=warnings)
            )
        case _:
            return msg("Ready to send: we found nothing that reviewers decline for.")


def patch_of(subject: Subject, findings: Iterable[Finding], key: str) -> dict[str, Any]:
    """The change that mends the finding which a button named; empty when it is mended already or can't be."""
    for finding in findings:
        if key_of(finding) == key and finding.patch and mended(subject, finding):
            return {finding.field: finding.patch.value}
    return {}


def places(subject: Subject, found: Report) -> Mapping[str, tuple[tuple[int, int], ...]]:
    """Where the evidence of a report stands, by the answer that it stands in."""
    spots: dict[str, set[tuple[int, int]]] = {}
    for finding in found.findings:
        if excerpt(subject, finding) and finding.evidence:
            spots.setdefault(finding.evidence.field, set()).add((finding.evidence.start, finding.evidence.end))
    return {field: tuple(sorted(each)) for field, each in spots.items()}


def marked(text: str, spots: Iterable[tuple[int, int]]) -> list[tuple[str, bool]]:
    """A text in pieces, each with whether it is evidence; pieces that overlap become one."""
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end in spots:
        if (begin := max(start, at)) < end:
            pieces += [(text[at:begin], False), (text[begin:end], True)]
            at = end
    return [piece for piece in [*pieces, (text[at:], False)] if piece[0]]
