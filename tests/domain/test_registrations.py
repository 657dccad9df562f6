"""The guided pages as data: each answer on one page, each page done when nothing stands against it."""

from dataclasses import fields

import pytest
from hypothesis import given

from onboarding.domain.answers import Answers
from onboarding.domain.preflight.catalogue import report
from onboarding.domain.preflight.rule import Subject
from onboarding.domain.registrations import BY_NAME, FIELD_NAMES, STEP_OF_FIELD, STEPS, checklist, step_after
from onboarding.domain.words import Message
from tests.domain.strategies import SUBJECTS, subject

ASKED = {field.name for field in fields(Answers)} | {"ein", "number", "policy"}


def test_each_field_is_asked_on_exactly_one_page_and_has_a_name() -> None:
    asked = [field for step in STEPS for field in step.fields]
    assert len(asked) == len(set(asked))
    assert set(asked) == ASKED == set(FIELD_NAMES) == set(STEP_OF_FIELD)
    assert all(isinstance(name, Message) for name in FIELD_NAMES.values())
    assert all(isinstance(step.title, Message) for step in STEPS)


def test_pages_follow_each_other() -> None:
    walked = [STEPS[0]]
    while following := step_after(walked[-1].name):
        walked.append(following)
    assert tuple(walked) == STEPS
    assert list(BY_NAME) == [step.name for step in STEPS]
    with pytest.raises(ValueError, match="nowhere"):
        step_after("nowhere")


def tasks(of: Subject) -> dict[str, tuple[bool, bool]]:
    return {task.step.name: (task.done, task.started) for task in checklist(of.answers, of.ein, report(of))}


def test_at_first_nothing_is_started_and_nothing_done() -> None:
    assert set(tasks(Subject(Answers())).values()) == {(False, False)}


def test_in_the_end_everything_is_done() -> None:
    assert all(done for done, _ in tasks(subject()).values())


def test_a_page_is_undone_by_a_blocker_on_its_own_field_only() -> None:
    found = tasks(subject(zip_code="338"))
    assert [name for name, (done, _) in found.items() if not done] == ["address"]


def test_the_ein_alone_starts_the_first_page() -> None:
    assert tasks(Subject(Answers(), "59-0324412"))["business"] == (False, True)


def test_a_warning_leaves_a_page_done() -> None:
    of = subject(website="")
    assert report(of).on("website")
    assert tasks(of)["contact"] == (True, True)


@given(SUBJECTS)
def test_all_pages_are_done_exactly_when_no_blocker_stands(of: Subject) -> None:
    found = report(of)
    assert all(task.done for task in checklist(of.answers, of.ein, found)) is (not found.blockers)
