"""Where the business is and how people reach it: address, phone, e-mail, website (dossier 1.3)."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email

from onboarding.domain.phones import parse_us
from onboarding.domain.preflight.rule import Problem, Severity, Subject
from onboarding.domain.preflight.shapes import length, required, rule
from onboarding.domain.reference import table
from onboarding.domain.words import msg

_SOURCE = "dossier 1.3, BrandRequest"
_ZIP = re.compile(r"[0-9]{5}")
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


def _state(subject: Subject) -> Iterator[Problem]:
    if subject.answers.state and subject.answers.state not in table("states")["names"]:
        yield Problem("state", msg("Choose a state from the list."))


def _zip(subject: Subject) -> Iterator[Problem]:
    if subject.answers.zip_code and not _ZIP.fullmatch(subject.answers.zip_code):
        yield Problem("zip_code", msg("Enter a ZIP code with 5 digits, such as 33811."))


def _phone(subject: Subject) -> Iterator[Problem]:
    if subject.answers.phone and parse_us(subject.answers.phone) is None:
        yield Problem("phone", msg("Enter a US phone number with area code, such as (415) 555-0123."))


def _mobile(subject: Subject) -> Iterator[Problem]:
    given = subject.answers.mobile
    if subject.answers.is_sole_proprietor and given and parse_us(given) is None:
        yield Problem("mobile", msg("Enter a US mobile number with area code, such as (415) 555-0143."))


def _is_address(text: str) -> bool:
    try:
        validate_email(text, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True


def _contact_email(subject: Subject) -> Iterator[Problem]:
    given = subject.answers.contact_email
    if not subject.answers.is_listed or not given:
        return
    if not _is_address(given) or len(given) > 255:
        yield Problem("contact_email", msg("Enter an e-mail address such as maria.lopez@example.com."))


def _email(subject: Subject) -> Iterator[Problem]:
    if not subject.answers.email:
        return
    if not _is_address(subject.answers.email):
        yield Problem("email", msg("Enter an e-mail address such as hello@example.com."))
    if len(subject.answers.email) > 100:
        yield Problem("email", msg("The registry takes e-mail addresses of up to 100 characters. Use a shorter one."))


def _website(subject: Subject) -> Iterator[Problem]:
    if subject.answers.website and not is_web_address(subject.answers.website):
        yield Problem("website", msg("Enter a full web address, such as https://www.example.com."))


def _no_website(subject: Subject) -> Iterator[Problem]:
    if not subject.answers.website:
        yield Problem(
            "website",
            msg("Reviewers look for a website and often decline a business that has none. Add one if you can."),
        )


RULES = (
    required("street", msg("Enter your street address."), predicts="ADDRESS_INVALID", source=_SOURCE),
    length("street", msg("The street address"), 3, 255, predicts="ADDRESS_INVALID", source=_SOURCE),
    required("city", msg("Enter your city."), predicts="ADDRESS_INVALID", source=_SOURCE),
    length("city", msg("The city"), 2, 100, predicts="ADDRESS_INVALID", source=_SOURCE),
    required("state", msg("Choose your state."), predicts="ADDRESS_INVALID", source=_SOURCE),
    rule("state.known", "ADDRESS_INVALID", "USPS Publication 28", _state),
    required("zip_code", msg("Enter your ZIP code."), predicts="ADDRESS_INVALID", source=_SOURCE),
    rule("zip_code.shape", "ADDRESS_INVALID", _SOURCE, _zip),
    required("phone", msg("Enter your business phone number."), predicts="CTA_NO_HELP", source=_SOURCE),
    rule("phone.us", "CTA_NO_HELP", _SOURCE, _phone),
    required(
        "mobile",
        msg("Enter your own mobile number."),
        predicts="MOBILE_UNFIT",
        source="dossier 1.4",
        unless=lambda subject: not subject.answers.is_sole_proprietor,
    ),
    rule("mobile.us", "MOBILE_UNFIT", "dossier 1.4", _mobile),
    required(
        "contact_email",
        msg("Enter the e-mail address of your company contact."),
        predicts="CONTACT_EMAIL_DOMAIN",
        source="dossier 1.5",
        unless=lambda subject: not subject.answers.is_listed,
    ),
    rule("contact_email.shape", "CONTACT_EMAIL_DOMAIN", "dossier 1.5", _contact_email),
    required("email", msg("Enter your business e-mail address."), predicts="CONTACT_EMAIL_DOMAIN", source=_SOURCE),
    rule("email.shape", "CONTACT_EMAIL_DOMAIN", _SOURCE, _email),
    required(
        "website",
        msg("Enter your website. The registry asks a company on a stock exchange for it."),
        predicts="WEBSITE_INSUFFICIENT",
        source=_SOURCE,
        unless=lambda subject: not subject.answers.is_listed,
    ),
    length("website", msg("The web address"), 0, 255, predicts="WEBSITE_UNREACHABLE", source=_SOURCE),
    rule("website.shape", "WEBSITE_UNREACHABLE", _SOURCE, _website),
    rule("website.advised", "WEBSITE_INSUFFICIENT", "dossier 1.3, website advised", _no_website, Severity.WARNING),
)
