"""Appeals against an identity check and against a vetting, and their evidence."""

from typing import Any

import pytest

from tests.simulator.simulator_bench import DAY, Bench, codes, problems

MIB = 1024 * 1024
TAX = {"appealCategories": ["VERIFY_TAX_ID"]}
BOTH = "appealStatus=PENDING&appealStatus=COMPLETE"


def appeal(bench: Bench, brand_id: str, **fields: Any) -> Any:
    return bench.v2("POST", f"/brand/{brand_id}/appeal", TAX | fields)


def against(bench: Bench, brand_id: str, vetting: Any, *categories: str) -> Any:
    body = {"appealCategories": list(categories), "evpId": vetting["evpId"], "vettingId": vetting["vettingId"]}
    return bench.v2("POST", f"/brand/{brand_id}/externalVetting/appeal", body)


def vetting(bench: Bench, brand_id: str, kind: str = "STANDARD") -> Any:
    body = {"evpId": "AEGIS", "vettingClass": kind}
    ordered = bench.v2("POST", f"/brand/{brand_id}/externalVetting", body).get_json()
    bench.advance(3600)
    return ordered


def appeals(bench: Bench, brand_id: str, kind: str = "appeal") -> Any:
    return bench.get(f"/brand/{brand_id}/{kind}?{BOTH}")


def test_the_appeal_of_113_succeeds_after_five_days(bench: Bench) -> None:
    bench.subscribe()
    brand_id = bench.brand("99-0000113")
    uuid = bench.upload(f"/brand/{brand_id}/appeal/evidence").get_json()["uuid"]
    answer = appeal(bench, brand_id, explanation="The letter shows the name.", attachmentUuids=[uuid])
    assert (answer.status_code, answer.data) == (204, b"")
    (pending,) = appeals(bench, brand_id)
    assert (pending["appealStatus"], pending["appealOutcome"]) == ("PENDING", None)
    assert (pending["explanation"], pending["attachmentUuids"]) == ("The letter shows the name.", [uuid])
    bench.advance(5 * DAY - 1)
    assert bench.get(f"/brand/{brand_id}")["identityStatus"] == "UNVERIFIED"
    bench.advance(1)
    assert bench.get(f"/brand/{brand_id}")["identityStatus"] == "VERIFIED"
    assert bench.get(f"/brand/feedback/{brand_id}")["category"] == []
    (complete,) = appeals(bench, brand_id)
    assert complete["appealStatus"] == "COMPLETE"
    outcome = {"vetStatus": "VERIFIED", "optionalAttributes": {}, "feedback": {"category": []}}
    assert complete["appealOutcome"] == outcome
    assert complete["appealStatusUpdateDate"] > complete["createDate"]
    assert bench.events()[2:] == ["BRAND_APPEAL_ADD", "BRAND_IDENTITY_STATUS_UPDATE", "BRAND_APPEAL_COMPLETE"]


def test_every_other_appeal_fails_and_leaves_the_brand_as_it_was(bench: Bench) -> None:
    brand_id = bench.brand("99-0000101")
    assert appeal(bench, brand_id).status_code == 204
    bench.advance(5 * DAY)
    (complete,) = appeals(bench, brand_id)
    assert complete["appealOutcome"]["vetStatus"] == "UNVERIFIED"
    assert [category["id"] for category in complete["appealOutcome"]["feedback"]["category"]] == ["TAX_ID"]
    assert bench.get(f"/brand/{brand_id}")["identityStatus"] == "UNVERIFIED"
    assert appeal(bench, brand_id).status_code == 204
    assert len(appeals(bench, brand_id)) == 2
    assert len(bench.get(f"/brand/{brand_id}/appeal?appealStatus=PENDING")) == 1
    assert codes(bench.v2("GET", f"/brand/{brand_id}/appeal")) == [501]


@pytest.mark.parametrize(
    ("kind", "category", "attributes"),
    [
        ("NON_PROFIT", "VERIFY_NON_PROFIT", {"taxExemptStatus": "501c3"}),
        ("GOVERNMENT", "VERIFY_GOVERNMENT", {"governmentEntity": True}),
    ],
)
def test_a_verified_brand_appeals_for_the_attribute_that_it_lacks_and_for_nothing_else(
    bench: Bench, kind: str, category: str, attributes: dict[str, Any]
) -> None:
    brand_id = bench.brand("99-0000113", entityType=kind)
    appeal(bench, brand_id)
    bench.advance(5 * DAY)
    assert bench.get(f"/brand/{brand_id}")["optionalAttributes"] == {}
    assert codes(appeal(bench, brand_id)) == [592]
    assert appeal(bench, brand_id, appealCategories=[category]).status_code == 204
    bench.control(f"/brands/{brand_id}/appeal", {"outcome": "uphold"})
    assert bench.get(f"/brand/{brand_id}")["optionalAttributes"] == attributes
    assert codes(appeal(bench, brand_id, appealCategories=[category])) == [592]


