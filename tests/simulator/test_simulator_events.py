"""What notices there are, a made-up one on demand, complaints and the account's state."""

import re
from pathlib import Path

import pytest

from onboarding.simulator import events
from onboarding.simulator.delivery import notice_signature
from onboarding.simulator.events import CATEGORIES, EVENTS
from tests.simulator.simulator_bench import HOOK, Bench, codes


def subscribe_all(bench: Bench) -> None:
    for category in CATEGORIES:
        bench.v2("PUT", "/webhook/subscription", {"eventCategory": category, "webhookEndpoint": HOOK})


def test_categories_and_events_are_listed(bench: Bench) -> None:
    assert bench.get("/webhook/eventCategory") == ["BRAND", "CAMPAIGN", "CSP", "INCIDENCE", "VETTING"]
    listed = bench.get("/webhook/eventType")
    assert {row["eventCategory"] for row in listed} == set(CATEGORIES)
    assert {row["eventType"]: row["eventCategory"] for row in listed}["MNO_COMPLAINT"] == "INCIDENCE"
    assert all(row["description"] for row in listed)


@pytest.mark.parametrize("event", EVENTS)
def test_a_made_up_notice_is_posted_at_once_and_signed(bench: Bench, event: str) -> None:
    subscribe_all(bench)
    bench.answers.append(202)
    answer = bench.get(f"/webhook/subscription/eventType/{event}/mock")
    (posted,) = bench.posted
    assert answer == {"endpoint": HOOK, "status": 202, "request": posted.body, "response": None}
    assert (posted.body["eventType"], posted.body["mock"]) == (event, True)
    assert posted.headers["X-Registry-Signature"] == notice_signature("secret", HOOK, posted.body)
    assert bench.state()["notices"] == []


def test_a_made_up_notice_needs_a_subscriber_and_an_event_that_exists(bench: Bench) -> None:
    assert codes(bench.v2("GET", "/webhook/subscription/eventType/CAMPAIGN_ADD/mock")) == [590]
    assert codes(bench.v2("GET", "/webhook/subscription/eventType/NOTHING/mock")) == [501]


def test_a_subscriber_who_does_not_answer_has_no_status(bench: Bench) -> None:
    subscribe_all(bench)
    bench.answers.append(OSError("nobody is there"))
    assert bench.get("/webhook/subscription/eventType/CAMPAIGN_ADD/mock")["status"] is None


def test_a_carrier_complains(bench: Bench) -> None:
    subscribe_all(bench)
    campaign_id = bench.campaign()
    body = {"networkId": 10035, "description": "Many people report these texts."}
    bench.control(f"/campaigns/{campaign_id}/complaint", body)
    assert bench.events()[-1] == "MNO_COMPLAINT"
    notice = bench.posted[-1].body
    assert (notice["campaignId"], notice["mnoName"]) == (campaign_id, "T-Mobile")
    assert notice["description"] == body["description"]
    for wrong in ({"networkId": 1, "description": "x"}, {"networkId": 10035}):
        assert bench.client.post(f"/control/campaigns/{campaign_id}/complaint", json=wrong).status_code in {400, 404}


def test_the_accounts_state_is_told(bench: Bench) -> None:
    subscribe_all(bench)
    bench.control("/account", {"status": "SUSPENDED"})
    bench.control("/account", {"status": "ACTIVE"})
    assert bench.events() == ["CSP_SUSPEND", "CSP_ACTIVE"]
    assert "brandId" not in bench.posted[0].body
    assert bench.client.get("/notices").status_code == 200
    assert bench.client.post("/control/account", json={"status": "GONE"}).status_code == 400


def test_every_notice_of_a_registration_is_one_of_the_listed_events(bench: Bench) -> None:
    campaign_id = bench.shared()
    bench.control(f"/campaigns/{campaign_id}/finish")
    bench.control(f"/campaigns/{campaign_id}/expire")
    assert {notice["eventType"] for notice in bench.state()["notices"]} <= set(EVENTS)


def test_every_event_that_is_told_anywhere_is_listed() -> None:
    folder = Path(events.__file__).parent
    told = re.compile(r"\"((?:BRAND|CAMPAIGN|MNO|CSP|EVP)_[A-Z0-9_]+)\"")
    named = {name for path in folder.glob("*.py") for name in told.findall(path.read_text(encoding="utf-8"))}
    no_events = {"BRAND_INCONSISTENCIES", "CAMPAIGN_DESCRIPTION_OR_ATTRIBUTES", "CAMPAIGN_NOT_AVAILABLE"}
    no_events |= {"MNO_SHARING_ERROR", "CAMPAIGN_TO_TRAFFIC_MISMATCH"}
    assert {name for name in named if not name.endswith("_")} - no_events == set(EVENTS)
