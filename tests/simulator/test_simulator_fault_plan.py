"""The fault plan: what a rule hits, how often, and that a seed repeats it all."""

import pytest

from onboarding.simulator.clock import real_now
from onboarding.simulator.fault_plan import FaultPlan
from onboarding.simulator.fault_rules import FAULTS
from tests.simulator.simulator_bench import Bench, make_bench


def hits(plan: FaultPlan, count: int, method: str = "GET", path: str = "/v2/version") -> list[int]:
    """Which of so many requests in a row are hit."""
    return [nth for nth in range(count) if plan.strike(method, path, real_now)]


def planned(*rules: dict[str, object], seed: int = 7) -> FaultPlan:
    plan = FaultPlan()
    plan.set({"seed": seed, "rules": list(rules)})
    return plan


def put(bench: Bench, *rules: dict[str, object], seed: int = 7) -> None:
    answer = bench.client.put("/control/faults/plan", json={"seed": seed, "rules": list(rules)})
    assert answer.status_code == 200, answer.get_data(as_text=True)


def test_a_rule_without_more_hits_everything() -> None:
    assert hits(planned({"fault": "reset"}), 3) == [0, 1, 2]


def test_a_script_lets_some_pass_and_hits_so_many() -> None:
    assert hits(planned({"fault": "reset", "after": 2, "times": 3}), 9) == [2, 3, 4]


def test_method_and_path_choose_the_requests() -> None:
    plan = planned({"fault": "reset", "method": "POST", "path": r"/brand/B\w+$"})
    assert hits(plan, 1, "GET", "/v2/brand/B123456") == []
    assert hits(plan, 1, "POST", "/v2/brand") == []
    assert hits(plan, 1, "POST", "/v2/brand/B123456") == [0]


def test_the_first_rule_that_hits_hits_and_the_others_count_on() -> None:
    plan = planned({"fault": "reset", "times": 1}, {"fault": "garbage", "after": 1, "times": 1}, {"fault": "hang"})
    faults = [hit.fault for _ in range(3) if (hit := plan.strike("GET", "/v2/version", real_now))]
    assert faults == ["reset", "garbage", "hang"]


def test_a_probability_is_kept_over_many_requests() -> None:
    assert 400 < len(hits(planned({"fault": "reset", "probability": 0.1}), 5000)) < 600
    assert hits(planned({"fault": "reset", "probability": 0.0}), 1000) == []


def test_the_same_seed_meets_the_same_faults_and_another_seed_others() -> None:
    rule = {"fault": "reset", "probability": 0.3}
    assert hits(planned(rule), 200) == hits(planned(rule), 200)
    assert hits(planned(rule, seed=8), 200) != hits(planned(rule), 200)


def test_what_runs_beside_changes_nothing() -> None:
    rule = {"fault": "reset", "probability": 0.3}
    alone = hits(planned(rule), 100, "GET", "/v2/brand/B123456")
    plan, beside = planned(rule), []
    for nth in range(100):
        plan.strike("GET", "/v2/brand/B654321", real_now)
        plan.strike("PUT", "/v2/brand/B123456", real_now)
        if plan.strike("GET", "/v2/brand/B123456", real_now):
            beside.append(nth)
    assert beside == alone


def test_each_rule_has_draws_of_its_own() -> None:
    rule = {"fault": "reset", "probability": 0.5}
    second = planned({"fault": "hang", "method": "PUT"}, rule)
    assert hits(second, 100) != hits(planned(rule), 100)


def test_a_coded_answer_is_the_registrys_alone() -> None:
    plan = planned({"fault": "temporary"})
    assert hits(plan, 1, "GET", "/messaging/v1/numbers/+14155550123") == []
    assert hits(plan, 1, "GET", "/v2/version") == [0]


def test_the_plan_is_read_as_it_was_put_and_an_empty_one_ends_it(bench: Bench) -> None:
    assert bench.client.get("/control/faults/plan").get_json() == {"seed": 0, "rules": []}
    plan = {"seed": -5, "rules": [{"fault": "status", "status": 502, "done": True, "probability": 0.25}]}
    assert bench.client.put("/control/faults/plan", json=plan).get_json() == plan
    assert bench.client.get("/control/faults/plan").get_json() == plan
    put(bench, {"fault": "status"})
    assert bench.v2("GET", "/version").status_code == 503
    put(bench)
    assert bench.v2("GET", "/version").status_code == 200


