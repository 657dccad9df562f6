"""Who the business is: kind of entity, legal name, EIN, line of business (dossier 1.3)."""

import re
from collections.abc import Iterator

from onboarding.domain import ein
from onboarding.domain.answers import EntityType
from onboarding.domain.preflight.rule import Problem, Subject
from onboarding.domain.preflight.shapes import length, required, rule
from onboarding.domain.usecases import exchanges, verticals
from onboarding.domain.words import msg

_SOURCE = "dossier 1.3, BrandRequest"


def _is_person(subject: Subject) -> bool:
    return subject.answers.is_sole_proprietor


def _is_no_person(subject: Subject) -> bool:
    return not subject.answers.is_sole_proprietor


def _is_not_listed(subject: Subject) -> bool:
    return not subject.answers.is_listed


def _entity_type(subject: Subject) -> Iterator[Problem]:
    given = subject.answers.entity_type
    if given and given not in set(EntityType):
        yield Problem("entity_type", msg("Choose a kind of business from the list."))


def _ein_shape(subject: Subject) -> Iterator[Problem]:
    if not subject.ein or subject.answers.is_sole_proprietor:
        return
    if ein.looks_like_ssn(subject.ein):
        yield Problem(
            "ein",
            msg(
                "That looks like a Social Security number. Enter the EIN that the IRS gave your business, such as 12-3456789."
            ),
        )
    elif not ein.is_shape(subject.ein):
        yield Problem("ein", msg("Enter your EIN as 9 digits, such as 12-3456789."))
    elif not ein.has_known_prefix(subject.ein):
        yield Problem(
            "ein",
            msg("The IRS has not issued EINs that start with these two digits. Check the number on your IRS letter."),
        )


def _exchange(subject: Subject) -> Iterator[Problem]:
    given = subject.answers.stock_exchange
    if subject.answers.is_listed and given and given not in exchanges():
        yield Problem("stock_exchange", msg("Choose a stock exchange from the list."))


def _symbol(subject: Subject) -> Iterator[Problem]:
    given = subject.answers.stock_symbol
    if subject.answers.is_listed and given and not re.fullmatch(r"[A-Za-z0-9.:-]{1,10}", given):
        yield Problem("stock_symbol", msg("Enter the ticker symbol alone, such as AAPL."))


def _vertical(subject: Subject) -> Iterator[Problem]:
    if subject.answers.vertical and subject.answers.vertical not in verticals():
        yield Problem("vertical", msg("Choose a line of business from the list."))


RULES = (
    required("entity_type", msg("Choose what kind of business you are."), predicts="ENTITY_TYPE_WRONG", source=_SOURCE),
    rule("entity_type.known", "ENTITY_TYPE_WRONG", _SOURCE, _entity_type),
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
    rule("ein.shape", "EIN_INVALID", "IRS prefix table by python-stdnum; dossier 1.3", _ein_shape),
    required(
        "stock_symbol",
        msg("Enter the ticker symbol of your company."),
        predicts="STOCK_MISMATCH",
        source=_SOURCE,
        unless=_is_not_listed,
    ),
    rule("stock_symbol.shape", "STOCK_MISMATCH", _SOURCE, _symbol),
    required(
        "stock_exchange",
        msg("Choose the stock exchange."),
        predicts="STOCK_MISMATCH",
        source=_SOURCE,
        unless=_is_not_listed,
    ),
    rule("stock_exchange.known", "STOCK_MISMATCH", "dossier 1.11", _exchange),
    required("vertical", msg("Choose your line of business."), predicts="DESC_VAGUE", source=_SOURCE),
    rule("vertical.known", "DESC_VAGUE", "dossier 1.11", _vertical),
)
