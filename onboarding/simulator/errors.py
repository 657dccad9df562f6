"""The ways a request is refused: the registry's coded problems, and plain troubles elsewhere."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Problem:
    code: int
    description: str
    fields: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, "description": self.description, "fields": list(self.fields)}


class RefusalError(Exception):
    """The registry refuses: HTTP 400 with an array of problems (contract, section 1)."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(f"{problem.code} {problem.description}" for problem in problems))
        self.problems = problems


class TroubleError(Exception):
    """The messaging provider or the control API refuses: `status` and a JSON object with `error`."""

    def __init__(self, status: int, error: str, detail: str = "") -> None:
        super().__init__(error)
        self.status = status
        self.error = error
        self.detail = detail


class StartError(Exception):
    """The simulator cannot start; the message is one plain sentence."""


def refusal(code: int, description: str, *fields: str) -> RefusalError:
    return RefusalError(Problem(code, description, fields))


def invalid(field: str, description: str) -> RefusalError:
    return refusal(501, description, field)


def unknown(what: str, name: str) -> RefusalError:
    """A record that is not there is a 400 with code 502, never a 404 (contract, section 1)."""
    return refusal(502, f"There is no {what} with this id.", name)
