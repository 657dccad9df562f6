"""How often preflight says what a reviewer would: precision and recall over the labelled corpus, which hold."""

import tomllib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

import pytest

from onboarding.domain import ein
from onboarding.domain.answers import Answers, EntityType, Frequency, OptInMethod
from onboarding.domain.preflight.catalogue import RULES, report
from onboarding.domain.preflight.fixes import fix_all, safe_findings
from onboarding.domain.preflight.page_catalogue import BY_ID as PAGE_RULES
from onboarding.domain.preflight.rule import Severity
from onboarding.domain.reasons import catalogue, reason
from onboarding.domain.usecases import all_use_cases, sub_use_cases
from tests.preflight.corpus_reading import (
    CORPUS,
    Case,
    Figures,
    PageCase,
    cases,
    page_cases,
    report_on,
    report_on_page,
    said,
)

FILES = sorted((CORPUS / "campaigns").glob("*.toml"))
FAMILY: Mapping[str, str] = {id_: reason(id_).category for id_ in catalogue()}
PREDICTED = {rule.predicts for rule in (*RULES, *PAGE_RULES.values())}


def campaigns() -> Figures:
    figures = Figures()
    for case in cases():
        figures.add(said(report_on(case)), case.expects, case.may, FAMILY)
    return figures


def pages() -> Figures:
    figures = Figures()
    for case in page_cases():
        figures.add(said(report_on_page(case)), case.expects, case.may, FAMILY)
    return figures


@pytest.mark.parametrize("count", [campaigns, pages], ids=lambda count: count.__name__)
def test_precision_and_recall_hold(count: object) -> None:
    figures = count()  # type: ignore[operator]
    print(f"\n{figures.table()}")
    assert figures.precision() >= 0.95, figures.table()
    assert figures.recall() >= 0.95, figures.table()


def test_no_clean_registration_is_stopped() -> None:
    stopped = {case.id: [f.rule for f in report_on(case).blockers] for case in cases() if not case.expects}
    assert {id_: rules for id_, rules in stopped.items() if rules} == {}


def test_no_clean_page_is_stopped() -> None:
    stopped = {case.file: [f.rule for f in report_on_page(case).blockers] for case in page_cases() if not case.expects}
    assert {file: rules for file, rules in stopped.items() if rules} == {}


def test_the_corpus_is_large_enough_to_tell_anything() -> None:
    assert len(cases()) >= 150
    assert len(page_cases()) >= 60
    assert len(FILES) >= 20, "a file a trade"
    assert sum(not case.expects for case in cases()) * 3 >= len(cases())
    assert sum(not case.expects for case in page_cases()) * 3 >= len(page_cases())
    assert sum(case.language == "es" for case in page_cases()) >= 15
    assert {case.answers.entity_type for case in cases()} == set(EntityType)


def test_each_case_has_an_id_of_its_own_that_begins_with_its_trade() -> None:
    for path in FILES:
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            assert row["id"].startswith(f"{path.stem}-"), row["id"]
    assert len({case.id for case in cases()}) == len(cases())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_case_is_like_an_earlier_one_and_holds_only_answers_that_we_ask(path: Path) -> None:
    seen: set[str] = set()
    known = {field.name: field.default for field in fields(Answers)}
    for row in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
        assert set(row) <= {"id", "like", "expects", "may", "note", "ein", "answers"}, row["id"]
        assert row.get("like", "") in seen | {""}, row["id"]
        assert row.get("note"), row["id"]
        is_person = row.get("answers", {}).get("entity_type") == EntityType.SOLE_PROPRIETOR
        assert "ein" in row or "like" in row or is_person, row["id"]
        for name, value in row.get("answers", {}).items():
            assert name in known, (row["id"], name)
            assert isinstance(value, list) if isinstance(known[name], tuple) else type(value) is type(known[name]), (
                row["id"],
                name,
            )
        seen.add(row["id"])


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.id)
def test_a_case_is_chosen_from_our_lists_and_labelled_with_reasons_that_a_rule_predicts(case: Case) -> None:
    assert case.expects <= PREDICTED
    assert case.may <= set(catalogue())
    assert not case.expects & case.may
    told = case.answers
    assert told.entity_type in set(EntityType)
    assert told.use_case in all_use_cases()
    assert set(told.sub_use_cases) <= set(sub_use_cases())
    assert set(told.opt_in_methods) <= set(OptInMethod)
    assert told.frequency in {*Frequency, ""}
    assert not case.ein or ein.is_plausible(case.ein) or case.expects & {"EIN_INVALID", "EIN_IS_SSN"}


@pytest.mark.parametrize("case", page_cases(), ids=lambda case: case.file)
def test_a_page_is_there_and_labelled_with_reasons_that_a_rule_predicts(case: PageCase) -> None:
    assert case.expects <= PREDICTED
    assert case.may <= set(catalogue())
    assert not case.expects & case.may
    assert case.language in {"en", "es"}
    assert case.brand
    assert case.note
    assert case.html.strip()


def test_each_page_has_a_label() -> None:
    there = {path.name for path in (CORPUS / "pages").glob("*.html")}
    assert there == {case.file for case in page_cases()}


# Ten campaigns with several mistakes that can be mended, and what may be left for the owner.
def _bad(count: int = 10) -> list[Case]:
    mendable = {case.id: sum(1 for f in report_on(case).blockers if f.patch and f.patch.safe) for case in cases()}
    worst = sorted(cases(), key=lambda case: (-mendable[case.id], case.id))
    return worst[:count]


@pytest.mark.parametrize("case", _bad(), ids=lambda case: case.id)
def test_ten_bad_campaigns_told_to_fix_all_safe_end_with_no_blocker_that_was_fixable(case: Case) -> None:
    before = report(case.subject())
    fixable = [f for f in before.blockers if f.patch and f.patch.safe]
    assert len(fixable) >= 2, "a bad campaign has several blockers that can be mended"
    after, changes = fix_all(case.subject())
    left = report(after).blockers
    assert [f.rule for f in safe_findings(after) if f.severity is Severity.BLOCKER] == []
    assert len(left) <= len(before.blockers) - 2
    assert {f.rule for f in left} <= {f.rule for f in before.blockers}
    assert {f.rule for f in left if f.patch and f.patch.safe} == set(), "what had a safe patch is gone"
    assert changes


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.id)
def test_mending_a_campaign_leaves_no_safe_patch_that_helps(case: Case) -> None:
    after, _ = fix_all(case.subject())
    assert list(safe_findings(after)) == []
    blockers = {(f.rule, f.field) for f in report(after).blockers}
    assert blockers <= {(f.rule, f.field) for f in report_on(case).blockers}


def test_mending_a_clean_campaign_adds_nothing_that_a_reviewer_would_decline_for() -> None:
    for case in cases():
        if not case.expects:
            after, _ = fix_all(case.subject())
            assert said(report(after)) <= said(report_on(case)), case.id
