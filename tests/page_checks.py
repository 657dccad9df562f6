"""What must hold for every HTML page; each check yields a sentence for each thing that is wrong."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from cssselect2 import ElementWrapper

if TYPE_CHECKING:
    from page import Page

FIELDS = "input, select, textarea"
UNSEEN = ("hidden", "submit", "button", "reset", "image")
#  "None of these" is English; "None" on its own is Python.
LEAKS = re.compile(r"\{\{|\}\}|\{%|%\}|%\(\w+\)|\bNone\b(?! of\b)|\bUndefined\b|object at 0x|&(?:amp|lt|gt|quot|#\d+);")
TEXTUAL = ("value", "placeholder", "aria-label", "alt", "title", "content")
ADDRESSES = ("href", "src", "action", "formaction")
REFERENCES = ("for", "aria-describedby", "aria-labelledby", "aria-controls")

Check = Callable[["Page"], Iterator[str]]


def problems(page: "Page") -> list[str]:
    """Everything that is wrong with a page."""
    return [problem for check in CHECKS for problem in check(page)]


def text_of(element: ElementWrapper) -> str:
    """What a person reads in an element, with single spaces."""
    return " ".join("".join(element.etree_element.itertext()).split())


def _get(element: ElementWrapper, name: str, default: str = "") -> str:
    return str(element.etree_element.get(name, default))


def _shown(element: ElementWrapper) -> str:
    attributes = "".join(f' {name}="{value}"' for name, value in element.etree_element.attrib.items())
    return f"<{element.local_name}{attributes[:100]}>"


def _ids(page: "Page") -> set[str]:
    return {_get(element, "id") for element in page.all("[id]")}


def _called(page: "Page", element: ElementWrapper) -> str:
    """The name by which a screen reader calls a thing, without its label."""
    named = [text_of(other) for key in _get(element, "aria-labelledby").split() for other in page.all(f'[id="{key}"]')]
    pictures = [_get(image, "alt") for image in element.query_all("img[alt]")]
    return " ".join([_get(element, "aria-label"), *named, *pictures, text_of(element)]).strip()


def syntax(page: "Page") -> Iterator[str]:
    for (line, column), code, _ in page.syntax_errors:
        yield f"the HTML is broken at line {line}, column {column}: {code}"


def language(page: "Page") -> Iterator[str]:
    if not re.fullmatch(r"[a-z]{2,3}(-\w+)*", _get(page.root, "lang")):
        yield f"<html> has no language that browsers know: {_get(page.root, 'lang')!r}"


def heading_and_title(page: "Page") -> Iterator[str]:
    headings, titles = page.texts("h1"), page.texts("head > title")
    if len(headings) != 1 or not headings[0]:
        yield f"there must be one h1 with words, not {headings}"
    elif len(titles) != 1 or not titles[0].startswith(headings[0]):
        yield f"the title {titles} does not begin with the h1 {headings[0]!r}"


def heading_levels(page: "Page") -> Iterator[str]:
    """A level may only be one deeper than the heading before; the error summary's h2 stands above the h1."""
    before = 1
    for heading in page.all("h1, h2, h3, h4, h5, h6"):
        level = int(heading.local_name[1])
        if level > before + 1:
            yield f"{heading.local_name} {text_of(heading)!r} follows an h{before}: a level is skipped"
        if not text_of(heading):
            yield f"an {heading.local_name} has no words"
        before = level


def landmarks(page: "Page") -> Iterator[str]:
    if len(page.all("main")) != 1:
        yield f"there must be one <main>, not {len(page.all('main'))}"


def labels(page: "Page") -> Iterator[str]:
    labelled = {_get(label, "for") for label in page.all("label[for]") if text_of(label)}
    for field in page.all(FIELDS):
        if _get(field, "type") in UNSEEN or field.etree_element.get("hidden") is not None:
            continue
        wrapped = any(ancestor.local_name == "label" for ancestor in field.ancestors)
        if not (_get(field, "id") in labelled or wrapped or _called_by_attribute(page, field)):
            yield f"{_shown(field)} has no label"


def _called_by_attribute(page: "Page", field: ElementWrapper) -> bool:
    return bool(_get(field, "aria-label").strip()) or (
        bool(_get(field, "aria-labelledby")) and bool(_called(page, field))
    )


def groups(page: "Page") -> Iterator[str]:
    for fieldset in page.all("fieldset"):
        first = next(fieldset.iter_children(), None)
        if first is None or first.local_name != "legend" or not text_of(first):
            yield f"{_shown(fieldset)} does not begin with a legend"
    for form in page.all("form"):
        radios = Counter(_get(radio, "name") for radio in form.query_all("input[type=radio]"))
        grouped = {_get(radio, "name") for radio in form.query_all("fieldset input[type=radio]")}
        for name in radios.keys() - grouped:
            yield f"the radio buttons {name!r} stand in no fieldset"


