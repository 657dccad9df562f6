"""Resellers: made, found, edited, deleted."""

import re

import pytest

from onboarding.simulator import resellers
from tests.simulator.simulator_bench import Bench, codes, problems

BODY = {"companyName": "Nordlicht Agency", "phone": "+14155550111", "email": "hello@nordlicht.test"}


def test_a_reseller_reads_as_it_was_made(bench: Bench) -> None:
    made = bench.v2("POST", "/reseller", BODY).get_json()
    assert re.fullmatch(r"R[A-Z0-9]{6}", made["resellerId"])
    assert made.items() >= BODY.items()
    assert bench.get(f"/reseller/{made['resellerId']}") == made
    assert bench.get("/reseller") == {"records": [made], "page": 1, "totalRecords": 1}


def test_a_name_is_taken_whatever_its_case_until_the_reseller_goes(bench: Bench) -> None:
    one = bench.v2("POST", "/reseller", BODY).get_json()["resellerId"]
    again = BODY | {"companyName": "NORDLICHT agency"}
    assert problems(bench.v2("POST", "/reseller", again)) == [(503, ["companyName"])]
    two = bench.v2("POST", "/reseller", BODY | {"companyName": "Other"}).get_json()["resellerId"]
    assert problems(bench.v2("PUT", f"/reseller/{two}", {"companyName": "nordlicht AGENCY"})) == [
        (503, ["companyName"])
    ]
    assert bench.v2("PUT", f"/reseller/{one}", again).status_code == 200
    assert bench.v2("DELETE", f"/reseller/{one}").status_code == 204
    three = bench.v2("POST", "/reseller", BODY).get_json()["resellerId"]
    assert len({one, two, three}) == 3
    assert codes(bench.v2("GET", f"/reseller/{one}")) == [502]
    assert codes(bench.v2("DELETE", f"/reseller/{one}")) == [502]


def test_an_edit_keeps_the_other_fields(bench: Bench) -> None:
    made = bench.v2("POST", "/reseller", BODY).get_json()
    edited = bench.v2("PUT", f"/reseller/{made['resellerId']}", {"email": "new@nordlicht.test"}).get_json()
    assert edited == made | {"email": "new@nordlicht.test"}


def test_a_search_finds_by_the_name(bench: Bench) -> None:
    made = bench.v2("POST", "/reseller", BODY).get_json()
    bench.v2("POST", "/reseller", BODY | {"companyName": "Other"})
    assert bench.get("/reseller?companyName=nordlicht%20AGENCY")["records"] == [made]
    assert bench.get("/reseller?companyName=nobody")["totalRecords"] == 0
    assert len(bench.get("/reseller?recordsPerPage=1&page=2")["records"]) == 1


@pytest.mark.parametrize(("name", "wrong"), [("companyName", None), ("phone", "415"), ("email", "x"), ("email", None)])
def test_it_refuses_a_field_of_the_wrong_form(bench: Bench, name: str, wrong: str | None) -> None:
    assert problems(bench.v2("POST", "/reseller", BODY | {name: wrong})) == [(501, [name])]


def test_a_campaign_may_name_who_exists_or_nobody(bench: Bench) -> None:
    made = bench.v2("POST", "/reseller", BODY).get_json()["resellerId"]
    with bench.simulator.work() as work:
        assert [resellers.exists(work, name) for name in ("R000000", made, "R999999")] == [True, True, False]
    bench.v2("DELETE", f"/reseller/{made}")
    with bench.simulator.work() as work:
        assert not resellers.exists(work, made)


def test_ids_are_the_same_when_a_run_is_repeated(bench: Bench) -> None:
    first = bench.v2("POST", "/reseller", BODY).get_json()["resellerId"]
    bench.control("/reset")
    assert bench.v2("POST", "/reseller", BODY).get_json()["resellerId"] == first
