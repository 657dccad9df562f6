"""Reference data: each file with its source and date, each code once, and all files agreeing with each other."""

from datetime import date
from importlib.resources import files
from typing import Any

import pytest

from onboarding.domain.answers import EntityType
from onboarding.domain.preflight.samples import RULES as SAMPLE_RULES
from onboarding.domain.reference import table
from onboarding.domain.usecases import all_use_cases, carrier_name, offered_to, sub_use_cases, verticals
from onboarding.domain.words import Message

FILES = sorted(path.name.removesuffix(".toml") for path in (files("onboarding") / "data").iterdir())


def test_the_files_are_those_we_know() -> None:
    assert FILES == [
        "carriers",
        "categories",
        "clauses",
        "codes",
        "content",
        "document_words",
        "exchanges",
        "fees",
        "prose",
        "reasons",
        "sharing",
        "states",
        "subusecases",
        "unknowable",
        "usecases",
        "verticals",
        "web_names",
        "word_lists",
        "zip_codes",
    ]


@pytest.mark.parametrize("name", [name for name in FILES if name != "fees"])
def test_each_file_says_where_and_when_its_facts_are_from(name: str) -> None:
    data = table(name)
    assert len(data["source"]) > 10
    assert date(2025, 1, 1) < date.fromisoformat(data["date"]) < date(2030, 1, 1)


def test_each_price_says_since_when_and_where_from() -> None:
    prices = table("fees")
    assert len(prices["source"]) > 10
    rows = [*prices["brand"], *prices["vetting"], *(row for rows in prices["monthly"].values() for row in rows)]
    for row in rows:
        assert isinstance(row["from"], date)
        assert isinstance(row["cents"], int)
        assert row["source"]


@pytest.mark.parametrize("rows", [table("fees")["brand"], table("fees")["vetting"], *table("fees")["monthly"].values()])
def test_a_price_changes_at_most_once_a_day(rows: list[dict[str, Any]]) -> None:
    days = [row["from"] for row in rows]
    assert days == sorted(set(days))


def test_a_table_is_read_once() -> None:
    assert table("states") is table("states")


def test_a_missing_table_is_a_broken_installation() -> None:
    with pytest.raises(FileNotFoundError):
        table("lottery")


def test_each_use_case_has_a_price_today_and_the_reverse() -> None:
    assert set(all_use_cases()) == set(table("fees")["monthly"])


@pytest.mark.parametrize("code", all_use_cases())
def test_each_use_case_is_told_and_can_be_chosen(code: str) -> None:
    case = all_use_cases()[code]
    assert isinstance(case.name, Message)
    assert isinstance(case.about, Message)
    assert case.code == code
    assert case.entities
    assert case.entities <= {kind.value for kind in EntityType}
    assert 0 <= case.sub_least <= case.sub_most <= len(sub_use_cases())
    assert (
        1 <= case.samples <= sum(rule.id.startswith("sample") and rule.id.endswith(".length") for rule in SAMPLE_RULES)
    )


def test_charity_is_for_nonprofits_only() -> None:
    assert "CHARITY" not in [case.code for case in offered_to("PRIVATE_PROFIT")]
    assert "CHARITY" in [case.code for case in offered_to("NON_PROFIT")]
    assert offered_to("") == ()


@pytest.mark.parametrize("kind", EntityType)
def test_each_kind_of_business_may_choose_a_use_case(kind: EntityType) -> None:
    codes = [case.code for case in offered_to(kind)]
    assert codes == ["SOLE_PROPRIETOR"] if kind is EntityType.SOLE_PROPRIETOR else codes[0] == "LOW_VOLUME"


def test_lines_of_business_are_the_registrys_sorted_by_name() -> None:
    names = list(verticals().values())
    assert len(names) == 23
    assert names == sorted(names)
    assert all(isinstance(name, Message) for name in (*names, *sub_use_cases().values()))


def test_a_carrier_has_a_name_and_an_unknown_one_its_number() -> None:
    assert carrier_name(10035) == "T-Mobile"
    assert carrier_name(10999) == "Carrier 10999"


def test_there_are_fifty_states_the_district_and_five_territories() -> None:
    codes = table("states")["names"]
    assert len(codes) == 56
    assert {"DC", "PR", "VI", "GU", "AS", "MP"} <= set(codes)
