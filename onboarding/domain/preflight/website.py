"""What reviewers see when they open an address: reachable, the business's own, and with something on it (dossier 5.9)."""

from collections.abc import Iterator

from onboarding.domain.pages import Trouble
from onboarding.domain.preflight.content import categories
from onboarding.domain.preflight.pages import FIELD_OF_KIND, PageKind, PageSubject
from onboarding.domain.preflight.rule import Evidence, Problem, Rule, Severity, rule
from onboarding.domain.text.reading import MAIL, PHONE
from onboarding.domain.words import Message, msg

_SOURCE = "dossier 5.9, website; 5.6, CR2005"
_TROUBLES: dict[Trouble, Message] = {
    Trouble.BAD_ADDRESS: msg("This is not a web address that others can open."),
    Trouble.UNKNOWN_HOST: msg("No website answers to this name. Check the spelling, and that the domain is paid for."),
    Trouble.NOT_PUBLIC: msg("This address leads to a private network. Reviewers can't open it."),
    Trouble.UNREACHABLE: msg("The website did not answer."),
    Trouble.CERTIFICATE: msg("Browsers refuse the website's certificate. Whoever runs the site can renew it."),
    Trouble.TIMEOUT: msg("The website took too long to answer."),
    Trouble.TOO_LARGE: msg("The page is too large to read."),
    Trouble.REDIRECTS: msg("The page sends visitors around in a circle."),
    Trouble.NOT_A_PAGE: msg("This is a download or a document. Reviewers want an ordinary web page."),
    Trouble.BROKEN: msg("The website's answer could not be read."),
}
_REASONS = {
    PageKind.PRIVACY: "PP_UNREACHABLE",
    PageKind.TERMS: "TC_MISSING",
    PageKind.OPT_IN: "CTA_UNVERIFIABLE",
    PageKind.WEBSITE: "WEBSITE_UNREACHABLE",
}


def _reachable(kind: PageKind) -> Rule:
    @rule(
        f"{FIELD_OF_KIND[kind]}.{kind.value}_reachable" if kind is not PageKind.WEBSITE else "website.reachable",
        severity=Severity.WARNING,
        predicts=_REASONS[kind],
        says=msg("We could not open this page as a reviewer would. If they can't either, they decline."),
        fix=msg("Open the address in a private window, without being logged in. Mend what you see, then check again."),
        source="dossier 5.1, WEBSITE_UNREACHABLE; 5.5, 1100 to 1103",
    )
    def check(subject: PageSubject) -> Iterator[Problem]:
        seen = subject.snapshot
        if subject.kind is not kind or seen is None or seen.is_readable:
            return
        field = FIELD_OF_KIND[kind]
        if seen.trouble is not None:
            yield Problem(field, _TROUBLES[seen.trouble])
        elif seen.status in {401, 403}:
            yield Problem(field, msg("The page asks for a login, or refuses visitors."))
        elif seen.status in {404, 410}:
            yield Problem(field, msg("There is no page at this address."))
        else:
            yield Problem(field, msg("The website answered with an error (%(status)s).", status=seen.status))

    return check


def _is_site(subject: PageSubject) -> bool:
    return subject.kind is PageKind.WEBSITE and subject.is_readable


@rule(
    "website.ready",
    severity=Severity.WARNING,
    predicts="WEBSITE_INSUFFICIENT",
    says=msg("The website is not ready: it is parked, under construction, or behind a login."),
    source=_SOURCE,
)
def _ready(subject: PageSubject) -> Iterator[Problem]:
    if _is_site(subject) and subject.is_empty_shell:
        yield Problem("website")


@rule(
    "website.content",
    severity=Severity.WARNING,
    predicts="WEBSITE_INSUFFICIENT",
    says=msg(
        "There is hardly anything to read on the website. Reviewers want to see what you do and how to reach you."
    ),
    source="dossier 5.1, WEBSITE_INSUFFICIENT",
)
def _content(subject: PageSubject) -> Iterator[Problem]:
    if not _is_site(subject) or subject.is_empty_shell:
        return
    words = sum(1 for word in subject.text.words if word.plain.isalpha())
    reachable = {MAIL, PHONE} & subject.text.vocabulary or any(
        anchor.href.startswith(("mailto:", "tel:")) or "contact" in f"{anchor.text} {anchor.href}".casefold()
        for anchor in subject.page.anchors
    )
    if words < 40:
        yield Problem("website")
    elif not reachable:
        yield Problem(
            "website", msg("The website doesn't say how to reach you: no phone number, e-mail or contact page.")
        )


@rule(
    "website.brand",
    severity=Severity.WARNING,
    predicts="WEBSITE_MISMATCH",
    says=msg("The website doesn't carry the name that you register."),
    source="dossier 5.1, WEBSITE_MISMATCH; 5.3, 30907",
)
def _brand(subject: PageSubject) -> Iterator[Problem]:
    if _is_site(subject) and not subject.is_empty_shell and not subject.is_named:
        yield Problem("website")


@rule(
    "website.policy",
    severity=Severity.TIP,
    predicts="PP_MISSING",
    says=msg("The website has no link to a privacy policy. Put one at the foot of the page."),
    source="peers E1: linked from footer",
)
def _policy(subject: PageSubject) -> Iterator[Problem]:
    linked = any("priva" in f"{anchor.text} {anchor.href}".casefold() for anchor in subject.page.anchors)
    if _is_site(subject) and not subject.is_empty_shell and not linked:
        yield Problem("website")


@rule(
    "website.secured",
    severity=Severity.WARNING,
    predicts="WEBSITE_UNREACHABLE",
    says=msg("The page is reached by http, without a certificate. Reviewers want https."),
    source="dossier 5.9, website: https with valid certificate",
)
def _secured(subject: PageSubject) -> Iterator[Problem]:
    if subject.snapshot and subject.snapshot.is_readable and subject.snapshot.address.startswith("http:"):
        yield Problem(FIELD_OF_KIND[subject.kind])


def _forbidden(category_code: str) -> Rule:
    category = next(each for each in categories() if each.code == category_code)

    @rule(
        f"website.{category_code.lower()}",
        severity=Severity.WARNING,
        predicts=category.reason,
        says=msg(
            "The website is about %(subject)s. Carriers decline a business for its website, too.",
            subject=msg(category.name),
        ),
        source="dossier 5.4, 701 to 709: any mention on the site",
    )
    def check(subject: PageSubject) -> Iterator[Problem]:
        if _is_site(subject) and (found := category.first(subject.text, category.sure)):
            yield Problem("website", evidence=Evidence("website", found.start, found.end))

    return check


REACHABLE = tuple(_reachable(kind) for kind in PageKind)
RULES = (
    _ready,
    _content,
    _brand,
    _policy,
    _secured,
    *(_forbidden(category.code) for category in categories() if category.code != "PHISHING"),
)
