"""Every magic EIN does what the contract says, and no other EIN does anything of the kind."""

import pytest

from onboarding.simulator import magic
from tests.simulator.simulator_bench import DAY, HOOK, Bench, brand_body, codes, problems

HOUR = 3600


def test_100_is_verified_at_once(bench: Bench) -> None:
    brand_id = bench.v2("POST", "/brand/nonBlocking", brand_body(ein="99-0000100")).get_json()["brandId"]
    assert bench.get(f"/brand/{brand_id}")["identityStatus"] == "VERIFIED"


@pytest.mark.parametrize(
    ("ein", "category_id", "code", "field"),
    [
        ("99-0000101", "TAX_ID", "TFTI04", "companyName"),
        ("990000102", "TAX_ID", "TFTI01", "ein"),
        ("99-0000103", "TAX_ID", "TFTI07", "ein"),
        ("99-0000110", "NONPROFIT", "TFNP02", "entityType"),
        ("99-0000111", "GOVERNMENT_ENTITY", "TFGE02", "entityType"),
        ("99-0000112", "STOCK_SYMBOL", "TFSS01", "stockSymbol"),
        ("99-0000113", "TAX_ID", "TFTI04", "ein"),
    ],
)
def test_these_are_not_verified_and_say_why(bench: Bench, ein: str, category_id: str, code: str, field: str) -> None:
    brand_id = bench.brand(ein)
    assert bench.get(f"/brand/{brand_id}")["identityStatus"] == "UNVERIFIED"
    (category,) = bench.get(f"/brand/feedback/{brand_id}")["category"]
    assert category["id"] == category_id
    assert field in category["fields"]
    assert [error["code"] for error in category["errors"]] == [code]
    assert codes(bench.v2("GET", f"/campaignBuilder/brand/{brand_id}/usecase/LOW_VOLUME")) == [509]


def test_104_is_scored_for_ten_minutes(bench: Bench) -> None:
    brand_id = bench.brand("99-0000104")
    bench.advance(594)
    assert codes(bench.v2("GET", f"/campaignBuilder/brand/{brand_id}/usecase/LOW_VOLUME")) == [527]
    bench.advance(1)
    assert bench.get(f"/brand/{brand_id}")["identityStatus"] == "VERIFIED"


def test_105_is_refused(bench: Bench) -> None:
    assert codes(bench.v2("POST", "/brand/nonBlocking", brand_body(ein="99-0000105"))) == [529]
    assert bench.state()["brands"] == []


def test_106_meets_a_temporary_error_once(bench: Bench) -> None:
    body = brand_body(ein="99-0000106", referenceId="one")
    assert codes(bench.v2("POST", "/brand/nonBlocking", body)) == [591]
    assert bench.state()["brands"] == []
    assert bench.v2("POST", "/brand/nonBlocking", body).status_code == 200
    assert bench.v2("POST", "/brand/nonBlocking", body | {"referenceId": "two"}).status_code == 200


def test_107_is_created_but_its_answer_gets_lost(bench: Bench) -> None:
    body = brand_body(ein="99-0000107", referenceId="one")
    with pytest.raises(ConnectionResetError):
        bench.v2("POST", "/brand/nonBlocking", body)
    assert problems(bench.v2("POST", "/brand/nonBlocking", body)) == [(503, ["referenceId"])]
    bench.advance(5)
    assert bench.get("/brand?referenceId=one")["records"][0]["identityStatus"] == "VERIFIED"
    assert bench.v2("POST", "/brand/nonBlocking", body | {"referenceId": "two"}).status_code == 200


def test_notices_about_108_come_twice(bench: Bench) -> None:
    bench.subscribe()
    bench.shared(bench.brand("99-0000108"))
    assert bench.events() == [
        event
        for event in ("BRAND_ADD", "BRAND_IDENTITY_STATUS_UPDATE", "CAMPAIGN_ADD", "CAMPAIGN_SHARE_ADD")
        for _ in range(2)
    ]


