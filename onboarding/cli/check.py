"""``onboarding check``: what a reviewer would decline, before anything is filed.

It needs no database, no Redis and no settings of ours. docs/preflight.md describes what goes in and what comes out. Exit
code: 0 when nothing but tips was found, 1 with warnings, 2 with blockers, 3 when the input can't be read or the command
can't be taken; with ``--jsonl`` the worst of all lines.
"""

import argparse
import json
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from onboarding.domain.answers import Answers
from onboarding.domain.preflight.catalogue import report
from onboarding.domain.preflight.exchange import (
    WIRE_NAMES,
    Unreadable,
    read_json,
    read_registration,
    tell_report,
    verdict,
)
from onboarding.domain.preflight.fixes import Change, fix_all
from onboarding.domain.preflight.rule import Finding, Report, Severity, Subject
from onboarding.domain.registrations import FIELD_NAMES

EXIT = {"clean": 0, "warned": 1, "blocked": 2}
UNREADABLE = 3

_NAMES = tuple(spec.name for spec in fields(Answers))
_OF_BRAND = frozenset(_NAMES[: _NAMES.index("use_case")])
_WIRE = {ours: wire for wire, ours in WIRE_NAMES.items()}
_WIDTH = 100


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of ``onboarding check``."""
    parser.add_argument("file", metavar="FILE", nargs="?", help="a registration as JSON; - is the standard input")
    add_form_options(parser, "one registration")
    parser.add_argument("--fix", action="store_true", help="write the registration with every safe fix made, as JSON")


def add_form_options(parser: argparse.ArgumentParser, what: str) -> None:
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="write one JSON object")
    form.add_argument(
        "--jsonl",
        action="store_true",
        help=f"read {what} a line from FILE or the standard input, write one object a line",
    )


def run(options: argparse.Namespace, given: BinaryIO | None = None) -> int:
    """Check registrations; ``given`` stands in for the standard input."""
    if options.jsonl:
        return each_line(options, given, lambda line: _registration_line(line, fix=options.fix))
    try:
        data = read_json(read(options.file, given))
        subject = _subject(data)
    except Unreadable as problem:
        return refuse(problem, as_json=options.json)
    if options.fix:
        mended, after, changes = _fixed(data, subject)
        say(json.dumps(mended, ensure_ascii=False, indent=2))
        _note(after, changes)
        return EXIT[verdict(after)]
    found = report(subject)
    if options.json:
        say(json_line(tell_report(found, subject)))
    else:
        say("\n".join([*findings(found, _name, lambda field: _answer(subject, field)), *_fixes(subject)]))
    return EXIT[verdict(found)]


# --- what comes in ----------------------------------------------------------------------------------------------


@contextmanager
def _opened(name: str | None, given: BinaryIO | None) -> Iterator[BinaryIO]:
    if name in {None, "-"}:
        yield given or sys.stdin.buffer
        return
    with ExitStack() as stack:
        try:
            file = stack.enter_context(Path(str(name)).open("rb"))
        except (OSError, ValueError) as problem:
            reason = getattr(problem, "strerror", None) or problem
            raise Unreadable("file", f"{name} can't be read: {reason}.") from None
        yield file


def read(name: str | None, given: BinaryIO | None) -> bytes:
    if name is None:
        raise Unreadable("file", "Name a file, or - for the standard input.")
    with _opened(name, given) as file:
        return file.read()


def _subject(data: Any) -> Subject:
    return read_registration(data, datetime.now(UTC).date())


# --- line by line -----------------------------------------------------------------------------------------------


def each_line(
    options: argparse.Namespace, given: BinaryIO | None, told: Callable[[Any], tuple[dict[str, Any], int]]
) -> int:
    """One JSON object out for each line in; a line that can't be read is told of, and the next one is taken."""
    worst = 0
    try:
        with _opened(options.file, given) as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    answer, code = _told(line, number, told)
                    say(json_line(answer))
                    worst = max(worst, code)
    except Unreadable as problem:
        return refuse(problem, as_json=True)
    return worst


def _told(line: bytes, number: int, told: Callable[[Any], tuple[dict[str, Any], int]]) -> tuple[dict[str, Any], int]:
    data: Any = None
    try:
        data = read_json(line)
        answer, code = told(data)
    except Unreadable as problem:
        answer, code = {"error": str(problem), "field": problem.field, "line": number}, UNREADABLE
    if isinstance(data, Mapping) and "id" in data:
        answer = {"id": data["id"], **answer}
    return answer, code


