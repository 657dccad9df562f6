"""Whether something is said or denied."""

import pytest

from onboarding.domain.text.negation import is_denied
from onboarding.domain.text.phrases import Phrases
from onboarding.domain.text.reading import read

SHARE = Phrases("share|compartimos")


@pytest.mark.parametrize(
    "text",
    [
        "We do not share it",
        "We don't share it",
        "We never share it",
        "We will never sell or share it",
        "Nobody may share it",
        "Without asking we share",
        "It is forbidden to share it",
        "We refuse to share it",
        "Neither we nor others share it",
        "no compartimos su número",
        "Nunca compartimos",
        "Not now, not later, do we share",
    ],
)
def test_it_is_denied_by_a_word_just_before_it(text: str) -> None:
    found = SHARE.find(read(text))
    assert found is not None
    assert is_denied(read(text), found)


@pytest.mark.parametrize(
    "text",
    [
        "We share it",
        "We do not sell it. We share it.",
        "We do not sell it, but we share it",
        "We do not sell it; however we share it",
        "Not without reason. They share",
        "We share it, never fear",
        "No vendemos, pero compartimos",
        "We are never late and always on time and polite and clean and open on Sundays, when all of us share it",
        "Notable partners share it",
        "",
    ],
)
def test_it_is_not_denied_by_a_word_of_another_sentence_or_after_a_turn_or_far_away(text: str) -> None:
    found = SHARE.find(read(text))
    assert found is None or not is_denied(read(text), found)


@pytest.mark.parametrize(("reach", "denied"), [(1, False), (2, False), (3, True), (8, True)])
def test_how_far_a_denial_reaches_can_be_told(reach: int, denied: bool) -> None:
    text = read("We never ever will share it")
    found = SHARE.find(text)
    assert found is not None
    assert is_denied(text, found, reach) is denied
