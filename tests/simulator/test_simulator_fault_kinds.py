"""Each fault of the plan does what the contract says, in this process and over a socket."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
import requests

from tests.simulator.simulator_bench import Bench, brand_body
from tests.simulator.simulator_process import Server
from tests.wsgi_adapter import WsgiAdapter


class Line:
    """A caller with a simulator at the other end."""

    def __init__(self, session: requests.Session, base: str) -> None:
        self._session, self._base = session, base
        self._session.trust_env = False

    def call(self, method: str, path: str, body: Any = None) -> requests.Response:
        auth = ("key", "secret")
        return self._session.request(method, self._base + path, json=body, auth=auth, timeout=1, allow_redirects=False)

    def plan(self, *rules: dict[str, Any]) -> None:
        assert self.call("PUT", "/control/faults/plan", {"seed": 1, "rules": rules}).status_code == 200

    def create(self) -> requests.Response:
        return self.call("POST", "/v2/brand/nonBlocking", brand_body(referenceId="one"))

    def done(self) -> bool:
        """Whether the brand was created; asked where no fault can come between."""
        return len(self.call("GET", "/control/state").json()["brands"]) == 1


@pytest.fixture(params=["in process", "over a socket"])
def line(request: pytest.FixtureRequest) -> Iterator[Line]:
    session = requests.Session()
    if request.param == "in process":
        bench: Bench = request.getfixturevalue("bench")
        session.mount("http://localhost", WsgiAdapter(bench.app))
        yield Line(session, "http://localhost")
    else:
        server: Server = request.getfixturevalue("server")
        line = Line(session, server.base)
        line.call("POST", "/control/reset")
        yield line
        line.call("POST", "/control/reset")
    session.close()


def test_latency_makes_the_answer_late(line: Line) -> None:
    line.plan({"fault": "latency", "seconds": 0.1})
    began = time.monotonic()
    assert line.create().status_code == 200
    assert time.monotonic() - began >= 0.1


def test_hang_does_the_work_and_never_answers(line: Line) -> None:
    line.plan({"fault": "hang", "seconds": 30})
    with pytest.raises(requests.ReadTimeout):
        line.create()
    assert line.done()


def test_hang_ends_when_its_time_is_over(server: Server) -> None:
    line = Line(requests.Session(), server.base)
    line.call("POST", "/control/reset")
    line.plan({"fault": "hang", "seconds": 0.2})
    began = time.monotonic()
    with pytest.raises(requests.ConnectionError):
        line.create()
    assert 0.2 <= time.monotonic() - began < 1.5
    line.call("POST", "/control/reset")


def test_lost_answer_does_the_work_and_closes_the_connection(line: Line) -> None:
    line.plan({"fault": "lost_answer", "times": 1})
    with pytest.raises(requests.ConnectionError):
        line.create()
    assert line.done()
    assert line.create().json()[0]["code"] == 503


def test_reset_closes_the_connection_before_any_work(line: Line) -> None:
    line.plan({"fault": "reset", "times": 1})
    with pytest.raises(requests.ConnectionError):
        line.create()
    assert not line.done()
    assert line.create().status_code == 200


@pytest.mark.parametrize("done", [False, True])
@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_status_is_a_text_with_or_without_the_work(line: Line, status: int, done: bool) -> None:
    line.plan({"fault": "status", "status": status, "done": done})
    answer = line.create()
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "text/plain")
    assert line.done() is done


def test_throttle_goes_on_for_a_burst(line: Line) -> None:
    line.plan({"fault": "throttle", "burst": 2, "times": 1})
    assert [line.create().status_code for _ in range(4)] == [429, 429, 429, 200]


@pytest.mark.parametrize("done", [False, True])
@pytest.mark.parametrize("code", [590, 591, 620, 630])
def test_temporary_is_a_coded_400_with_or_without_the_work(line: Line, code: int, done: bool) -> None:
    line.plan({"fault": "temporary", "code": code, "done": done})
    answer = line.create()
    assert (answer.status_code, [problem["code"] for problem in answer.json()]) == (400, [code])
    assert line.done() is done


def test_truncated_does_the_work_and_cuts_the_body(line: Line) -> None:
    line.plan({"fault": "truncated", "times": 2})
    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        line.create()
    assert line.done()
    with pytest.raises(requests.ConnectionError):  # a body that is not there cannot be cut
        line.call("DELETE", "/v2/webhook/subscription/BRAND")
    assert line.call("GET", "/v2/version").status_code == 200


def test_garbage_does_the_work_and_answers_with_a_page(line: Line) -> None:
    line.plan({"fault": "garbage"})
    answer = line.create()
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert answer.text.startswith("<!DOCTYPE html>")
    assert line.done()


def test_unknown_values_stand_where_words_of_a_list_stood(line: Line) -> None:
    line.plan({"fault": "unknown_values"})
    brand = line.create().json()
    assert {brand[name] for name in ("entityType", "vertical", "status", "brandRelationship")} == {"SOMETHING_NEW"}
    assert brand["displayName"] == "Blue Door Bakery"
    assert line.done()
    page = line.call("GET", "/v2/brand").json()
    assert page["records"][0]["status"] == "SOMETHING_NEW"


def test_unknown_values_reach_the_carriers_statuses(bench: Bench) -> None:
    campaign_id = bench.shared()
    bench.control(f"/campaigns/{campaign_id}/finish")
    bench.client.put("/control/faults/plan", json={"rules": [{"fault": "unknown_values"}]})
    assert set(bench.operation(campaign_id).values()) == {"SOMETHING_NEW"}


def test_extra_fields_stand_in_each_object(line: Line) -> None:
    line.plan({"fault": "extra_fields"})
    brand = line.create().json()
    page = line.call("GET", "/v2/brand").json()
    refused = line.create().json()
    for thing in (brand, brand["optionalAttributes"], page, page["records"][0], refused[0]):
        assert thing["x-new-field"] == "SOMETHING_NEW"
    assert (page["totalRecords"], refused[0]["code"]) == (1, 503)


@pytest.mark.parametrize("fault", ["hang", "lost_answer", "reset", "status", "throttle", "truncated", "garbage"])
def test_the_messaging_provider_meets_them_too(bench: Bench, fault: str) -> None:
    session = requests.Session()
    session.mount("http://localhost", WsgiAdapter(bench.app))
    bench.client.put("/control/faults/plan", json={"rules": [{"fault": fault, "path": "^/messaging", "times": 1}]})

    def offered() -> requests.Response:
        url = "http://localhost/messaging/v1/available_numbers?area_code=415"
        return session.get(url, headers={"Authorization": "Bearer secret"})

    try:
        good = offered().json()["numbers"] != []
    except requests.RequestException:
        good = False
    assert not good
    assert len(offered().json()["numbers"]) == 3
    session.close()