def test_the_log_tells_each_fault(bench: Bench) -> None:
    put(bench, {"fault": "garbage", "times": 1}, {"fault": "throttle", "burst": 1, "times": 1, "after": 2})
    for _ in range(5):
        bench.v2("GET", "/version")
    log = bench.client.get("/control/faults/log").get_json()
    now = bench.client.get("/control/clock").get_json()["now"]
    told = {"method": "GET", "path": "/v2/version", "at": now}
    assert log == [
        told | {"n": 1, "fault": "garbage", "rule": 0, "nth": 0},
        told | {"n": 2, "fault": "throttle", "rule": 1, "nth": 2},
        told | {"n": 3, "fault": "throttle", "rule": 1, "nth": 3},
    ]
    put(bench)
    assert bench.client.get("/control/faults/log").get_json() == []


def test_the_log_keeps_the_newest_ten_thousand() -> None:
    plan = planned({"fault": "reset"})
    hits(plan, 10_003)
    assert [plan.log()[0]["n"], plan.log()[-1]["n"], len(plan.log())] == [4, 10_003, 10_000]


def test_strangers_and_the_control_api_meet_no_fault_and_are_not_counted(bench: Bench) -> None:
    put(bench, {"fault": "status", "after": 1, "times": 1})
    assert bench.client.get("/v2/version").status_code == 401
    assert bench.client.get("/control/clock").status_code == 200
    assert [bench.v2("GET", "/version").status_code for _ in range(3)] == [200, 503, 200]


def test_a_reset_ends_the_plan(bench: Bench) -> None:
    put(bench, {"fault": "status"})
    bench.control("/reset")
    assert bench.client.get("/control/faults/plan").get_json()["rules"] == []
    assert bench.v2("GET", "/version").status_code == 200


def test_another_process_has_the_plan_but_counts_anew(bench: Bench) -> None:
    put(bench, {"fault": "status", "times": 1})
    bench.v2("GET", "/version")
    again = make_bench(bench.config)
    assert again.client.get("/control/faults/log").get_json() == []
    assert [again.v2("GET", "/version").status_code for _ in range(2)] == [503, 200]
    again.simulator.close()


def test_a_plan_that_is_refused_leaves_the_old_one(bench: Bench) -> None:
    put(bench, {"fault": "status", "status": 500})
    assert bench.client.put("/control/faults/plan", json={"rules": [{"fault": "flood"}]}).status_code == 400
    assert bench.v2("GET", "/version").status_code == 500


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_is_taken_without_more(fault: str) -> None:
    assert planned({"fault": fault}).as_json()["rules"] == [{"fault": fault}]


@pytest.mark.parametrize(
    "rule",
    [
        {},
        [],
        "reset",
        {"fault": None},
        {"fault": "flood"},
        {"fault": "reset", "probability": 1.1},
        {"fault": "reset", "probability": "1"},
        {"fault": "reset", "probability": True},
        {"fault": "reset", "method": "get"},
        {"fault": "reset", "method": 1},
        {"fault": "reset", "path": "("},
        {"fault": "reset", "path": "x" * 501},
        {"fault": "reset", "path": "\ud800"},
        {"fault": "reset", "path": None},
        {"fault": "reset", "after": -1},
        {"fault": "reset", "after": 1.5},
        {"fault": "reset", "times": 0},
        {"fault": "reset", "seconds": 1},
        {"fault": "reset", "\ud800": 1},
        {"fault": "latency", "seconds": 61},
        {"fault": "hang", "seconds": -1},
        {"fault": "status", "status": 418},
        {"fault": "status", "done": 1},
        {"fault": "throttle", "burst": 10_001},
        {"fault": "temporary", "code": 501},
        {"fault": "notice_late", "seconds": "1"},
    ],
)
def test_it_refuses_a_rule_it_cannot_follow_and_says_which(bench: Bench, rule: object) -> None:
    answer = bench.client.put("/control/faults/plan", json={"rules": [{"fault": "reset"}, rule]})
    assert (answer.status_code, answer.get_json()["error"]) == (400, "invalid")
    assert answer.get_json()["detail"].startswith("Rule 1")


@pytest.mark.parametrize(
    "body", [{}, {"rules": {}}, {"rules": [], "seed": "7"}, {"rules": [], "seed": 2**63}, {"rules": [], "more": 1}]
)
def test_it_refuses_a_plan_that_is_none(bench: Bench, body: object) -> None:
    assert bench.client.put("/control/faults/plan", json=body).status_code == 400