def test_a_pending_appeal_stops_every_edit_check_and_further_appeal(bench: Bench) -> None:
    brand_id = bench.brand("99-0000101")
    appeal(bench, brand_id)
    assert codes(bench.v2("PUT", f"/brand/{brand_id}", {"city": "Oakland"})) == [592]
    assert codes(bench.v2("PUT", f"/brand/{brand_id}", {})) == [592]
    assert codes(bench.v2("PUT", f"/brand/{brand_id}/revet")) == [592]
    assert codes(appeal(bench, brand_id)) == [592]
    bench.control(f"/brands/{brand_id}/appeal", {"outcome": "reject"})
    assert bench.v2("PUT", f"/brand/{brand_id}", {"city": "Oakland"}).status_code == 200
    bench.advance(6 * DAY)
    assert len(appeals(bench, brand_id)) == 1
    assert bench.client.post(f"/control/brands/{brand_id}/appeal", json={"outcome": "uphold"}).status_code == 409


def test_an_appeal_comes_within_45_days(bench: Bench) -> None:
    brand_id = bench.brand("99-0000101")
    bench.advance(45 * DAY - 5)
    assert appeal(bench, brand_id).status_code == 204
    bench.control(f"/brands/{brand_id}/appeal", {"outcome": "reject"})
    bench.advance(1)
    assert codes(appeal(bench, brand_id)) == [592]


def test_who_cannot_appeal(bench: Bench) -> None:
    scoring = bench.brand("99-0000104")
    assert codes(appeal(bench, scoring)) == [535]
    verified = bench.brand()
    assert codes(appeal(bench, verified)) == [592]
    bench.v2("PUT", f"/brand/{verified}", {"companyName": "Other LLC"})
    assert codes(appeal(bench, verified)) == [592]
    vetted = bench.brand("99-0000101")
    vetting(bench, vetted)
    assert codes(appeal(bench, vetted)) == [592]
    assert codes(appeal(bench, bench.brand(entityType="SOLE_PROPRIETOR"))) == [559]


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"appealCategories": None}, 501, "appealCategories"),
        ({"appealCategories": []}, 501, "appealCategories"),
        ({"appealCategories": "VERIFY_TAX_ID"}, 501, "appealCategories"),
        ({"appealCategories": [["VERIFY_TAX_ID"]]}, 501, "appealCategories"),
        ({"appealCategories": ["\ud800"]}, 501, "appealCategories"),
        ({"appealCategories": ["SOMETHING"]}, 559, "appealCategories"),
        ({"appealCategories": ["VERIFY_NON_PROFIT"]}, 559, "appealCategories"),
        ({"appealCategories": ["LOW_SCORE"]}, 559, "appealCategories"),
        ({"explanation": "x" * 1025}, 501, "explanation"),
        ({"attachmentUuids": {}}, 204, ""),
        ({"attachmentUuids": {"a": 1}}, 501, "attachmentUuids"),
        ({"attachmentUuids": [7]}, 501, "attachmentUuids"),
        ({"attachmentUuids": ["B000000/VA/00"]}, 502, "attachmentUuids"),
    ],
)
def test_it_refuses_an_appeal_of_the_wrong_form(bench: Bench, fields: dict[str, Any], code: int, field: str) -> None:
    answer = appeal(bench, bench.brand("99-0000101"), **fields)
    assert answer.status_code == 204 if code == 204 else problems(answer) == [(code, [field])]


def test_the_evidence_of_another_brand_does_not_count(bench: Bench) -> None:
    other = bench.upload(f"/brand/{bench.brand()}/appeal/evidence").get_json()["uuid"]
    assert codes(appeal(bench, bench.brand("99-0000101"), attachmentUuids=[other])) == [502]


def test_evidence_is_kept_in_files_of_the_types_allowed(bench: Bench) -> None:
    brand_id = bench.brand("99-0000101")
    path = f"/brand/{brand_id}/appeal/evidence"
    stored = bench.upload(path, "scan.TIFF", b"II*").get_json()
    assert stored == {"uuid": stored["uuid"], "fileName": "scan.TIFF", "mimeType": "image/tiff"}
    assert stored["uuid"].startswith(f"{brand_id}/VA/")
    assert bench.get(path) == [stored]
    assert codes(bench.upload(path, "letter.doc")) == [546]
    assert codes(bench.v2("POST", path, {})) == [501]
    assert codes(bench.upload("/brand/B000000/appeal/evidence")) == [502]


def test_evidence_has_ten_files_of_ten_mib_and_thirty_mib_together_at_most(bench: Bench) -> None:
    path = f"/brand/{bench.brand('99-0000101')}/appeal/evidence"
    big = b"x" * 10 * MIB
    assert codes(bench.upload(path, data=big + b"x")) == [544]
    assert codes(bench.upload(path, data=b"x" * 12 * MIB)) == [544]
    for _ in range(3):
        assert bench.upload(path, data=big).status_code == 200
    assert codes(bench.upload(path, data=b"x")) == [544]
    crowded = f"/brand/{bench.brand('99-0000102')}/appeal/evidence"
    for _ in range(10):
        assert bench.upload(crowded).status_code == 200
    assert codes(bench.upload(crowded)) == [544]


