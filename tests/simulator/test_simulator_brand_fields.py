"""The fields of a brand that only some kinds have, and what editing them undoes."""

from typing import Any

import pytest

from tests.simulator.simulator_bench import DAY, LISTED, PERSON, Bench, brand_body, codes, problems


def post(bench: Bench, **fields: Any) -> Any:
    return bench.v2("POST", "/brand/nonBlocking", brand_body(**fields))


def person(bench: Bench, **fields: Any) -> Any:
    return post(bench, **(PERSON | {"entityType": "SOLE_PROPRIETOR"} | fields))


@pytest.mark.parametrize("kind", ["PRIVATE_PROFIT", "PUBLIC_PROFIT", "NON_PROFIT", "GOVERNMENT", "SOLE_PROPRIETOR"])
def test_a_brand_reads_as_it_was_made_with_every_field(bench: Bench, kind: str) -> None:
    body = brand_body(
        entityType=kind,
        **LISTED,
        firstName="Ana",
        lastName="O'Bäcker",
        mobilePhone="+16045550140",
        altBusinessId="123456789",
        altBusinessIdType="DUNS",
        ipAddress="2001:db8::1",
        tag=["bakery", "Süd2"],
        referenceId="mine",
    )
    answer = bench.v2("POST", "/brand/nonBlocking", body)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    assert bench.get(f"/brand/{answer.get_json()['brandId']}").items() >= (body | {"mock": False}).items()


def test_a_government_body_is_recognized_as_one(bench: Bench) -> None:
    brand_id = bench.brand(entityType="GOVERNMENT")
    assert bench.get(f"/brand/{brand_id}")["optionalAttributes"] == {"governmentEntity": True}
    refused = bench.brand("99-0000111", entityType="GOVERNMENT")
    assert bench.get(f"/brand/{refused}")["optionalAttributes"] == {}
    terms = bench.get(f"/campaignBuilder/brand/{brand_id}/usecase/MIXED")["mnoMetadata"]
    assert (terms["10017"]["tpm"], terms["10035"]["brandTier"]) == (4500, "UNCAPPED")


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("stockExchange", "WALL"),
        ("stockSymbol", "x" * 11),
        ("altBusinessIdType", "TAX"),
        ("altBusinessId", "x" * 51),
        ("ipAddress", "x" * 51),
        ("firstName", "x" * 101),
        ("mobilePhone", "2125550140"),
        ("tag", "bakery"),
        ("tag", ["two words"]),
        ("tag", ["dash-ed"]),
        ("tag", ["under_score"]),
        ("tag", [""]),
        ("tag", ["x" * 51]),
        ("tag", [7]),
        ("tag", ["\ud800"]),
        ("tag", {"a": 1}),
    ],
)
def test_it_refuses_a_field_of_the_wrong_form(bench: Bench, name: str, wrong: object) -> None:
    assert problems(post(bench, **{name: wrong})) == [(501, [name])]


def test_ten_tags_are_taken_and_eleven_are_530(bench: Bench) -> None:
    tags = [f"t{number}" for number in range(11)]
    assert post(bench, tag=tags[:10]).status_code == 200
    assert problems(post(bench, tag=tags)) == [(530, ["tag"])]


@pytest.mark.parametrize(
    "number",
    ["+442071838750", "+18005550140", "+19005550140", "+11235550140", "+12121550140", "+12124110140", "+1212555014"],
)
def test_a_number_that_cannot_be_a_mobile_of_the_us_or_canada_is_551(bench: Bench, number: str) -> None:
    assert problems(person(bench, mobilePhone=number)) == [(551, ["mobilePhone"])]
    assert post(bench, mobilePhone=number).status_code == 200


def test_a_person_lives_in_the_us_or_canada(bench: Bench) -> None:
    abroad = {"country": "DE", "state": "Berlin", "postalCode": "10115"}
    assert problems(person(bench, **abroad)) == [(555, ["country"])]
    assert post(bench, **abroad).status_code == 200
    assert person(bench, country="CA", state="Ontario", postalCode="K1A 0B1").status_code == 200


@pytest.mark.parametrize("name", ["Ana\u200bB", "𝐀𝐧𝐚", "Ａｎａ", "Ana 🍞", "\u202eanA", "☎ Ana", "123", "..."])
def test_a_name_that_hides_something_is_556(bench: Bench, name: str) -> None:
    assert problems(person(bench, firstName=name)) == [(556, ["firstName"])]
    assert problems(person(bench, displayName=name)) == [(556, ["displayName"])]


@pytest.mark.parametrize("name", ["Ana-María d’Été", "Иван", "陈伟", "Bob's Bread & Co. (West)", "José", "Zoe\u0308"])
def test_names_of_any_script_are_taken(bench: Bench, name: str) -> None:
    assert person(bench, displayName=name, lastName=name).status_code == 200


def test_the_relationship_changes_once_in_three_months(bench: Bench) -> None:
    brand_id = bench.brand()
    change = lambda to: bench.v2("PUT", f"/brand/{brand_id}", {"brandRelationship": to})  # noqa: E731
    assert change("KEY_ACCOUNT").status_code == 200
    assert change("KEY_ACCOUNT").status_code == 200
    assert problems(change("SMALL_ACCOUNT")) == [(528, ["brandRelationship"])]
    bench.advance(88 * DAY)
    assert codes(change("SMALL_ACCOUNT")) == [528]
    bench.advance(5 * DAY)
    assert change("SMALL_ACCOUNT").status_code == 200


def test_an_edit_does_not_touch_the_tags(bench: Bench) -> None:
    brand_id = bench.brand(tag=["one"])
    assert bench.v2("PUT", f"/brand/{brand_id}", {"tag": ["two"], "city": "Oakland"}).get_json()["tag"] == ["one"]


def test_who_becomes_a_sole_proprietor_needs_what_one_needs_and_a_pin(bench: Bench) -> None:
    brand_id = bench.brand()
    answer = bench.v2("PUT", f"/brand/{brand_id}", {"entityType": "SOLE_PROPRIETOR"})
    assert {name for _, names in problems(answer) for name in names} == set(PERSON) - {"companyName", "ein"}
    changed = bench.v2("PUT", f"/brand/{brand_id}", PERSON | {"entityType": "SOLE_PROPRIETOR"}).get_json()
    assert changed["identityStatus"] == "UNVERIFIED"
    bench.give_pin(brand_id)
    assert bench.get(f"/brand/{brand_id}")["identityStatus"] == "VERIFIED"
