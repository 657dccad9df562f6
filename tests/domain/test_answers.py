"""Answers: stored as JSON, read back the same, hashed the same."""

import json
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.domain.answers import Answers, EntityType, digest
from tests.domain.strategies import ANSWERS


@given(ANSWERS)
def test_answers_come_back_from_the_database_as_they_went_in(answers: Answers) -> None:
    assert Answers.from_json(json.loads(json.dumps(answers.to_json()))) == answers


@given(ANSWERS, st.dictionaries(st.text(max_size=10), st.integers(), max_size=3))
def test_names_that_nobody_knows_any_more_are_left_out(answers: Answers, strange: dict[str, int]) -> None:
    old = {name: value for name, value in strange.items() if name not in answers.to_json()}
    assert Answers.from_json(old | answers.to_json()) == answers


def test_missing_answers_are_empty() -> None:
    assert Answers.from_json({}) == Answers()
    assert not any(Answers().to_json().values())


def test_the_ein_has_no_place_among_the_answers() -> None:
    assert "ein" not in {field.name for field in fields(Answers)}
    with pytest.raises(TypeError):
        Answers().with_changes({"ein": "59-0324412"})


def test_a_change_leaves_the_original_alone() -> None:
    before = Answers(city="Lakeland")
    assert before.with_changes({"city": "Tampa"}) == Answers(city="Tampa")
    assert before.city == "Lakeland"


def test_examples_are_counted_without_gaps() -> None:
    assert Answers(sample1="one", sample3="three").samples == ("one", "three")


@given(ANSWERS)
def test_equal_answers_have_equal_digests_whatever_their_order(answers: Answers) -> None:
    values = answers.to_json()
    backwards = dict(reversed(values.items()))
    assert digest(values) == digest(backwards)
    assert len(digest(values)) == 64


@given(ANSWERS, ANSWERS)
def test_different_answers_have_different_digests(one: Answers, other: Answers) -> None:
    assert (digest(one.to_json()) == digest(other.to_json())) is (one == other)


def test_a_digest_stays_what_it_is() -> None:
    # Submissions keep digests for good: another way to count them would call every old one changed.
    assert digest({"a": 1, "b": ["é"]}) == "28cae5a5c18b900797e4b0965b55b478f4f38f98b65b950166fcdc48184ec43a"


def test_only_a_sole_proprietor_has_no_ein() -> None:
    assert [kind for kind in EntityType if not kind.has_ein] == [EntityType.SOLE_PROPRIETOR]


def test_the_law_sees_a_company_or_a_person() -> None:
    company = Answers(entity_type="PRIVATE_PROFIT", legal_name="Blue Door Bakery, LLC", first_name="Maria")
    person = Answers(entity_type="SOLE_PROPRIETOR", legal_name="left over", first_name="Maria", last_name="Lopez")
    assert company.legal_party == "Blue Door Bakery, LLC"
    assert person.legal_party == "Maria Lopez"