def test_an_upheld_appeal_against_a_failed_vetting_makes_it_active(bench: Bench) -> None:
    bench.subscribe()
    brand_id = bench.brand("99-0000116")
    failed = vetting(bench, brand_id)
    assert against(bench, brand_id, failed, "VERIFY_TAX_ID").status_code == 204
    assert appeals(bench, brand_id) == []
    bench.control(f"/brands/{brand_id}/appeal", {"outcome": "uphold"})
    (complete,) = appeals(bench, brand_id, "externalVetting/appeal")
    assert (complete["evpId"], complete["vettingId"]) == ("AEGIS", failed["vettingId"])
    wanted = {"vetStatus": "ACTIVE", "vetScore": 75, "optionalAttributes": {}, "feedback": {"reasons": []}}
    assert complete["appealOutcome"] == wanted
    assert bench.get(f"/brand/{brand_id}")["identityStatus"] == "VETTED_VERIFIED"
    assert bench.events()[-1] == "BRAND_APPEAL_COMPLETE"
    assert bench.posted[-1].body["vettingId"] == failed["vettingId"]


def test_a_low_score_is_raised_by_an_upheld_appeal_and_else_stays(bench: Bench) -> None:
    brand_id = bench.brand()
    active = vetting(bench, brand_id)
    against(bench, brand_id, active, "LOW_SCORE")
    bench.advance(5 * DAY)
    against(bench, brand_id, active, "LOW_SCORE")
    bench.control(f"/brands/{brand_id}/appeal", {"outcome": "uphold"})
    first, second = appeals(bench, brand_id, "externalVetting/appeal")
    assert (first["appealOutcome"]["vetScore"], second["appealOutcome"]["vetScore"]) == (75, 90)
    # It is valid for a year from the appeal on, not from the first vetting on.
    bench.advance(363 * DAY)
    assert bench.get(f"/brand/{brand_id}")["identityStatus"] == "VETTED_VERIFIED"
    bench.advance(4 * DAY)
    assert bench.get(f"/brand/{brand_id}")["identityStatus"] == "VERIFIED"


def test_an_upheld_appeal_for_the_domain_completes_authentication_plus(bench: Bench) -> None:
    brand_id = bench.brand("99-0000114", entityType="PUBLIC_PROFIT")
    failed = vetting(bench, brand_id, "AUTHPLUS")
    assert codes(against(bench, brand_id, failed, "VERIFY_TAX_ID")) == [559]
    assert against(bench, brand_id, failed, "VERIFY_DOMAIN_OWNERSHIP").status_code == 204
    bench.control(f"/brands/{brand_id}/appeal", {"outcome": "uphold"})
    assert bench.get(f"/campaignBuilder/brand/{brand_id}/usecase/LOW_VOLUME")["monthlyFee"] == 1.5


def test_against_what_no_appeal_is_heard(bench: Bench) -> None:
    brand_id = bench.brand("99-0000116")
    first = vetting(bench, brand_id)
    assert codes(against(bench, brand_id, first | {"vettingId": "none"}, "LOW_SCORE")) == [502]
    assert problems(against(bench, brand_id, first | {"evpId": "none"}, "LOW_SCORE")) == [(501, ["evpId"])]
    assert codes(against(bench, brand_id, first, "VERIFY_EMAIL_OWNERSHIP")) == [559]
    second = vetting(bench, brand_id)
    assert codes(against(bench, brand_id, first, "LOW_SCORE")) == [592]
    bench.advance(45 * DAY)
    assert against(bench, brand_id, second, "LOW_SCORE").status_code == 204
    bench.control(f"/brands/{brand_id}/appeal", {"outcome": "reject"})
    bench.advance(1)
    assert codes(against(bench, brand_id, second, "LOW_SCORE")) == [592]
    good = bench.brand()
    assert codes(against(bench, good, vetting(bench, good, "ENHANCED"), "LOW_SCORE")) == [592]
    mock = bench.brand("99-0000114", entityType="PUBLIC_PROFIT", mock=True)
    assert codes(against(bench, mock, vetting(bench, mock, "AUTHPLUS"), "VERIFY_DOMAIN_OWNERSHIP")) == [536]


def test_the_panel_names_what_is_to_come(bench: Bench) -> None:
    brand_id = bench.brand("99-0000101", entityType="PUBLIC_PROFIT")
    appeal(bench, brand_id)
    bench.v2("POST", f"/brand/{brand_id}/externalVetting", {"evpId": "AEGIS", "vettingClass": "STANDARD"})
    page = bench.client.get("/").get_data(as_text=True)
    assert "Appeal decided" in page
    assert "Vetting done" in page
