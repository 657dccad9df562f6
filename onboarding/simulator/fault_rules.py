"""The rules of a fault plan: what is hit, how often, and by what (contract, section 6)."""

import hashlib
import hmac
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

_MOST_RULES = 200
_LONGEST_PATTERN = 500
_LONGEST_WAIT = 60.0
_LATEST = 10 * 366 * 24 * 3600.0  # virtual seconds
_METHODS = ("GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS")
_NOTICE = "notice_"

Check = Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; `given` is how it was written. `times` None: no bound; `number` counts from 0 in the plan."""

    number: int
    given: dict[str, Any]
    fault: str
    probability: float
    method: str | None
    path: re.Pattern[str] | None
    after: int
    times: int | None

    @property
    def about_notices(self) -> bool:
        return self.fault.startswith(_NOTICE)

    def matches(self, method: str, path: str) -> bool:
        """Whether a request is one of those that the rule is about; a coded answer is the registry's alone."""
        if self.about_notices or (self.fault == "temporary" and not path.startswith("/v2")):
            return False
        return self.method in {None, method} and (self.path is None or bool(self.path.search(path)))

    def matches_event(self, event: str) -> bool:
        return self.about_notices and (self.path is None or bool(self.path.search(event)))

    def draws(self, seed: int, method: str, path: str, nth: int) -> bool:
        """Whether the rule hits by its probability: a draw that follows from nothing but the arguments."""
        message = "\n".join((str(self.number), method, path, str(nth))).encode(errors="surrogatepass")
        drawn = int.from_bytes(hmac.digest(str(seed).encode(), message, hashlib.sha256)[:8])
        return drawn < self.probability * 2**64


def _whole(low: int, high: int) -> Check:
    return lambda value: type(value) is int and low <= value <= high


def _amount(high: float) -> Check:
    return lambda value: type(value) in {int, float} and 0 <= value <= high


def _flag(value: Any) -> bool:
    return isinstance(value, bool)


def _one_of(*options: Any) -> Check:
    return lambda value: any(type(value) is type(option) and value == option for option in options)


# Each fault with its further fields: (default, check, what the field must be).
Extra = Mapping[str, tuple[Any, Check, str]]
_WAIT: Extra = {"seconds": (1.0, _amount(_LONGEST_WAIT), "a number from 0 to 60")}
_DONE: Extra = {"done": (False, _flag, "true or false")}
FAULTS: dict[str, Extra] = {
    "latency": _WAIT,
    "hang": {"seconds": (_LONGEST_WAIT, _amount(_LONGEST_WAIT), "a number from 0 to 60")},
    "lost_answer": {},
    "reset": {},
    "status": {"status": (503, _one_of(500, 502, 503, 504), "500, 502, 503 or 504"), **_DONE},
    "throttle": {"burst": (0, _whole(0, 10_000), "a whole number from 0 to 10000")},
    "temporary": {"code": (591, _one_of(590, 591, 620, 630), "590, 591, 620 or 630"), **_DONE},
    "truncated": {},
    "garbage": {},
    "unknown_values": {},
    "extra_fields": {},
    "notice_lost": {},
    "notice_twice": {},
    "notice_forged": {},
    "notice_late": {"seconds": (60.0, _amount(_LATEST), "a number from 0 to ten years")},
    "notice_reordered": {},
}
_COMMON: Extra = {
    "probability": (1.0, _amount(1.0), "a number from 0.0 to 1.0"),
    "method": (None, _one_of(*_METHODS), "an HTTP method in capitals"),
    "path": (None, lambda value: isinstance(value, str), "a regular expression"),
    "after": (0, _whole(0, 10**9), "a whole number"),
    "times": (None, _whole(1, 10**9), "a whole number from 1"),
}


def read_plan(body: dict[str, Any]) -> tuple[int, list[Rule]]:
    """(seed, rules) of a plan as it is put; ValueError says in words what is wrong with it."""
    if unknown := set(body) - {"seed", "rules"}:
        raise ValueError(f"A plan has seed and rules, not {_named(unknown)}.")
    seed, rules = body.get("seed", 0), body.get("rules")
    if type(seed) is not int or abs(seed) >= 2**63:
        raise ValueError("seed must be a whole number of at most 63 bits.")
    if not isinstance(rules, list) or len(rules) > _MOST_RULES:
        raise ValueError(f"rules must be a list of at most {_MOST_RULES} rules.")
    return seed, [_read_rule(number, given) for number, given in enumerate(rules)]


def extra(rule: Rule, name: str) -> Any:
    """A further field of the rule's fault, or its default."""
    return rule.given.get(name, FAULTS[rule.fault][name][0])


def _read_rule(number: int, given: Any) -> Rule:
    where = f"Rule {number}"
    if not isinstance(given, dict):
        raise ValueError(f"{where} must be an object.")  # noqa: TRY004 - one kind of error for one kind of answer
    fault = given.get("fault")
    if not isinstance(fault, str) or fault not in FAULTS:
        raise ValueError(f"{where}: fault must be one of {', '.join(FAULTS)}.")
    fields = {**_COMMON, **FAULTS[fault]}
    if unknown := set(given) - {"fault", *fields}:
        raise ValueError(f"{where}: {fault} has no field {_named(unknown)}.")
    for name, (_, check, wanted) in fields.items():
        if name in given and not check(given[name]):
            raise ValueError(f"{where}: {name} must be {wanted}.")
    value: dict[str, Any] = {name: given.get(name, default) for name, (default, _, _) in fields.items()}
    return Rule(
        number=number,
        given=given,
        fault=fault,
        probability=float(value["probability"]),
        method=value["method"],
        path=_pattern(where, value["path"]),
        after=value["after"],
        times=value["times"],
    )


def _pattern(where: str, text: str | None) -> re.Pattern[str] | None:
    if text is None:
        return None
    try:
        text.encode()
        if len(text) <= _LONGEST_PATTERN:
            return re.compile(text)
    except (re.error, UnicodeEncodeError, RecursionError, OverflowError):
        pass
    raise ValueError(f"{where}: path must be a regular expression of at most {_LONGEST_PATTERN} characters.")


def _named(names: set[str]) -> str:
    return ", ".join(sorted(ascii(name)[1:-1] for name in names))
