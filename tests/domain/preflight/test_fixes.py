"""Mending in one click: a patch helps and harms nothing, and all of them together come to an end."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings

from onboarding.domain.preflight.catalogue import RULES, report
from onboarding.domain.preflight.fixes import Change, fix_all, mended, safe_findings
from onboarding.domain.preflight.rule import Finding, Patch, Severity, Subject, examine
from tests.domain.preflight.flows import flow
from tests.domain.preflight.typed import TYPED
from tests.domain.strategies import subject

NAMELESS = "Hi [first name], your cake is ready at the counter."
BAD = {
    "message_flow": "Customers check a box on the form at https://www.rehearsal-bakery.example/texts to get texts about orders.",
    "sample1": NAMELESS + " See bit.ly/cake",
    "sample2": "",
    "opt_in_message": "Welcome to our list",
    "opt_out_message": "Goodbye. Before you go: 10% off!",
    "help_message": "We will help you soon",
    "opt_out_keywords": "quit; end",
}


def blockers(of: Subject) -> set[tuple[str, str]]:
    return {(f.rule, f.field) for f in report(of).blockers}


def differing(one: Subject, other: Subject) -> set[str]:
    before, after = one.answers.to_json(), other.answers.to_json()
    return {name for name in before if before[name] != after[name]}


def test_everything_that_can_be_mended_is_mended_at_once() -> None:
    link = {"policy_link": "https://greenlight.example/p/bakery"}
    before = subject(**BAD, around=link)
    assert len(report(before).blockers) > 12
    after, changes = fix_all(before)
    assert report(after).blockers == ()
    assert {change.field for change in changes} == set(BAD) - {"sample2"} | {"embedded_link"}
    assert after.answers.sample1.startswith(
        "Rehearsal Bakery: Hi [first name], your cake is ready at the counter. See https://"
    )
    assert after.answers.sample1.endswith("Reply STOP to opt out.")
    assert replace(after, answers=before.answers) == before


def test_each_change_tells_before_after_and_the_rules_that_asked_for_it() -> None:
    before = subject(help_message="Bakery help will come soon")
    after, changes = fix_all(before)
    expected = Change(
        "help_message",
        before.answers.help_message,
        after.answers.help_message,
        ("help_message.brand", "help_message.contact"),
    )
    assert changes == (expected,)


def test_a_registration_without_findings_stays_as_it_is() -> None:
    assert fix_all(subject()) == (subject(), ())


def test_tips_and_what_the_owner_should_decide_are_left_to_the_owner() -> None:
    told = subject(embedded_link=True, opt_out_keywords="STOP", display_name="Rehearsal Wine Shop")
    assert {f.rule for f in report(told).findings if f.patch} >= {
        "embedded_link.unshown",
        "opt_out_keywords.law",
        "age_gated.undeclared",
    }
    assert fix_all(told) == (told, ())


def patched(field: str, patch: Patch | None, rule: str) -> Finding:
    found = next(
        f for f in report(subject(message_flow=flow(without="rates"))).findings if f.rule == "message_flow.rates"
    )
    return replace(found, field=field, patch=patch, rule=rule)


@pytest.mark.parametrize(
    "patch",
    [
        None,
        Patch(flow(without="rates")),  # changes nothing
        Patch(flow(without="rates") + " Thanks."),  # does not help
        Patch("Message and data rates may apply to all of you."),  # helps, and harms elsewhere
    ],
)
def test_a_patch_that_does_not_help_or_that_harms_is_not_made(patch: Patch | None) -> None:
    before = subject(message_flow=flow(without="rates"))
    assert mended(before, patched("message_flow", patch, "message_flow.rates")) is None


@pytest.mark.parametrize(
    ("rule", "field", "text"),
    [
        ("samples.brackets", "sample2", "Rehearsal Bakery: your tasting is on DATE at TIME. Reply STOP to opt out."),
        ("samples.shortener", "sample2", "Rehearsal Bakery: bit.ly/cake or tinyurl.com/pie. Reply STOP to opt out."),
        ("samples.https", "sample2", "Rehearsal Bakery: http://a.example and http://b.example. Reply STOP to opt out."),
        ("samples.leftover", "sample2", "[Company]: hello from {{business_name}} today. Reply STOP to opt out."),
        ("message_flow.leftover", "message_flow", flow("From [Company] or {business}.")),
        ("message_flow.leftover", "message_flow", flow("From COMPANY NAME or INSERT BUSINESS NAME HERE.")),
        (
            "description.leftover",
            "description",
            "[Company] texts customers of {business_name} about their cakes and pies.",
        ),
        (
            "opt_in_message.leftover",
            "help_message",
            "[Company]: call {{business}} at (863) 555-0188. Reply STOP to opt out.",
        ),
        ("opt_out_keywords.list", "opt_out_keywords", "quit; end"),
        ("help_keywords.list", "help_keywords", "info / hilfe"),
    ],
)
def test_several_mistakes_of_one_kind_in_one_text_are_all_mended(rule: str, field: str, text: str) -> None:
    before = subject(**{field: text})
    assert rule in {f.rule for f in report(before).findings}
    after, _ = fix_all(before)
    assert rule not in {f.rule for f in report(after).findings}


@given(TYPED)
@settings(max_examples=100)
def test_no_patch_brings_a_new_blocker_or_touches_another_field(of: Subject) -> None:
    for finding in report(of).findings:
        after = mended(of, finding)
        if after is not None:
            assert blockers(after) <= blockers(of)
            assert differing(of, after) == {finding.field}
            assert len(report(after).blockers) <= len(report(of).blockers)


@given(TYPED)
@settings(max_examples=100)
def test_a_patch_holds_a_value_of_its_fields_kind_that_differs_from_what_is_there(of: Subject) -> None:
    for finding in report(of).findings:
        if finding.patch is not None:
            now = getattr(of.answers, finding.field)
            assert type(finding.patch.value) is type(now)
            assert finding.patch.value != now


@given(TYPED)
@settings(max_examples=100)
def test_mending_all_ends_and_nothing_is_left_that_a_safe_patch_would_help(of: Subject) -> None:
    after, changes = fix_all(of)
    assert list(safe_findings(after)) == []
    assert fix_all(after) == (after, ())
    assert blockers(after) <= blockers(of)
    assert differing(of, after) == {change.field for change in changes}
    for change in changes:
        assert change.before == getattr(of.answers, change.field)
        assert change.after == getattr(after.answers, change.field)
        assert change.rules
    assert replace(after, answers=of.answers) == of


@given(TYPED)
@settings(max_examples=100)
def test_the_order_of_the_rules_never_changes_what_is_found(of: Subject) -> None:
    forward, backward = examine(of, RULES), examine(of, reversed(RULES))
    assert Counter(map(repr, forward.findings)) == Counter(map(repr, backward.findings))


@given(TYPED)
@settings(max_examples=100)
def test_what_is_shown_as_evidence_lies_within_its_field(of: Subject) -> None:
    for finding in report(of).findings:
        if finding.evidence is not None:
            text = getattr(of.answers, finding.evidence.field)
            assert 0 <= finding.evidence.start <= finding.evidence.end <= len(text), finding


def test_what_the_tests_type_meets_most_rules_with_a_patch() -> None:
    """Else the properties above would say little."""
    met: set[str] = set()

    @given(TYPED)
    @settings(max_examples=200)
    def meet(of: Subject) -> None:
        met.update(f.rule for f in report(of).findings if f.patch and f.severity is not Severity.TIP)

    meet()
    assert len(met) >= 20, sorted(met)
