"""Clauses: each has a purpose and a source, says the same in both languages, and is left out rather than left with a gap."""

import re
import warnings
from dataclasses import fields, replace

import pyphen
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.domain.documents.clauses import clause, clauses_of
from onboarding.domain.documents.compose import compose
from onboarding.domain.documents.content import BOXES, read
from onboarding.domain.documents.difference import Mark, differences
from onboarding.domain.documents.facts import Facts, Links, conditions
from onboarding.domain.documents.kinds import HOSTED, Kind, Language
from onboarding.domain.documents.practices import Practices
from onboarding.domain.documents.selftest import RESTORES, misfits
from onboarding.domain.documents.writing import Html, to_html, to_markdown, to_text
from onboarding.domain.preflight.page_catalogue import BY_ID
from onboarding.domain.reference import table
from onboarding.domain.text.html import Page
from tests.domain.documents.making import ANSWERS, FACTS, LINKS, NUMBER, TOLD, content, full_product, hosted
from tests.domain.strategies import ANSWERS as ANY_ANSWERS

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its lists of words have odd escapes, which a first import warns of
    import readability

NAMES = sorted(table("clauses")["clauses"])
EVERY = sorted({rule.id for kind in Kind for rule in clauses_of(kind)})


def test_every_clause_stands_in_some_document() -> None:
    assert NAMES == EVERY


@pytest.mark.parametrize("name", NAMES)
def test_a_clause_says_what_it_is_for_and_what_it_meets(name: str) -> None:
    rule = clause(name)
    assert len(rule.purpose) > 15
    assert re.search(r"dossier \d|peers [A-G]", rule.meets)
    assert {each.removeprefix("!") for each in rule.when} <= set(conditions(FACTS))


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_are_equal_clause_by_clause(name: str) -> None:
    """The same values in the same paragraphs, the same lists, the same words in strong, a title in both or in neither."""
    english, spanish = (clause(name).wordings[language] for language in Language)
    shapes = [
        [
            (
                pattern.is_item,
                sorted(piece.text for piece in pattern.pieces if piece.is_value),
                sum(p.strong for p in pattern.pieces),
            )
            for pattern in wording.patterns
        ]
        for wording in (english, spanish)
    ]
    assert shapes[0] == shapes[1]
    assert bool(english.title) == bool(spanish.title)
    assert english.needs == spanish.needs


@pytest.mark.parametrize(
    "group", ["titles", "about", "frequency", "ways", "collected", "purposes", "processors", "retention", "frame"]
)
def test_every_word_has_both_languages(group: str) -> None:
    words = table("document_words")[group]
    assert words["en"].keys() == words["es"].keys()
    for name, text in words["en"].items():
        assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", words["es"][name])), name


def test_every_document_has_the_same_clauses_in_both_languages() -> None:
    for facts in list(full_product())[::37]:
        for kind in Kind:
            bodies = compose(kind, facts).bodies
            assert [c.id for c in bodies[Language.ENGLISH].clauses] == [c.id for c in bodies[Language.SPANISH].clauses]


@pytest.mark.parametrize("field", ["website", "email", "display_name", "state", "opt_in_methods"])
def test_a_missing_answer_drops_its_clauses_and_says_so(field: str) -> None:
    answers = ANSWERS.with_changes({field: () if field == "opt_in_methods" else ""})
    answers = answers.with_changes({"legal_name": ""}) if field == "display_name" else answers
    whole = {kind: compose(kind, FACTS) for kind in Kind}
    found = {kind: compose(kind, Facts(answers, TOLD, LINKS, NUMBER)) for kind in Kind}
    gone = sum(
        len(whole[k].bodies[Language.ENGLISH].clauses) - len(found[k].bodies[Language.ENGLISH].clauses) for k in Kind
    )
    assert gone > 0
    assert any(each.what for composed in found.values() for each in composed.missing)
    assert all("{" not in to_text(composed.bodies[language]) for composed in found.values() for language in Language)


def test_an_owner_may_leave_out_a_clause_but_not_the_promise() -> None:
    without = Facts(ANSWERS, replace(TOLD, left_out=("no_sharing", "no_offers")), LINKS, NUMBER)
    made, html = hosted(Kind.PRIVACY, Language.ENGLISH, without)
    assert made.bodies[Language.ENGLISH].clause("no_offers") is None
    [misfit] = misfits(made, Language.ENGLISH, html)
    assert (misfit.finding.rule, misfit.clause) == ("policy.promise", "no_sharing")


def test_what_a_self_test_names_to_restore_is_there() -> None:
    assert set(RESTORES) <= set(BY_ID)
    assert set(RESTORES.values()) <= set(NAMES)
    assert set(BOXES.values()) <= set(NAMES)


# ---------------------------------------------------------------- plain to read

KINDS_TO_READ = [*HOSTED, Kind.PAPER, Kind.VERBAL, Kind.AMENDMENT]


