"""Reads what callers send: bodies, query strings and fields, with a documented problem for each thing that is wrong."""

import json
import re
from collections.abc import Collection
from typing import Any, NoReturn

from flask import request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import RequestEntityTooLarge

from onboarding.simulator.errors import Problem, RefusalError, invalid, refusal

_MAX_PAGE = 1_000_000
_MAX_RECORDS = 500


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def parse_object() -> dict[str, Any]:
    """The request's JSON object; ValueError says in words what is wrong with it."""
    if request.environ.get("simulator.too_large"):
        raise ValueError("The body is larger than 1 MiB.")
    if not request.is_json:
        raise ValueError("The Content-Type must be application/json.")
    try:
        body = json.loads(request.get_data(), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise ValueError("The body is not valid JSON.") from None
    if not isinstance(body, dict):
        raise ValueError("The body must be a JSON object.")  # noqa: TRY004 - one kind of error for one kind of answer
    return body


def registry_object() -> dict[str, Any]:
    try:
        return parse_object()
    except ValueError as problem:
        raise refusal(501, str(problem)) from None


def registry_form() -> MultiDict[str, str]:
    """The fields of a plain form; refuses with 501."""
    if request.mimetype != "application/x-www-form-urlencoded" or request.environ.get("simulator.too_large"):
        raise refusal(501, "The body must be a form of 1 MiB at most, application/x-www-form-urlencoded.")
    try:
        return request.form
    except RequestEntityTooLarge:
        raise refusal(501, "The form is too large.") from None


def clean(value: Any) -> bool:
    """Whether a value is text that can be stored and sent; half of a surrogate pair can be neither."""
    if not isinstance(value, str):
        return False
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


class Fields:
    """Takes fields out of a body one by one and collects the problems; `finish` refuses if there are any."""

    def __init__(self, body: dict[str, Any]) -> None:
        self._body = body
        self._problems: list[Problem] = []

    def bad(self, name: str, description: str, code: int = 501) -> None:
        self._problems.append(Problem(code, description, (name,)))

    def has(self, name: str) -> bool:
        return self._body.get(name) is not None

    def text(self, name: str, low: int, high: int, *, required: bool = False, pattern: str = "") -> str | None:
        """Text of `low` to `high` characters; None and an empty text are the same as nothing."""
        value = self._body.get(name)
        if value is None or value == "":
            if required:
                self.bad(name, f"{name} is required.")
            return None
        if not clean(value):
            self.bad(name, f"{name} must be text.")
        elif not low <= len(value) <= high:
            self.bad(name, f"{name} must have {low} to {high} characters.")
        elif not value.strip():
            self.bad(name, f"{name} must not be blank.")
        elif pattern and not re.fullmatch(pattern, value):
            self.bad(name, f"{name} has the wrong form.")
        else:
            return str(value)
        return None

    def choice(self, name: str, options: Collection[str], *, required: bool = False) -> str | None:
        value = self._body.get(name)
        if value is None or value == "":
            if required:
                self.bad(name, f"{name} is required.")
            return None
        if not isinstance(value, str) or value not in options:
            self.bad(name, f"{name} is not one of the values allowed.")
            return None
        return value

    def flag(self, name: str, *, default: bool) -> bool:
        value = self._body.get(name)
        if value is None:
            return default
        if not isinstance(value, bool):
            self.bad(name, f"{name} must be true or false.")
            return default
        return value

    def texts(self, name: str, options: Collection[str]) -> list[str] | None:
        """A list of distinct values, each one of the options; None when it is something else."""
        value = self._body.get(name)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, str) and item in options for item in value):
            self.bad(name, f"{name} must be a list of the values allowed.")
            return None
        if len(set(value)) != len(value):
            self.bad(name, f"{name} must not name a value twice.")
            return None
        return value

    def finish(self) -> None:
        if self._problems:
            raise RefusalError(*self._problems)


def page_asked() -> tuple[int, int]:
    """(page from 1, records a page 1 to 500), 1 and 10 unless told."""
    return _whole("page", 1, _MAX_PAGE), _whole("recordsPerPage", 10, _MAX_RECORDS)


def _whole(name: str, default: int, high: int) -> int:
    text = request.args.get(name)
    if text is None:
        return default
    if not re.fullmatch(r"[0-9]{1,9}", text, re.ASCII) or not 1 <= int(text) <= high:
        raise invalid(name, f"{name} must be a whole number from 1 to {high}.")
    return int(text)


def flag_asked(args: MultiDict[str, str], name: str) -> bool | None:
    text = args.get(name)
    if text is None:
        return None
    if text not in {"true", "false"}:
        raise invalid(name, f"{name} must be true or false.")
    return text == "true"


def choice_asked(args: MultiDict[str, str], name: str, options: Collection[str]) -> str | None:
    text = args.get(name)
    if text is not None and text not in options:
        raise invalid(name, f"{name} is not one of the values allowed.")
    return text


def choices_asked(args: MultiDict[str, str], name: str, options: Collection[str]) -> list[str]:
    """The values of a parameter that may be given several times but must be given once at least."""
    texts = args.getlist(name)
    if not texts or not set(texts) <= set(options):
        raise invalid(name, f"{name} must be given, as often as wanted, with the values allowed.")
    return texts
