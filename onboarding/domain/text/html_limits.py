"""How much of a page is read: without code, up to a size and a depth, so that a hostile page costs little."""

import re
from collections import Counter

# Nesting costs the parser time by its square; no page that people read comes near this depth.
_DEEPEST = 400
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
_CODE = re.compile(r"<(script|style)\b", re.IGNORECASE)
# Elements that are empty, or that the next one of their kind closes: they don't nest, however often they are opened.
_FLAT = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "colgroup",
        "dd",
        "dt",
        "embed",
        "hr",
        "img",
        "input",
        "li",
        "link",
        "meta",
        "optgroup",
        "option",
        "p",
        "param",
        "rp",
        "rt",
        "source",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "track",
        "wbr",
    ]
)
MOST = 300_000  # characters of HTML that are looked at; what comes after is not


def bounded(html: str) -> str:
    """The HTML without scripts and styles, up to a size, and up to where it nests deeper than any page for people."""
    html = _without_code(html.replace("\x00", ""))[:MOST]
    opened: Counter[str] = Counter()
    depth = 0
    for tag in _TAG.finditer(html):
        name = tag.group(2).casefold()
        if name in _FLAT:
            continue
        if not tag.group(1):
            opened[name] += 1
            depth += 1
        elif opened[name]:  # an end without a beginning closes nothing
            opened[name] -= 1
            depth -= 1
        if depth > _DEEPEST:
            return html[: tag.start()]
    return html


def _without_code(html: str) -> str:
    kept, at = [], 0
    while begin := _CODE.search(html, at):
        kept.append(html[at : begin.start()])
        end = re.compile(rf"</{begin.group(1)}\s*>", re.IGNORECASE).search(html, begin.end())
        if end is None:  # a script without an end hides the rest of the page from everybody
            return "".join(kept)
        at = end.end()
    return "".join([*kept, html[at:]])
