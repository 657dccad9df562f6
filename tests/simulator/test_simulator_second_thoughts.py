"""What was good and goes bad: aggregators further up, suspensions, dormancy, numbers, expiry; magic EINs 124 to 127."""

import pytest

from tests.simulator.simulator_bench import DAY, Bench

HOUR = 3600
REGISTERED_WITHIN = 5 * DAY + 2 * HOUR + 2 * DAY  # review, election, the slowest carrier


def live(bench: Bench, ein: str = "12-3456789") -> tuple[str, str]:
    """A campaign that every carrier registered, with an attached number."""
    campaign_id = bench.shared(bench.brand(ein))
    bench.control(f"/campaigns/{campaign_id}/finish")
    return campaign_id, bench.number(campaign_id)


def at_provider(bench: Bench, number: str) -> tuple[str, str | None]:
    answer = bench.provider("GET", f"/numbers/{number}").get_json()
    return answer["assignment"], answer["failure"]


def attach(bench: Bench, number: str, campaign_id: str) -> None:
    assert bench.provider("PUT", f"/numbers/{number}/campaign", {"campaign_id": campaign_id}).status_code == 202
    bench.advance(600)


def current(bench: Bench, campaign_id: str) -> int:
    return bench.get(f"/campaign/{campaign_id}/osr/phones?current=true")["totalRecords"]


def test_124_a_secondary_aggregator_declines_a_day_later_and_the_next_share_passes(bench: Bench) -> None:
    bench.subscribe()
    campaign_id = bench.shared(bench.brand("99-0000124"), messageFlow="x " * 40)
    bench.advance(5 * DAY + 2 * HOUR)
    number = bench.number(campaign_id)
    bench.advance(DAY - 601)
    assert bench.sharing(campaign_id)["sharingStatus"] == "ACCEPTED"
    bench.advance(1)
    share = bench.sharing(campaign_id)
    assert (share["sharingStatus"], share["explanation"][:7]) == ("DECLINED", "2135 - ")
    assert share["rejectionCategory"] == ["CALL_TO_ACTION"]
    assert bench.events()[-1] == "CAMPAIGN_SHARE_DELETE"
    assert bench.posted[-1].body["description"] == share["explanation"]
    assert (bench.operation(campaign_id), bench.get(f"/campaign/{campaign_id}/mnoIdsWithDcaElected")) == ({}, [])
    assert at_provider(bench, number) == ("failed", "CAMPAIGN_NOT_AVAILABLE")
    assert bench.v2("PUT", f"/campaign/{campaign_id}/sharing/SINCH").status_code == 200
    bench.advance(REGISTERED_WITHIN + 2 * DAY)
    assert bench.sharing(campaign_id)["sharingStatus"] == "ACCEPTED"
    assert set(bench.operation(campaign_id).values()) == {"REGISTERED"}


def test_a_secondary_decline_can_be_ordered_for_an_accepted_campaign_only(bench: Bench) -> None:
    campaign_id = bench.shared()
    path = f"/control/campaigns/{campaign_id}/secondary"
    assert bench.client.post(path, json={"explanation": "806 - No"}).status_code == 409
    assert bench.client.post("/control/campaigns/C000000/secondary", json={}).status_code == 404
    bench.control(f"/campaigns/{campaign_id}/finish")
    answer = bench.client.post(path, json={"explanation": "806 - No"}).get_json()
    assert (answer["sharing"]["sharingStatus"], answer["sharing"]["explanation"]) == ("DECLINED", "806 - No")
    assert (answer["sharing"]["rejectionCategory"], answer["operationStatus"]) == (["OTHER"], {})
    assert bench.client.post(path, json={"explanation": 7}).status_code == 400


def test_125_the_first_attachment_fails_and_the_next_one_works(bench: Bench) -> None:
    campaign_id, number = live(bench, "99-0000125")
    assert at_provider(bench, number) == ("failed", "MNO_SHARING_ERROR")
    assert current(bench, campaign_id) == 0
    attach(bench, number, campaign_id)
    assert at_provider(bench, number) == ("assigned", None)


def test_126_t_mobile_suspends_for_a_day_once(bench: Bench) -> None:
    bench.subscribe()
    campaign_id, _ = live(bench, "99-0000126")
    bench.advance(3 * DAY - 601)
    assert bench.operation(campaign_id)["10035"] == "REGISTERED"
    bench.advance(1)
    assert bench.operation(campaign_id)["10035"] == "SUSPENDED"
    bench.advance(DAY - 1)
    assert bench.operation(campaign_id)["10035"] == "SUSPENDED"
    bench.advance(1)
    assert set(bench.operation(campaign_id).values()) == {"REGISTERED"}
    assert bench.events()[-1] == "MNO_CAMPAIGN_OPERATION_UNSUSPENDED"
    bench.advance(10 * DAY)
    assert set(bench.operation(campaign_id).values()) == {"REGISTERED"}


