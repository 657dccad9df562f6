"""Who the business is: kind of entity, legal name, EIN, line of business (dossier 1.3)."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from onboarding.domain import ein
from onboarding.domain.answers import EntityType
from onboarding.domain.preflight.rule import Problem, Severity, Subject, rule
from onboarding.domain.preflight.shapes import length, required
from onboarding.domain.usecases import exchanges, verticals
from onboarding.domain.words import msg

_SOURCE = "dossier 1.3, BrandRequest"
# How long the registry's records take to know a new EIN: 30 to 90 days (dossier 5.1, EIN_TOO_NEW).
_NEW = timedelta(days=90)


def _is_person(subject: Subject) -> bool:
    return subject.answers.is_sole_proprietor


def _is_no_person(subject: Subject) -> bool:
    return not subject.answers.is_sole_proprietor


def _is_not_listed(subject: Subject) -> bool:
    return not subject.answers.is_listed


@rule(
    "entity_type.known",
    predicts="ENTITY_TYPE_WRONG",
    says=msg("Choose a kind of business from the list."),
    source=_SOURCE,
)
def _entity_type(subject: Subject) -> Iterator[Problem]:
    given = subject.answers.entity_type
    if given and given not in set(EntityType):
        yield Problem("entity_type")


@rule(
    "ein.social_security",
    predicts="EIN_IS_SSN",
    says=msg(
        "That looks like a Social Security number. Enter the EIN that the IRS gave your business, such as 12-3456789."
    ),
    fix=msg("Copy the EIN from your IRS letter. If you have none, choose “Sole proprietor without an EIN”."),
    source="dossier 1.3, TFTI07; how Social Security numbers are written",
)
def _social_security(subject: Subject) -> Iterator[Problem]:
    if subject.ein and _is_no_person(subject) and ein.looks_like_ssn(subject.ein):
        yield Problem("ein")


@rule(
    "ein.shape",
    predicts="EIN_INVALID",
    says=msg("Enter your EIN as 9 digits, such as 12-3456789."),
    fix=msg("Copy the 9 digits from your IRS letter (CP 575 or 147C)."),
    source="dossier 1.3",
)
def _ein_shape(subject: Subject) -> Iterator[Problem]:
    given = subject.ein
    if given and _is_no_person(subject) and not ein.looks_like_ssn(given) and not ein.is_shape(given):
        yield Problem("ein")


@rule(
    "ein.prefix",
    predicts="EIN_INVALID",
    says=msg("The IRS has not issued EINs that start with these two digits. Check the number on your IRS letter."),
    fix=msg("Copy the 9 digits from your IRS letter (CP 575 or 147C)."),
    source="IRS prefix table by python-stdnum",
)
def _ein_prefix(subject: Subject) -> Iterator[Problem]:
    given = subject.ein
    if given and _is_no_person(subject) and ein.is_shape(given) and not ein.has_known_prefix(given):
        yield Problem("ein")


@rule(
    "ein.invented",
    predicts="EIN_INVALID",
    says=msg("An EIN does not repeat one digit. Enter the number on your IRS letter."),
    source="ours: numbers that people type to get on",
)
def _ein_invented(subject: Subject) -> Iterator[Problem]:
    plain = ein.digits(subject.ein)
    if _is_no_person(subject) and len(plain) == 9 and len(set(plain[1:])) == 1 and ein.has_known_prefix(subject.ein):
        yield Problem("ein")


@rule(
    "ein_issued.date",
    predicts="EIN_TOO_NEW",
    says=msg("Enter the date on your IRS letter, such as 2025-03-31. It can't be in the future."),
    source="ours: the date tells whether the registry can know the EIN yet",
)
def _issued(subject: Subject) -> Iterator[Problem]:
    given = subject.answers.ein_issued
    if given and (not _date(given) or (subject.today and (_date(given) or date.max) > subject.today)):
        yield Problem("ein_issued")


@rule(
    "ein_issued.too_new",
    severity=Severity.WARNING,
    predicts="EIN_TOO_NEW",
    says=msg("The registry's records know a new EIN only after 30 to 90 days. Filed now, the check may fail."),
    fix=msg("Wait until 90 days after the date on your IRS letter, or keep the letter at hand to appeal."),
    source="dossier 5.1, EIN_TOO_NEW; 1.3, feedback TAX_ID",
)
def _too_new(subject: Subject) -> Iterator[Problem]:
    issued = _date(subject.answers.ein_issued)
    if issued and subject.today and _is_no_person(subject) and timedelta(0) <= subject.today - issued < _NEW:
        yield Problem("ein_issued")


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@rule(
    "ein.filed_before",
    severity=Severity.WARNING,
    predicts="DUPLICATE_BRAND",
    says=msg("A business with this EIN is registered with us already. A second registration of it may be declined."),
    fix=msg("Use the registration that exists, or tell us why the business needs two."),
    source="dossier 5.1, DUPLICATE_BRAND; 5.2, 30703",
)
def _filed_before(subject: Subject) -> Iterator[Problem]:
    if subject.filed_before and subject.ein and _is_no_person(subject):
        yield Problem("ein")


@rule(
    "stock_exchange.known",
    predicts="STOCK_MISMATCH",
    says=msg("Choose a stock exchange from the list."),
    source="dossier 1.11",
)
def _exchange(subject: Subject) -> Iterator[Problem]:
    given = subject.answers.stock_exchange
    if subject.answers.is_listed and given and given not in exchanges():
        yield Problem("stock_exchange")


@rule(
    "stock_symbol.shape",
    predicts="STOCK_MISMATCH",
    says=msg("Enter the ticker symbol alone, such as AAPL."),
    source=_SOURCE,
)
def _symbol(subject: Subject) -> Iterator[Problem]:
    given = subject.answers.stock_symbol
    if subject.answers.is_listed and given and not re.fullmatch(r"[A-Za-z0-9.:-]{1,10}", given):
        yield Problem("stock_symbol")


@rule(
    "stock_symbol.name",
    severity=Severity.WARNING,
    predicts="STOCK_MISMATCH",
    says=msg("This ticker symbol has nothing in common with the legal name. The registry compares the two."),
    fix=msg("Enter the ticker of the company that you register. If it isn't listed, choose “Private company”."),
    source="dossier 1.3, feedback STOCK_SYMBOL",
)
def _symbol_name(subject: Subject) -> Iterator[Problem]:
    told = subject.answers
    letters = [c for c in told.stock_symbol.partition(".")[0].casefold() if c.isalpha()]
    if told.is_listed and letters and told.legal_name:
        words = f"{told.legal_name} {told.display_name}".casefold().split()
        begins = [" ".join(words[at:]) for at, word in enumerate(words) if word[:1] == letters[0]]
        if not any(_in_order(letters, rest) for rest in begins):
            yield Problem("stock_symbol")


def _in_order(letters: list[str], name: str) -> bool:
    """Do the letters of a ticker come in the order of the name?"""
    left = iter(name)
    return all(letter in left for letter in letters)


@rule(
    "vertical.known",
    predicts="DESC_VAGUE",
    says=msg("Choose a line of business from the list."),
    source="dossier 1.11",
)
def _vertical(subject: Subject) -> Iterator[Problem]:
    if subject.answers.vertical and subject.answers.vertical not in verticals():
        yield Problem("vertical")


RULES = (
    required("entity_type", msg("Choose what kind of business you are."), predicts="ENTITY_TYPE_WRONG", source=_SOURCE),
    _entity_type,
    required(
        "legal_name",
        msg("Enter your legal business name."),
        predicts="NAME_EIN_MISMATCH",
        source=_SOURCE,
        unless=_is_person,
    ),
    length("legal_name", msg("Your legal business name"), 2, 255, predicts="NAME_EIN_MISMATCH", source=_SOURCE),
    required("display_name", msg("Enter the name your customers know."), predicts="WEBSITE_MISMATCH", source=_SOURCE),
    length("display_name", msg("The name your customers know"), 2, 255, predicts="WEBSITE_MISMATCH", source=_SOURCE),
    required(
        "first_name",
        msg("Enter your first name."),
        predicts="NAME_UNREADABLE",
        source=_SOURCE,
        unless=_is_no_person,
    ),
    length("first_name", msg("Your first name"), 1, 100, predicts="NAME_UNREADABLE", source=_SOURCE),
    required(
        "last_name", msg("Enter your last name."), predicts="NAME_UNREADABLE", source=_SOURCE, unless=_is_no_person
    ),
    length("last_name", msg("Your last name"), 1, 100, predicts="NAME_UNREADABLE", source=_SOURCE),
    required("ein", msg("Enter your EIN."), predicts="EIN_INVALID", source=_SOURCE, unless=_is_person),
    _social_security,
    _ein_shape,
    _ein_prefix,
    _ein_invented,
    _issued,
    _too_new,
    _filed_before,
    required(
        "stock_symbol",
        msg("Enter the ticker symbol of your company."),
        predicts="STOCK_MISMATCH",
        source=_SOURCE,
        unless=_is_not_listed,
    ),
    _symbol,
    _symbol_name,
    required(
        "stock_exchange",
        msg("Choose the stock exchange."),
        predicts="STOCK_MISMATCH",
        source=_SOURCE,
        unless=_is_not_listed,
    ),
    _exchange,
    required("vertical", msg("Choose your line of business."), predicts="DESC_VAGUE", source=_SOURCE),
    _vertical,
)