def _registration_line(data: Any, *, fix: bool) -> tuple[dict[str, Any], int]:
    subject = _subject(data)
    if fix:
        mended, after, _ = _fixed(data, subject)
        return mended, EXIT[verdict(after)]
    found = report(subject)
    return tell_report(found, subject), EXIT[verdict(found)]


# --- mending ----------------------------------------------------------------------------------------------------


def _fixed(data: Mapping[str, Any], subject: Subject) -> tuple[dict[str, Any], Report, tuple[Change, ...]]:
    """The registration as it was written, with the safe fixes in the places where the answers stood."""
    after, changes = fix_all(subject)
    mended: dict[str, Any] = json.loads(json.dumps(data))
    for change in changes:
        _put(mended, change.field, change.after)
    return mended, report(after), changes


def _put(data: dict[str, Any], field: str, value: Any) -> None:
    names = {field, _WIRE.get(field, field)}
    parts = [part for part in (data, *_parts(data)) if names & part.keys()]
    for part in parts:
        part.update(dict.fromkeys(names & part.keys(), value))
    if not parts:
        is_wire = any(name in WIRE_NAMES for part in (data, *_parts(data)) for name in part)
        home = data.get("brand" if field in _OF_BRAND else "campaign") or data.get("answers")
        (home if isinstance(home, dict) else data)[_WIRE.get(field, field) if is_wire else field] = value


def _parts(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for name in ("brand", "campaign", "answers"):
        if isinstance(part := data.get(name), dict):
            yield from (part, *_parts(part))


def _note(after: Report, changes: tuple[Change, ...]) -> None:
    names = ", ".join(str(FIELD_NAMES[change.field]) for change in changes)
    sys.stderr.write(f"Changed: {names or 'nothing'}. What is left: {_counts(after)}.\n")


# --- what comes out ---------------------------------------------------------------------------------------------


def json_line(told: Any) -> str:
    return json.dumps(told, ensure_ascii=False)


def say(text: str) -> None:
    print(text, flush=True)


def refuse(problem: Unreadable, *, as_json: bool) -> int:
    if as_json:
        say(json_line({"error": str(problem), "field": problem.field}))
    else:
        sys.stderr.write(f"{problem}\n")
    return UNREADABLE


def _counts(found: Report) -> str:
    counts = [(severity, sum(f.severity is severity for f in found.findings)) for severity in Severity]
    told = [f"{count} {severity}{'' if count == 1 else 's'}" for severity, count in counts if count]
    return ", ".join(told) or "nothing"


def findings(found: Report, name_of: Callable[[str], str], text_of: Callable[[str], str]) -> Iterator[str]:
    """The verdict in one line, then each finding, the gravest first."""
    heads = {"clean": "Ready", "warned": "A reviewer may decline this", "blocked": "Not ready"}
    yield f"{heads[verdict(found)]}: {_counts(found)} found."
    rank = list(Severity)
    for finding in sorted(found.findings, key=lambda each: rank.index(each.severity)):
        yield from ("", f"{finding.severity.capitalize()}: {name_of(finding.field)} [{finding.rule}]")
        yield from _wrapped("", str(finding.message))
        yield from _about(finding, text_of)


def _about(finding: Finding, text_of: Callable[[str], str]) -> Iterator[str]:
    seen = finding.evidence
    if seen and (words := text_of(seen.field)[seen.start : seen.end].strip()):
        yield from _wrapped("Here: ", f"“{words}”")
    if finding.fix:
        yield from _wrapped("Fix: ", str(finding.fix))
    if finding.example:
        yield from _wrapped("Example: ", finding.example)


def _name(field: str) -> str:
    return str(FIELD_NAMES.get(field, field))


def _answer(subject: Subject, field: str) -> str:
    value = getattr(subject.answers, field, "")
    return value if isinstance(value, str) else ""


def _fixes(subject: Subject) -> Iterator[str]:
    _, changes = fix_all(subject)
    if changes:
        yield from ("", "Safe fixes, which --fix makes:")
    for change in changes:
        yield f"  {FIELD_NAMES[change.field]}"
        yield from _wrapped("Before: ", _shown(change.before), "    ")
        yield from _wrapped("After:  ", _shown(change.after), "    ")


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return (value if isinstance(value, str) else ", ".join(value)) or "(empty)"


def _wrapped(label: str, text: str, indent: str = "  ") -> Iterable[str]:
    lines = text.splitlines() or [""]
    first, *rest = [f"{label}{lines[0]}", *(" " * len(label) + line for line in lines[1:])]
    for line in (first, *rest):
        yield from textwrap.wrap(
            line,
            _WIDTH,
            initial_indent=indent,
            subsequent_indent=indent + " " * len(label),
            break_long_words=False,
            break_on_hyphens=False,
        ) or [""]
