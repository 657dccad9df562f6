"""Phone numbers: reading what people type, and telling where a number is.

``phonenumbers`` judges the number plan; its geocoder is never imported (4 seconds and 177 MB).
"""

import re
from enum import StrEnum

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, PhoneNumberType


class Destination(StrEnum):
    """Where a text would go, as the carriers' rules tell it (dossier 6.5)."""

    US = "us"
    CANADA = "canada"
    ELSEWHERE = "elsewhere"
    INVALID = "invalid"


# The states and the territories whose numbers US carriers count as domestic.
US_REGIONS = frozenset({"US", "PR", "VI", "GU", "AS", "MP"})

_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_HANDSETS = frozenset({PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE, PhoneNumberType.FIXED_LINE})


def parse_us(text: str) -> str | None:
    """A US number as typed by a person, as E.164 (``+14155550123``); None when it isn't one."""
    try:
        number = phonenumbers.parse(text, "US")
    except NumberParseException:
        return None
    if number.extension or not phonenumbers.is_valid_number(number):
        return None
    if phonenumbers.region_code_for_number(number) not in US_REGIONS:
        return None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def destination(e164: str) -> Destination:
    """Where an E.164 number is.

    Another spelling of a number is invalid, because opt-outs are known by the E.164 form. So are numbers in the US that
    no handset has: toll-free, premium-rate, personal.
    """
    if not _E164.fullmatch(e164):
        return Destination.INVALID
    try:
        number = _read(e164)
    except NumberParseException:
        return Destination.INVALID
    kind = phonenumbers.number_type(number)
    if kind == PhoneNumberType.UNKNOWN:
        return Destination.INVALID
    region = phonenumbers.region_code_for_number(number)
    if region in US_REGIONS:
        return Destination.US if kind in _HANDSETS else Destination.INVALID
    return Destination.CANADA if region == "CA" else Destination.ELSEWHERE


def _read(e164: str) -> PhoneNumber:
    if e164.startswith("+1") and len(e164) == 12:  # nothing to find out, and half the time of the gate's judgement
        return PhoneNumber(country_code=1, national_number=int(e164[2:]))
    return phonenumbers.parse(e164, None)


def national(e164: str) -> str:
    """``+14155550123`` as people write it: ``(415) 555-0123``; an unreadable number is given back as it is."""
    try:
        number = phonenumbers.parse(e164, None)
    except NumberParseException:
        return e164
    if number.country_code != 1:
        return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
    return phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
