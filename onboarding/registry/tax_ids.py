"""Tax ids in the registry's own words: it may quote what it refuses, and our rows and logs keep none (invariant 8)."""

import re
from typing import Any

# Nine digits written as an EIN or a Social Security number; phone numbers and ZIP codes have other lengths.
_TAX_ID = re.compile(r"(?<![0-9])(?:[0-9]{2}[ -]?[0-9]{7}|[0-9]{3}[ -][0-9]{2}[ -][0-9]{4})(?![0-9])")


def hidden(text: str) -> str:
    """The text without tax ids."""
    return _TAX_ID.sub("(tax id)", text)


def hidden_in(value: Any) -> Any:
    """The same for every text in a JSON value."""
    if isinstance(value, str):
        return hidden(value)
    if isinstance(value, list):
        return [hidden_in(item) for item in value]
    if isinstance(value, dict):
        return {name: hidden_in(item) for name, item in value.items()}
    return value
