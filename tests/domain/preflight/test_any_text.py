"""Whatever is typed: no rule raises, evidence lies in the text, and time goes with the length."""

from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onboarding.domain.preflight.catalogue import RULES, report
from onboarding.domain.preflight.page_catalogue import page_report
from onboarding.domain.preflight.pages import PageKind
from onboarding.domain.preflight.rule import Subject
from onboarding.domain.registrations import FIELD_NAMES
from onboarding.domain.text import reading
from tests.domain.preflight.typed import FRAGMENTS, ODD, WILD
from tests.domain.strategies import subject

# What regular expressions and readers stumble over, each repeated to any length.
NASTY = [
    "a", "a ", "not ", "we share your number with partners. ", "we do not share your number with partners and ", "reply stop ", "[", "[a", "{{x}} ",
    "_", "“a ", "https://a.b/", "a.", "a.b.c.", "a@b.", "1-", "415 555 ", "(415) ", "'a'", "% ", "<a", "STOP", "msg & data ", "no ni ", "\n", ". ", ", ",
    "é", "🍰", "consent to texts about orders ", "without your consent ", "X: ",
]  # fmt: skip


@given(WILD)
@settings(max_examples=40)
def test_no_rule_raises_whatever_was_typed(of: Subject) -> None:
    for finding in report(of).findings:
        assert finding.field in FIELD_NAMES
        assert finding.message
        if finding.evidence is not None:
            assert (
                0 <= finding.evidence.start <= finding.evidence.end <= len(getattr(of.answers, finding.evidence.field))
            )


@pytest.mark.parametrize("text", [*ODD, *NASTY])
def test_one_odd_thing_in_every_field_is_taken(text: str) -> None:
    names = ("legal_name", "display_name", "first_name", "street", "website", "opt_in_page", "description", "message_flow", "sample1", "opt_in_message",
             "opt_out_message", "help_message", "opt_out_keywords", "email", "phone", "zip_code", "ein_issued", "stock_symbol")  # fmt: skip
    for repeated in (text, (text * 4096)[:4096]):
        report(subject(ein=repeated, **dict.fromkeys(names, repeated)))


@given(
    st.sampled_from(PageKind),
    st.lists(st.one_of(st.sampled_from([*FRAGMENTS, *ODD]), st.text(max_size=20)), max_size=12),
    st.text(max_size=20),
)
def test_no_page_rule_raises_whatever_stands_on_a_page(kind: PageKind, pieces: list[str], name: str) -> None:
    for html in (
        " ".join(pieces),
        "".join(f"<p>{each}</p>" for each in pieces),
        f"<form><input type=tel>{''.join(pieces)}",
    ):
        for finding in page_report(kind, html, (name,)).findings:
            assert finding.message


def words_read(text: str) -> int:
    return len(reading.Text(text).words)


@pytest.mark.parametrize("piece", NASTY)
def test_a_text_of_twice_the_length_has_twice_the_words_at_most(piece: str) -> None:
    once, twice = (words_read(piece * (length // len(piece))) for length in (4_000, 8_000))
    assert twice <= 2 * once + 40
    assert all(len(sentence) <= 200 for sentence in reading.Text(piece * 2_000).sentences)


def spent(repeats: int, run: int) -> float:
    """Processor time for every nasty text of a length; each run's texts are new, so that nothing is remembered."""
    total = 0.0
    for number, piece in enumerate(NASTY):
        text = f"Run {run} number {number}. " + (piece * 20_000)[: repeats * 2_000]
        of = subject(description=text, message_flow=f"{text} x", sample1=f"{text} y")
        begun = process_time()
        for rule in RULES:
            _exhaust(rule.check(of))
        total += process_time() - begun
    return total


def _exhaust(found: Any) -> None:
    for _ in found:
        pass


def test_time_goes_with_the_length_and_not_with_its_square() -> None:
    """Four times the text takes four times as long; a square would take sixteen times."""
    short = min(spent(1, run) for run in range(3))
    long = min(spent(4, run) for run in range(10, 13))
    assert long < 9 * short
