"""The website as an answer: its address and whose it seems to be (dossier 1.3, 5.9). Its pages are `website.py`'s."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from onboarding.domain.preflight.rule import Patch, Problem, Severity, Subject, rule
from onboarding.domain.preflight.shapes import length, required
from onboarding.domain.text.addresses import host_of, is_listed, owner_of
from onboarding.domain.text.names import likeness
from onboarding.domain.words import msg

_SOURCE = "dossier 1.3, BrandRequest"
_SPACE = re.compile(r"[\s\x00-\x1f\x7f]")
_HOST = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}", re.IGNORECASE)


def is_web_address(text: str) -> bool:
    """An http or https address with a host name that has a dot, no user or password in it, and no space anywhere."""
    try:
        parts = urlsplit(text)
        named = bool(_HOST.fullmatch(parts.hostname or "")) and parts.port != 0  # reading the port checks it
        return named and parts.scheme in {"http", "https"} and "@" not in parts.netloc and not _SPACE.search(text)
    except ValueError:
        return False


def secured(address: str) -> str:
    """The same address with https."""
    return re.sub("^http:", "https:", address, flags=re.IGNORECASE)


@rule(
    "website.shape",
    predicts="WEBSITE_UNREACHABLE",
    says=msg("Enter a full web address, such as https://www.example.com."),
    source=_SOURCE,
)
def _shape(subject: Subject) -> Iterator[Problem]:
    if subject.answers.website and not is_web_address(subject.answers.website):
        yield Problem("website")


@rule(
    "website.advised",
    severity=Severity.WARNING,
    predicts="WEBSITE_INSUFFICIENT",
    says=msg("Reviewers look for a website and often decline a business that has none. Add one if you can."),
    source="dossier 1.3, website advised; 5.5, 1100",
)
def _advised(subject: Subject) -> Iterator[Problem]:
    if not subject.answers.website and not subject.answers.is_sole_proprietor:
        yield Problem("website")


@rule(
    "website.advised_to_a_person",
    severity=Severity.TIP,
    predicts="WEBSITE_INSUFFICIENT",
    says=msg("A website is not asked of a sole proprietor, but reviewers trust a business that has one."),
    source="dossier 1.3, website optional for sole proprietors",
)
def _advised_person(subject: Subject) -> Iterator[Problem]:
    if not subject.answers.website and subject.answers.is_sole_proprietor:
        yield Problem("website")


@rule(
    "website.profile",
    severity=Severity.WARNING,
    predicts="WEBSITE_INSUFFICIENT",
    says=msg("This is a page on somebody else's site. Some reviewers accept it; a site of your own is much safer."),
    source="dossier 5.9, website: a real domain is strongly safer; peers B10",
)
def _profile(subject: Subject) -> Iterator[Problem]:
    if is_listed(host_of(subject.answers.website), ("profiles", "documents")):
        yield Problem("website")


@rule(
    "website.shortener",
    predicts="WEBSITE_UNREACHABLE",
    says=msg("Enter your website's own address, not a short link."),
    source="dossier 5.9, shortener blocklist",
)
def _shortener(subject: Subject) -> Iterator[Problem]:
    if is_listed(host_of(subject.answers.website), ("shorteners",)):
        yield Problem("website")


@rule(
    "website.https",
    severity=Severity.WARNING,
    predicts="WEBSITE_UNREACHABLE",
    says=msg("The address begins with http. Reviewers want https, the secured form."),
    fix=msg("Open your website with https in front. If it works, enter it so; if not, ask whoever runs it."),
    source="dossier 5.9, website: https with valid certificate",
)
def _https(subject: Subject) -> Iterator[Problem]:
    for field in ("website", "opt_in_page"):
        address: str = getattr(subject.answers, field)
        if address.casefold().startswith("http:") and is_web_address(address):
            yield Problem(field, patch=Patch(secured(address)))


@rule(
    "website.name",
    severity=Severity.WARNING,
    predicts="WEBSITE_MISMATCH",
    says=msg("The website's address has nothing in common with your business's name."),
    fix=msg(
        "If the website is right, make sure that the name you register stands on it, and say so in the description."
    ),
    source="dossier 5.1, WEBSITE_MISMATCH; 5.4, 603",
)
def _name(subject: Subject) -> Iterator[Problem]:
    host = owner_of(host_of(subject.answers.website))
    if not host or not subject.names or is_listed(host, ("profiles", "documents", "shorteners")):
        return
    if not any(likeness(name, host) for name in subject.names):
        yield Problem("website")


RULES = (
    required(
        "website",
        msg("Enter your website. The registry asks a company on a stock exchange for it."),
        predicts="WEBSITE_INSUFFICIENT",
        source=_SOURCE,
        unless=lambda subject: not subject.answers.is_listed,
    ),
    length("website", msg("The web address"), 0, 255, predicts="WEBSITE_UNREACHABLE", source=_SOURCE),
    _shape,
    _advised,
    _advised_person,
    _profile,
    _shortener,
    _https,
    _name,
)
