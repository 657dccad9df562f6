"""What names, EIN and ticker tell beyond their shape."""

from datetime import date
from typing import Any

import pytest

from onboarding.domain.preflight.rule import Provider
from tests.domain.preflight.asking import Row, findings, speaks

TODAY = {"today": date(2026, 11, 26)}
OURS = {
    "provider": Provider("Greenlight Texting, Inc.", "help@greenlight.example.net", "https://greenlight.example.net")
}
LISTED = {"entity_type": "PUBLIC_PROFIT", "stock_exchange": "NASDAQ", "contact_email": "maria@rehearsal-bakery.example"}
PERSON = {
    "entity_type": "SOLE_PROPRIETOR",
    "use_case": "SOLE_PROPRIETOR",
    "legal_name": "",
    "ein": "",
    "first_name": "Maria",
    "last_name": "Lopez",
    "mobile": "(415) 555-0143",
}

SAYS: list[Row] = [
    ("legal_name.placeholder", {"legal_name": "Test"}),
    ("legal_name.placeholder", {"legal_name": "test business LLC"}),
    ("legal_name.placeholder", {"legal_name": "N/A"}),
    ("legal_name.placeholder", {"display_name": "???"}),
    ("legal_name.placeholder", {"display_name": "[Company Name]"}),
    ("legal_name.placeholder", {"legal_name": "{{business_name}} LLC"}),
    ("legal_name.placeholder", {"legal_name": "asdf"}),
    ("legal_name.trade_name", {"legal_name": "Lopez Baking LLC dba Rehearsal Bakery"}),
    ("legal_name.trade_name", {"legal_name": "Lopez Baking LLC (D.B.A. Rehearsal Bakery)"}),
    ("legal_name.trade_name", {"legal_name": "Lopez Baking, Inc. doing business as Rehearsal"}),
    ("legal_name.trade_name", {"legal_name": "Maria Lopez t/a Rehearsal Bakery"}),
    ("legal_name.form_missing", {"legal_name": "Rehearsal Bakery", "display_name": "Rehearsal Bakery LLC"}),
    (
        "legal_name.form_missing",
        {"legal_name": "Rehearsal Bakery", "help_message": "Rehearsal Bakery, Inc.: call (863) 555-0188."},
    ),
    ("legal_name.form_unsaid", {"legal_name": "Rehearsal Bakery"}),
    ("legal_name.form_unsaid", {"legal_name": "Lopez Brothers", **LISTED, "stock_symbol": "LPZ"}),
    ("legal_name.is_a_trade_name", {"legal_name": "rehearsal-bakery.com"}),
    ("legal_name.is_a_trade_name", {"legal_name": "https://rehearsal-bakery.example"}),
    ("legal_name.is_a_trade_name", {"legal_name": "www.rehearsal-bakery.example"}),
    ("first_name.readable", {**PERSON, "first_name": "M4ria"}),
    ("first_name.readable", {**PERSON, "last_name": "lopez@example.com"}),
    ("first_name.readable", {**PERSON, "last_name": "..."}),
    ("display_name.provider", {"around": OURS, "display_name": "Greenlight Texting"}),
    ("display_name.provider", {"around": OURS, "legal_name": "GREENLIGHT TEXTING INC"}),
    ("display_name.provider", {"around": OURS, "email": "me@greenlight.example.net"}),
    ("display_name.provider", {"around": OURS, "website": "https://shop.greenlight.example.net"}),
    ("ein.invented", {"ein": "11-1111111"}),
    ("ein.invented", {"ein": "10-0000000"}),
    ("ein.invented", {"ein": "599999999"}),
    ("ein_issued.date", {"ein_issued": "yesterday"}),
    ("ein_issued.date", {"ein_issued": "11/26/2020"}),
    ("ein_issued.date", {"ein_issued": "2026-02-30"}),
    ("ein_issued.date", {"ein_issued": "2026-11-27", "around": TODAY}),
    ("ein_issued.too_new", {"ein_issued": "2026-11-26", "around": TODAY}),
    ("ein_issued.too_new", {"ein_issued": "2026-08-29", "around": TODAY}),
    ("ein.filed_before", {"around": {"filed_before": 1}}),
    ("stock_symbol.name", {**LISTED, "stock_symbol": "ZQX"}),
    ("stock_symbol.name", {**LISTED, "stock_symbol": "AAPL"}),
]
SILENT: list[Row] = [
    ("legal_name.placeholder", {"legal_name": "Test Kitchen of Lakeland, LLC"}),
    ("legal_name.placeholder", {"display_name": "The Sample Sale"}),
    ("legal_name.placeholder", {"legal_name": "Unknown Union Clothing, Inc."}),
    ("legal_name.placeholder", {"display_name": "7-Eleven"}),
    ("legal_name.placeholder", {"display_name": "99¢ Only"}),
    ("legal_name.trade_name", {"legal_name": "Dbase Systems, LLC"}),
    ("legal_name.trade_name", {"legal_name": "AKA Brands Holding Corp."}),
    ("legal_name.trade_name", {"display_name": "Maria dba Cakes"}),
    ("legal_name.form_missing", {"legal_name": "Rehearsal Bakery"}),
    ("legal_name.form_missing", {"legal_name": "Rehearsal Bakery LLC", "display_name": "Rehearsal Bakery LLC"}),
    ("legal_name.form_missing", {"legal_name": "Rehearsal Bakery", "display_name": "Rehearsal Bakery Company"}),
    ("legal_name.form_unsaid", {"legal_name": "Rehearsal Bakery L.L.C."}),
    ("legal_name.form_unsaid", {"legal_name": "Lopez and Smith Partnership"}),
    ("legal_name.form_unsaid", {"legal_name": "First Baptist Church", "entity_type": "NON_PROFIT"}),
    ("legal_name.is_a_trade_name", {"legal_name": "Booking.com, Inc."}),
    ("legal_name.is_a_trade_name", {"legal_name": "St. Mary Bakery"}),
    ("legal_name.is_a_trade_name", {"legal_name": "Wwwonder Cakes"}),
    ("first_name.readable", {**PERSON, "first_name": "José-Luis", "last_name": "O’Brien y Núñez"}),
    ("first_name.readable", {**PERSON, "first_name": "美咲"}),
    ("first_name.readable", {"first_name": "M4ria"}),
    ("display_name.provider", {"around": OURS}),
    ("display_name.provider", {"around": OURS, "display_name": "Greenlight Bakery"}),
    ("display_name.provider", {"display_name": "Greenlight Texting"}),
    ("display_name.provider", {"around": {"provider": Provider("", "me@gmail.com", "")}, "email": "hello@gmail.com"}),
    ("ein.invented", {"ein": "59-0324412"}),
    ("ein.invented", {"ein": "11-1111112"}),
    ("ein.invented", {**PERSON, "ein": "11-1111111"}),
    ("ein_issued.date", {"ein_issued": ""}),
    ("ein_issued.date", {"ein_issued": "2026-11-26", "around": TODAY}),
    ("ein_issued.date", {"ein_issued": "2030-01-01"}),
    ("ein_issued.too_new", {"ein_issued": "2026-08-28", "around": TODAY}),
    ("ein_issued.too_new", {"ein_issued": "2026-11-26"}),
    ("ein_issued.too_new", {"ein_issued": "2026-11-27", "around": TODAY}),
    ("ein.filed_before", {}),
    ("ein.filed_before", {"around": {"filed_before": 1}, "ein": ""}),
    ("ein.filed_before", {"around": {"filed_before": 3}, **PERSON}),
    ("stock_symbol.name", {**LISTED, "stock_symbol": "RBKY"}),
    ("stock_symbol.name", {**LISTED, "stock_symbol": "RHSL.A"}),
    ("stock_symbol.name", {"stock_symbol": "ZQX"}),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "changes"), SAYS)
