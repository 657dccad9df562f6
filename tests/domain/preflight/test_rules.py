"""All rules together: ids, sources, predictions, and that no answer whatever breaks one."""

from collections import Counter

import pytest
from hypothesis import given

from onboarding.domain.answers import Answers
from onboarding.domain.examples import example_answers
from onboarding.domain.preflight.catalogue import RULES, report
from onboarding.domain.preflight.rule import VERSION, Finding, Problem, Report, Rule, Severity, Span, Subject, examine
from onboarding.domain.preflight.shapes import required
from onboarding.domain.reasons import catalogue
from onboarding.domain.registrations import FIELD_NAMES
from onboarding.domain.words import Message, msg
from tests.domain.strategies import SUBJECTS, subject


def test_each_rule_has_an_id_of_its_own() -> None:
    assert [id_ for id_, times in Counter(rule.id for rule in RULES).items() if times > 1] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_rule_predicts_a_reason_we_know_and_names_its_source(rule: Rule) -> None:
    assert rule.predicts in catalogue()
    assert len(rule.source) > 5
    field, _, what = rule.id.partition(".")
    assert what
    assert field in FIELD_NAMES or field == "samples"


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
def test_an_empty_one_is_asked_for_everything_that_its_kind_requires(kind: str, spared: set[str]) -> None:
    found = report(Subject(Answers(entity_type=kind)))
    assert {finding.rule for finding in found.blockers} == {
        *(rule.id for rule in RULES if rule.id.endswith(".required") and rule.id not in spared),
        "samples.count",
        "number.chosen",
        "policy.published",
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


def test_a_report_tells_blockers_from_warnings_and_finds_fields() -> None:
    found = report(subject(website="", zip_code="1"))
    assert [finding.rule for finding in found.blockers] == ["zip_code.shape"]
    assert [finding.rule for finding in found.on("website")] == ["website.advised"]
    assert [finding.field for finding in found.on("website", "zip_code")] == ["zip_code", "website"]
    assert found.on("city") == ()


def test_a_finding_carries_fix_and_evidence_of_its_problem() -> None:
    problem = Problem("city", msg("No."), fix=msg("Yes."), span=Span(1, 3))
    tip = Rule("city.tip", Severity.TIP, "OTHER", "ours", lambda _subject: [problem])
    found = examine(Subject(Answers()), [tip])
    expected = Finding("city.tip", Severity.TIP, "city", msg("No."), "OTHER", msg("Yes."), Span(1, 3))
    assert found == Report(VERSION, (expected,))
    assert found.blockers == ()


def test_a_required_answer_can_be_waived_for_some() -> None:
    waived = required("city", msg("Enter."), predicts="OTHER", source="ours", unless=lambda of: of.has_number)
    assert list(waived.check(Subject(Answers(), has_number=True))) == []
    assert list(waived.check(Subject(Answers()))) == [Problem("city", msg("Enter."))]


def test_the_example_that_rehearsals_file_passes() -> None:
    assert report(Subject(example_answers(), "99-0000100", has_number=True, has_policy=True)).findings == ()
