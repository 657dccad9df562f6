"""``onboarding classify``: what an inbound text asks for; it needs no database, no Redis and no settings of ours.

``--json`` writes one JSON object, ``--jsonl`` one a line for each line of the standard input, which is a text or a JSON
object ``{"text": ...}``. An object has ``text``, ``wish`` (opt_out, opt_in, help, ambiguous, none) and ``words``, the words
that say so. Exit code: 0, or 2 when the command or a line can't be taken.
"""

import argparse
import json
import sys
from typing import Any

from onboarding.domain.consent import Wish, classify

_SAY = {
    Wish.STOP: "opt_out: no more texts to this person.",
    Wish.START: "opt_in: the person asks for texts.",
    Wish.HELP: "help: tell them who you are and how to reach you.",
    Wish.UNSURE: "ambiguous: send nothing until a person has decided.",
    Wish.NONE: "none: nothing about texts.",
}


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("text", metavar="TEXT", nargs="*", help="the text that came in; quote it")
    parser.add_argument("--json", action="store_true", help="write one JSON object")
    parser.add_argument(
        "--jsonl", action="store_true", help="read one text or JSON object a line, write one JSON object a line"
    )


def run(options: argparse.Namespace) -> int:
    """Classify what was given."""
    if options.jsonl:
        if options.text:
            return _refuse("--jsonl reads texts from the standard input; leave out the text.")
        return max((_line(line) for line in sys.stdin if line.strip()), default=0)
    text = " ".join(options.text)
    if not text.strip():
        return _refuse("Give a text, or --jsonl with texts on the standard input.")
    read = classify(text)
    if options.json:
        print(json.dumps(_told(text), ensure_ascii=False))
    else:
        print(_SAY[read.wish] + (f" (“{read.words}”)" if read.words else ""))
    return 0


def _told(text: str) -> dict[str, Any]:
    read = classify(text)
    return {"text": text, "wish": read.wish.value, "words": read.words}


def _line(line: str) -> int:
    text: Any = line.rstrip("\r\n")
    if text.lstrip().startswith("{"):
        try:
            text = json.loads(text)["text"]
        except (ValueError, RecursionError, KeyError, TypeError):
            text = None
    if not isinstance(text, str):
        print(json.dumps({"error": "A line is a text, or a JSON object with a text in “text”."}, ensure_ascii=False))
        return 2
    print(json.dumps(_told(text), ensure_ascii=False))
    return 0


def _refuse(problem: str) -> int:
    sys.stderr.write(f"{problem}\n")
    return 2