def test_it_is_said(rule: str, changes: dict[str, Any]) -> None:
    assert speaks(rule, **changes)


@pytest.mark.parametrize(("rule", "changes"), SILENT)
def test_it_is_not_said(rule: str, changes: dict[str, Any]) -> None:
    assert not speaks(rule, **changes)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Lopez Baking LLC dba Rehearsal Bakery", "Lopez Baking LLC"),
        ("Lopez Baking, LLC, d/b/a Rehearsal Bakery", "Lopez Baking, LLC"),
        ("Lopez Baking LLC (DBA Rehearsal Bakery)", "Lopez Baking LLC"),
    ],
)
def test_a_trade_name_is_taken_out_of_the_legal_name(name: str, kept: str) -> None:
    (finding,) = findings("legal_name.trade_name", legal_name=name)
    assert finding.patch is not None
    assert finding.patch.value == kept


def test_a_trade_name_alone_can_not_be_taken_out() -> None:
    (finding,) = findings("legal_name.trade_name", legal_name="DBA Rehearsal Bakery")
    assert finding.patch is None


def test_the_form_that_is_missing_is_shown_where_it_stands() -> None:
    (finding,) = findings("legal_name.form_missing", legal_name="Rehearsal Bakery", display_name="Rehearsal Bakery LLC")
    assert finding.evidence is not None
    assert (finding.field, finding.evidence.field) == ("legal_name", "display_name")
    assert "Rehearsal Bakery LLC"[finding.evidence.start : finding.evidence.end] == "LLC"
