"""A body as HTML, Markdown and plain text. Each writer escapes every word, so that what was typed stays words."""

import re
from html import escape

from onboarding.domain.documents.parts import Block, Body, Run


class Html(str):
    """Text that is markup already, made here of escaped words; templates put it in as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+!|~])")
_LIST_MARK = re.compile(r"^(\d+)([.)])|^([-=])")


def to_html(body: Body, level: int = 2) -> Html:
    """Sections with headings of a level; nothing around them."""
    parts = []
    for title, clauses in body.sections():
        if title:
            parts.append(f"<h{level}>{escape(title)}</h{level}>")
        parts += _html_blocks([block for clause in clauses for block in clause.blocks])
    return Html("\n".join(parts))


def clause_html(body: Body, *names: str) -> Html:
    """Some clauses without their titles, those that are there."""
    found = [clause for name in names if (clause := body.clause(name))]
    return Html("\n".join(part for clause in found for part in _html_blocks(list(clause.blocks))))


def _html_blocks(blocks: list[Block]) -> list[str]:
    parts: list[str] = []
    for index, block in enumerate(blocks):
        inner = "".join(_html_run(run) for run in block.runs)
        if not block.is_item:
            parts.append(f"<p>{inner}</p>")
            continue
        before = index > 0 and blocks[index - 1].is_item
        after = index + 1 < len(blocks) and blocks[index + 1].is_item
        parts.append(f"{'' if before else '<ul>'}<li>{inner}</li>{'' if after else '</ul>'}")
    return parts


def _html_run(run: Run) -> str:
    inner = escape(run.text)
    inner = f'<a href="{escape(run.href)}">{inner}</a>' if run.href else inner
    return f"<strong>{inner}</strong>" if run.strong else inner


def to_markdown(body: Body, dated: str = "") -> str:
    """Markdown with the title as its first heading; ``dated`` is a line below it."""
    lines = [f"# {_markdown(body.title)}", ""]
    if dated:
        lines += [_markdown(dated), ""]
    for title, clauses in body.sections():
        if title:
            lines += [f"## {_markdown(title)}", ""]
        blocks = [block for clause in clauses for block in clause.blocks]
        for index, block in enumerate(blocks):
            inner = "".join(_markdown_run(run) for run in block.runs)
            lines.append(f"- {inner}" if block.is_item else inner)
            if not (block.is_item and index + 1 < len(blocks) and blocks[index + 1].is_item):
                lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _markdown(text: str) -> str:
    escaped = _MARKDOWN.sub(r"\\\1", text)
    return _LIST_MARK.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", escaped).replace("&", "&amp;")


def _markdown_run(run: Run) -> str:
    inner = _markdown(run.text)
    if run.href:
        inner = f"[{inner}](<{run.href}>)"
    return f"**{inner}**" if run.strong else inner


def to_text(body: Body, dated: str = "") -> str:
    """Plain text for a program that knows nothing else."""
    lines = [body.title.upper() if body.title.isascii() else body.title, ""]
    if dated:
        lines += [dated, ""]
    for title, clauses in body.sections():
        if title:
            lines += [title, "-" * len(title)]
        for clause in clauses:
            lines += [f"  * {block.text}" if block.is_item else block.text for block in clause.blocks]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"
