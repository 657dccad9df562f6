"""Who the business is: kind of entity, legal name, EIN, line of business (dossier 1.3)."""

from collections.abc import Iterator

from onboarding.domain import ein
from onboarding.domain.answers import EntityType
from onboarding.domain.preflight.rule import Problem, Subject
from onboarding.domain.preflight.shapes import length, required, rule
from onboarding.domain.usecases import verticals
from onboarding.domain.words import msg

_SOURCE = "dossier 1.3, BrandRequest"


def _entity_type(subject: Subject) -> Iterator[Problem]:
    given = subject.answers.entity_type
    if not given:
        return
    try:
        offered = EntityType(given).is_offered
    except ValueError:
        offered = False
    if not offered:
        yield Problem("entity_type", msg("Choose “Private company” or “Nonprofit”. The other kinds are coming."))


def _ein_shape(subject: Subject) -> Iterator[Problem]:
    if not subject.ein:
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


def _vertical(subject: Subject) -> Iterator[Problem]:
    if subject.answers.vertical and subject.answers.vertical not in verticals():
        yield Problem("vertical", msg("Choose a line of business from the list."))


RULES = (
    required("entity_type", msg("Choose what kind of business you are."), predicts="ENTITY_TYPE_WRONG", source=_SOURCE),
    rule("entity_type.offered", "ENTITY_TYPE_WRONG", _SOURCE, _entity_type),
    required("legal_name", msg("Enter your legal business name."), predicts="NAME_EIN_MISMATCH", source=_SOURCE),
    length("legal_name", msg("Your legal business name"), 2, 255, predicts="NAME_EIN_MISMATCH", source=_SOURCE),
    required("display_name", msg("Enter the name your customers know."), predicts="WEBSITE_MISMATCH", source=_SOURCE),
    length("display_name", msg("The name your customers know"), 2, 255, predicts="WEBSITE_MISMATCH", source=_SOURCE),
    required("ein", msg("Enter your EIN."), predicts="EIN_INVALID", source=_SOURCE),
    rule("ein.shape", "EIN_INVALID", "IRS prefix table by python-stdnum; dossier 1.3", _ein_shape),
    required("vertical", msg("Choose your line of business."), predicts="DESC_VAGUE", source=_SOURCE),
    rule("vertical.known", "DESC_VAGUE", "dossier 1.11", _vertical),
)
