"""The boxes about links, phone numbers, adults and lending, both ways."""

from typing import Any

import pytest

from tests.domain.preflight.asking import Row, findings, speaks
from tests.domain.preflight.flows import flow

_STOP = " Reply STOP to opt out."
LINK = "Rehearsal Bakery: Your order: https://www.rehearsal-bakery.example/o/[id]." + _STOP
PHONE = "Rehearsal Bakery: Call the driver at (415) 555-0177." + _STOP
OWN = "Rehearsal Bakery: Questions? Call (863) 555-0188." + _STOP
WINE = {"display_name": "Rehearsal Wine Shop"}
BANK = {
    "display_name": "Rehearsal Credit Union",
    "sample2": "Rehearsal Credit Union: Your car loan was approved, [first name]." + _STOP,
}
SOLD_TO_ADULTS = [
    "Your case of pinot is ready for pickup.",
    "Six craft beers on tap this week.",
    "Our wine club shipment leaves on Monday.",
    "New bourbon release on Friday.",
    "Happy hour with draft beer from 4 to 6.",
    "Wine and spirits tasting on Saturday.",
]
HARMLESS = [
    "Your root beer float is waiting.",
    "Ginger ale, rolls and soup are back.",
    "Your wine colored dress is ready.",
    "The cocktail dress you asked about is here.",
    "See you at 12 Wine Country Road.",
    "A bouquet of rose gold ribbons is ready.",
    "Alcohol free wipes are in stock.",
    "We have no alcohol on the menu.",
    "Your beer battered fish is ready.",
    "The bottle drive is on Saturday.",
    "Your glasses are ready.",
    "Meet us at the juice bar.",
]

SAYS: list[Row] = [
    ("embedded_link.undeclared", {"sample2": LINK}),
    ("embedded_link.undeclared", {"sample1": "Rehearsal Bakery: see rehearsal-bakery.example/o." + _STOP}),
    ("embedded_link.unshown", {"embedded_link": True}),
    ("embedded_phone.undeclared", {"sample2": PHONE}),
    ("embedded_phone.help_number", {"sample2": OWN}),
    ("embedded_phone.unshown", {"embedded_phone": True}),
    *(("age_gated.undeclared", {"sample2": f"Rehearsal Bakery: {text}{_STOP}"}) for text in SOLD_TO_ADULTS),
    ("age_gated.undeclared", WINE),
    ("age_gated.undeclared", {"legal_name": "Rehearsal Brewing Company"}),
    (
        "age_gated.undeclared",
        {"description": "Rehearsal texts wine club members about each wine release and their wine shipments."},
    ),
    ("age_gated.no_gate", {**WINE, "message_flow": flow()}),
    ("direct_lending.undeclared", BANK),
    (
        "direct_lending.undeclared",
        {"description": "Rehearsal Lending texts borrowers about loans that we make ourselves."},
    ),
    ("direct_lending.unshown", {"direct_lending": True}),
]
SILENT: list[Row] = [
    ("embedded_link.undeclared", {"sample2": LINK, "embedded_link": True}),
    ("embedded_link.undeclared", {"sample2": "Rehearsal Bakery: write to hello@rehearsal-bakery.example." + _STOP}),
    ("embedded_link.undeclared", {"sample2": "Rehearsal Bakery: open 9 a.m. to 5 p.m.Come in." + _STOP}),
    ("embedded_link.unshown", {"sample2": LINK, "embedded_link": True}),
    ("embedded_link.unshown", {"sample2": "Rehearsal Bakery: see [link to order]." + _STOP, "embedded_link": True}),
    ("embedded_phone.undeclared", {"sample2": PHONE, "embedded_phone": True}),
    ("embedded_phone.undeclared", {"sample2": OWN}),
    ("embedded_phone.undeclared", {"sample2": "Rehearsal Bakery: order 8635550 is ready." + _STOP}),
    ("embedded_phone.help_number", {"sample2": OWN, "embedded_phone": True}),
    ("embedded_phone.help_number", {"sample2": PHONE}),
    ("embedded_phone.help_number", {}),
    ("embedded_phone.unshown", {"sample2": OWN, "embedded_phone": True}),
    ("embedded_phone.unshown", {"sample2": "Rehearsal Bakery: call [phone]." + _STOP, "embedded_phone": True}),
    *(("age_gated.undeclared", {"sample2": f"Rehearsal Bakery: {text}{_STOP}"}) for text in HARMLESS),
    ("age_gated.undeclared", {**WINE, "age_gated": True}),
    ("age_gated.undeclared", {"display_name": "Barley & Hops Barbershop"}),
    (
        "age_gated.undeclared",
        {"description": "Rehearsal Taxi texts riders about pickups, from the winery to the airport."},
    ),
    ("age_gated.no_gate", {**WINE, "message_flow": flow("People enter their date of birth.")}),
    ("age_gated.no_gate", {**WINE, "message_flow": flow(), "age_gated": True}),
    ("age_gated.no_gate", {"message_flow": flow()}),
    ("direct_lending.undeclared", {**BANK, "direct_lending": True}),
    ("direct_lending.undeclared", {"sample2": "Rehearsal Realty: Your lender approved the mortgage." + _STOP}),
    (
        "direct_lending.undeclared",
        {"description": "Rehearsal Library texts readers when an interlibrary loan is here."},
    ),
    (
        "direct_lending.undeclared",
        {"description": "Rehearsal Auto offers a loaner car while yours is repaired, by text."},
    ),
    ("direct_lending.undeclared", {"description": "Rehearsal Food Bank texts volunteers about shifts and deliveries."}),
    ("direct_lending.unshown", {**BANK, "direct_lending": True}),
    ("direct_lending.unshown", {}),
]


@pytest.mark.parametrize(("rule", "changes"), SAYS)
def test_it_is_said(rule: str, changes: dict[str, Any]) -> None:
    assert speaks(rule, **changes)


@pytest.mark.parametrize(("rule", "changes"), SILENT)
def test_it_is_not_said(rule: str, changes: dict[str, Any]) -> None:
    assert not speaks(rule, **changes)


@pytest.mark.parametrize(
    ("rule", "changes", "value", "safe"),
    [
        ("embedded_link.undeclared", {"sample2": LINK}, True, True),
        ("embedded_phone.undeclared", {"sample2": PHONE}, True, True),
        ("embedded_phone.help_number", {"sample2": OWN}, True, True),
        ("embedded_link.unshown", {"embedded_link": True}, False, False),
        ("embedded_phone.unshown", {"embedded_phone": True}, False, False),
        ("age_gated.undeclared", WINE, True, False),
        ("direct_lending.undeclared", BANK, True, False),
        ("direct_lending.unshown", {"direct_lending": True}, False, False),
    ],
)
def test_a_box_is_checked_for_the_owner_only_where_the_texts_show_it(
    rule: str, changes: dict[str, Any], value: bool, safe: bool
) -> None:
    (finding,) = findings(rule, **changes)
    assert finding.patch is not None
    assert (finding.patch.value, finding.patch.safe) == (value, safe)


@pytest.mark.parametrize(("rule", "text"), [("embedded_link.undeclared", LINK), ("embedded_phone.undeclared", PHONE)])
def test_what_the_box_is_about_is_shown_where_it_stands(rule: str, text: str) -> None:
    (finding,) = findings(rule, sample2=text)
    assert finding.evidence is not None
    place = text[finding.evidence.start : finding.evidence.end]
    assert place.startswith(("https://www.rehearsal-bakery.example/o/", "(415) 555-0177"))