def sentences(text: str) -> list[str]:
    bare = re.sub(r"https?://\S+|\S+@\S+|☐", "it", text)
    parts = re.split(r"(?<=[.?!”])\s+|\n+", bare)
    return [" ".join(re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", part)) for part in parts if len(part.split()) > 2]


@pytest.mark.parametrize("kind", KINDS_TO_READ)
def test_english_is_readable_in_ninth_grade(kind: Kind) -> None:
    worst = 0.0
    for facts in list(full_product())[::97]:
        text = to_text(compose(kind, facts).bodies[Language.ENGLISH])
        lines = "\n".join(f"{sentence} ." for sentence in sentences(text))
        worst = max(worst, readability.getmeasures(lines, lang="en")["readability grades"]["Kincaid"])
    assert 1 < worst <= 9.0


@pytest.mark.parametrize("kind", KINDS_TO_READ)
def test_spanish_is_plain_too(kind: Kind) -> None:
    """Fernández Huerta's measure: 60 and more is plain."""
    hyphens = pyphen.Pyphen(lang="es")
    for facts in list(full_product())[::97]:
        found = sentences(to_text(compose(kind, facts).bodies[Language.SPANISH]))
        words = [word for sentence in found for word in sentence.split()]
        syllables = sum(len(hyphens.inserted(word).split("-")) for word in words)
        score = 206.84 - 60 * syllables / len(words) - 1.02 * len(words) / len(found)
        assert score >= 60, (kind, score)


# ---------------------------------------------------------------- hostile answers

HOSTILE = [
    "<script>alert(1)</script>",
    "{{ 7*7 }} {% raw %} {name}",
    "{each collected}",
    "**strong** [link](http://x) `code` # head",
    "\u202eevil\u202c",
    "a\x00b\x1fc",
    "x" * 10_000,
    '"><img src=x onerror=alert(1)>',
    "]]> --> <!--",
]


@pytest.mark.parametrize("odd", HOSTILE)
@pytest.mark.parametrize("kind", list(Kind))
def test_hostile_answers_come_out_as_text(kind: Kind, odd: str) -> None:
    texts = ("legal_name", "display_name", "street", "city", "email", "opt_in_keywords")
    answers = ANSWERS.with_changes(dict.fromkeys(texts, odd) | {"website": odd})
    practices = replace(TOLD, email=odd)
    composed = compose(kind, Facts(answers, practices, LINKS, NUMBER))
    for language, body in composed.bodies.items():
        html = Page(to_html(body))
        assert not {"script", "img"} & set(re.findall(r"<(\w+)", to_html(body)))
        assert all(anchor.href.startswith(("https://texts.example/", "mailto:")) for anchor in html.anchors)
        assert "\u202e" not in to_text(body)
        assert "\x00" not in to_html(body)
        assert "49" not in to_text(body) or "7*7" not in odd
        assert to_markdown(body)
        if kind in HOSTED:
            _, page = hosted(kind, language, Facts(answers, practices, LINKS, NUMBER))
            assert "<img" not in page
            assert page.count("<script") == page.count('<script type="application/ld+json">') == 1


@given(ANY_ANSWERS, st.builds(Practices, **{f.name: st.just(f.default) for f in fields(Practices)}))
def test_any_answers_make_documents(answers: object, practices: Practices) -> None:
    facts = Facts(answers, practices, Links(), "")  # type: ignore[arg-type]
    for kind in Kind:
        made = content(kind, facts)
        assert read(made.to_text()) == made
        for body in made.bodies.values():
            assert "<script" not in to_html(body)
            assert to_markdown(body).startswith("# ")


def test_equal_facts_give_equal_bytes() -> None:
    for kind in Kind:
        assert content(kind).to_text() == content(kind, Facts(ANSWERS, TOLD, LINKS, NUMBER)).to_text()


def test_markdown_gives_words_back_as_they_were() -> None:
    body = compose(
        Kind.PRIVACY, Facts(ANSWERS.with_changes({"display_name": "A*B_C [x](y) #1 & Co"}), TOLD, LINKS)
    ).bodies
    written = to_markdown(body[Language.ENGLISH])
    assert r"A\*B\_C \[x\]\(y\) \#1 &amp; Co" in written
    assert isinstance(to_html(body[Language.ENGLISH]), Html)


# ---------------------------------------------------------------- what changed


def test_a_changed_answer_shows_in_exactly_its_clauses() -> None:
    before = content(Kind.PRIVACY).bodies[Language.ENGLISH]
    after = content(Kind.PRIVACY, Facts(ANSWERS, replace(TOLD, retention="7y"), LINKS, NUMBER)).bodies[Language.ENGLISH]
    [change] = differences(before, after)
    assert (change.clause, change.title) == ("keep", "How long we keep it")
    assert [piece.text for piece in change.pieces if piece.mark is Mark.OUT] == ["two"]
    assert [piece.text for piece in change.pieces if piece.mark is Mark.IN] == ["seven"]
    assert differences(before, before) == ()


def test_a_clause_that_came_or_went_is_shown_whole() -> None:
    before = content(Kind.PRIVACY).bodies[Language.ENGLISH]
    after = content(Kind.PRIVACY, Facts(ANSWERS, replace(TOLD, cookies="ads"), LINKS, NUMBER)).bodies[Language.ENGLISH]
    changes = {change.clause: {piece.mark for piece in change.pieces} for change in differences(before, after)}
    assert changes == {"cookies_ads": {Mark.IN}, "cookies_needed": {Mark.OUT}}
