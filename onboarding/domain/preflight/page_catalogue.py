"""Every rule about pages, by the kind of page, and the report on one page."""

from collections.abc import Mapping, Sequence

from onboarding.domain.pages import Snapshot
from onboarding.domain.preflight import opt_in_page, privacy, terms, website
from onboarding.domain.preflight.pages import PageKind, PageSubject
from onboarding.domain.preflight.rule import Family, Report, Rule, by_id, examine
from onboarding.domain.text.html import Page

FAMILIES: Mapping[Family, tuple[Rule, ...]] = {
    Family.PRIVACY: privacy.RULES,
    Family.TERMS: terms.RULES,
    Family.OPT_IN_PAGE: opt_in_page.RULES,
    Family.WEBSITE: (*website.REACHABLE, *website.RULES),
}
_OF_KIND: Mapping[PageKind, tuple[Rule, ...]] = {
    PageKind.PRIVACY: privacy.RULES,
    PageKind.TERMS: terms.RULES,
    PageKind.OPT_IN: opt_in_page.RULES,
    PageKind.WEBSITE: website.RULES,
}
BY_ID: Mapping[str, Rule] = by_id(rule for rules in FAMILIES.values() for rule in rules)


def page_report(kind: PageKind, html: str, names: Sequence[str] = (), snapshot: Snapshot | None = None) -> Report:
    """Everything preflight has to say about one page; ``names`` is what the business may be called."""
    subject = PageSubject(kind, Page(html), tuple(names), snapshot)
    return examine(subject, (*website.REACHABLE, *_OF_KIND[kind]))
