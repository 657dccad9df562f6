"""All rules together: ids, sources, predictions, and that no answer whatever breaks one."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.domain.answers import Answers
from onboarding.domain.examples import example_answers
from onboarding.domain.preflight.catalogue import BY_ID, FAMILIES, RULES, report
from onboarding.domain.preflight.page_catalogue import BY_ID as PAGE_RULES
from onboarding.domain.preflight.page_catalogue import FAMILIES as PAGE_FAMILIES
from onboarding.domain.preflight.rule import (
    VERSION,
    Evidence,
    Family,
    Finding,
    Patch,
    Problem,
    Report,
    Rule,
    Severity,
    Subject,
    by_id,
    examine,
    rule,
)
from onboarding.domain.preflight.shapes import required
from onboarding.domain.reasons import catalogue
from onboarding.domain.registrations import FIELD_NAMES
from onboarding.domain.words import Message, msg
from tests.domain.strategies import SUBJECTS, subject

ALL = (*RULES, *PAGE_RULES.values())


def test_each_rule_has_an_id_of_its_own() -> None:
    assert [id_ for id_, times in Counter(rule.id for rule in ALL).items() if times > 1] == []
    with pytest.raises(ValueError, match="two rules are called"):
        by_id((RULES[0], RULES[0]))


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.id)
def test_each_rule_predicts_a_reason_we_know_and_names_its_source_and_its_date(rule: Rule) -> None:
    assert rule.predicts in catalogue()
    assert len(rule.source) > 5
    assert date(2025, 1, 1) < date.fromisoformat(rule.date) < date(2030, 1, 1)
    field, _, what = rule.id.partition(".")
    assert what
    assert field in FIELD_NAMES or field in {"samples", "content", "terms"}


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.id)
def test_each_rule_speaks_in_sentences_that_can_be_translated(rule: Rule) -> None:
    for words in (rule.says, rule.fix):
        if words is not None:
            assert isinstance(words, Message)
            assert words.endswith((".", "”"))
            assert words[0].isupper()
            assert not {"TCR", "CTA", "DCA", "SHAFT", "MNO", "CSP"} & set(words.replace(".", " ").split())


def test_the_families_hold_every_rule_once_and_between_them_every_family() -> None:
    assert [rule for rules in FAMILIES.values() for rule in rules] == list(RULES) == list(BY_ID.values())
    assert {rule.id for rules in PAGE_FAMILIES.values() for rule in rules} == set(PAGE_RULES)
    assert {*FAMILIES, *PAGE_FAMILIES} == set(Family)
    assert not set(FAMILIES) & set(PAGE_FAMILIES)


def test_a_complete_registration_has_no_finding() -> None:
    assert report(subject()).findings == ()


# What is asked of a person or of a listed company only, and what is asked of everybody else but a person.
OF_PERSONS = {"first_name.required", "last_name.required", "mobile.required"}
OF_LISTED = {"stock_symbol.required", "stock_exchange.required", "contact_email.required", "website.required"}
OF_COMPANIES = {"legal_name.required", "ein.required"}


@pytest.mark.parametrize(
    ("kind", "spared"),
    [
        ("", OF_PERSONS | OF_LISTED),
        ("SOLE_PROPRIETOR", OF_LISTED | OF_COMPANIES | {"entity_type.required"}),
        ("PUBLIC_PROFIT", OF_PERSONS | {"entity_type.required"}),
    ],
)
def test_an_empty_one_is_asked_for_everything_that_its_kind_requires_and_for_nothing_else(
    kind: str, spared: set[str]
) -> None:
    found = report(Subject(Answers(entity_type=kind)))
    assert {finding.rule for finding in found.blockers} == {
        *(rule.id for rule in RULES if rule.id.endswith(".required") and rule.id not in spared),
        "samples.count",
        "number.chosen",
        "policy.published",
    }
    assert {finding.rule for finding in found.findings} - {finding.rule for finding in found.blockers} == {
        "website.advised_to_a_person" if kind == "SOLE_PROPRIETOR" else "website.advised"
    }


@given(SUBJECTS)
def test_no_answer_breaks_a_rule_and_each_finding_can_be_shown(of: Subject) -> None:
    found = report(of)
    assert found.version == VERSION
    for finding in found.findings:
        assert finding.field in FIELD_NAMES
        assert isinstance(finding.message, Message)
        assert finding.message.endswith(".")
        assert finding.predicts in catalogue()


@given(SUBJECTS)
def test_preflight_says_the_same_of_the_same_answers(of: Subject) -> None:
    assert report(of) == report(Subject(Answers.from_json(of.answers.to_json()), of.ein, of.has_number, of.has_policy))


@given(SUBJECTS, st.randoms(use_true_random=False))
def test_the_order_of_the_rules_never_changes_what_is_found(of: Subject, chance: object) -> None:
    shuffled = list(RULES)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert Counter(map(repr, examine(of, shuffled).findings)) == Counter(map(repr, report(of).findings))


def test_a_report_tells_blockers_from_warnings_and_finds_fields() -> None:
    found = report(subject(website="", zip_code="1"))
    assert [finding.rule for finding in found.blockers] == ["zip_code.shape"]
    assert [finding.rule for finding in found.warnings] == ["website.advised"]
    assert [finding.rule for finding in found.on("website")] == ["website.advised"]
    assert [finding.field for finding in found.on("website", "zip_code")] == ["zip_code", "website"]
    assert found.on("city") == ()


def test_a_finding_carries_the_words_of_its_problem_and_else_those_of_its_rule() -> None:
    own = Problem("city", msg("No."), evidence=Evidence("city", 1, 3), patch=Patch("Lakeland"))

    @rule(
        "city.tip",
        severity=Severity.TIP,
        predicts="OTHER",
        says=msg("Hm."),
        source="ours",
        fix=msg("Yes."),
        example="e",
    )
    def tip(of: Subject) -> object:
        return [own, Problem("state")]

    found = examine(Subject(Answers()), [tip])
    first = Finding(
        "city.tip",
        Severity.TIP,
        "city",
        msg("No."),
        "OTHER",
        msg("Yes."),
        "e",
        Evidence("city", 1, 3),
        Patch("Lakeland"),
    )
    assert found == Report(
        VERSION, (first, Finding("city.tip", Severity.TIP, "state", msg("Hm."), "OTHER", msg("Yes."), "e"))
    )
    assert found.blockers == found.warnings == ()


def test_a_required_answer_can_be_waived_for_some() -> None:
    waived = required("city", msg("Enter."), predicts="OTHER", source="ours", unless=lambda of: of.has_number)
    assert list(waived.check(Subject(Answers(), has_number=True))) == []
    assert list(waived.check(Subject(Answers()))) == [Problem("city")]


def test_the_example_that_rehearsals_file_passes() -> None:
    assert report(Subject(example_answers(), "99-0000100", has_number=True, has_policy=True)).findings == ()
