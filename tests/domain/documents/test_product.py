"""Every document of the full product of answers passes every rule of preflight, in both languages."""

from itertools import islice

import pytest

from onboarding.domain.documents.compose import compose
from onboarding.domain.documents.kinds import HOSTED, Kind, Language
from onboarding.domain.documents.selftest import self_test
from onboarding.domain.preflight import elements
from onboarding.domain.preflight.sharing import read_sharing
from onboarding.domain.text.reading import read
from tests.domain.documents.making import full_product, hosted

PARTS = 8


@pytest.mark.parametrize("part", range(PARTS))
def test_no_rule_has_anything_to_say_of_any_of_them(part: int) -> None:
    seen = 0
    for facts in islice(full_product(), part, None, PARTS):
        for kind in HOSTED:
            for language in Language:
                content, html = hosted(kind, language, facts)
                found = self_test(content, html).findings
                assert not found, (kind, language, [finding.rule for finding in found], facts)
                seen += 1
    assert seen > 1000


@pytest.mark.parametrize("part", range(PARTS))
def test_what_is_said_on_paper_and_aloud_has_every_element(part: int) -> None:
    for facts in islice(full_product(), part, None, PARTS):
        for kind in (Kind.PAPER, Kind.VERBAL, Kind.SIGN):
            for language in Language:
                body = compose(kind, facts).bodies[language]
                words = "\n".join(clause.text for clause in body.clauses)
                text = read(words)
                for element in (elements.FREQUENCY, elements.RATES, elements.PRIVACY):
                    assert element.within(text), (kind, language, words)
                assert "STOP" in words
                assert "HELP" in words
                assert facts.name in words


@pytest.mark.parametrize("part", range(PARTS))
def test_the_paragraphs_for_another_policy_promise_the_same(part: int) -> None:
    for facts in islice(full_product(), part, None, PARTS):
        for language in Language:
            body = compose(Kind.AMENDMENT, facts).bodies[language]
            sharing = read_sharing("\n".join(clause.text for clause in body.clauses))
            assert sharing.denies_texting
            assert sharing.denies_selling
            assert sharing.denies_sharing
            assert next(sharing.offences(), None) is None
