"""What all answers of the registry have in common: how one is read, and the kinds of fields (docs/registry-api.md).

Unknown fields are ignored and unknown enum values pass through as text: a new word of theirs must not break a read.
"""

import re
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError

from onboarding.registry.tax_ids import hidden
from onboarding.services.ports import Unavailable

Kind = TypeVar("Kind")

_NAMED = 5  # so many of the places that make no sense


def _text(value: Any) -> str:
    """A word or a number as text; nothing, or something that is no word, is empty."""
    return str(value) if isinstance(value, str | int | float) else ""


def _texts(value: Any) -> tuple[str, ...]:
    """A list of words, a single word among them."""
    rows = value if isinstance(value, list) else [value]
    return tuple(text for row in rows if (text := _text(row)))


def network_of(value: Any) -> int | None:
    """The number of a carrier's network; None for what is none."""
    is_one = isinstance(value, int | str) and re.fullmatch("[0-9]{1,9}", str(value), re.ASCII)
    return int(value) if is_one else None


def _by_network(value: Any) -> Any:
    """A map by network without what stands under other names."""
    if not isinstance(value, dict):
        return {} if value is None else value
    return {network: row for name, row in value.items() if (network := network_of(name)) is not None}


def _nothing_is(empty: Any) -> BeforeValidator:
    return BeforeValidator(lambda value: empty if value is None else value)


Text = Annotated[str, BeforeValidator(_text)]
Told = Annotated[str, BeforeValidator(lambda value: hidden(_text(value)))]  # free words, which may quote a tax id
Texts = Annotated[tuple[str, ...], BeforeValidator(_texts)]
Flag = Annotated[bool, _nothing_is(False)]
Count = Annotated[int, Field(ge=0, le=1_000_000_000), _nothing_is(0)]
Map = Annotated[dict[str, Any], _nothing_is({})]
Rows = Annotated[list[dict[str, Any]], _nothing_is([])]
Carriers = Annotated[dict[int, dict[str, Any]], BeforeValidator(_by_network)]

# One letter and six characters today; room for more, but nothing that a column cannot hold after a fee was paid.
Id = Annotated[str, Field(pattern="^[A-Za-z0-9]{1,20}$")]


def is_id(value: Any) -> bool:
    """Is this an id that we can keep?"""
    return isinstance(value, str) and re.fullmatch("[A-Za-z0-9]{1,20}", value) is not None


class Wire(BaseModel):
    """An object of the registry's."""

    model_config = ConfigDict(extra="ignore", populate_by_name=True)


class PageBody(Wire):
    """A page of records."""

    records: list[dict[str, Any]]
    total: Count = Field(default=0, alias="totalRecords")


def read(kind: type[Kind], data: Any, what: str) -> Kind:
    """Validate an answer to ``what``, a method and a path; one that makes no sense counts as no answer.

    A write may then have been carried out: unclear.
    """
    try:
        return TypeAdapter(kind).validate_python(data)
    except ValidationError as error:
        fields = [".".join(str(part) for part in row["loc"]) or "body" for row in error.errors()]
        raise senseless(what, hidden(", ".join(fields[:_NAMED]))) from None


def senseless(what: str, where: str = "body") -> Unavailable:
    """The error for an answer that makes no sense at these places; it quotes no values."""
    return Unavailable(f"{what}: the answer makes no sense ({where})", unclear=not what.startswith("GET "))
