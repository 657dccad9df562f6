"""What reviewers see when they open an address."""

from datetime import UTC, datetime
from typing import Any

import pytest

from onboarding.domain.pages import Snapshot, Trouble
from onboarding.domain.preflight.page_catalogue import page_report
from onboarding.domain.preflight.pages import FIELD_OF_KIND, PAGE_NAMES, PageKind
from tests.domain.preflight.page_parts import PARTS, page, said
from tests.domain.preflight.test_content import FINE, SURE

KIND = PageKind.WEBSITE


def seen(**changes: Any) -> dict[str, Snapshot]:
    address = "https://www.bluedoor.example"
    whole = {"asked": address, "address": address, "fetched_at": datetime(2026, 11, 26, tzinfo=UTC), "status": 200}
    return {"snapshot": Snapshot(**{**whole, **changes})}


@pytest.mark.parametrize("kind", PageKind)
def test_a_whole_page_that_everybody_can_open_has_nothing_against_it(kind: PageKind) -> None:
    assert said(kind, page(kind), **seen()) == []


@pytest.mark.parametrize("kind", PageKind)
@pytest.mark.parametrize("trouble", Trouble)
def test_each_trouble_is_told_in_words_of_its_own_and_nothing_else_is(kind: PageKind, trouble: Trouble) -> None:
    found = page_report(kind, "", (), **seen(status=0, trouble=trouble)).findings
    assert [(f.field, f.rule.endswith("reachable")) for f in found] == [(FIELD_OF_KIND[kind], True)]
    assert len(found[0].message) > 20


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (401, "asks for a login"),
        (403, "asks for a login"),
        (404, "no page at this"),
        (410, "no page at this"),
        (500, "(500)"),
        (503, "(503)"),
    ],
)
def test_each_answer_that_is_no_page_is_told(status: int, words: str) -> None:
    (found,) = page_report(KIND, "", (), **seen(status=status)).findings
    assert words in found.message


def test_a_page_without_a_certificate_is_told_so() -> None:
    assert said(KIND, page(KIND), **seen(address="http://www.bluedoor.example")) == ["website.secured"]


@pytest.mark.parametrize(
    ("html", "rules"),
    [
        ("<h1>Coming soon</h1>", ["website.ready"]),
        ("<p>Blue Door Bakery: our new site is under construction.</p>", ["website.ready"]),
        ("<form>Members only, please log in <input type=password></form>", ["website.ready"]),
        ("<h1>Blue Door Bakery</h1><a href='/privacy'>Privacy</a>", ["website.content"]),
        (page(KIND, without="contact"), ["website.content"]),
        (page(KIND, without="policy"), ["website.policy"]),
        (page(KIND).replace("Blue Door Bakery", "Sunny Side Diner"), ["website.brand"]),
        (page(KIND, contact='<a href="/contact">Contact</a>'), []),
        (page(KIND, contact='<a href="tel:+18635550188">Phone</a>'), []),
        (page(KIND, contact="<p>hello@bluedoor.example</p>"), []),
        (page(KIND, "<p>The new oven is coming soon.</p>"), []),
    ],
)  # fmt: skip
def test_a_website_is_read_as_a_reviewer_does(html: str, rules: list[str]) -> None:
    assert said(KIND, html) == rules


@pytest.mark.parametrize("code", [code for code in SURE if code != "phishing"])
def test_a_forbidden_subject_on_the_website_is_told(code: str) -> None:
    assert f"website.{code}" in said(KIND, page(KIND, f"<p>{SURE[code][0]}</p>"))
    assert f"website.{code}" not in said(KIND, page(KIND, *(f"<p>{text}.</p>" for text in FINE[code])))


def test_every_kind_of_page_has_a_field_a_name_and_rules() -> None:
    assert set(FIELD_OF_KIND) == set(PAGE_NAMES) == set(PARTS) == set(PageKind)