def test_no_notice_about_109_is_ever_posted(bench: Bench) -> None:
    bench.subscribe()
    bench.shared(bench.brand("99-0000109"))
    bench.advance(10 * DAY)
    assert bench.events() == []
    assert {notice["state"] for notice in bench.state()["notices"]} == {"withheld"}
    assert HOOK in {notice["address"] for notice in bench.state()["notices"]}


def test_117_pays_twice_the_published_fee(bench: Bench) -> None:
    path = "/campaignBuilder/brand/{}/usecase/LOW_VOLUME"
    terms = bench.get(path.format(bench.brand("99-0000117")))
    assert [terms[f"{span}Fee"] for span in ("monthly", "quarterly", "annual")] == [3, 9, 36]
    assert bench.get(path.format(bench.brand()))["monthlyFee"] == 1.5


def test_120_is_declined_once_and_then_accepted(bench: Bench) -> None:
    campaign_id = bench.shared(bench.brand("99-0000120"))
    bench.advance(5 * DAY)
    declined = bench.sharing(campaign_id)
    assert declined["sharingStatus"] == "DECLINED"
    assert [reason.split(" - ")[0] for reason in declined["explanation"].split(";")] == ["CR4015", "CR7004"]
    assert bench.v2("PUT", f"/campaign/{campaign_id}/sharing/BANDW").get_json()["sharingStatus"] == "PENDING"
    bench.advance(5 * DAY)
    assert bench.sharing(campaign_id)["sharingStatus"] == "ACCEPTED"
    assert bench.sharing(campaign_id)["explanation"] is None


def test_121_is_approved_whatever_it_says_and_suspended_by_t_mobile_three_days_later(bench: Bench) -> None:
    bench.subscribe()
    campaign_id = bench.shared(bench.brand("99-0000121"), messageFlow="x " * 40)
    bench.advance(5 * DAY + 3 * HOUR)
    assert bench.operation(campaign_id)["10035"] == "REGISTERED"
    bench.advance(3 * DAY - 1)
    assert bench.operation(campaign_id)["10035"] == "REGISTERED"
    bench.advance(1)
    assert bench.operation(campaign_id)["10035"] == "SUSPENDED"
    assert bench.events()[-1] == "MNO_CAMPAIGN_OPERATION_SUSPENDED"
    assert bench.posted[-1].body["mnoId"] == 10035
    bench.control(f"/campaigns/{campaign_id}/carriers/10035", {"status": "REGISTERED"})
    assert bench.events()[-1] == "MNO_CAMPAIGN_OPERATION_UNSUSPENDED"
    bench.advance(3 * DAY)
    assert set(bench.operation(campaign_id).values()) == {"REGISTERED"}


def test_122_is_declined_each_time(bench: Bench) -> None:
    campaign_id = bench.shared(bench.brand("99-0000122"))
    for _ in range(2):
        bench.advance(5 * DAY)
        sharing = bench.sharing(campaign_id)
        assert (sharing["sharingStatus"], sharing["explanation"][:9]) == ("DECLINED", "CR3002 - ")
        bench.v2("PUT", f"/campaign/{campaign_id}/sharing/SINCH")


def test_123_is_approved_but_rejected_by_att(bench: Bench) -> None:
    bench.subscribe()
    campaign_id = bench.shared(bench.brand("99-0000123"))
    bench.advance(8 * DAY)
    statuses = bench.operation(campaign_id)
    assert statuses.pop("10017") == "REJECTED"
    assert set(statuses.values()) == {"REGISTERED"}
    assert bench.events().count("MNO_CAMPAIGN_OPERATION_REJECTED") == 1
    rejected = [posted.body for posted in bench.posted if "REJECTED" in posted.body["eventType"]]
    assert [body["mnoName"] for body in rejected] == ["AT&T"]


def test_these_are_all_there_are(bench: Bench) -> None:
    assert sorted(int(ein[-2:]) for ein in magic.WHAT) == [*range(18), *range(20, 28)]
    for ein in ("99-0000118", "99-0000128", "99-0000200", "12-3456789"):
        assert bench.get(f"/brand/{bench.brand(ein)}")["identityStatus"] == "VERIFIED"
