"""``onboarding translate``: what a reviewer's code or text means; it needs no database, no Redis and no settings of ours.

``--json`` writes one JSON object, ``--jsonl`` one a line for each line of the standard input. An input line is a text, or a
JSON object ``{"text": ..., "dialect": ...}``, where ``dialect`` may be left out. An output object has::

    text                as it came in
    understood          true when every part of the text was recognised
    readings            a list, codes first, in the order of the text; each has
        code, dialect   as its owners write it, and whose it is; empty for prose
        reason          an id of our reason catalogue
        say             what is wrong and what to do, for the owner
        about           our own short words for the code; empty for prose
        certain         false where a code has other meanings, too
        again           whether its owners take the same again: yes, after_fix, new, wait, no; empty for prose
        action          what this reading asks for
        span            first character and one past the last
    action              the strictest of what counts: stop, contact_us, file_anew, fix_brand, fix_in_place, wait, retry
    say                 the words of the readings that count: the certain ones, and the likeliest of an undecided code
    fields              the answers to open for them
    cost                another try: cents (null when there is none, or nobody knows), items (a list of item and cents), say
    fix_before_paying   true when another try is in vain unless something changes
    unread              parts of the text, and codes, that nothing was recognised in

A line that can't be taken gives ``{"error": ...}``. Exit code: 0 when everything was recognised, 1 when something was not,
2 when the command or a line can't be taken.
"""

import argparse
import json
import sys
from datetime import UTC, date, datetime
from typing import Any

from onboarding.domain.fees import dollars
from onboarding.domain.reasons import Action, dialects
from onboarding.domain.reference import table
from onboarding.domain.registrations import FIELD_NAMES
from onboarding.domain.translation import Reading, Translation, translate

_DO = {
    Action.STOP: "Don't send it again.",
    Action.CONTACT_US: "Ask your provider before you send it again.",
    Action.FILE_ANEW: "File it anew.",
    Action.FIX_BRAND: "Correct the details of the business, and have them checked again.",
    Action.FIX_IN_PLACE: "Correct it where it is, and send it again.",
    Action.WAIT: "Wait.",
    Action.RETRY: "Try again.",
}


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("text", metavar="CODE-OR-TEXT", nargs="*", help="what the reviewer wrote; quote it")
    parser.add_argument("--dialect", metavar="NAME", help=f"whose codes they are: {', '.join(dialects())}")
    parser.add_argument("--json", action="store_true", help="write one JSON object")
    parser.add_argument(
        "--jsonl", action="store_true", help="read one text or JSON object a line, write one JSON object a line"
    )


def run(options: argparse.Namespace) -> int:
    """Translate what was given; the exit code says whether all of it was understood."""
    text = " ".join(options.text)
    if options.dialect is not None and options.dialect not in dialects():
        return _refuse(f"--dialect must be one of {', '.join(dialects())}.")
    if options.jsonl:
        if options.text:
            return _refuse("--jsonl reads texts from the standard input; leave out the text.")
        return max((_line(line, options.dialect) for line in sys.stdin if line.strip()), default=0)
    if not text.strip():
        return _refuse("Give a code or a text, or --jsonl with texts on the standard input.")
    told = translate(text, options.dialect, on=_today())
    print(json.dumps(_to_json(text, told), ensure_ascii=False) if options.json else _to_people(told))
    return 0 if told.understood else 1


def _refuse(problem: str) -> int:
    sys.stderr.write(f"{problem}\n")
    return 2


def _today() -> date:
    return datetime.now(UTC).date()


def _line(line: str, dialect: str | None) -> int:
    text: Any = line.strip()
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        given = None
    if isinstance(given, dict) and "text" in given:
        text, dialect = given["text"], given.get("dialect") or dialect
        if not isinstance(text, str):
            return _say({"error": "text must be a string"}, 2)
        if dialect is not None and dialect not in dialects():
            return _say({"text": text, "error": f"dialect must be one of {', '.join(dialects())}"}, 2)
    elif isinstance(given, str):
        text = given
    told = translate(text, dialect, on=_today())
    return _say(_to_json(text, told), 0 if told.understood else 1)


def _say(told: dict[str, Any], exit_code: int) -> int:
    print(json.dumps(told, ensure_ascii=False), flush=True)
    return exit_code


def _to_json(text: str, told: Translation) -> dict[str, Any]:
    return {
        "text": text,
        "understood": told.understood,
        "readings": [_reading(reading) for reading in told.readings],
        "action": told.action.value,
        "say": [str(words) for words in told.say],
        "fields": list(told.fields),
        "cost": {
            "cents": told.cost.cents,
            "items": [{"item": item.item, "cents": item.cents} for item in told.cost.items],
            "say": str(told.cost.say),
        },
        "fix_before_paying": told.fix_before_paying,
        "unread": list(told.unread),
    }


def _reading(reading: Reading) -> dict[str, Any]:
    return {
        "code": reading.code,
        "dialect": reading.dialect,
        "reason": reading.reason.id,
        "say": str(reading.reason.say),
        "about": str(reading.about),
        "certain": reading.certain,
        "again": reading.again,
        "action": reading.action.value,
        "span": list(reading.span),
    }


def _to_people(told: Translation) -> str:
    """What is wrong, what it may be besides, what to do, what it costs, where; and what could not be read."""
    lines: list[str] = []
    for reading in told.counted:
        lines += [_headline(reading), f"  {reading.reason.say}"]
    others = [reading for reading in told.readings if reading not in told.counted]
    lines += [f"Less likely: {_headline(reading)}" for reading in others]
    if told.readings:
        lines += ["", f"What to do: {_DO[told.action]}", f"Cost: {_money(told)}{told.cost.say}"]
    if told.fields:
        lines.append(f"Look at: {'; '.join(str(FIELD_NAMES.get(field, field)) for field in told.fields)}")
    if told.unread:
        lines.append(f"Not recognised: {'; '.join(told.unread)}")
    elif not told.readings:
        lines.append("Nothing was recognised.")
    return "\n".join(lines).strip()


def _headline(reading: Reading) -> str:
    names: dict[str, str] = table("codes")["names"]
    code = " ".join(part for part in (names.get(reading.dialect, reading.dialect), reading.code) if part)
    about = f" ({reading.about})" if reading.about else ""
    return f"{code}: {reading.reason.id}{about}" if code else reading.reason.id


def _money(told: Translation) -> str:
    return " + ".join(f"{item.item} {dollars(item.cents)}" for item in told.cost.items) + (
        ". " if told.cost.items else ""
    )
