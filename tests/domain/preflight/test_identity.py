"""Who the business is: kind, names, EIN, line of business."""

import pytest

from onboarding.domain.answers import EntityType
from onboarding.domain.usecases import verticals
from tests.domain.preflight.asking import found, said


@pytest.mark.parametrize("field", ["entity_type", "legal_name", "display_name", "vertical"])
def test_each_is_required(field: str) -> None:
    assert found(**{field: ""}) == [f"{field}.required"]


def test_the_ein_is_required() -> None:
    assert found(ein="") == ["ein.required"]


@pytest.mark.parametrize("kind", EntityType)
def test_each_kind_of_the_registry_passes(kind: EntityType) -> None:
    assert "entity_type.known" not in found(entity_type=kind)


def test_a_sole_proprietor_is_asked_for_a_person_instead_of_a_company() -> None:
    asked = found(entity_type="SOLE_PROPRIETOR", legal_name="", ein="", use_case="SOLE_PROPRIETOR")
    assert asked == ["first_name.required", "last_name.required", "mobile.required"]
    person = {"first_name": "Maria", "last_name": "Lopez", "mobile": "(415) 555-0143"}
    assert found(entity_type="SOLE_PROPRIETOR", legal_name="", ein="", use_case="SOLE_PROPRIETOR", **person) == []


def test_a_sole_proprietors_mobile_must_be_one_that_can_be_texted() -> None:
    told = {
        "entity_type": "SOLE_PROPRIETOR",
        "use_case": "SOLE_PROPRIETOR",
        "first_name": "Maria",
        "last_name": "Lopez",
    }
    assert found(**told, mobile="555-01") == ["mobile.us"]


def test_a_listed_company_is_asked_for_its_ticker_its_contact_and_its_website() -> None:
    assert found(entity_type="PUBLIC_PROFIT", website="") == [
        "stock_symbol.required",
        "stock_exchange.required",
        "contact_email.required",
        "website.required",
        "website.advised",
    ]


@pytest.mark.parametrize(
    ("field", "value", "rule"),
    [
        ("stock_symbol", "NASDAQ AAPL", "stock_symbol.shape"),
        ("stock_exchange", "WALL STREET", "stock_exchange.known"),
        ("contact_email", "maria", "contact_email.shape"),
    ],
)
def test_what_a_listed_company_tells_has_a_shape(field: str, value: str, rule: str) -> None:
    told = {"stock_symbol": "BLDB", "stock_exchange": "NASDAQ", "contact_email": "maria@bakery.example"}
    assert found(entity_type="PUBLIC_PROFIT", **told) == []
    assert found(entity_type="PUBLIC_PROFIT", **told | {field: value}) == [rule]


@pytest.mark.parametrize("kind", ["private_profit", "LLC", "PRIVATE_PROFIT "])
def test_a_kind_that_does_not_exist_is_refused(kind: str) -> None:
    assert "entity_type.known" in found(entity_type=kind)


@pytest.mark.parametrize("ein", ["59-0324412", "590324412", "99-0000100"])
def test_an_ein_passes_with_and_without_its_dash(ein: str) -> None:
    assert found(ein=ein) == []


@pytest.mark.parametrize(
    ("ein", "rule", "word"),
    [
        ("123-45-6789", "ein.social_security", "Social Security"),
        ("12-345678", "ein.shape", "9 digits"),
        ("12-34567890", "ein.shape", "9 digits"),
        ("1-23456789", "ein.shape", "9 digits"),
        ("12 3456789", "ein.shape", "9 digits"),
        ("EIN 123456789", "ein.shape", "9 digits"),
        ("٥٩٠٣٢٤٤١٢", "ein.shape", "9 digits"),
        ("00-1234567", "ein.prefix", "has not issued"),
        ("07-1234567", "ein.prefix", "has not issued"),
    ],
)
def test_a_wrong_ein_is_told_what_is_wrong_with_it(ein: str, rule: str, word: str) -> None:
    assert found(ein=ein) == [rule]
    assert word in said(rule, ein=ein)


def test_every_line_of_business_of_the_registry_passes() -> None:
    assert all(found(vertical=code) == [] for code in verticals())


@pytest.mark.parametrize("vertical", ["retail", "Stores and online shopping", "SPACE"])
def test_another_line_of_business_is_refused(vertical: str) -> None:
    assert found(vertical=vertical) == ["vertical.known"]
