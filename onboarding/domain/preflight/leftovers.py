"""Places of a template that were left to fill in."""

import re

from onboarding.domain.preflight.rule import Evidence, Patch, Problem, Subject
from onboarding.domain.text.reading import SLOT, read

_OF_BUSINESS = re.compile(
    r"(?:(?:your |the |insert |enter |our |my )?(?:company|business|organi[sz]ation|org|dba|sender|company/brand|business/brand)"
    r"(?:[ _-]?names?)?(?: here)?|(?:your |the |insert |enter |our |my )brand(?:[ _-]?names?)?(?: here)?|brand[ _-]?names?"
    r"|(?:your |insert |enter )(?:agency|shop|store|salon|practice|clinic|firm|restaurant|church|school)(?:[ _-]?names?)?(?: here)?"
    r"|(?:agency|shop|store|salon|practice|clinic|firm|restaurant|church|school)[ _-]names?)",
    re.IGNORECASE,
)


def is_business(slot: str) -> bool:
    """Was the name of the business left out here: ``[Your Company]``, ``{business_name}``?"""
    return bool(_OF_BUSINESS.fullmatch(slot.strip("[]{}<>_% ").replace("_", " ")))


_CAPITALS = re.compile(
    r"(?<![\w\[{<])(?:INSERT |ENTER )?(?:YOUR )?(?:COMPANY|BUSINESS|BRAND) NAME(?: HERE)?(?![\w\]}>])"
)


def name_left_out(text: str) -> tuple[int, int] | None:
    """Where the name of the business was left out, in brackets or in capitals: ``INSERT COMPANY NAME HERE``."""
    if capitals := _CAPITALS.search(text):
        return capitals.span()
    slots = ((word.start, word.end) for word in read(text).words if word.plain == SLOT)
    return next(((start, end) for start, end in slots if is_business(text[start:end])), None)


def problem_of_name(subject: Subject, field: str) -> Problem | None:
    """The problem of a field in which the name was left out; its patch writes the name."""
    text: str = getattr(subject.answers, field)
    place = name_left_out(text)
    if place is None:
        return None
    patch = Patch(with_name(text, subject.names[0])) if subject.names else None
    return Problem(field, evidence=Evidence(field, *place), patch=patch)


def with_name(text: str, name: str) -> str:
    """A text with the name of the business in every place where it was left out."""
    text = _CAPITALS.sub(lambda _: name, text)
    found = read(text)
    for word in reversed(found.words):
        if word.plain == SLOT and is_business(text[word.start : word.end]):
            text = f"{text[: word.start]}{name}{text[word.end :]}"
    return text
