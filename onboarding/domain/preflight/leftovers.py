"""Places of a template that were left to fill in."""

import re

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


def in_capitals(text: str) -> re.Match[str] | None:
    """``INSERT COMPANY NAME HERE``: the name left out without brackets."""
    return _CAPITALS.search(text)


def with_name(text: str, name: str) -> str:
    """A text with the name of the business in every place where it was left out."""
    text = _CAPITALS.sub(lambda _: name, text)
    found = read(text)
    for word in reversed(found.words):
        if word.plain == SLOT and is_business(text[word.start : word.end]):
            text = f"{text[: word.start]}{name}{text[word.end :]}"
    return text
