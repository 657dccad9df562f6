"""The links and the names in example texts: short, insecure, or somebody else's (dossier 5.9)."""

import re
from collections.abc import Callable, Iterator

from onboarding.domain.preflight.description import ON_BEHALF
from onboarding.domain.preflight.rule import Evidence, Patch, Problem, Severity, Subject, rule
from onboarding.domain.preflight.samples import given
from onboarding.domain.preflight.web_presence import secured
from onboarding.domain.text.addresses import Link, host_of, is_listed, links, owner_of
from onboarding.domain.text.names import find_name, likeness, words_of
from onboarding.domain.text.reading import read
from onboarding.domain.words import msg


def _relinked(text: str, better: Callable[[Link], str]) -> str:
    """A text with every link replaced."""
    for link in reversed(links(text)):
        text = f"{text[: link.start]}{better(link)}{text[link.end :]}"
    return text


@rule(
    "samples.shortener",
    predicts="SAMPLE_SHORTENER",
    says=msg("Carriers block short links such as bit.ly. Write your website's own address."),
    fix=msg("Replace the short link with the full address of a page on your own website."),
    source="dossier 5.9, shortener blocklist; 5.3, 30892",
)
def _shortener(subject: Subject) -> Iterator[Problem]:
    site = subject.answers.website
    for field, text in given(subject):
        for link in links(text):
            if is_listed(link.host, ("shorteners",)):
                fits = site and not is_listed(host_of(site), ("shorteners",)) and site.startswith("https")
                longer = _relinked(text, lambda each: site if is_listed(each.host, ("shorteners",)) else each.typed)
                yield Problem(
                    field,
                    evidence=Evidence(field, link.start, link.end),
                    patch=Patch(longer) if fits and len(longer) <= 1024 else None,
                )
                break


@rule(
    "samples.https",
    predicts="SAMPLE_INSECURE_URL",
    says=msg("Links in texts must begin with https."),
    source="dossier 5.3, 30892; 5.9, samples",
)
def _https(subject: Subject) -> Iterator[Problem]:
    for field, text in given(subject):
        for link in links(text):
            if link.is_plain_http and not is_listed(link.host, ("shorteners",)):
                mended = _relinked(text, lambda each: secured(each.typed))
                yield Problem(field, evidence=Evidence(field, link.start, link.end), patch=Patch(mended))
                break


@rule(
    "samples.other_site",
    severity=Severity.WARNING,
    predicts="WEBSITE_MISMATCH",
    says=msg("This link leads to a site that isn't yours. Reviewers take it for another company's text."),
    fix=msg("Link to a page on your own website, from which people can go on."),
    source="dossier 5.9, samples: own domain, no other company's name",
)
def _other_site(subject: Subject) -> Iterator[Problem]:
    own = {owner_of(host_of(subject.answers.website)), owner_of(host_of(subject.answers.opt_in_page))} - {""}
    for field, text in given(subject):
        for link in links(text):
            other = owner_of(link.host)
            known = other in own or is_listed(link.host, ("shorteners",)) or not other
            if own and not known and not any(likeness(name, other) for name in subject.names):
                yield Problem(field, evidence=Evidence(field, link.start, link.end))
                break


_OPENING = re.compile(r"^([A-Z][\w'\u2019&.-]*(?: (?:[A-Z&][\w'\u2019&.-]*|of|the|and|at)){0,5})\s*[:\-\u2013—]\s")


@rule(
    "samples.other_name",
    severity=Severity.WARNING,
    predicts="WEBSITE_MISMATCH",
    says=msg("This example is signed with another name than the one you register."),
    fix=msg("Use the name that your customers know in all examples, or explain the other one in the description."),
    source="dossier 5.1, WEBSITE_MISMATCH; 5.4, 603",
)
def _other_name(subject: Subject) -> Iterator[Problem]:
    for field, text in given(subject):
        opening = _OPENING.match(text)
        if not opening or not subject.names or find_name(subject.names, text) is not None:
            continue
        words = words_of(opening.group(1))
        about = subject.answers.description
        told = None if ON_BEHALF.within(read(about)) else find_name((opening.group(1),), about)
        if (
            len(words) >= 2
            and told is None
            and not {"hi", "hello", "reminder", "alert", "thanks", "update"} & set(words)
        ):
            yield Problem(field, evidence=Evidence(field, 0, opening.end(1)))


RULES = (_shortener, _https, _other_site, _other_name)
