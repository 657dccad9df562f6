"""Preflight for machines: a registration as JSON goes in, a report as JSON comes out."""

import json
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.domain.answers import Answers
from onboarding.domain.preflight.catalogue import report
from onboarding.domain.preflight.exchange import WIRE_NAMES, Unreadable, read_registration, tell_report, verdict
from onboarding.domain.preflight.page_catalogue import page_report
from onboarding.domain.preflight.pages import PageKind
from tests.domain.preflight.flows import flow
from tests.domain.preflight.typed import EXAMPLE, TYPED
from tests.domain.strategies import subject

TODAY = date(2026, 11, 26)
WHOLE = EXAMPLE.to_json() | {"ein": "59-0324412"}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["brand", "campaign", "ein", "website", "usecase", "embedded_link", "opt_in_methods", "x"]),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


def test_our_own_names_are_read() -> None:
    of = read_registration(WHOLE, TODAY)
    assert (of.answers, of.ein, of.today, of.has_number, of.has_policy) == (EXAMPLE, "59-0324412", TODAY, True, True)
    assert report(of).findings == ()


def test_the_registrys_names_are_read_at_the_top_and_in_parts() -> None:
    back = {ours: theirs for theirs, ours in WIRE_NAMES.items()}
    theirs = {back.get(name, name): value for name, value in WHOLE.items()}
    assert read_registration(theirs).answers == EXAMPLE
    brand = {name: theirs.pop(name) for name in ("companyName", "displayName", "ein", "website")}
    parted = {
        "brand": brand,
        "campaign": theirs,
        "country": "US",
        "privacyPolicyLink": "https://a.example/p",
        "mock": False,
    }
    of = read_registration(parted)
    assert (of.answers, of.ein, of.policy_link) == (EXAMPLE, "59-0324412", "https://a.example/p")


def test_what_is_not_told_is_empty_and_null_is_not_told() -> None:
    assert read_registration({}).answers == Answers()
    assert (
        read_registration({"website": None, "embedded_link": None, "sub_use_cases": None, "ein": None}).answers
        == Answers()
    )
    assert read_registration({"opt_in_page": "https://a.example"}).answers.opt_in_methods == ("website",)


@pytest.mark.parametrize(
    ("data", "field"),
    [
        (None, ""),
        ([], ""),
        ("text", ""),
        ({"wesbite": "https://a.example"}, "wesbite"),
        ({"campaign": {"messageFlw": ""}}, "messageFlw"),
        ({"website": 7}, "website"),
        ({"embeddedLink": "yes"}, "embeddedLink"),
        ({"embedded_link": 1}, "embedded_link"),
        ({"sub_use_cases": "MARKETING"}, "sub_use_cases"),
        ({"subUsecases": ["MARKETING", 2]}, "subUsecases"),
        ({"ein": 590324412}, "ein"),
        ({"brand": "Bakery"}, "brand"),
        ({"policy_link": []}, "policy_link"),
    ],
)
def test_what_is_no_registration_is_told_by_the_name_of_its_part(data: Any, field: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_registration(data)
    assert caught.value.field == field
    assert str(caught.value).endswith(".")


@given(JSON)
def test_any_json_is_a_registration_or_unreadable(data: Any) -> None:
    with suppress(Unreadable):
        of = read_registration(data)
        json.dumps(tell_report(report(of), of))


@given(TYPED)
def test_a_report_is_plain_json_and_counts_what_it_holds(of: Any) -> None:
    told = json.loads(json.dumps(tell_report(report(of), of)))
    assert sum(told["counts"].values()) == len(told["findings"])
    assert told["verdict"] == (
        "blocked" if told["counts"]["blocker"] else "warned" if told["counts"]["warning"] else "clean"
    )
    for finding in told["findings"]:
        assert set(finding) == {
            "rule", "severity", "field", "message", "fix", "example", "predicts", "category", "codes", "evidence", "patch", "source", "date",
        }  # fmt: skip
    for fix in told["fixes"]:
        assert fix["before"] != fix["after"]
        assert fix["rules"]


def test_the_verdict_is_one_word() -> None:
    assert verdict(report(subject())) == "clean"
    assert verdict(report(subject(opt_out_keywords="STOP"))) == "clean", "tips leave it clean"
    assert verdict(report(subject(website=""))) == "warned"
    assert verdict(report(subject(zip_code="1", website=""))) == "blocked"


def test_fixes_are_told_only_where_the_registration_is_given() -> None:
    of = subject(message_flow=flow(without="rates"))
    assert "fixes" not in tell_report(report(of))
    (fix,) = tell_report(report(of), of)["fixes"]
    assert (fix["field"], fix["rules"]) == ("message_flow", ["message_flow.rates"])


def test_findings_on_pages_are_told_too() -> None:
    told = tell_report(page_report(PageKind.PRIVACY, "<p>We bake cakes.</p>"))
    (finding,) = told["findings"]
    assert (finding["rule"], finding["category"]) == ("policy.is_one", "PRIVACY_POLICY")
