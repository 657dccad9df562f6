"""An HTML page as a reviewer meets it: its words, its links, and its forms with every field's label."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from io import StringIO
from typing import Any

import tinyhtml5

from onboarding.domain.text.html_limits import bounded

_SPACES = re.compile(r"\s+")

_UNSEEN = frozenset({"script", "style", "template", "noscript", "head", "svg", "iframe"})
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "button",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "input",
        "label",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "select",
        "summary",
        "table",
        "tbody",
        "td",
        "textarea",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
# What is typed or ticked; buttons are not asked for anything.
_FIELDS = frozenset({"input", "select", "textarea"})
_NO_FIELDS = frozenset({"hidden", "submit", "button", "image", "reset"})


@dataclass(frozen=True)
class Input:
    """One field of a form: its kind (``tel``, ``checkbox`` …), its name, what stands beside it, and how it is at first."""

    kind: str
    name: str
    label: str
    is_checked: bool
    is_required: bool
    form: int


@dataclass(frozen=True)
class Anchor:
    """One link: what it says and where it leads."""

    text: str
    href: str
    in_footer: bool


@dataclass
class _Walk:
    """What is gathered on the way through a page."""

    words: list[str] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    found: list[tuple[Any, int]] = field(default_factory=list)
    labels: dict[str, Any] = field(default_factory=dict)
    parents: dict[Any, Any] = field(default_factory=dict)
    forms: int = 0


class Page:
    """A page that was parsed as browsers parse it, whatever the state of its HTML."""

    def __init__(self, html: str) -> None:
        self._root = tinyhtml5.parse(  # type: ignore[no-untyped-call]
            StringIO(bounded(html)), namespace_html_elements=False
        )
        self._walk = _Walk()
        self._gather()

    def _gather(self) -> None:
        words = self._walk.words
        stack: list[tuple[str, Any, bool, int]] = [("begin", self._root, False, 0)]
        while stack:
            what, element, in_footer, form = stack.pop()
            if what == "end":
                words.append("\n")
            elif what == "after":
                words.append(_SPACES.sub(" ", element.tail or ""))
            else:
                stack += self._begin(element, in_footer, form)

    def _begin(self, element: Any, in_footer: bool, form: int) -> list[tuple[str, Any, bool, int]]:
        """Take an element in; what is left to do with it comes back, the last first."""
        walk, tag = self._walk, _tag(element)
        if tag == "form":
            walk.forms += 1
            form = walk.forms
        self._note(element, tag, form)
        footer = (
            in_footer or tag == "footer" or "footer" in f"{element.get('id', '')} {element.get('class', '')}".casefold()
        )
        if tag == "a":
            walk.anchors.append(Anchor(_words(element), element.get("href", ""), footer))
        left: list[tuple[str, Any, bool, int]] = []
        if tag in _BLOCKS:
            walk.words.append("\n")
            left.append(("end", element, footer, form))
        if tag not in _UNSEEN:
            walk.words.append(_SPACES.sub(" ", element.text or ""))
            for child in reversed(list(element)):
                walk.parents[child] = element
                left += [("after", child, footer, form), ("begin", child, footer, form)]
        return left

    def _note(self, element: Any, tag: str, form: int) -> None:
        """Remember a label that names its field, and a field that a person fills in."""
        if tag == "label" and element.get("for"):
            self._walk.labels[element.get("for")] = element
        if tag in _FIELDS and element.get("type", "").casefold() not in _NO_FIELDS:
            self._walk.found.append((element, form))

    @cached_property
    def text(self) -> str:
        """Everything that can be read, a line a block."""
        lines = (" ".join(line.split()) for line in "".join(self._walk.words).split("\n"))
        return "\n".join(line for line in lines if line)

    @cached_property
    def title(self) -> str:
        """What the browser's tab says."""
        found = self._root.find(".//title")
        return _words(found) if found is not None else ""

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """Every link."""
        return tuple(self._walk.anchors)

    @property
    def forms(self) -> int:
        """How many forms there are."""
        return self._walk.forms

    @cached_property
    def inputs(self) -> tuple[Input, ...]:
        """Every field that a person fills in, with what stands beside it."""
        return tuple(
            Input(
                kind=_kind(element),
                name=f"{element.get('name', '')} {element.get('id', '')}".casefold(),
                label=self._label(element),
                is_checked=element.get("checked") is not None,
                is_required=element.get("required") is not None or element.get("aria-required") == "true",
                form=form,
            )
            for element, form in self._walk.found
        )

    def _label(self, element: Any) -> str:
        parts = [element.get("aria-label", ""), element.get("placeholder", "")]
        label = self._walk.labels.get(element.get("id") or "-")
        around = self._around(element)
        parts.append(_words(label) if label is not None else around)
        return " ".join(" ".join(parts).split())

    def _around(self, element: Any) -> str:
        """The label around a field, or the words of the nearest thing around it that has some."""
        parent = self._walk.parents.get(element)
        for _ in range(4):
            if parent is None or parent.tag in {"form", "body", "main"}:
                return element.tail or ""
            words = _words(parent)
            if len(words) > 2:
                return words
            parent = self._walk.parents.get(parent)
        return element.tail or ""


def _tag(element: Any) -> str:
    """The name of an element without its namespace; comments and the like have none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else "script"


def _kind(element: Any) -> str:
    return str(element.get("type", "text")).casefold() if element.tag == "input" else str(element.tag)


def _words(element: Any) -> str:
    return " ".join(" ".join(_pieces(element)).split())


def _pieces(element: Any) -> Iterator[str]:
    for each in element.iter():
        if _tag(each) not in _UNSEEN:
            yield each.text or ""
        if each is not element:
            yield each.tail or ""
