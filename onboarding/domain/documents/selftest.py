"""The self-test before a publication: the rules that read others' pages read ours, and name the clause to restore."""

from collections.abc import Mapping
from dataclasses import dataclass

from onboarding.domain.documents.content import Content
from onboarding.domain.documents.kinds import READ_AS, Kind, Language
from onboarding.domain.preflight.page_catalogue import page_report
from onboarding.domain.preflight.rule import Finding, Report

# The clause that a rule misses where a document was composed without it.
RESTORES: Mapping[str, str] = {
    "policy.promise": "no_sharing",
    "policy.promise_of_texting": "no_sharing",
    "policy.promise_of_sharing": "no_sharing",
    "policy.selling": "no_sharing",
    "policy.is_one": "collect",
    "policy.texting": "collect",
    "policy.brand": "who",
    "policy.stop": "texts",
    "policy.rates": "texts",
    "policy.contact": "contact",
    "terms.are_some": "program",
    "terms.brand": "program",
    "terms.frequency": "often",
    "terms.rates": "rates",
    "terms.stop": "stop",
    "terms.help": "help",
    "terms.privacy": "privacy_link",
    "opt_in_page.brand": "ask",
    "opt_in_page.types": "box_service",
    "opt_in_page.frequency": "beside",
    "opt_in_page.rates": "beside",
    "opt_in_page.help": "beside",
    "opt_in_page.stop": "beside",
    "opt_in_page.links": "read_both",
}


@dataclass(frozen=True)
class Misfit:
    """What a reviewer would decline in one of our documents, and the clause that would mend it (empty: none would)."""

    kind: Kind
    language: Language
    finding: Finding
    clause: str


def self_test(content: Content, html: str) -> Report:
    """What the rules say of a page as it would be hosted."""
    return page_report(READ_AS[content.kind], html, content.names)


def misfits(content: Content, language: Language, html: str) -> tuple[Misfit, ...]:
    """The blockers among it."""
    found = self_test(content, html).blockers
    there = content.bodies[language]
    return tuple(
        Misfit(content.kind, language, finding, clause if not there.clause(clause) else "")
        for finding in found
        for clause in (RESTORES.get(finding.rule, ""),)
    )
