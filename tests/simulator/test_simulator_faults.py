"""Trouble on demand, and who may order it."""

import time
from dataclasses import replace

import pytest

from onboarding.simulator.config import Config
from tests.simulator.simulator_bench import Bench, brand_body, codes, make_bench

NONE = {"down": False, "garbage": False, "latency_seconds": 0.0, "notices": "on"}


def test_faults_are_read_and_changed_one_by_one(bench: Bench) -> None:
    assert bench.client.get("/control/faults").get_json() == NONE
    bench.control("/faults", {"down": True})
    assert bench.control("/faults", {"notices": "off"}) == NONE | {"down": True, "notices": "off"}
    assert bench.client.get("/control/faults").get_json() == NONE | {"down": True, "notices": "off"}


@pytest.mark.parametrize(
    "body",
    [
        {"down": "yes"},
        {"garbage": 1},
        {"latency_seconds": -1},
        {"latency_seconds": 61},
        {"latency_seconds": "1"},
        {"latency_seconds": True},
        {"notices": "maybe"},
        {"notices": []},
        {"other": True},
    ],
)
def test_it_refuses_a_fault_it_cannot_have(bench: Bench, body: dict[str, object]) -> None:
    assert bench.client.post("/control/faults", json=body).status_code == 400
    assert bench.client.get("/control/faults").get_json() == NONE


def test_down_is_503_for_the_registry_and_the_provider_but_not_for_control(bench: Bench) -> None:
    bench.control("/faults", {"down": True})
    assert bench.v2("GET", "/version").status_code == 503
    assert bench.v2("POST", "/brand/nonBlocking", brand_body()).status_code == 503
    assert bench.client.get("/v2/nothing").status_code == 503
    assert bench.provider("GET", "/available_numbers?area_code=415").status_code == 503
    assert bench.client.get("/").status_code == 200
    assert bench.state()["brands"] == []
    bench.control("/faults", {"down": False})
    assert bench.v2("GET", "/version").status_code == 200


def test_garbage_does_the_work_and_spoils_the_answer(bench: Bench) -> None:
    bench.control("/faults", {"garbage": True})
    answer = bench.v2("POST", "/brand/nonBlocking", brand_body(referenceId="one"))
    assert (answer.status_code, answer.get_json(silent=True)) == (200, None)
    page = bench.v2("GET", "/brand?referenceId=one")
    assert (page.status_code, page.mimetype) == (200, "text/html")
    assert bench.v2("DELETE", "/campaign/C000000").status_code == 200
    bench.control("/faults", {"garbage": False})
    assert codes(bench.v2("POST", "/brand/nonBlocking", brand_body(referenceId="one"))) == [503]


def test_latency_makes_each_answer_late(bench: Bench) -> None:
    bench.control("/faults", {"latency_seconds": 0.1})
    began = time.monotonic()
    assert bench.v2("GET", "/version").status_code == 200
    assert time.monotonic() - began >= 0.1


@pytest.mark.parametrize("path", ["/", "/handsets", "/control/state", "/control/clock"])
def test_a_strangers_host_name_is_turned_away(bench: Bench, path: str) -> None:
    assert bench.client.get(path, headers={"Host": "evil.com"}).status_code == 403
    assert bench.client.get(path, headers={"Host": "127.0.0.1.evil.com"}).status_code == 403
    for host in ("localhost:9100", "127.0.0.1:9100", "[::1]:9100", "registry.test"):
        assert bench.client.get(path, headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.com"},
        {"Origin": "null"},
        {"Origin": "http://localhost:1"},
        {"Referer": "https://evil.com/page"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
@pytest.mark.parametrize("path", ["/control/reset", "/panel/reset"])
def test_a_form_on_another_page_can_do_nothing(bench: Bench, path: str, headers: dict[str, str]) -> None:
    bench.brand()
    assert bench.client.post(path, headers=headers).status_code == 403
    assert len(bench.state()["brands"]) == 1
    assert bench.client.post(path, headers={"Origin": "http://localhost"}).status_code < 400
    assert bench.state()["brands"] == []


FROM_AFAR = {"REMOTE_ADDR": "192.0.2.7"}


@pytest.mark.parametrize("path", ["/", "/handsets", "/notices", "/panel.js", "/control/state"])
def test_panel_and_control_api_answer_this_machine_only(bench: Bench, path: str) -> None:
    answer = bench.client.get(path, headers={"Host": "localhost"}, environ_base=FROM_AFAR)
    assert (answer.status_code, "this machine only" in answer.text) == (403, True)
    assert bench.client.get("/v2/version", environ_base=FROM_AFAR, auth=("key", "secret")).status_code == 200


def test_a_button_pressed_from_elsewhere_does_nothing(bench: Bench) -> None:
    bench.brand()
    assert bench.client.post("/panel/reset", environ_base=FROM_AFAR).status_code == 403
    assert len(bench.state()["brands"]) == 1


def test_a_host_named_at_the_start_is_reached_from_elsewhere(config: Config) -> None:
    bench = make_bench(replace(config, hosts=("simulator.corp",)))
    for path in ("/", "/control/state"):
        for host in ("simulator.corp", "simulator.corp:8090"):
            answer = bench.client.get(path, headers={"Host": host}, environ_base=FROM_AFAR)
            assert answer.status_code == 200
    bench.simulator.close()
