"""The example texts: real, named, with a way out, and without what carriers block."""

from typing import Any

import pytest

from tests.domain.preflight.asking import Row, findings, said, speaks

_STOP = " Reply STOP to opt out."
_NO = {"sample2": ""}
READY = "Rehearsal Bakery: Hi [first name], your cake is ready for pickup until 6 PM."
NAMELESS = "Hi [first name], your cake is ready for pickup until 6 PM." + _STOP
LOGIN = {"use_case": "2FA", "sub_use_cases": ()}

SAYS: list[Row] = [
    ("samples.brand", {"sample1": NAMELESS, **_NO}),
    ("samples.brand", {"sample1": NAMELESS, "sample2": "We bake gluten-free on Fridays." + _STOP}),
    ("samples.brand_in_each", {"sample2": NAMELESS}),
    ("samples.stop", {"sample1": READY, **_NO}),
    ("samples.stop", {"sample1": READY + " Our bus stop is Main Street.", **_NO}),
    ("samples.stop_in_each", {"sample1": READY}),
    ("samples.generic", {"sample1": "Rehearsal Bakery: This is a test message." + _STOP}),
    ("samples.generic", {"sample1": "Rehearsal Bakery: Sample text goes here." + _STOP}),
    ("samples.generic", {"sample1": "Rehearsal Bakery: Lorem ipsum dolor sit amet." + _STOP}),
    ("samples.generic", {"sample1": "Rehearsal Bakery: Dear valued customer, we have news." + _STOP}),
    ("samples.generic", {"sample1": "Rehearsal Bakery: Hi! Thanks for your message." + _STOP}),
    ("samples.twice", {"sample2": READY + _STOP, "sample1": READY + _STOP}),
    ("samples.twice", {"sample1": READY + _STOP, "sample2": READY.upper() + _STOP}),
    ("samples.leftover", {"sample1": "[Company Name]: your cake is ready at the counter." + _STOP}),
    ("samples.leftover", {"sample2": "{{business_name}}: we bake gluten-free on Fridays." + _STOP}),
    ("samples.leftover", {"sample2": "<Your Brand>: we bake gluten-free on Fridays." + _STOP}),
    ("samples.brackets", {"sample1": "Rehearsal Bakery: Hi FIRSTNAME, your cake is ready at XX:XX." + _STOP}),
    ("samples.brackets", {"sample1": "Rehearsal Bakery: Hi, your order XXXX is ready at the counter." + _STOP}),
    ("samples.brackets", {"sample1": "Rehearsal Bakery: Hi ______, your cake is ready for pickup." + _STOP}),
    ("samples.brackets", {"sample1": "Rehearsal Bakery: your cake is ready on DATE at TIME." + _STOP}),
    ("samples.shortener", {"sample1": "Rehearsal Bakery: order at bit.ly/cake1 today." + _STOP}),
    ("samples.shortener", {"sample1": "Rehearsal Bakery: order at https://tinyurl.com/cake today." + _STOP}),
    ("samples.https", {"sample1": "Rehearsal Bakery: order at http://www.rehearsal-bakery.example." + _STOP}),
    ("samples.other_site", {"sample1": "Rehearsal Bakery: order at https://www.mega-orders.example/x." + _STOP}),
    ("samples.other_name", {"sample2": "Sunny Side Diner: we bake gluten-free on Fridays." + _STOP}),
]
SILENT: list[Row] = [
    ("samples.brand", {"sample1": NAMELESS}),
    ("samples.brand", {"sample1": "Hi, Rehearsal here. Your cake is ready." + _STOP, **_NO}),
    ("samples.brand", {"sample1": "", **_NO}),
    ("samples.brand", {"sample1": NAMELESS, **_NO, "display_name": "", "legal_name": ""}),
    ("samples.brand_in_each", {}),
    ("samples.brand_in_each", {"sample1": NAMELESS, **_NO}),
    ("samples.stop", {"sample1": READY + " Text END to quit.", **_NO}),
    ("samples.stop", {"sample1": READY + " Txt STOP 2 end", **_NO}),
    ("samples.stop", {"sample2": READY}),
    ("samples.stop", {**LOGIN, "sample1": "Rehearsal Bakery: [code] is your code to sign in.", **_NO}),
    ("samples.stop_in_each", {}),
    ("samples.stop_in_each", {"sample1": READY, **_NO}),
    ("samples.generic", {"sample1": READY + _STOP}),
    ("samples.generic", {"sample1": "Rehearsal Bakery: test results for your oven are in." + _STOP}),
    ("samples.generic", {"sample1": "Rehearsal Bakery: free samples of rye on Friday." + _STOP}),
    ("samples.generic", {"sample1": "Rehearsal Bakery: [date] [time] [cake]." + _STOP}),
    ("samples.twice", {}),
    ("samples.twice", {"sample1": READY + _STOP, "sample2": "Rehearsal Bakery: Hi [first name], your tasting is at 6 PM." + _STOP}),
    ("samples.leftover", {}),
    ("samples.leftover", {"sample1": "Rehearsal Bakery: Hi [name], order [number] is here." + _STOP}),
    ("samples.leftover", {"sample1": "Rehearsal Bakery: Hi [company contact], order [number] is here." + _STOP}),
    ("samples.brackets", {"sample1": "Rehearsal Bakery: Hi [FIRST NAME], see you on [DATE] at [TIME]." + _STOP}),
    ("samples.brackets", {"sample1": "REHEARSAL BAKERY: SEE YOU AT THE TIME YOU CHOSE." + _STOP.upper()}),
    ("samples.brackets", {"sample1": "Rehearsal Bakery: sizes XL and XXL of our shirt are back." + _STOP}),
    ("samples.brackets", {"sample1": "Rehearsal Bakery: your date is set, see you at that time." + _STOP}),
    ("samples.shortener", {"sample1": "Rehearsal Bakery: order at www.rehearsal-bakery.example." + _STOP}),
    ("samples.shortener", {"sample1": "Rehearsal Bakery: see orbit.lyon.example now." + _STOP}),
    ("samples.shortener", {"sample1": "Rehearsal Bakery: write to bit@ly.example now." + _STOP}),
    ("samples.https", {"sample1": "Rehearsal Bakery: order at rehearsal-bakery.example/o." + _STOP}),
    ("samples.https", {"sample1": "Rehearsal Bakery: order at https://rehearsal-bakery.example/?u=http://x." + _STOP}),
    ("samples.other_site", {"sample1": "Rehearsal Bakery: order at shop.rehearsal-bakery.example." + _STOP}),
    ("samples.other_site", {"sample1": "Rehearsal Bakery: order at rehearsalcakes.example." + _STOP}),
    ("samples.other_site", {"sample1": "Rehearsal Bakery: order at other.example.", "website": "", "opt_in_page": ""}),
    ("samples.other_name", {"sample2": "Gluten-free news: we bake it on Fridays." + _STOP}),
    ("samples.other_name", {"sample2": "Rehearsal: we bake gluten-free on Fridays." + _STOP}),
    ("samples.other_name", {"sample2": "Hi Maria - we bake gluten-free on Fridays." + _STOP}),
    (
        "samples.other_name",
        {
            "sample2": "Sunny Side Diner: we bake gluten-free on Fridays." + _STOP,
            "description": "Rehearsal Bakery does business as Sunny Side Diner and texts guests about orders.",
        },
    ),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "changes"), SAYS)
