"""``onboarding check-page``: what a reviewer would miss on a privacy policy, terms, a sign-up page or a website.

A page is given as HTML; nothing is fetched. Input lines of ``--jsonl`` are objects with ``kind``, ``brand``, and ``html`` or
``file``; what comes out, and the exit codes, are those of ``onboarding check``.
"""

import argparse
from collections.abc import Mapping
from typing import Any, BinaryIO

from onboarding.adapters.page_text import decode
from onboarding.cli.check import EXIT, add_form_options, each_line, findings, json_line, read, refuse, say
from onboarding.domain.preflight.exchange import Unreadable, tell_report, verdict
from onboarding.domain.preflight.page_catalogue import page_report
from onboarding.domain.preflight.pages import PAGE_NAMES, PageKind
from onboarding.domain.text.html import Page


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    kinds = [kind.value for kind in PageKind]
    parser.add_argument("file", metavar="FILE", nargs="?", help="a page as HTML; - is the standard input")
    parser.add_argument("--kind", choices=kinds, help="what the page is meant to be")
    parser.add_argument(
        "--brand",
        metavar="NAME",
        action="append",
        default=[],
        help="what the business is called on the page; may be repeated, and without it no name is looked for",
    )
    add_form_options(parser, "one page")


def run(options: argparse.Namespace, given: BinaryIO | None = None) -> int:
    """Check pages; ``given`` stands in for the standard input."""
    if options.jsonl:
        return each_line(options, given, lambda data: _line(data, options))
    if options.kind is None:
        return refuse(Unreadable("kind", f"Add --kind with one of {', '.join(PageKind)}."), as_json=options.json)
    try:
        html = decode(read(options.file, given), "")
    except Unreadable as problem:
        return refuse(problem, as_json=options.json)
    kind = PageKind(options.kind)
    found = page_report(kind, html, options.brand)
    if options.json:
        say(json_line(tell_report(found)))
    else:
        text = Page(html).text
        say("\n".join(findings(found, lambda _field: str(PAGE_NAMES[kind]), lambda _field: text)))
    return EXIT[verdict(found)]


def _line(data: Any, options: argparse.Namespace) -> tuple[dict[str, Any], int]:
    if not isinstance(data, Mapping):
        raise Unreadable("", "A page is a JSON object with kind, brand, and html or file.")
    kind = data.get("kind", options.kind)
    if kind not in list(PageKind):
        raise Unreadable("kind", f"“kind” must be one of {', '.join(PageKind)}.")
    brand = data.get("brand", options.brand)
    names = [brand] if isinstance(brand, str) else brand
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise Unreadable("brand", "“brand” must be a text or a list of texts.")
    found = page_report(PageKind(kind), _html(data.get("html"), data.get("file")), names)
    return tell_report(found), EXIT[verdict(found)]


def _html(html: Any, file: Any) -> str:
    if html is None and isinstance(file, str):
        return decode(read(f"./{file}" if file == "-" else file, None), "")  # the input holds the lines
    if not isinstance(html, str):
        raise Unreadable("html", "Give the page as a text in “html”, or the name of its file in “file”.")
    return html
