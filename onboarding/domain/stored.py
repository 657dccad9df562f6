"""What people told, as one frozen value that is kept as JSON: shared by every questionnaire."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Self


@dataclass(frozen=True)
class Stored:
    """The base of such a value: each field has a default, and lists are tuples."""

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read stored answers; names that we no longer know are left out, so that old rows stay readable."""
        known: dict[str, Any] = {f.name: f.default for f in fields(cls)}
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(known[name], tuple) else value
            for name, value in data.items()
            if name in known
        }
        return cls(**values)

    def to_json(self) -> dict[str, Any]:
        """Plain values for the database."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()}
