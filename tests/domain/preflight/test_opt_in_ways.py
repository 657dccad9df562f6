"""Each way of agreeing has needs of its own."""

from typing import Any

import pytest

from onboarding.domain.answers import OptInMethod
from tests.domain.preflight.asking import Row, findings, speaks
from tests.domain.preflight.flows import flow

SCRIPT = (
    "Staff ask on the phone: “May Rehearsal Bakery text you about your orders? Message frequency varies. Message and data "
    "rates may apply. You can reply HELP for help or STOP to opt out.”"
)
TOLD = {
    "website": "People check a box in the form on our website.",
    "paper": "People check a box on a paper card.",
    "verbal": SCRIPT,
    "keyword": "People text JOIN to (415) 555-0123.",
    "qr_code": "People scan a QR code.",
    "point_of_sale": "People check a box on the tablet at the register.",
}
OFFER = {"sample2": "Rehearsal Bakery: 20% off all cakes this weekend only! Reply STOP to opt out."}


def by(*ways: str, told: str, **changes: Any) -> dict[str, Any]:
    return {"opt_in_methods": ways, "message_flow": flow(opening=f"Rehearsal Bakery asks first. {told}"), **changes}


_NOTHING = "Rehearsal Bakery sends nobody anything before this."
SAYS: list[Row] = [
    *(("message_flow.ways", {"opt_in_methods": (way,), "message_flow": _NOTHING}) for way in TOLD),
    ("message_flow.ways", by("website", "qr_code", told=TOLD["website"])),
    ("message_flow.script", by("verbal", told="Staff ask on the phone whether texts are fine, and people say yes.")),
    ("message_flow.script", by("verbal", told="Staff ask on the phone “May we text you?” and people say yes.")),
    ("opt_in_methods.written", by("verbal", told=SCRIPT, **OFFER)),
    ("opt_in_methods.written", by("verbal", told=SCRIPT, sub_use_cases=("MARKETING",))),
    ("message_flow.keyword", by("keyword", told="People text a word to our number.")),
    ("message_flow.keyword", by("keyword", told="People text us, an LLC, a word that stands at our POS in the US.")),
    (
        "message_flow.page",
        {"opt_in_methods": ("website",), "message_flow": "People of Rehearsal Bakery check a box in a form online."},
    ),
    ("opt_in_page.document", {"opt_in_page": "https://docs.google.com/document/d/1abc"}),
    ("opt_in_page.document", {"opt_in_page": "https://bit.ly/rehearsal-texts"}),
    ("opt_in_page.document", {"opt_in_page": "https://www.dropbox.com/s/form.pdf"}),
    ("message_flow.login", by("website", told="Patients log in to their account and check a box in the form.")),
    ("message_flow.login", by("website", told="The box is in the client portal, behind a login.")),
    ("message_flow.login", by("website", told="They check a box in the member portal.")),
]
SILENT: list[Row] = [
    *(("message_flow.ways", by(way, told=told)) for way, told in TOLD.items()),
    ("message_flow.ways", by(*TOLD, told=" ".join(TOLD.values()))),
    ("message_flow.ways", {"message_flow": ""}),
    ("message_flow.script", by("verbal", told=SCRIPT)),
    ("message_flow.script", by("verbal", told=SCRIPT.replace("“", '"').replace("”", '"'))),
    ("message_flow.script", by("verbal", told="Script: May Rehearsal Bakery text you about your orders, as often as you order, and may we save that you agreed")),
    ("message_flow.script", by("website", told="People check a box.")),
    ("opt_in_methods.written", by("verbal", told=SCRIPT)),
    ("opt_in_methods.written", by("verbal", "website", told=SCRIPT, **OFFER)),
    ("opt_in_methods.written", by("verbal", told=SCRIPT + " Then people reply YES to confirm.", **OFFER)),
    ("message_flow.keyword", by("keyword", told="People text CAKE to our number.")),
    ("message_flow.keyword", by("website", told="People check a box.")),
    ("message_flow.page", by("website", told="People check a box at https://www.rehearsal-bakery.example/texts.")),
    ("message_flow.page", by("paper", told=TOLD["paper"])),
    ("opt_in_page.document", {}),
    ("opt_in_page.document", {"opt_in_page": "https://www.rehearsal-bakery.example/documents/texts"}),
    ("opt_in_page.document", {"opt_in_page": ""}),
    ("message_flow.login", by("website", told="People check a box in the public form; no login is needed.")),
    ("message_flow.login", by("website", told="Members log in to their account; a screenshot of the form is on our public page.")),
    ("message_flow.login", by("paper", told="People sign a paper form that we keep in the account book.")),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "changes"), SAYS)
def test_it_is_said(rule: str, changes: dict[str, Any]) -> None:
    assert speaks(rule, **changes)


@pytest.mark.parametrize(("rule", "changes"), SILENT)
def test_it_is_not_said(rule: str, changes: dict[str, Any]) -> None:
    assert not speaks(rule, **changes)


def test_each_way_that_is_missing_is_named() -> None:
    found = findings("message_flow.ways", opt_in_methods=tuple(OptInMethod), message_flow=_NOTHING)
    assert len(found) == len({f.message for f in found}) == len(OptInMethod)


def test_the_login_is_shown_where_it_stands() -> None:
    told = by("website", told="Patients log in to their account and check a box.")
    (finding,) = findings("message_flow.login", **told)
    assert finding.evidence is not None
    assert told["message_flow"][finding.evidence.start : finding.evidence.end].startswith("log in")
