"""Where the business is: the postal address that the registry looks up (dossier 1.3)."""

import re
from collections.abc import Iterator

from onboarding.domain.preflight.rule import Evidence, Problem, Severity, Subject, rule
from onboarding.domain.preflight.shapes import length, required
from onboarding.domain.reference import table, words
from onboarding.domain.text.phrases import Phrases
from onboarding.domain.text.reading import read
from onboarding.domain.words import msg

_SOURCE = "dossier 1.3, BrandRequest"
_ZIP = re.compile(r"[0-9]{5}")
_BOX = Phrases("po|p_o|post_office|postal|p_o_box box", "pobox", "pmb", "p . o . box", "p . o box", "p o . box")
_NOWHERE = words("no_streets")


@rule(
    "state.known", predicts="ADDRESS_INVALID", says=msg("Choose a state from the list."), source="USPS Publication 28"
)
def _state(subject: Subject) -> Iterator[Problem]:
    if subject.answers.state and subject.answers.state not in table("states")["names"]:
        yield Problem("state")


@rule(
    "zip_code.shape",
    predicts="ADDRESS_INVALID",
    says=msg("Enter a ZIP code with 5 digits, such as 33811."),
    source=_SOURCE,
)
def _zip(subject: Subject) -> Iterator[Problem]:
    if subject.answers.zip_code and not _is_zip(subject.answers.zip_code):
        yield Problem("zip_code")


@rule(
    "zip_code.state",
    severity=Severity.WARNING,
    predicts="ADDRESS_INVALID",
    says=msg("This ZIP code lies in another state. One of the two is wrong."),
    fix=msg("Copy the address from a letter that reached you."),
    source="USPS three-digit ZIP code prefixes; dossier 1.12, 554",
)
def _zip_state(subject: Subject) -> Iterator[Problem]:
    told = subject.answers
    ranges = table("zip_codes")["prefixes"].get(told.state)
    if ranges and _is_zip(told.zip_code):
        prefix = int(told.zip_code[:3])
        if not any(first <= prefix <= last for first, last in ranges):
            yield Problem("zip_code")


def _is_zip(text: str) -> bool:
    return bool(_ZIP.fullmatch(text)) and text.isascii()


@rule(
    "street.box",
    severity=Severity.WARNING,
    predicts="ADDRESS_INVALID",
    says=msg("Reviewers want the place where the business is, not a PO box."),
    fix=msg("Enter the street address that the IRS and the post office have for the business."),
    example="12 Main Street, Suite 4",
    source="dossier 5.1, ADDRESS_INVALID; peers D2, AWS review criteria",
)
def _box(subject: Subject) -> Iterator[Problem]:
    told = subject.answers
    found = _BOX.find(read(told.street))
    if found and not told.is_sole_proprietor:
        yield Problem("street", evidence=Evidence("street", found.start, found.end))


@rule(
    "street.box_of_a_person",
    predicts="ADDRESS_INVALID",
    says=msg("A sole proprietor can't register with a PO box. Enter the street address."),
    example="12 Main Street",
    source="dossier 1.4; 5.1, ADDRESS_INVALID",
)
def _box_of_person(subject: Subject) -> Iterator[Problem]:
    told = subject.answers
    found = _BOX.find(read(told.street))
    if found and told.is_sole_proprietor:
        yield Problem("street", evidence=Evidence("street", found.start, found.end))


@rule(
    "street.number",
    severity=Severity.WARNING,
    predicts="ADDRESS_INVALID",
    says=msg("A street address has a number. Without one, the registry can't find it."),
    example="12 Main Street, Suite 4",
    source="dossier 5.1, ADDRESS_INVALID",
)
def _number(subject: Subject) -> Iterator[Problem]:
    street = subject.answers.street
    words = [word.plain for word in read(street).words]
    if (street and not any(c.isdigit() for c in street) and not set(words) & {"one", "two", "plaza", "pier"}) or (
        words and all(word in _NOWHERE or not any(c.isalpha() for c in word) for word in words)
    ):
        yield Problem("street")


@rule(
    "city.letters",
    severity=Severity.WARNING,
    predicts="ADDRESS_INVALID",
    says=msg("Enter only the name of the city here. State and ZIP code have answers of their own."),
    example="Lakeland",
    source=_SOURCE,
)
def _city(subject: Subject) -> Iterator[Problem]:
    if any(c.isdigit() for c in subject.answers.city):
        yield Problem("city")


RULES = (
    required("street", msg("Enter your street address."), predicts="ADDRESS_INVALID", source=_SOURCE),
    length("street", msg("The street address"), 3, 255, predicts="ADDRESS_INVALID", source=_SOURCE),
    _box,
    _box_of_person,
    _number,
    required("city", msg("Enter your city."), predicts="ADDRESS_INVALID", source=_SOURCE),
    length("city", msg("The city"), 2, 100, predicts="ADDRESS_INVALID", source=_SOURCE),
    _city,
    required("state", msg("Choose your state."), predicts="ADDRESS_INVALID", source=_SOURCE),
    _state,
    required("zip_code", msg("Enter your ZIP code."), predicts="ADDRESS_INVALID", source=_SOURCE),
    _zip,
    _zip_state,
)
