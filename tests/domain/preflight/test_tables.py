"""The tables are the specification of the rules: each rule of sense stands in one, with what it says something about and what not."""

from collections import Counter

import pytest

from onboarding.domain.preflight.catalogue import RULES
from onboarding.domain.preflight.rule import Rule
from tests.domain.preflight import (
    test_call_to_action,
    test_consent_terms,
    test_content,
    test_description,
    test_entity,
    test_flags,
    test_identity_sense,
    test_opt_in_ways,
    test_reach,
    test_replies,
    test_samples,
    test_use_case,
)
from tests.domain.preflight.asking import is_shape

TABLES = (
    test_call_to_action,
    test_description,
    test_entity,
    test_flags,
    test_identity_sense,
    test_opt_in_ways,
    test_reach,
    test_replies,
    test_samples,
    test_use_case,
)
OF_SENSE = [rule for rule in RULES if not is_shape(rule.id)]
SAID = Counter(
    [
        *(row[0] for module in TABLES for row in module.SAYS),
        *(f"message_flow.{rule}" for rule, texts in test_consent_terms.SAYS.items() for _ in texts),
        *(f"content.{code}" for code, texts in test_content.SURE.items() for _ in texts),
        *(f"content.{code}_hint" for code in test_content.HINTS),
        "description.english",
        "samples.english",
    ]
)
NOT_SAID = Counter(
    [
        *(row[0] for module in TABLES for row in module.SILENT),
        *(f"message_flow.{rule}" for rule, texts in test_consent_terms.SILENT.items() for _ in texts),
        *(f"message_flow.{name}" for name, texts in test_call_to_action.WAYS_TO_SAY.items() for _ in texts),
        *(
            f"content.{code}{hint}"
            for code, texts in test_content.FINE.items()
            for _ in texts
            for hint in ("", "_hint")
        ),
        *("description.english", "samples.english") * 5,
    ]
)


@pytest.mark.parametrize("rule", OF_SENSE, ids=lambda rule: rule.id)
def test_each_rule_of_sense_has_a_case_and_two_that_are_none(rule: Rule) -> None:
    assert SAID[rule.id] >= 1
    assert NOT_SAID[rule.id] >= 2


def test_the_tables_speak_of_rules_that_there_are() -> None:
    ids = {rule.id for rule in RULES}
    assert set(SAID) <= ids
    assert set(NOT_SAID) <= ids
