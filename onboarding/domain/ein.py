"""Employer identification numbers: what one looks like (nine digits, from the IRS)."""

import re

from stdnum.exceptions import ValidationError
from stdnum.us import ein as stdnum_ein

_SHAPE = re.compile(r"[0-9]{2}-?[0-9]{7}")
_SSN = re.compile(r"[0-9]{3}-[0-9]{2}-[0-9]{4}")


def digits(text: str) -> str:
    """Only the digits of what was typed."""
    return re.sub(r"[^0-9]", "", text)


def is_shape(text: str) -> bool:
    """Nine digits, with or without the dash after the second."""
    return bool(_SHAPE.fullmatch(text.strip()))


def looks_like_ssn(text: str) -> bool:
    """Typed the way Social Security numbers are written: 123-45-6789."""
    return bool(_SSN.fullmatch(text.strip()))


def has_known_prefix(text: str) -> bool:
    """Do the first two digits belong to an IRS campus? (IRS prefix table, by python-stdnum)."""
    try:
        stdnum_ein.validate(digits(text))
    except ValidationError:
        return False
    return True


def is_plausible(text: str) -> bool:
    """May it be an EIN? What is none, a Social Security number above all, is never kept."""
    return is_shape(text) and not looks_like_ssn(text) and has_known_prefix(text)


def pretty(text: str) -> str:
    """``123456789`` as people write it: ``12-3456789``."""
    plain = digits(text)
    return f"{plain[:2]}-{plain[2:]}" if len(plain) == 9 else text


def masked(text: str) -> str:
    """For pages: only the last four digits."""
    return f"••-•••{digits(text)[-4:]}"