def test_127_the_registry_loses_the_number_a_day_later_once(bench: Bench) -> None:
    campaign_id = bench.shared(bench.brand("99-0000127"))
    bench.advance(5 * DAY + 2 * HOUR)
    number = bench.number(campaign_id)
    bench.advance(2 * DAY - 600)  # now the last carrier registers
    assert set(bench.operation(campaign_id).values()) == {"REGISTERED"}
    bench.advance(DAY - 1)
    assert (at_provider(bench, number), current(bench, campaign_id)) == (("assigned", None), 1)
    bench.advance(1)
    assert (at_provider(bench, number), current(bench, campaign_id)) == (("unassigned", None), 0)
    attach(bench, number, campaign_id)
    bench.advance(10 * DAY)
    assert current(bench, campaign_id) == 1


def test_127_counts_from_the_number_when_that_comes_last(bench: Bench) -> None:
    _, number = live(bench, "99-0000127")
    bench.advance(DAY - 1)
    assert at_provider(bench, number)[0] == "assigned"
    bench.advance(1)
    assert at_provider(bench, number)[0] == "unassigned"


def test_a_numbers_attachment_can_be_broken(bench: Bench) -> None:
    campaign_id, number = live(bench)
    path = f"/numbers/{number}/fail"
    assert bench.control(path, {"failure": "INVALID_NNID"})["failure"] == "INVALID_NNID"
    assert (at_provider(bench, number), current(bench, campaign_id)) == (("failed", "INVALID_NNID"), 0)
    assert bench.client.post(f"/control{path}", json={"failure": "again"}).status_code == 409
    assert bench.client.post("/control/numbers/+14155550199/fail", json={"failure": "x"}).status_code == 404
    assert bench.client.post(f"/control{path}", json={}).status_code == 400
    attach(bench, number, campaign_id)
    assert at_provider(bench, number) == ("assigned", None)


def test_a_broken_attachment_that_was_pending_does_not_come_through(bench: Bench) -> None:
    campaign_id = bench.shared()
    bench.control(f"/campaigns/{campaign_id}/finish")
    number = bench.number()
    bench.provider("PUT", f"/numbers/{number}/campaign", {"campaign_id": campaign_id})
    bench.control(f"/numbers/{number}/fail", {"failure": "INTERNAL_ERROR"})
    bench.advance(600)
    assert at_provider(bench, number) == ("failed", "INTERNAL_ERROR")


def test_a_campaign_without_a_number_falls_dormant_after_15_days_and_a_number_revives_it(bench: Bench) -> None:
    bench.subscribe()
    campaign_id = bench.shared()
    bench.control(f"/campaigns/{campaign_id}/finish")
    bench.advance(15 * DAY - 1)
    assert bench.operation(campaign_id)["10035"] == "REGISTERED"
    bench.advance(1)
    statuses = bench.operation(campaign_id)
    assert (statuses.pop("10035"), set(statuses.values())) == ("SUSPENDED", {"REGISTERED"})
    assert bench.events()[-1] == "MNO_CAMPAIGN_OPERATION_SUSPENDED"
    bench.number(campaign_id)
    assert bench.operation(campaign_id)["10035"] == "REGISTERED"
    assert bench.events()[-1] == "MNO_CAMPAIGN_OPERATION_UNSUSPENDED"


def test_a_campaign_with_a_number_never_falls_dormant_until_it_comes_off(bench: Bench) -> None:
    campaign_id, number = live(bench)
    bench.advance(60 * DAY)
    assert bench.operation(campaign_id)["10035"] == "REGISTERED"
    bench.provider("DELETE", f"/numbers/{number}/campaign")
    bench.advance(15 * DAY - 1)
    assert bench.operation(campaign_id)["10035"] == "REGISTERED"
    bench.advance(1)
    assert bench.operation(campaign_id)["10035"] == "SUSPENDED"


def test_a_number_does_not_lift_a_suspension_that_is_no_dormancy(bench: Bench) -> None:
    campaign_id = bench.shared()
    bench.control(f"/campaigns/{campaign_id}/finish")
    bench.control(f"/campaigns/{campaign_id}/carriers/10035", {"status": "SUSPENDED"})
    bench.number(campaign_id)
    assert bench.operation(campaign_id)["10035"] == "SUSPENDED"


def test_a_campaign_can_be_made_to_expire(bench: Bench) -> None:
    bench.subscribe()
    campaign_id, number = live(bench)
    assert bench.control(f"/campaigns/{campaign_id}/expire")["status"] == "EXPIRED"
    assert (bench.operation(campaign_id), at_provider(bench, number)) == ({}, ("unassigned", None))
    assert bench.events()[-1] == "CAMPAIGN_EXPIRED"
    assert bench.client.post(f"/control/campaigns/{campaign_id}/expire").status_code == 409
    bench.advance(400 * DAY)
    assert "CAMPAIGN_BILLED" not in bench.events()


@pytest.mark.parametrize("ein", ["12-3456789", "99-0000120", "99-0000128"])
def test_nothing_of_the_kind_happens_to_others(bench: Bench, ein: str) -> None:
    campaign_id, number = live(bench, ein)
    bench.advance(80 * DAY)
    assert set(bench.operation(campaign_id).values()) == {"REGISTERED"}
    assert (at_provider(bench, number), current(bench, campaign_id)) == (("assigned", None), 1)
