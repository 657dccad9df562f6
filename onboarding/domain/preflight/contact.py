"""How people reach the business: phone, mobile, e-mail (dossier 1.3, 1.5, 5.1)."""

from collections.abc import Iterator

from email_validator import EmailNotValidError, validate_email

from onboarding.domain.phones import parse_us
from onboarding.domain.preflight.rule import Problem, Severity, Subject, rule
from onboarding.domain.preflight.shapes import required
from onboarding.domain.text.addresses import host_of, is_listed, listed, mail_host, owner_of
from onboarding.domain.words import msg

_SOURCE = "dossier 1.3, BrandRequest"


@rule(
    "phone.us",
    predicts="CTA_NO_HELP",
    says=msg("Enter a US phone number with area code, such as (415) 555-0123."),
    source=_SOURCE,
)
def _phone(subject: Subject) -> Iterator[Problem]:
    if subject.answers.phone and parse_us(subject.answers.phone) is None:
        yield Problem("phone")


@rule(
    "mobile.us",
    predicts="MOBILE_UNFIT",
    says=msg("Enter a US mobile number with area code, such as (415) 555-0143."),
    source="dossier 1.4",
)
def _mobile(subject: Subject) -> Iterator[Problem]:
    given = subject.answers.mobile
    if subject.answers.is_sole_proprietor and given and parse_us(given) is None:
        yield Problem("mobile")


def is_mail_address(text: str) -> bool:
    """Has it the shape of an e-mail address? Whether anybody reads it is not asked."""
    try:
        validate_email(text, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True


@rule(
    "contact_email.shape",
    predicts="CONTACT_EMAIL_DOMAIN",
    says=msg("Enter an e-mail address such as maria.lopez@example.com."),
    source="dossier 1.5",
)
def _contact_email(subject: Subject) -> Iterator[Problem]:
    given = subject.answers.contact_email
    if subject.answers.is_listed and given and (not is_mail_address(given) or len(given) > 255):
        yield Problem("contact_email")


@rule(
    "contact_email.person",
    predicts="CONTACT_EMAIL_DOMAIN",
    says=msg("The company contact must be a person's own address at the company, not a shared or a free one."),
    example="maria.lopez@example.com",
    source="dossier 1.3, businessContactEmail; 1.5, TFWD01",
)
def _contact_person(subject: Subject) -> Iterator[Problem]:
    given = subject.answers.contact_email.casefold()
    if not subject.answers.is_listed or not is_mail_address(given):
        return
    if given.partition("@")[0] in listed("role_mailboxes") or _is_free(given) or _is_throwaway(given):
        yield Problem("contact_email")


@rule(
    "contact_email.domain",
    severity=Severity.WARNING,
    predicts="CONTACT_EMAIL_DOMAIN",
    says=msg("The company contact's address is not at your website's name, so the registry may not accept it."),
    source="dossier 1.3, feedback WEB_DOMAIN (TFWD02)",
)
def _contact_domain(subject: Subject) -> Iterator[Problem]:
    told = subject.answers
    is_own = told.is_listed and is_mail_address(told.contact_email) and not _is_free(told.contact_email)
    if is_own and _is_elsewhere(told.contact_email, told.website):
        yield Problem("contact_email")


@rule(
    "email.shape",
    predicts="CONTACT_EMAIL_DOMAIN",
    says=msg("Enter an e-mail address such as hello@example.com, with 100 characters at most."),
    source=_SOURCE,
)
def _email(subject: Subject) -> Iterator[Problem]:
    given = subject.answers.email
    if given and not is_mail_address(given):
        yield Problem("email", msg("Enter an e-mail address such as hello@example.com."))
    if len(given) > 100:
        yield Problem("email", msg("The registry takes e-mail addresses of up to 100 characters. Use a shorter one."))


@rule(
    "email.throwaway",
    predicts="CONTACT_EMAIL_DOMAIN",
    says=msg("The registry does not take throwaway mailboxes. Enter the address that you really use."),
    source="dossier 1.12, 553",
)
def _throwaway(subject: Subject) -> Iterator[Problem]:
    if _is_throwaway(subject.answers.email):
        yield Problem("email")


@rule(
    "email.free",
    severity=Severity.WARNING,
    predicts="CONTACT_EMAIL_DOMAIN",
    says=msg("Reviewers often decline free mailboxes such as Gmail or Yahoo."),
    fix=msg("Use an address at your own website's name. Whoever runs your website can set one up."),
    example="hello@bluedoorbakery.com",
    source="dossier 5.1, CONTACT_EMAIL_DOMAIN; 5.3, 30881",
)
def _free(subject: Subject) -> Iterator[Problem]:
    if _is_free(subject.answers.email) and not subject.answers.is_sole_proprietor:
        yield Problem("email")


@rule(
    "email.domain",
    severity=Severity.WARNING,
    predicts="CONTACT_EMAIL_DOMAIN",
    says=msg("The e-mail address is not at your website's name. Reviewers compare the two."),
    fix=msg("Use an address at your website's name, or name the website that belongs to this address."),
    source="dossier 5.9, brand: support e-mail on own domain",
)
def _domain(subject: Subject) -> Iterator[Problem]:
    told = subject.answers
    if is_mail_address(told.email) and not _is_free(told.email) and _is_elsewhere(told.email, told.website):
        yield Problem("email")


def _is_free(mail: str) -> bool:
    return is_listed(mail_host(mail), ("free_mail",))


def _is_throwaway(mail: str) -> bool:
    return is_listed(mail_host(mail), ("throwaway_mail",))


def _is_elsewhere(mail: str, website: str) -> bool:
    site = host_of(website)
    if not site or is_listed(site, ("profiles", "documents", "shorteners")):
        return False
    return owner_of(mail_host(mail)) != owner_of(site)


RULES = (
    required("phone", msg("Enter your business phone number."), predicts="CTA_NO_HELP", source=_SOURCE),
    _phone,
    required(
        "mobile",
        msg("Enter your own mobile number."),
        predicts="MOBILE_UNFIT",
        source="dossier 1.4",
        unless=lambda subject: not subject.answers.is_sole_proprietor,
    ),
    _mobile,
    required(
        "contact_email",
        msg("Enter the e-mail address of your company contact."),
        predicts="CONTACT_EMAIL_DOMAIN",
        source="dossier 1.5",
        unless=lambda subject: not subject.answers.is_listed,
    ),
    _contact_email,
    _contact_person,
    _contact_domain,
    required("email", msg("Enter your business e-mail address."), predicts="CONTACT_EMAIL_DOMAIN", source=_SOURCE),
    _email,
    _throwaway,
    _free,
    _domain,
)
