"""What a reviewer's prose says: a grammar over words, which are data (``prose.toml``), and never over bare substrings.

1. The text is cut into sentences of words; contractions are spelled out, names such as ``PrivacyPolicyMissing`` too.
2. Phrases become concepts: what the sentence is about, what may be lacking, what is wrong, what is in order.
3. A negation turns the next predicate, and those joined to it: "not found" is a lack, "not missing" is nothing.
4. A sentence that asks for something ("must", "please add") says that it is lacking.
5. Each rule names the concepts that together mean a reason. What fits no rule says nothing.

Every step takes time in proportion to the text: words are looked up, and the expressions never go back on their way.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from onboarding.domain.reasons import Reason, catalogue
from onboarding.domain.reference import table
from onboarding.domain.translation_words import Word, sentences

_JOINS = frozenset({"and", "or", "nor", ",", "&", "/"})
_REACH = 7  # words from a negation to the predicate that it turns
_CARRY = 4  # words from one turned predicate to the next that is joined to it
_LONGEST = 24  # letters of a word that are looked at
_PHRASE = 8  # words of a phrase


@dataclass(frozen=True)
class Heard:
    """A reason that the prose gives, and the words that give it (first character, one past the last)."""

    reason: Reason
    certain: bool
    span: tuple[int, int]


@dataclass(frozen=True)
class _Item:
    """A phrase that was looked up, or a word that joins or says nothing (no concepts)."""

    concepts: tuple[str, ...]
    at: int
    start: int
    end: int
    joins: bool = False


class _Node:
    """One step of looking phrases up: the next word as a whole, or by its beginning."""

    def __init__(self) -> None:
        self.words: dict[str, _Node] = {}
        self.beginnings: dict[str, _Node] = {}
        self.concepts: tuple[str, ...] = ()

    def next(self, word: str) -> "Iterator[_Node]":
        if word in self.words:
            yield self.words[word]
        if self.beginnings:
            for length in range(min(len(word), _LONGEST), 1, -1):
                if word[:length] in self.beginnings:
                    yield self.beginnings[word[:length]]


@dataclass(frozen=True)
class _Rule:
    reason: Reason
    all: tuple[frozenset[str], ...]
    unless: frozenset[str]
    certain: bool

    def holds(self, concepts: set[str]) -> bool:
        return not self.unless & concepts and all(any_of & concepts for any_of in self.all)


@dataclass(frozen=True)
class _Grammar:
    phrases: _Node
    predicates: Mapping[str, str]
    subjects: frozenset[str]
    faults: frozenset[str]
    rules: tuple[_Rule, ...]
    imperatives: frozenset[str]
    turns: frozenset[str]
    goes_on: frozenset[str]


@cache
def _grammar() -> _Grammar:
    data = table("prose")
    root = _Node()
    for name, row in data["concepts"].items():
        _plant(root, name, row["words"])
    _plant(root, "NOT", data["negations"])
    concepts: Mapping[str, Any] = data["concepts"]
    faults = frozenset(data["faults"])
    rules = tuple(
        _Rule(
            catalogue()[row["reason"]],
            tuple(faults if any_of == "fault" else _any_of(any_of, faults) for any_of in row["all"]),
            frozenset(row.get("unless", ())),
            row.get("certain", True),
        )
        for row in data["rules"]
    )
    return _Grammar(
        phrases=root,
        predicates={name: row["negated"] for name, row in concepts.items() if "negated" in row},
        subjects=frozenset(name for name, row in concepts.items() if row.get("subject")),
        faults=faults | {"share", "forced", "bundled", "foreign", "unqualified", "duplicate", "gone", "suspended"},
        rules=rules,
        imperatives=frozenset(data["imperatives"]),
        turns=frozenset(data["turns"]),
        goes_on=frozenset(data["goes_on"]),
    )


def _any_of(names: str, faults: frozenset[str]) -> frozenset[str]:
    told = frozenset(names.split("|"))
    return told - {"fault"} | faults if "fault" in told else told


def _plant(root: _Node, name: str, phrases: Iterable[str]) -> None:
    for phrase in phrases:
        node = root
        for word in phrase.split():
            steps, key = (node.beginnings, word[:-1]) if word.endswith("*") else (node.words, word)
            node = steps.setdefault(key, _Node())
        node.concepts = (*node.concepts, name)


def hear(text: str) -> tuple[Heard, ...]:
    """Every reason that the prose gives, in order, each once; empty when nothing is recognised."""
    found: dict[str, Heard] = {}
    about: set[str] = set()
    for sentence in sentences(text, _grammar().turns, _grammar().goes_on):
        items = list(_turned(_phrases(sentence)))
        opening = sentence[1:2] if sentence[0].text == "please" else sentence[:1]
        asked = any(word.text in _grammar().imperatives for word in opening)
        for clause in _clauses(items):
            about = _hear(clause, asked, about, found)
            asked = False
    return tuple(found.values())


def _hear(clause: list[_Item], asked: bool, before: set[str], found: dict[str, Heard]) -> set[str]:
    """Apply the rules to one clause; what it is about, which the next may leave out."""
    grammar = _grammar()
    concepts = {name for item in clause for name in item.concepts}
    if asked:
        concepts.add("must")
    if "must" in concepts and not concepts & grammar.faults:
        concepts.add("lack")
    subjects = concepts & grammar.subjects
    if not subjects and concepts & grammar.faults:
        concepts |= before
    if concepts:
        span = (min(item.start for item in clause), max(item.end for item in clause))
        for rule in grammar.rules:
            known = found.get(rule.reason.id)
            if (known is None or (rule.certain and not known.certain)) and rule.holds(concepts):
                found[rule.reason.id] = Heard(rule.reason, rule.certain, span)
    return subjects or before


def _clauses(items: list[_Item]) -> Iterator[list[_Item]]:
    """A sentence, cut where a joined subject with a fault of its own follows one that has had its fault."""
    grammar = _grammar()
    faulty = [bool(grammar.faults & set(item.concepts)) for item in items]
    last_fault = max((at for at, is_fault in enumerate(faulty) if is_fault), default=-1)
    clause: list[_Item] = []
    has_subject = has_fault = False
    joined_at = -_REACH
    for at, item in enumerate(items):
        if item.joins:
            joined_at = item.at
            continue
        is_subject = bool(grammar.subjects & set(item.concepts))
        if is_subject and has_subject and has_fault and item.at - joined_at <= 3 and at < last_fault:
            yield clause
            clause, has_subject, has_fault = [], False, False
        if item.concepts:
            clause.append(item)
        has_subject, has_fault = has_subject or is_subject, has_fault or faulty[at]
    if clause:
        yield clause


def _turned(items: Iterable[_Item]) -> Iterator[_Item]:
    """The items with negations taken out and what they turn turned."""
    predicates = _grammar().predicates
    negation: _Item | None = None
    named = joined = False
    carried = -_REACH
    last: _Item | None = None
    for item in items:
        last = item
        if negation and (item.at - negation.at > _REACH or (item.joins and named)):
            yield _lack(negation)
            negation = None
        if "NOT" in item.concepts:
            negation, named = item, False
        elif item.joins:
            joined = True
            yield item
        elif any(name in predicates for name in item.concepts):
            turns = negation is not None or (joined and item.at - carried <= _CARRY)
            carried, joined, negation = (item.at if turns else -_REACH), False, None
            names = tuple(predicates.get(name, name) if turns else name for name in item.concepts)
            yield _Item(tuple(name for name in names if name), item.at, item.start, item.end)
        else:
            named = named or bool(item.concepts)
            yield item
    if negation and named and last:
        yield _lack(negation)


def _lack(negation: _Item) -> _Item:
    return _Item(("lack",), negation.at, negation.start, negation.end)


def _phrases(words: list[Word]) -> Iterator[_Item]:
    """The longest phrase that begins at each word."""
    at = 0
    while at < len(words):
        concepts, length = _longest(words, at)
        first, end = words[at], words[at + max(length, 1) - 1].end
        yield _Item(concepts, at, first.start, end, joins=not length and first.text in _JOINS)
        at += max(length, 1)


def _longest(words: list[Word], at: int) -> tuple[tuple[str, ...], int]:
    best: tuple[tuple[str, ...], int] = ((), 0)
    nodes = [_grammar().phrases]
    for length, word in enumerate(words[at : at + _PHRASE], start=1):
        nodes = [following for node in nodes for following in node.next(word.text)]
        concepts = tuple(dict.fromkeys(name for node in nodes for name in node.concepts))
        if concepts:
            best = (concepts, length)
        if not nodes:
            break
    return best