def ids(page: "Page") -> Iterator[str]:
    for key, count in Counter(_get(element, "id") for element in page.all("[id]")).items():
        if count > 1 or not key or " " in key:
            yield f"the id {key!r} is there {count} times" if count > 1 else f"{key!r} is no id"


def references(page: "Page") -> Iterator[str]:
    known = _ids(page)
    for name in REFERENCES:
        for element in page.all(f"[{name}]"):
            for key in _get(element, name).split() or [""]:
                if key not in known:
                    yield f"{_shown(element)}: {name} names the id {key!r}, which is not there"
    for link in page.all('a[href^="#"]'):
        if _get(link, "href")[1:] not in known:
            yield f"the link {text_of(link)!r} leads to {_get(link, 'href')!r}, which is not there"


def forms(page: "Page") -> Iterator[str]:
    for form in page.all("form"):
        if not _get(form, "action"):
            yield f"{_shown(form)} has no action"
        if _get(form, "method").lower() != "post":
            continue
        # A public form has no session: its token tells when it was opened.
        tokens = 'input[type=hidden][name="csrf_token"], input[type=hidden][name="token"]'
        if not any(_get(token, "value") for token in form.query_all(tokens)):
            yield f"{_shown(form)} has no CSRF token"


def errors(page: "Page") -> Iterator[str]:
    targets = {_get(link, "href")[1:] for link in page.all(".error-summary a")}
    for field in page.all(".field"):
        said = [text_of(error) for error in field.query_all(".field-error")]
        if said and not targets.intersection(_get(control, "id") for control in field.query_all("[id]")):
            yield f"the error {said[0]!r} is not linked from the error summary"
    for summary in page.all(".error-summary"):
        if not summary.query("li"):
            yield "the error summary is empty"


def pictures(page: "Page") -> Iterator[str]:
    for image in page.all("img:not([alt])"):
        yield f"{_shown(image)} has no alt"
    for drawing in page.all('svg:not([aria-hidden="true"]):not([role="img"])'):
        yield f"{_shown(drawing)} is neither hidden from screen readers nor an image with a name"


def links_and_buttons(page: "Page") -> Iterator[str]:
    for link in page.all("a"):
        if not _get(link, "href"):
            yield f"the link {text_of(link)!r} leads nowhere"
    for element in page.all("a, button, summary"):
        if not _called(page, element):
            yield f"{_shown(element)} has no words"


def nothing_inline(page: "Page") -> Iterator[str]:
    """The Content-Security-Policy would drop it without a word."""
    for element in page.all('style, script:not([src]):not([type="application/ld+json"]), [style]'):
        yield f"{_shown(element)} is inline"
    for element in page.root.iter_subtree():
        for name, value in element.etree_element.attrib.items():
            if str(name).startswith("on") or str(value).strip().lower().startswith("javascript:"):
                yield f"{_shown(element)} runs a script in {name!r}"
    for element in page.all('[src], link[href]:not([rel="canonical"])'):
        if "//" in _get(element, "src") + _get(element, "href"):
            yield f"{_shown(element)} loads from another place"


def _own_texts(element: Any, spared: set[int]) -> Iterator[str]:
    if id(element) not in spared:
        yield element.text or ""
    yield element.tail or ""


def leaks(page: "Page") -> Iterator[str]:
    """Words of the program where words for people belong."""
    code = {id(part.etree_element) for part in page.all("textarea.code, script")}
    for part in (text for element in page.root.etree_element.iter() for text in _own_texts(element, code)):
        for leak in LEAKS.findall(part):
            yield f"{leak!r} stands in the text {' '.join(part.split())[:80]!r}"
    for element in page.root.iter_subtree():
        for name in TEXTUAL:
            if element.local_name != "option" and LEAKS.search(_get(element, name)):
                yield f"{_shown(element)}: {name} is {_get(element, name)!r}"
        for name in ADDRESSES:
            if re.search(r"(^|[/=])None\b|\{\{|%7B%7B", _get(element, name)):
                yield f"{_shown(element)}: {name} is {_get(element, name)!r}"


CHECKS: tuple[Check, ...] = (
    syntax,
    language,
    heading_and_title,
    heading_levels,
    landmarks,
    labels,
    groups,
    ids,
    references,
    forms,
    errors,
    pictures,
    links_and_buttons,
    nothing_inline,
    leaks,
)
