"""Address, phone, mail and website: what they tell beyond their shape."""

from typing import Any

import pytest

from tests.domain.preflight.asking import Row, findings, speaks
from tests.domain.preflight.test_identity_sense import LISTED, PERSON

TICKER = {**LISTED, "stock_symbol": "RBKY"}

SAYS: list[Row] = [
    ("zip_code.state", {"zip_code": "90210"}),
    ("zip_code.state", {"state": "GA"}),
    ("zip_code.state", {"state": "PR"}),
    ("street.box", {"street": "PO Box 12"}),
    ("street.box", {"street": "P.O. Box 12"}),
    ("street.box", {"street": "P. O. Box 12"}),
    ("street.box", {"street": "Post Office Box 12"}),
    ("street.box", {"street": "POBox 12"}),
    ("street.box", {"street": "123 Main St, PMB 44"}),
    ("street.box_of_a_person", {**PERSON, "street": "P.O. Box 12"}),
    ("street.box_of_a_person", {**PERSON, "street": "po box 7"}),
    ("street.number", {"street": "Main Street"}),
    ("street.number", {"street": "Online only"}),
    ("street.number", {"street": "TBD 1"}),
    ("street.number", {"street": "123"}),
    ("city.letters", {"city": "Lakeland, FL 33811"}),
    ("city.letters", {"city": "33811"}),
    ("contact_email.person", {**TICKER, "contact_email": "info@rehearsal-bakery.example"}),
    ("contact_email.person", {**TICKER, "contact_email": "Support@rehearsal-bakery.example"}),
    ("contact_email.person", {**TICKER, "contact_email": "maria.lopez@gmail.com"}),
    ("contact_email.domain", {**TICKER, "contact_email": "maria@otherbakery.example"}),
    ("email.throwaway", {"email": "bakery@mailinator.com"}),
    ("email.free", {"email": "rehearsalbakery@gmail.com"}),
    ("email.free", {"email": "RehearsalBakery@Yahoo.com"}),
    ("email.domain", {"email": "hello@otherbakery.example"}),
    ("website.advised_to_a_person", {**PERSON, "website": ""}),
    ("website.profile", {"website": "https://www.facebook.com/rehearsalbakery"}),
    ("website.profile", {"website": "https://instagram.com/rehearsalbakery"}),
    ("website.profile", {"website": "https://docs.google.com/document/d/rehearsal"}),
    ("website.shortener", {"website": "https://bit.ly/rehearsal"}),
    ("website.shortener", {"website": "https://tinyurl.com/rehearsal"}),
    ("website.https", {"website": "http://www.rehearsal-bakery.example"}),
    ("website.https", {"opt_in_page": "HTTP://www.rehearsal-bakery.example/texts"}),
    ("website.name", {"website": "https://www.smithplumbing.example"}),
    ("website.name", {"display_name": "Okafor Law", "legal_name": "Okafor Law, PLLC"}),
]
SILENT: list[Row] = [
    ("zip_code.state", {}),
    ("zip_code.state", {"state": "PR", "zip_code": "00901"}),
    ("zip_code.state", {"state": "NY", "zip_code": "06390"}),
    ("zip_code.state", {"state": "MA", "zip_code": "02134"}),
    ("zip_code.state", {"state": "DC", "zip_code": "20500"}),
    ("zip_code.state", {"state": "AK", "zip_code": "99950"}),
    ("zip_code.state", {"state": "TX", "zip_code": "88510"}),
    ("zip_code.state", {"state": "VI", "zip_code": "00802"}),
    ("zip_code.state", {"zip_code": "9021"}),
    ("zip_code.state", {"state": "XX"}),
    ("street.box", {"street": "12 Boxwood Lane"}),
    ("street.box", {"street": "450 Post Office Road"}),
    ("street.box", {"street": "7 Box Elder Street"}),
    ("street.box", {**PERSON, "street": "PO Box 12"}),
    ("street.box_of_a_person", {**PERSON, "street": "9 Polk Boxing Club Road"}),
    ("street.box_of_a_person", {"street": "PO Box 12"}),
    ("street.number", {"street": "One Microsoft Way"}),
    ("street.number", {"street": "W140N8917 Lilly Road"}),
    ("street.number", {"street": "Pier 39"}),
    ("street.number", {"street": "12 Virtual Way"}),
    ("city.letters", {"city": "Saint-Jean d'Été"}),
    ("city.letters", {"city": "Truth or Consequences"}),
    ("contact_email.person", {**TICKER, "contact_email": "maria.lopez@rehearsal-bakery.example"}),
    ("contact_email.person", {**TICKER, "contact_email": "information.lopez@rehearsal-bakery.example"}),
    ("contact_email.person", {"contact_email": "info@rehearsal-bakery.example"}),
    ("contact_email.domain", {**TICKER, "contact_email": "maria@mail.rehearsal-bakery.example"}),
    ("contact_email.domain", {"contact_email": "maria@otherbakery.example"}),
    ("email.throwaway", {"email": "bakery@mailinator.example"}),
    ("email.throwaway", {"email": "bakery@gmail.com"}),
    ("email.free", {**PERSON, "email": "maria@gmail.com"}),
    ("email.free", {"email": "hello@mygmail.example"}),
    ("email.domain", {"email": "hello@mail.rehearsal-bakery.example"}),
    ("email.domain", {"email": "rehearsal@gmail.com"}),
    ("email.domain", {"website": ""}),
    ("email.domain", {"website": "https://www.facebook.com/rehearsalbakery"}),
    ("website.advised_to_a_person", {"website": ""}),
    ("website.advised_to_a_person", PERSON),
    ("website.profile", {"website": "https://www.facebook-bakery.example"}),
    ("website.profile", {}),
    ("website.shortener", {"website": "https://www.orbit.lyon.example"}),
    ("website.shortener", {"website": "https://rehearsal-bakery.example/bit.ly"}),
    ("website.https", {}),
    ("website.https", {"website": "https://http.rehearsal-bakery.example"}),
    ("website.https", {"website": "http:nonsense"}),
    ("website.name", {"website": "https://rehearsalbakes.example"}),
    ("website.name", {"website": "https://rb-lakeland.example"}),
    ("website.name", {"website": "https://www.facebook.com/x"}),
]


@pytest.mark.parametrize(("rule", "changes"), SAYS)
def test_it_is_said(rule: str, changes: dict[str, Any]) -> None:
    assert speaks(rule, **changes)


@pytest.mark.parametrize(("rule", "changes"), SILENT)
def test_it_is_not_said(rule: str, changes: dict[str, Any]) -> None:
    assert not speaks(rule, **changes)


def test_http_is_mended_in_place() -> None:
    (finding,) = findings("website.https", website="HTTP://www.rehearsal-bakery.example/a?http:b")
    assert finding.patch is not None
    assert finding.patch.value == "https://www.rehearsal-bakery.example/a?http:b"


def test_the_box_is_shown_where_it_stands() -> None:
    (finding,) = findings("street.box", street="Attn: Maria, P.O. Box 12")
    assert finding.evidence is not None
    assert "Attn: Maria, P.O. Box 12"[finding.evidence.start : finding.evidence.end].endswith("Box")
