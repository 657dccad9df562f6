"""The privacy policy: what reviewers look for is on the page, and nothing typed becomes markup."""

import re
from html import escape

import pytest
import tinyhtml5
from hypothesis import given

from onboarding.domain.answers import Answers, OptInMethod
from onboarding.domain.policies import TEMPLATE_VERSION, policy_html
from tests.domain.strategies import ANSWERS, subject

LINK = "https://greenlight.example/p/bakery"
ANSWERED = subject().answers
SECTIONS = [
    "Who we are",
    "What we collect",
    "What we use it for",
    "We do not share your mobile number for marketing",
    "How our texts work",
    "How long we keep it, and your choices",
    "Changes to this policy",
    "How to reach us",
]


def test_the_sections_stand_in_order() -> None:
    assert re.findall(r"<h2>(.*?)</h2>", policy_html(ANSWERED, LINK)) == SECTIONS


@given(ANSWERS)
def test_the_promise_not_to_share_is_absolute_whatever_was_answered(answers: Answers) -> None:
    name = escape(answers.display_name or answers.legal_name)
    page = policy_html(answers, LINK)
    promise = (
        f"<strong>{name} does not sell, rent or share your mobile phone number, your opt-in to text messages or any other "
        "text messaging data with third parties or affiliates for their marketing or promotional purposes.</strong>"
    )
    assert promise in page
    for weakening in ("except", "unless", "may share"):
        assert weakening not in policy_html(ANSWERED, LINK)


@pytest.mark.parametrize(
    "element",
    ["Message frequency varies", "Message and data rates may apply", "<strong>STOP</strong>", "<strong>HELP</strong>",
     "not a condition", "Carriers are not liable", LINK, "Rehearsal Bakery, LLC", "known to customers as Rehearsal Bakery",
     "12 Main Street, Lakeland, FL 33811", "(863) 555-0188", "mailto:hello@rehearsal-bakery.example",
     'href="https://www.rehearsal-bakery.example"'],
)  # fmt: skip
def test_the_page_holds_what_reviewers_look_for(element: str) -> None:
    assert element in policy_html(ANSWERED, LINK)


def test_each_way_of_agreeing_is_told() -> None:
    told = policy_html(ANSWERED.with_changes({"opt_in_methods": tuple(OptInMethod)}), LINK)
    for words in ("form on our website", "paper form", "tell our staff", "text a keyword"):
        assert words in told
    assert "when you agree to get texts" in policy_html(ANSWERED.with_changes({"opt_in_methods": ()}), LINK)


def test_kinds_of_messages_and_adults_are_told_where_they_apply() -> None:
    told = policy_html(ANSWERED, LINK)
    assert "Our texts are about: answering customers and helping them; appointment and account reminders." in told
    assert "adults" not in told
    plain = ANSWERED.with_changes({"sub_use_cases": ("NO_SUCH",), "age_gated": True})
    assert "Our texts are about" not in policy_html(plain, LINK)
    assert "adults" in policy_html(plain, LINK)


def test_what_was_not_answered_is_not_made_up() -> None:
    bare = ANSWERED.with_changes({"website": "", "display_name": "", "phone": ""})
    told = policy_html(bare, LINK)
    assert "Our website is" not in told
    assert "known to customers as" not in told
    assert "<br><br>" not in told


def test_the_same_name_is_not_told_twice() -> None:
    same = ANSWERED.with_changes({"display_name": ANSWERED.legal_name})
    assert "known to customers as" not in policy_html(same, LINK)


@given(ANSWERS)
def test_nothing_that_was_typed_becomes_markup(answers: Answers) -> None:
    page = policy_html(answers, LINK)
    tags = {tag.lower() for tag in re.findall(r"<\s*/?\s*([^\s/>]+)", page)}
    assert tags <= {"h2", "p", "ul", "li", "strong", "a", "br"}


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", 'A" onclick="x', "B & C", "D's <b>"])
def test_a_name_with_markup_is_shown_as_it_was_typed(name: str) -> None:
    page = policy_html(ANSWERED.with_changes({"legal_name": name, "display_name": "", "website": name}), LINK)
    tree = tinyhtml5.parse(page)
    text = "".join(tree.itertext())
    assert f"This is the privacy policy of {name} (“we”)" in text
    assert not [node for node in tree.iter() if "onclick" in node.attrib or str(node.tag).endswith("script")]


@pytest.mark.parametrize("website", ["javascript:alert(1)", "data:text/html,x", "//evil.example"])
def test_a_website_that_is_no_web_address_is_not_linked(website: str) -> None:
    page = policy_html(ANSWERED.with_changes({"website": website}), LINK)
    assert f'href="{website}"' not in page


def test_the_same_answers_give_the_same_bytes() -> None:
    again = Answers.from_json(ANSWERED.to_json())
    assert policy_html(ANSWERED, LINK).encode() == policy_html(again, LINK).encode()
    assert TEMPLATE_VERSION == "1"
