"""Answers as rows of a summary: on the page before sending, and on the desk."""

from collections.abc import Mapping
from dataclasses import dataclass

from forms.brands import ENTITY_NAMES
from forms.campaigns import FREQUENCY_NAMES, METHOD_NAMES
from onboarding.domain import ein as eins
from onboarding.domain.answers import Answers
from onboarding.domain.phones import national
from onboarding.domain.reference import table
from onboarding.domain.registrations import FIELD_NAMES, STEPS
from onboarding.domain.usecases import all_use_cases, exchanges, sub_use_cases, verticals
from onboarding.domain.words import Message, msg


@dataclass(frozen=True)
class Row:
    """One answer: its field, its name, what was told (a text or a list), and the page that asks it."""

    field: str
    name: Message
    value: str | list[str]
    step: str


def rows(answers: Answers, ein: str) -> list[Row]:
    """Every answer that was given, in the order of the pages; the EIN masked."""
    found = []
    for step in STEPS:
        for field in step.fields:
            value = shown(answers, ein, field)
            if value:
                found.append(Row(field, FIELD_NAMES[field], value, step.name))
    return found


def shown(answers: Answers, ein: str, field: str) -> str | list[str]:
    """One answer as people read it."""
    if field == "ein":
        return eins.masked(ein) if ein else ""
    value = getattr(answers, field, "")
    if isinstance(value, bool):
        return msg("Yes") if value else msg("No")
    if isinstance(value, tuple):
        return [_name(field, item) for item in value]
    if field in {"phone", "mobile"} and value:
        return national("+1" + eins.digits(value)[-10:])
    return _name(field, value)


def _name(field: str, code: str) -> str:
    names: Mapping[str, Mapping[str, str]] = {
        "entity_type": ENTITY_NAMES,
        "stock_exchange": exchanges(),
        "vertical": verticals(),
        "state": table("states")["names"],
        "use_case": {case.code: case.name for case in all_use_cases().values()},
        "sub_use_cases": sub_use_cases(),
        "opt_in_methods": METHOD_NAMES,
        "frequency": FREQUENCY_NAMES,
    }
    return names.get(field, {}).get(code, code)
