"""The registry's lists, its version, the account's profile."""

import pytest

from tests.simulator.simulator_bench import Bench, codes, problems

WORDS = {
    "altBusinessIdType": 4,
    "brandIdentityStatus": 4,
    "brandRelationship": 5,
    "brandStatus": 2,
    "campaignStatus": 2,
    "entityType": 5,
    "nudgeIntent": 2,
    "operationStatus": 4,
    "rejectionCategory": 9,
    "stockExchange": 27,
    "suspensionCategory": 12,
    "vettingStatus": 5,
}


@pytest.mark.parametrize("name", WORDS)
def test_a_list_of_words_holds_each_word_once(bench: Bench, name: str) -> None:
    words = bench.get(f"/enum/{name}")
    assert all(isinstance(word, str) and word == word.upper() for word in words)
    assert len(set(words)) == len(words) == WORDS[name]


def test_carriers_and_partners(bench: Bench) -> None:
    mnos = {mno["networkId"]: mno for mno in bench.get("/enum/mno")}
    assert set(mnos) == {10017, 10035, 10037, 10038, 10631, 10901}
    assert sorted(mno["osrBitmaskIndex"] for mno in mnos.values()) == list(range(6))
    assert {"id": "TWILO", "displayName": "Twilio", "soleProprietorEnabled": True} in bench.get("/enum/dca")
    assert bench.get("/enum/cnp")["SINCH"] == "Sinch"


def test_countries_and_states(bench: Bench) -> None:
    countries = bench.get("/enum/country")
    assert len(countries) == 249
    assert (countries["US"], countries["DE"]) == ("United States", "Germany")
    assert not {"EU", "ZZ", "UN"} & set(countries)
    assert len(bench.get("/enum/usState")) == 56
    assert bench.get("/enum/usState")["CA"] == "California"


def test_use_cases_and_verticals(bench: Bench) -> None:
    everything = bench.get("/enum/usecase")
    assert everything["LOW_VOLUME"]["maxSubUsecases"] == 5
    assert all(entry["description"] for entry in everything.values())
    subs, others = bench.get("/enum/usecase?validSubUsecase=true"), bench.get("/enum/usecase?validSubUsecase=false")
    assert set(subs) | set(others) == set(everything)
    assert ("MARKETING" in subs, "MIXED" in subs) == (True, False)
    assert problems(bench.v2("GET", "/enum/usecase?validSubUsecase=yes")) == [(501, ["validSubUsecase"])]
    verticals = bench.get("/enum/vertical")
    assert len(verticals) == 23
    assert set(verticals["LEGAL"]) == {"industryId", "displayName", "description"}


def test_vetting_and_appeals(bench: Bench) -> None:
    providers = {provider["evpId"]: provider["vettingClasses"] for provider in bench.get("/enum/extVettingProvider")}
    assert set(providers) == {"AEGIS", "WMC", "CV"}
    assert providers["WMC"] == ["STANDARD"]
    classes = {entry["id"] for entry in bench.get("/enum/vettingClass")}
    assert classes == {"STANDARD", "ENHANCED", "POLITICAL", "AUTHPLUS", "RBM"}
    ids = lambda path: {entry["id"] for entry in bench.get(f"/enum/{path}")}  # noqa: E731
    assert ids("brandAppealCategory") == {"VERIFY_TAX_ID", "VERIFY_NON_PROFIT", "VERIFY_GOVERNMENT"}
    assert "VERIFY_DOMAIN_OWNERSHIP" in ids("extVettingAppealCategory?evpId=AEGIS")
    assert "VERIFY_DOMAIN_OWNERSHIP" not in ids("extVettingAppealCategory?evpId=WMC")
    assert problems(bench.v2("GET", "/enum/extVettingAppealCategory?evpId=NONE")) == [(501, ["evpId"])]
    assert {entry["name"]: entry["type"] for entry in bench.get("/enum/optionalAttributeNames")}[
        "governmentEntity"
    ] == "BOOLEAN"
    codes_known = {entry["code"] for entry in bench.get("/enum/vettingFeedbackCode")}
    assert {"TFTI07", "TFWD02", "TFNP03"} <= codes_known


def test_public_companies_come_in_pages(bench: Bench) -> None:
    first = bench.get("/enum/approvedPublicCompany?recordsPerPage=2")
    assert (len(first["records"]), first["page"], first["totalRecords"]) == (2, 1, 3)
    second = bench.get("/enum/approvedPublicCompany?recordsPerPage=2&page=2")
    assert len(second["records"]) == 1
    assert [record["symbol"] for record in bench.get("/enum/approvedPublicCompany?exchange=TSX")["records"]] == ["MUML"]
    assert codes(bench.v2("GET", "/enum/approvedPublicCompany?page=0")) == [501]


def test_each_code_has_a_meaning(bench: Bench) -> None:
    meanings = bench.get("/error")
    assert {"202", "501", "537", "557", "592", "630"} <= set(meanings)
    assert all(code.isdigit() and text for code, text in meanings.items())


def test_an_unknown_list_is_404(bench: Bench) -> None:
    assert bench.v2("GET", "/enum/nothing").status_code == 404


def test_the_profile_takes_contact_addresses_and_nothing_else(bench: Bench) -> None:
    profile = bench.get("/csp/profile")
    assert (profile["cspId"], profile["status"]) == ("SIM0001", "ACTIVE")
    answer = bench.v2("PUT", "/csp/profile", {"contactEmail": "a@example.test", "companyName": "Other"})
    assert answer.get_json() == profile | {"contactEmail": "a@example.test"}
    bench.v2("PUT", "/csp/profile", {"billingEmail": "b@example.test", "contactEmail": None})
    assert bench.get("/csp/profile") == profile | {"billingEmail": "b@example.test"}
    assert problems(bench.v2("PUT", "/csp/profile", {"billingEmail": "nobody"})) == [(501, ["billingEmail"])]


def test_the_version_is_text(bench: Bench) -> None:
    version = bench.v2("GET", "/version")
    assert version.content_type.startswith("text/plain")
    assert version.get_data(as_text=True).count(".") == 2
