"""Findings on pages come back from the database as they went in; what they quote can be kept by any database."""

import json

from hypothesis import given
from hypothesis import strategies as st

from onboarding.domain.preflight.keeping import kept, quote, read_again
from onboarding.domain.preflight.page_catalogue import BY_ID, page_report
from onboarding.domain.preflight.pages import PageKind
from onboarding.domain.preflight.rule import Evidence, Finding, Severity
from onboarding.domain.words import msg

RULE = "website.gambling"


def finding(start: int, end: int) -> Finding:
    said = msg("The website is about %(subject)s.", subject=msg("gambling"))
    fix, seen = msg("Answer %(count)s.", count=3), Evidence("website", start, end)
    return Finding("website.brand", Severity.WARNING, "website", said, "WEBSITE_MISMATCH", fix, "So.", seen)


def test_a_finding_comes_back_as_it_went_in() -> None:
    before = finding(4, 9)
    after = read_again(json.loads(json.dumps(kept(before))))
    assert after == before
    assert after is not None
    assert (after.message.msgid, after.message.params) == (before.message.msgid, before.message.params)
    assert after.message.params["subject"].msgid == "gambling", "it is translated, too"


def test_everything_that_the_rules_say_of_a_page_can_be_kept() -> None:
    html = "<p>Win at our casino and buy cannabis. We share your number with partners. [your name]</p>"
    for kind in PageKind:
        for each in page_report(kind, html, ("Blue Door",)).findings:
            assert read_again(json.loads(json.dumps(kept(each)))) == each


def test_a_rule_that_there_is_no_longer_says_nothing() -> None:
    assert "website.no_such" not in BY_ID
    assert read_again(kept(finding(0, 1)) | {"rule": "website.no_such"}) is None


def test_a_quote_is_the_words_and_what_stands_around_them() -> None:
    text = "a" * 100 + "casino" + "b" * 100
    assert quote(finding(100, 106), text) == ["a" * 60, "casino", "b" * 60]
    assert quote(finding(0, 3), "win at") == ["", "win", " at"]
    assert quote(finding(50, 60), "short") is None


@given(st.text(), st.integers(0, 50), st.integers(0, 900))
def test_a_quote_can_be_kept_and_has_an_end(text: str, start: int, length: int) -> None:
    parts = quote(finding(start, start + length), text * 10)
    if parts is not None:
        assert max(map(len, parts)) <= 300
        assert "\x00" not in "".join(parts)
        "".join(parts).encode()
