"""The fault plan at work: which request and which notice meets which fault, and the log of them.

The plan itself stands in the database. What has been counted and logged is kept in memory, so that a request costs
next to nothing; it starts anew when a plan is set, when everything is forgotten, and when the process starts.
"""

import threading
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from onboarding.simulator.clock import iso
from onboarding.simulator.fault_rules import Rule, extra, read_plan

_LOGGED = 10_000
_EMPTY: dict[str, Any] = {"seed": 0, "rules": []}

Now = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that hits one request or notice."""

    rule: Rule

    @property
    def fault(self) -> str:
        return self.rule.fault

    def get(self, name: str) -> Any:
        """A further field of the fault, such as `seconds`."""
        return extra(self.rule, name)


class FaultPlan:
    """Decides without any database; safe to ask from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.set(_EMPTY)

    def set(self, body: dict[str, Any]) -> None:
        """Takes a plan `{"seed", "rules"}` and counts from nothing; ValueError says what is wrong with it."""
        seed, rules = read_plan(body)
        with self._lock:
            self._seed, self._rules = seed, rules
            self._given = {"seed": seed, "rules": [rule.given for rule in rules]}
            self._asked: Counter[tuple[str, str]] = Counter()
            self._matched: Counter[int] = Counter()
            self._hits: Counter[int] = Counter()
            self._burst: tuple[Rule, int] | None = None
            self._log: deque[dict[str, Any]] = deque(maxlen=_LOGGED)
            self._logged = 0

    def clear(self) -> None:
        self.set(_EMPTY)

    def as_json(self) -> dict[str, Any]:
        """The plan as it was put."""
        return self._given

    def log(self) -> list[dict[str, Any]]:
        """Each fault since the plan was set, the newest last."""
        with self._lock:
            return list(self._log)

    def strike(self, method: str, path: str, now: Now) -> Hit | None:
        """The fault that this request meets, if any; it is counted, and logged at the virtual time `now()`."""
        if not self._rules:
            return None
        with self._lock:
            nth = self._next(method, path)
            if self._burst is not None:
                rule, left = self._burst
                self._burst = (rule, left - 1) if left > 1 else None
                return self._write(rule, method, path, nth, now)
            rule_hit = self._first(lambda rule: rule.matches(method, path), method, path, nth)
            if rule_hit is None:
                return None
            if rule_hit.fault == "throttle" and (burst := extra(rule_hit, "burst")):
                self._burst = (rule_hit, burst)
            return self._write(rule_hit, method, path, nth, now)

    def strike_notice(self, event: str, subject: str, now: datetime) -> Hit | None:
        """The fault that this notice meets; `subject` is the id of the object that the event is about."""
        if not self._rules:
            return None
        path = f"{event}/{subject}"
        with self._lock:
            nth = self._next("NOTICE", path)
            rule = self._first(lambda rule: rule.matches_event(event), "NOTICE", path, nth)
            return None if rule is None else self._write(rule, "NOTICE", path, nth, lambda: now)

    def _next(self, method: str, path: str) -> int:
        nth = self._asked[method, path]
        self._asked[method, path] += 1
        return nth

    def _first(self, matches: Callable[[Rule], bool], method: str, path: str, nth: int) -> Rule | None:
        """The first rule that hits. Each rule counts what matches it, also when another rule hits it."""
        first = None
        for rule in self._rules:
            if not matches(rule):
                continue
            self._matched[rule.number] += 1
            spent = rule.times is not None and self._hits[rule.number] >= rule.times
            if first is not None or spent or self._matched[rule.number] <= rule.after:
                continue
            if rule.draws(self._seed, method, path, nth):
                self._hits[rule.number] += 1
                first = rule
        return first

    def _write(self, rule: Rule, method: str, path: str, nth: int, now: Now) -> Hit:
        self._logged += 1
        self._log.append(
            {
                "n": self._logged,
                "fault": rule.fault,
                "rule": rule.number,
                "method": method,
                "path": path,
                "nth": nth,
                "at": iso(now()),
            }
        )
        return Hit(rule)
