"""Virtual time: moved, stopped, hurried, kept over a restart; what falls due happens in order."""

import time
from datetime import datetime, timedelta

import pytest

from onboarding.simulator.app import create_app
from onboarding.simulator.config import Config
from tests.simulator.simulator_bench import DAY, Bench, brand_body, make_bench


def clock(bench: Bench) -> dict[str, object]:
    return bench.client.get("/control/clock").get_json()


def now(bench: Bench) -> datetime:
    return datetime.fromisoformat(str(clock(bench)["now"]))


def test_it_starts_with_real_time_and_a_reset_begins_there_again(config: Config) -> None:
    bench = Bench(create_app(config), config)
    for _ in range(2):
        answer = clock(bench)
        assert answer["speed"] == 1.0
        real, virtual = (datetime.fromisoformat(str(answer[name])) for name in ("real", "now"))
        assert abs(real - virtual) < timedelta(seconds=2)
        assert set(answer) == {"now", "real", "speed", "anchor_real", "anchor_virtual"}
        bench.control("/clock", {"speed": 0, "advance_seconds": DAY})
        bench.control("/reset")
    bench.simulator.close()


def test_without_the_ticker_time_stands_still_from_the_start_and_after_a_reset(config: Config) -> None:
    bench = make_bench(config)
    for _ in range(2):
        assert clock(bench)["speed"] == 0
        before = now(bench)
        time.sleep(0.01)
        assert now(bench) == before
        bench.control("/clock", {"speed": 60})
        bench.control("/reset")
    bench.simulator.close()


def test_a_stopped_clock_stands_still_and_moves_by_exactly_what_it_is_told(bench: Bench) -> None:
    before = now(bench)
    time.sleep(0.01)
    assert now(bench) == before
    bench.advance(3.5 * DAY)
    assert now(bench) - before == timedelta(days=3.5)


def test_now_follows_from_the_anchors_and_the_speed(bench: Bench) -> None:
    bench.control("/clock", {"speed": 1000, "advance_seconds": 60})
    time.sleep(0.02)
    answer = clock(bench)
    assert answer["speed"] == 1000
    moments = {name: datetime.fromisoformat(str(text)) for name, text in answer.items() if name != "speed"}
    told = moments["anchor_virtual"] + (moments["real"] - moments["anchor_real"]) * 1000
    assert abs(moments["now"] - told) < timedelta(seconds=3)  # the times are told to the millisecond


def test_at_a_high_speed_a_review_is_soon_over(bench: Bench) -> None:
    campaign_id = bench.shared()
    bench.control("/clock", {"speed": 1_000_000})
    deadline = time.monotonic() + 5
    while bench.sharing(campaign_id)["sharingStatus"] != "ACCEPTED":
        assert time.monotonic() < deadline
    bench.control("/clock", {"speed": 0})


def test_several_days_in_one_go_happen_in_order_each_at_its_own_time(bench: Bench) -> None:
    bench.subscribe()
    start = now(bench)
    slow = bench.v2("POST", "/brand/nonBlocking", brand_body(ein="99-0000104")).get_json()["brandId"]
    campaign_id = bench.shared()
    shared = datetime.fromisoformat(bench.sharing(campaign_id)["sharedDate"])
    bench.advance(100 * DAY)
    notices = bench.state()["notices"]
    at = [datetime.fromisoformat(notice["at"]) for notice in notices]
    assert at == sorted(at)
    by_event = {notice["eventType"]: moment for notice, moment in zip(notices, at, strict=True)}
    assert by_event["CAMPAIGN_SHARE_ACCEPT"] == shared + timedelta(days=5)
    assert by_event["CAMPAIGN_DCA_COMPLETE"] == shared + timedelta(days=5, hours=2)
    assert by_event["MNO_CAMPAIGN_OPERATION_APPROVED"] == shared + timedelta(days=7, hours=2)
    scored = [at[i] for i, notice in enumerate(notices) if notice["body"]["brandId"] == slow and i]
    assert scored[-1] == start + timedelta(minutes=10)
    assert by_event["CAMPAIGN_BILLED"] > by_event["MNO_CAMPAIGN_OPERATION_APPROVED"]


def test_many_small_steps_lead_where_one_big_step_leads(bench: Bench) -> None:
    ends = []
    for steps in (1, 60):
        bench.control("/reset")
        bench.control("/clock", {"speed": 0})
        bench.subscribe()
        bench.shared(bench.brand("99-0000121"))
        for _ in range(steps):
            bench.advance(10 * DAY / steps)
        ends.append([notice["eventType"] for notice in bench.state()["notices"]])
    assert ends[0] == ends[1]


@pytest.mark.parametrize(
    "body",
    [
        {"advance_seconds": -1},
        {"advance_seconds": "60"},
        {"advance_seconds": True},
        {"advance_seconds": 1000000000000.0},
        {"speed": -1},
        {"speed": 1000001},
        {"speed": "fast"},
        {"speed": []},
        {},
        {"speed": None},
        {"advance_seconds": 60, "days": 1},
        {"advanceSeconds": 60},
    ],
)
def test_it_refuses_a_senseless_move(bench: Bench, body: dict[str, object]) -> None:
    before = clock(bench)
    assert bench.client.post("/control/clock", json=body).status_code == 400
    assert clock(bench)["now"] == before["now"]


def test_a_clock_is_told_what_it_takes(bench: Bench) -> None:
    answer = bench.client.post("/control/clock", json={"seconds": 60})
    assert answer.get_json() == {"error": "invalid", "detail": "A clock takes advance_seconds and speed."}


def test_time_ends_before_the_calendar_does(bench: Bench) -> None:
    brand_id = bench.brand()
    for _ in range(3):
        bench.advance(10 * 365 * DAY)
    assert bench.get(f"/brand/{brand_id}")["identityStatus"] == "VERIFIED"
    assert now(bench).year >= 2050


def test_a_restart_keeps_everything(config: Config) -> None:
    bench = make_bench(config)
    bench.control("/clock", {"speed": 0})
    bench.subscribe()
    campaign_id = bench.shared()
    number = bench.number()
    bench.control("/faults", {"notices": "twice"})
    bench.advance(4 * DAY)
    before, time_before = bench.state(), clock(bench)
    bench.simulator.close()

    again = make_bench(config)
    assert again.state() == before
    assert clock(again)["now"] == time_before["now"]
    assert again.get(f"/campaign/{campaign_id}/sharing")["sharedByMe"]["sharingStatus"] == "PENDING"
    assert again.provider("GET", f"/numbers/{number}").status_code == 200
    assert again.events() == ["BRAND_ADD", "BRAND_IDENTITY_STATUS_UPDATE", "CAMPAIGN_ADD", "CAMPAIGN_SHARE_ADD"]
    again.advance(DAY)
    assert again.events()[4:] == ["CAMPAIGN_SHARE_ACCEPT"] * 2
    again.simulator.close()


def test_a_reset_forgets_everything(bench: Bench) -> None:
    bench.subscribe()
    bench.number()
    bench.shared()
    bench.control("/faults", {"down": True})
    bench.control("/reset")
    assert bench.state() == {"brands": [], "campaigns": [], "numbers": [], "messages": [], "notices": []}
    assert bench.get("/webhook/subscription") == []
    assert bench.client.get("/control/faults").get_json()["down"] is False
