"""Notices that the fault plan loses, doubles, forges, delays and shuffles, in this process and over a socket."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, ClassVar

import pytest

from onboarding.simulator.delivery import notice_signature
from tests.simulator.simulator_bench import HOOK, Bench, brand_body
from tests.simulator.simulator_process import Server

ADDED, SCORED = "BRAND_ADD", "BRAND_IDENTITY_STATUS_UPDATE"


class Receiver(BaseHTTPRequestHandler):
    got: ClassVar[list[tuple[str, bool]]] = []

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        address = f"http://127.0.0.1:{self.server.server_address[1]}/hook"
        good = self.headers["X-Registry-Signature"] == notice_signature("secret", address, body)
        self.got.append((body["eventType"], good))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


class InProcess:
    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        bench.subscribe()

    def control(self, method: str, path: str, body: Any) -> None:
        assert self._bench.client.open(f"/control{path}", method=method, json=body).status_code == 200

    def create(self) -> None:
        assert self._bench.v2("POST", "/brand/nonBlocking", brand_body()).status_code == 200

    def got(self, _count: int) -> list[tuple[str, bool]]:
        """(event type, whether the signature is good) of what was posted."""
        self._bench.simulator.deliver()
        return [
            (posted.body["eventType"], posted.headers["X-Registry-Signature"] == self._signature(posted.body))
            for posted in self._bench.posted
        ]

    def _signature(self, body: dict[str, Any]) -> str:
        return notice_signature("secret", HOOK, body)


class OverSocket:
    def __init__(self, server: Server, address: str) -> None:
        self._server = server
        body = {"eventCategory": "BRAND", "webhookEndpoint": address}
        assert server.call("PUT", "/v2/webhook/subscription", json=body).status_code == 200

    def control(self, method: str, path: str, body: Any) -> None:
        assert self._server.call(method, f"/control{path}", json=body).status_code == 200

    def create(self) -> None:
        assert self._server.call("POST", "/v2/brand/nonBlocking", json=brand_body()).status_code == 200

    def got(self, count: int) -> list[tuple[str, bool]]:
        """Waits for so many, and for a moment longer lest there are more."""
        deadline = time.monotonic() + 5
        while len(Receiver.got) < count and time.monotonic() < deadline:
            time.sleep(0.02)
        time.sleep(0.25)
        return list(Receiver.got)


Far = InProcess | OverSocket


@pytest.fixture(params=["in process", "over a socket"])
def far(request: pytest.FixtureRequest) -> Iterator[Far]:
    if request.param == "in process":
        yield InProcess(request.getfixturevalue("bench"))
        return
    server: Server = request.getfixturevalue("server")
    server.call("POST", "/control/reset")
    server.call("POST", "/control/clock", json={"speed": 0})
    Receiver.got.clear()
    receiver = HTTPServer(("127.0.0.1", 0), Receiver)
    thread = threading.Thread(target=receiver.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield OverSocket(server, f"http://127.0.0.1:{receiver.server_port}/hook")
    server.call("POST", "/control/reset")
    receiver.shutdown()
    receiver.server_close()
    thread.join()


def scored(far: Far, *rules: dict[str, Any]) -> None:
    """A brand is made and scored under a plan: two events."""
    far.control("PUT", "/faults/plan", {"seed": 1, "rules": rules})
    far.create()
    far.control("POST", "/clock", {"advance_seconds": 5})


def test_a_lost_notice_never_comes(far: Far) -> None:
    scored(far, {"fault": "notice_lost", "path": f"^{ADDED}$"})
    assert far.got(1) == [(SCORED, True)]


def test_a_notice_comes_twice(far: Far) -> None:
    scored(far, {"fault": "notice_twice", "path": ADDED})
    assert far.got(3) == [(ADDED, True), (ADDED, True), (SCORED, True)]


def test_a_forged_notice_bears_a_wrong_signature(far: Far) -> None:
    scored(far, {"fault": "notice_forged", "path": SCORED})
    assert far.got(2) == [(ADDED, True), (SCORED, False)]


def test_a_late_notice_waits_for_its_virtual_time(far: Far) -> None:
    scored(far, {"fault": "notice_late", "seconds": 3600, "path": ADDED})
    assert far.got(1) == [(SCORED, True)]
    far.control("POST", "/clock", {"advance_seconds": 3594})
    assert far.got(1) == [(SCORED, True)]
    far.control("POST", "/clock", {"advance_seconds": 1})
    assert far.got(2) == [(SCORED, True), (ADDED, True)]


def test_a_reordered_notice_comes_after_the_next_one(far: Far) -> None:
    scored(far, {"fault": "notice_reordered", "path": ADDED})
    assert far.got(2) == [(SCORED, True), (ADDED, True)]


def test_a_reordered_notice_that_nothing_overtakes_comes_an_hour_later(bench: Bench) -> None:
    far = InProcess(bench)
    scored(far, {"fault": "notice_reordered"})
    assert far.got(0) == []
    bench.advance(3595)
    assert far.got(1) == [(ADDED, True)]
    bench.advance(5)
    assert far.got(2) == [(ADDED, True), (SCORED, True)]


def test_the_log_names_event_and_object(bench: Bench) -> None:
    scored(InProcess(bench), {"fault": "notice_lost", "probability": 1.0, "times": 1})
    (entry,) = bench.client.get("/control/faults/log").get_json()
    brand_id = bench.state()["brands"][0]["brandId"]
    assert (entry["method"], entry["path"], entry["nth"]) == ("NOTICE", f"{ADDED}/{brand_id}", 0)


def test_rules_about_requests_leave_notices_alone_and_the_other_way_round(bench: Bench) -> None:
    bench.client.put("/control/faults/plan", json={"rules": [{"fault": "notice_lost"}]})
    bench.brand()
    bench.client.put("/control/faults/plan", json={"rules": [{"fault": "status", "path": "BRAND"}]})
    bench.subscribe()
    bench.brand()
    assert bench.events() == [ADDED, SCORED]
