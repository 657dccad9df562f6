"""Whether the kind of business fits what else is known of it."""

from typing import Any

import pytest

from tests.domain.preflight.asking import Row, speaks
from tests.domain.preflight.test_identity_sense import PERSON

NONPROFIT = {"entity_type": "NON_PROFIT", "vertical": "RETAIL"}

SAYS: list[Row] = [
    ("entity_type.nonprofit", {"legal_name": "Grace Baptist Church"}),
    ("entity_type.nonprofit", {"legal_name": "Lakeland Food Bank"}),
    ("entity_type.nonprofit", {"legal_name": "Rotary Club of Lakeland", "display_name": "Rotary"}),
    ("entity_type.not_nonprofit", {**NONPROFIT, "legal_name": "Rehearsal Bakery, LLC"}),
    ("entity_type.not_nonprofit", {**NONPROFIT, "legal_name": "Helping Hands L.L.P."}),
    ("entity_type.no_mission", NONPROFIT),
    ("entity_type.government", {"legal_name": "City of Lakeland"}),
    ("entity_type.government", {"legal_name": "Town of Davenport Utilities"}),
    ("entity_type.not_government", {"entity_type": "GOVERNMENT", "legal_name": "Rehearsal Bakery"}),
    ("entity_type.not_government", {"entity_type": "GOVERNMENT", "legal_name": "City Cakes, LLC"}),
    ("entity_type.incorporated", {**PERSON, "display_name": "Maria's Cakes LLC"}),
    ("entity_type.incorporated", {**PERSON, "display_name": "Maria's Cakes, Inc."}),
    ("entity_type.organized", {**PERSON, "display_name": "Lakeland Realty"}),
    ("entity_type.organized", {**PERSON, "display_name": "Maria Lopez Real Estate"}),
    ("entity_type.organized", {**PERSON, "display_name": "Grace Church"}),
    ("entity_type.organized", {**PERSON, "email": "maria@cakes.org"}),
    ("entity_type.organized", {**PERSON, "website": "https://www.cakes.ai"}),
    ("entity_type.hint", {**PERSON, "display_name": "Maria's Spa"}),
    ("entity_type.hint", {**PERSON, "display_name": "Lopez Home Health"}),
    (
        "entity_type.employs",
        {**PERSON, "description": "Rehearsal Bakery and its team of bakers text customers who ordered a cake."},
    ),
    (
        "entity_type.employs",
        {**PERSON, "description": "Rehearsal Bakery texts customers of all our locations about their orders."},
    ),
    ("entity_type.has_ein", {**PERSON, "ein": "59-0324412"}),
]
SILENT: list[Row] = [
    ("entity_type.nonprofit", {"legal_name": "Church Street Bakery, LLC"}),
    ("entity_type.nonprofit", {"legal_name": "Foundation Repair Experts Inc."}),
    ("entity_type.nonprofit", {"legal_name": "Grace Baptist Church", "entity_type": "NON_PROFIT"}),
    ("entity_type.not_nonprofit", {**NONPROFIT, "legal_name": "Lakeland Food Bank, Inc."}),
    ("entity_type.not_nonprofit", {"legal_name": "Rehearsal Bakery, LLC"}),
    ("entity_type.no_mission", {**NONPROFIT, "description": "Rehearsal Bakery texts volunteers and donors about shifts and gifts."}),
    ("entity_type.no_mission", {**NONPROFIT, "vertical": "NGO"}),
    ("entity_type.no_mission", {**NONPROFIT, "legal_name": "Lakeland Humane Society"}),
    ("entity_type.government", {"legal_name": "City of Angels Bakery, LLC"}),
    ("entity_type.government", {"legal_name": "Citywide Plumbing"}),
    ("entity_type.government", {"legal_name": "City of Lakeland", "entity_type": "GOVERNMENT"}),
    ("entity_type.not_government", {"entity_type": "GOVERNMENT", "legal_name": "Polk County Sheriff's Office"}),
    ("entity_type.not_government", {"entity_type": "GOVERNMENT", "legal_name": "Lakeland Unified School District"}),
    ("entity_type.not_government", {"entity_type": "GOVERNMENT", "legal_name": "Navajo Nation"}),
    ("entity_type.incorporated", {**PERSON, "display_name": "Maria's Cakes & Co"}),
    ("entity_type.incorporated", {**PERSON, "display_name": "Incredible Cakes"}),
    ("entity_type.incorporated", {"display_name": "Rehearsal Bakery LLC"}),
    ("entity_type.organized", {**PERSON, "display_name": "Maria's Cakes"}),
    ("entity_type.organized", {**PERSON, "display_name": "Bankside Cakes"}),
    ("entity_type.organized", {**PERSON, "email": "maria@organic.example"}),
    ("entity_type.organized", {"display_name": "Lakeland Realty"}),
    ("entity_type.hint", {**PERSON, "display_name": "Spanish Cakes"}),
    ("entity_type.hint", {"display_name": "Rehearsal Spa"}),
    ("entity_type.employs", {**PERSON, "description": "Rehearsal Bakery is just me, with no employees. I text customers about cakes."}),
    ("entity_type.employs", {"description": "Rehearsal Bakery and its team of bakers text customers who ordered a cake."}),
    ("entity_type.employs", {**PERSON, "description": "Rehearsal Bakery texts brides who ordered a cake about tastings and pickup."}),
    ("entity_type.has_ein", PERSON),
    ("entity_type.has_ein", {}),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "changes"), SAYS)
def test_it_is_said(rule: str, changes: dict[str, Any]) -> None:
    assert speaks(rule, **changes)


@pytest.mark.parametrize(("rule", "changes"), SILENT)
def test_it_is_not_said(rule: str, changes: dict[str, Any]) -> None:
    assert not speaks(rule, **changes)
