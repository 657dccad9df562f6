"""Why a number could not be attached: what passes by itself is tried again, but not for ever."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.domain.attachments import TRIES, code, may_pass


@pytest.mark.parametrize(
    ("failure", "expected"),
    [
        ("MNO_SHARING_ERROR", "MNO_SHARING_ERROR"),
        ("EXCEEDED_10DLC_LIMIT: 49 numbers", "EXCEEDED_10DLC_LIMIT"),
        (" INTERNAL_ERROR - sorry", "INTERNAL_ERROR"),
        ("the number is unknown", ""),
        ("ERROR", ""),
        ("", ""),
    ],
)
def test_a_code_is_read_from_the_beginning_and_prose_never(failure: str, expected: str) -> None:
    assert code(failure) == expected


def test_what_passes_is_tried_again_a_few_times() -> None:
    assert [may_pass("MNO_SHARING_ERROR", failures) for failures in (1, TRIES - 1, TRIES)] == [True, True, False]


@pytest.mark.parametrize("failure", ["EXCEEDED_10DLC_LIMIT", "TFN_NOT_ALLOWED", "attached to another campaign", ""])
def test_what_somebody_must_change_is_not_tried_again(failure: str) -> None:
    assert not may_pass(failure, 1)


@given(st.text(max_size=60), st.integers(0, 9))
def test_whatever_a_provider_writes_is_weighed(failure: str, failures: int) -> None:
    assert may_pass(failure, failures) in {True, False}