def test_it_is_said(rule: str, changes: dict[str, Any]) -> None:
    assert speaks(rule, **changes)


@pytest.mark.parametrize(("rule", "changes"), SILENT)
def test_it_is_not_said(rule: str, changes: dict[str, Any]) -> None:
    assert not speaks(rule, **changes)


@pytest.mark.parametrize(
    ("rule", "before", "after"),
    [
        ("samples.brand_in_each", NAMELESS, "Rehearsal Bakery: " + NAMELESS),
        ("samples.leftover", "[Company Name]: your cake is here." + _STOP, "Rehearsal Bakery: your cake is here." + _STOP),
        ("samples.https", "Rehearsal Bakery: HTTP://a.example/x, now", "Rehearsal Bakery: https://a.example/x, now"),
        ("samples.https", "Rehearsal Bakery: http://a.example/x, now", "Rehearsal Bakery: https://a.example/x, now"),
        ("samples.shortener", "Rehearsal Bakery: bit.ly/cake now", "Rehearsal Bakery: https://www.rehearsal-bakery.example now"),
        ("samples.brackets", "Rehearsal Bakery: see you on DATE, ok", "Rehearsal Bakery: see you on [date], ok"),
        ("samples.brackets", "Rehearsal Bakery: hi ____, ok", "Rehearsal Bakery: hi [detail], ok"),
        ("samples.brackets", "Rehearsal Bakery: pay $XX now", "Rehearsal Bakery: pay [amount] now"),
        ("samples.brackets", "Rehearsal Bakery: order XXXX is here", "Rehearsal Bakery: order [detail] is here"),
    ],
)  # fmt: skip
def test_it_is_mended_in_place(rule: str, before: str, after: str) -> None:
    (finding,) = findings(rule, sample1=READY + _STOP, sample2=before)
    assert finding.field == "sample2"
    assert finding.patch is not None
    assert finding.patch.value == after


@pytest.mark.parametrize("end", ["", ".", "!", "?", "  "])
def test_a_way_out_is_added_as_a_sentence_of_its_own(end: str) -> None:
    (finding,) = findings("samples.stop", sample1=READY.rstrip(".") + end, sample2="")
    assert finding.patch is not None
    assert finding.patch.value == READY.rstrip(".") + (end.strip() or ".") + _STOP


def test_a_short_link_is_not_replaced_where_there_is_nothing_better() -> None:
    for website in ("", "http://www.rehearsal-bakery.example", "https://bit.ly/rehearsal"):
        (finding,) = findings("samples.shortener", sample1="Rehearsal Bakery: bit.ly/cake", website=website)
        assert finding.patch is None


def test_each_example_is_told_apart() -> None:
    told = {"sample1": NAMELESS, "sample2": NAMELESS, "sample3": READY + _STOP}
    assert [f.field for f in findings("samples.brand_in_each", **told)] == ["sample1", "sample2"]
    assert said("samples.brand_in_each", **told).startswith("This example doesn't name your business.")
