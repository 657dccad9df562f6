"""Every sentence for people is marked for translation: no bare words in templates, forms, rules and pages."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import jinja2
import pytest
from tinyhtml5 import parse

ROOT = Path(__file__).resolve().parent.parent
SPOKEN = ("title", "alt", "placeholder", "aria-label", "summary")
WORD = re.compile(r"[A-Za-z]{2,}")
SENTENCE = re.compile(r"^[A-Z]\w* \w[^\n]*$")

# What people read there is not translated, and why.
TEMPLATES_IN_ENGLISH = {
    "simulator": "a tool for developers and demonstrations",
    "print": "evidence for courts and reviewers, in English; of documents the language is their own",
}
CODE_IN_ENGLISH = {
    "domain/consent.py": "words that recipients text",
    "drafting/sentences.py": "what is filed, and that is English",
    "drafting/story.py": "drafts of what is filed",
    "drafting/words.py": "drafts of what is filed",
    "domain/examples.py": "examples of what is filed",
    "domain/reference.py": "faults of our own data files",
    "services/evidence_files.py": "evidence for courts and reviewers, in English",
    "services/health.py": "told to operators",
    "services/operators.py": "a made-up business",
    "services/rehearsal.py": "told to operators",
    "web/auth.py": "Flask-Security translates its own messages",
    "web/security.py": "headers, and problems told to machines",
}


def bare_in_template(source: str) -> list[str]:
    """Words in text or spoken attributes that stand outside ``trans`` blocks and expressions."""
    environment = jinja2.Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    kept, inside = [], False
    for _, kind, value in environment.lex(
        re.sub(r"{%-?\s*trans\b.*?{%-?\s*endtrans\s*-?%}", "", source, flags=re.DOTALL)
    ):
        inside = (inside or kind.endswith("_begin")) and not kind.endswith("_end")
        if kind == "data":
            kept.append(value)
    tree = parse(f"<!doctype html><title></title>{''.join(kept)}", namespace_html_elements=False)
    found = [text for element in tree.iter() if element.tag not in {"style", "script"} for text in _texts(element)]
    return [text.strip() for text in found if WORD.search(text)]


def _texts(element: Element) -> Iterator[str]:
    if isinstance(element.tag, str):
        yield element.text or ""
        yield from (element.get(name) or "" for name in SPOKEN)
    yield element.tail or ""


def bare_in_code(source: str) -> list[str]:
    """Sentences that are neither marked with ``msg``, nor a docstring, nor part of a log line or a fault."""
    tree = ast.parse(source)
    spared: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr | ast.Raise) or (isinstance(node, ast.Call) and _name(node) in _SILENT):
            spared |= set(ast.walk(node)) - _marked(node)
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and node not in spared
        and isinstance(node.value, str)
        and SENTENCE.match(node.value)
    ]


_SILENT = frozenset(
    {"msg", "rule", "format_datetime", "warning", "error", "info", "exception", "abort", "mapped_column", "compile"}
)


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _marked(node: ast.AST) -> set[ast.AST]:
    """What a ``raise`` or a bare call says to people all the same: validators and refusals, flashed messages."""
    speaking = {"ValidationError", "NotNow", "NotSent", "flash"}
    return {
        inner
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and _name(call) in speaking
        for argument in call.args
        if isinstance(argument, ast.Constant)
        for inner in ast.walk(argument)
    }


def templates() -> list[Path]:
    return [
        path for path in sorted((ROOT / "templates").rglob("*.html")) if path.parent.name not in TEMPLATES_IN_ENGLISH
    ]


def code() -> list[Path]:
    rooms = [ROOT / "forms", *(ROOT / "onboarding" / room for room in ("domain", "services", "web"))]
    paths = sorted(path for room in rooms for path in room.rglob("*.py"))
    return [path for path in paths if str(path.relative_to(path.parents[1])) not in CODE_IN_ENGLISH]


@pytest.mark.parametrize("path", templates(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_has_no_bare_words(path: Path) -> None:
    assert bare_in_template(path.read_text(encoding="utf-8")) == []


def test_code_has_no_bare_sentences() -> None:
    found = {str(path.relative_to(ROOT)): bare for path in code() if (bare := bare_in_code(path.read_text("utf-8")))}
    assert found == {}


@pytest.mark.parametrize(
    "planted",
    [
        "<p>Hello there</p>",
        '<img src="a.png" alt="A picture">',
        "<p>{% trans %}Good{% endtrans %} Bare</p>",
        "{% if x %}Save now{% endif %}",
        '<button aria-label="Close">{{ icon }}</button>',
    ],
)
def test_bare_words_in_a_template_are_noticed(planted: str) -> None:
    assert bare_in_template(planted) != []


@pytest.mark.parametrize(
    "clean", ["<p>{{ _('Hello') }}</p>", "<p>{% trans n=1 %}One {{ n }}{% endtrans %}</p>", "<p>1 · 2</p>"]
)
def test_marked_words_in_a_template_are_left_alone(clean: str) -> None:
    assert bare_in_template(clean) == []


@pytest.mark.parametrize(
    "planted",
    [
        'raise ValidationError("Enter a name.")',
        'label = "Your legal name"',
        'flash("It is saved.")',
        'x = {"a": "Two words."}',
    ],
)
def test_bare_sentences_in_code_are_noticed(planted: str) -> None:
    assert bare_in_code(planted) != []


@pytest.mark.parametrize(
    "clean", ['x = msg("Two words.")', 'log.info("Two words")', 'raise ValueError("Two words")', '"""Two words."""']
)
def test_what_people_do_not_read_is_left_alone(clean: str) -> None:
    assert bare_in_code(clean) == []
