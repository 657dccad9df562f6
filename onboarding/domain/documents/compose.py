"""Composing a document: the clauses that apply, filled in; a clause with a gap is left out and named to the owner."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from onboarding.domain.documents.clauses import ClauseRule, Pattern, Piece, clauses_of
from onboarding.domain.documents.facts import Facts, Value, conditions, title, values
from onboarding.domain.documents.kinds import Kind, Language
from onboarding.domain.documents.parts import Block, Body, Clause, Run
from onboarding.domain.words import Message, msg

# What the owner is asked for when a value is missing: the question in words, and the page that asks it.
_ASKED: dict[str, tuple[Message, str]] = {
    "legal_name": (msg("your legal name"), "legal_name"),
    "name": (msg("the name your customers know"), "display_name"),
    "website": (msg("your website"), "website"),
    "email": (msg("an e-mail address for questions"), "email"),
    "contact": (msg("how customers reach you"), "email"),
    "state": (msg("your state"), "state"),
    "states": (msg("the states you serve"), "states"),
    "ways": (msg("how people agree to your texts"), "opt_in_methods"),
    "collected": (msg("what you collect"), "collected"),
    "purposes": (msg("what you use it for"), "purposes"),
    "retention": (msg("how long you keep it"), "retention"),
    "number": (msg("your phone number for texting"), "number"),
}


@dataclass(frozen=True)
class Missing:
    """A clause that was left out because an answer is missing: what it is for, and where the answer is asked."""

    clause: str
    purpose: str
    what: Message
    field: str


@dataclass(frozen=True)
class Composed:
    """A document in both languages, clause for clause the same, and what had to be left out."""

    kind: Kind
    bodies: dict[Language, Body]
    missing: tuple[Missing, ...]


def compose(kind: Kind, facts: Facts) -> Composed:
    """Choose the clauses and fill them in. The same facts give the same document, whatever they hold."""
    holds = conditions(facts)
    known = {language: values(facts, language) for language in Language}
    chosen, missing = [], []
    for rule in clauses_of(kind):
        if rule.id in facts.practices.left_out or not all(_holds(name, holds) for name in rule.when):
            continue
        gaps = sorted(rule.wordings[Language.ENGLISH].needs - known[Language.ENGLISH].keys())
        if gaps:
            missing += [_missing(rule, name) for name in gaps[:1] if name in _ASKED]
        else:
            chosen.append(rule)
    bodies = {
        language: Body(
            language.value,
            title(kind, facts.name, language),
            tuple(_filled(rule, language, known[language]) for rule in chosen),
        )
        for language in Language
    }
    return Composed(kind, bodies, tuple(missing))


def _holds(name: str, holds: Mapping[str, bool]) -> bool:
    return not holds[name[1:]] if name.startswith("!") else holds[name]


def _missing(rule: ClauseRule, name: str) -> Missing:
    what, field = _ASKED[name]
    return Missing(rule.id, rule.purpose, what, field)


def _filled(rule: ClauseRule, language: Language, known: Mapping[str, Value]) -> Clause:
    wording = rule.wordings[language]
    heading = "".join(run.text for run in _one_stop([run for piece in wording.title for run in _runs(piece, known)]))
    return Clause(rule.id, heading, tuple(block for each in wording.patterns for block in _blocks(each, known)))


def _blocks(pattern: Pattern, known: Mapping[str, Value]) -> list[Block]:
    lists = [piece for piece in pattern.pieces if piece.is_each]
    if lists:
        return [Block((run,), is_item=True) for run in _runs(lists[0], known)]
    return [Block(_one_stop([run for piece in pattern.pieces for run in _runs(piece, known)]), pattern.is_item)]


def _one_stop(runs: list[Run]) -> tuple[Run, ...]:
    """“Publix, Inc.” at the end of a sentence brings its full stop along."""
    for index in range(1, len(runs)):
        if runs[index - 1].text.endswith(".") and runs[index].text.startswith("."):
            runs[index] = replace(runs[index], text=runs[index].text[1:])
    return tuple(run for run in runs if run.text)


def _runs(piece: Piece, known: Mapping[str, Value]) -> tuple[Run, ...]:
    if not piece.is_value:
        return (Run(piece.text, piece.strong),)
    value = known[piece.text]
    runs = value if isinstance(value, tuple) else (value,)
    return tuple(Run(run.text, piece.strong or run.strong, run.href) for run in runs)
