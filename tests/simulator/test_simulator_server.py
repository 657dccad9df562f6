"""The simulator as a process of its own: sockets, signals, threads."""

import http.client
import json
import signal
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
import requests

from tests.simulator.simulator_bench import brand_body
from tests.simulator.simulator_process import Server, start


def test_an_interrupt_ends_it_too(tmp_path: Path) -> None:
    process = start(tmp_path / "simulator.db")
    assert process.stderr is not None
    assert "/v2" in process.stderr.readline()
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=5)[1] == ""
    assert process.returncode == 0


def test_it_hangs_up_without_an_answer_but_did_the_work(server: Server) -> None:
    body = brand_body(ein="99-0000107", referenceId="lost")
    with pytest.raises(requests.ConnectionError):
        server.call("POST", "/v2/brand/nonBlocking", json=body)
    assert server.call("POST", "/v2/brand/nonBlocking", json=body).json()[0]["code"] == 503


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_of_ten_megabytes_is_answered_and_not_cut_off(server: Server, chunked: bool) -> None:
    pieces = (b"x" * 1_000_000 for _ in range(10))
    data = pieces if chunked else b"x" * 10_000_000
    answer = server.call("POST", "/v2/brand/nonBlocking", data=data, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()[0]["code"]) == (400, 501)
    assert "larger" in answer.json()[0]["description"]


@pytest.mark.parametrize(("mebibytes", "status"), [(10, 200), (12, 400)])
def test_an_upload_of_ten_megabytes_is_kept_and_a_larger_one_answered(
    server: Server, mebibytes: int, status: int
) -> None:
    brand_id = server.call("POST", "/v2/brand/nonBlocking", json=brand_body()).json()["brandId"]
    data = bytes(range(256)) * 4096 * mebibytes
    answer = server.call("POST", f"/v2/brand/{brand_id}/appeal/evidence", files={"file": ("scan.pdf", data)})
    assert answer.status_code == status
    if status == 200:
        assert server.call("GET", f"/v2/attachment/{answer.json()['uuid']}").content == data
    else:
        assert [problem["code"] for problem in answer.json()] == [544]


def test_a_refused_password_is_answered_whatever_the_body(server: Server) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request("POST", "/v2/brand/nonBlocking", body=b"x" * 5_000_000)
    assert connection.getresponse().status == 401
    connection.close()


def test_broken_requests_do_not_break_it(server: Server) -> None:
    for raw in (
        b"\x00\xff\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET /v2/version\r\n",
        b"POST /v2/brand HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
        b"GET / HTTP/1.1\r\n",
    ):
        with socket.create_connection(("127.0.0.1", server.port), timeout=5) as connection:
            connection.sendall(raw)
    assert server.call("GET", "/v2/version").status_code == 200


def test_one_connection_serves_many_requests(server: Server) -> None:
    server.call("POST", "/control/reset")
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    headers = {"Authorization": "Basic a2V5OnNlY3JldA==", "Content-Type": "application/json"}
    connection.connect()
    local = connection.sock.getsockname()
    for number in range(3):
        body = json.dumps(brand_body(referenceId=f"kept-{number}"))
        connection.request("POST", "/v2/brand/nonBlocking", body=body, headers=headers)
        answer = connection.getresponse()
        assert (answer.status, json.loads(answer.read())["referenceId"]) == (200, f"kept-{number}")
    connection.request("DELETE", "/v2/webhook/subscription/BRAND", headers=headers)
    assert connection.getresponse().read() == b""
    connection.request("HEAD", "/v2/version", headers=headers)
    assert connection.getresponse().read() == b""
    assert connection.sock.getsockname() == local
    connection.request("POST", "/v2/brand/nonBlocking", body=iter([b"{", b"}"]), headers=headers, encode_chunked=True)
    answer = connection.getresponse()
    assert (json.loads(answer.read())[0]["code"], answer.headers["Connection"]) == (501, "close")
    connection.close()


def test_a_body_that_breaks_off_is_no_error_of_ours(server: Server) -> None:
    head = b"POST /v2/brand/nonBlocking HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
    for rest in (b"zz\r\n{}\r\n0\r\n\r\n", b"5\r\n{}", b""):
        with socket.create_connection(("127.0.0.1", server.port), timeout=5) as connection:
            connection.sendall(head + rest)
            connection.shutdown(socket.SHUT_WR)
            answer = b"".join(iter(lambda: connection.recv(65536), b""))
        assert answer.startswith((b"HTTP/1.1 400", b"HTTP/1.1 401")), rest


def test_a_large_body_waits_for_one_go_ahead(server: Server) -> None:
    head = (
        b"PUT /v2/webhook/subscription HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as connection:
        connection.sendall(head)
        assert connection.recv(65536) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(b"{}")
        assert connection.recv(65536).startswith(b"HTTP/1.1 401")


@pytest.mark.parametrize("length", ["-5", "x", "+3", "9" * 13])
def test_a_body_of_unclear_length_ends_the_connection(server: Server, length: str) -> None:
    request = f"POST /v2/brand/nonBlocking HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as connection:
        connection.sendall(request.encode())
        connection.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 401")
    assert answer.count(b"HTTP/1.1") == 1


def test_many_at_once_are_all_served_and_nothing_is_lost(server: Server) -> None:
    server.call("POST", "/control/reset")

    def create(number: int) -> int:
        body = brand_body(referenceId=f"many-{number // 2}")
        return server.call("POST", "/v2/brand/nonBlocking", json=body).status_code

    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(create, range(60)))
    assert sorted(statuses) == [200] * 30 + [400] * 30
    assert server.call("GET", "/v2/brand").json()["totalRecords"] == 30


def test_it_runs_by_itself_and_posts_its_notices(server: Server) -> None:
    server.call("POST", "/control/reset")
    receiver = HTTPServer(("127.0.0.1", 0), Receiver)
    Receiver.events.clear()
    thread = threading.Thread(target=receiver.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        url = f"http://127.0.0.1:{receiver.server_port}/hook"
        # The campaigns' notices go nowhere, and that must not hold up the brands'.
        for category, address in (("BRAND", url), ("CAMPAIGN", "http://127.0.0.1:1/hook")):
            body = {"eventCategory": category, "webhookEndpoint": address}
            assert server.call("PUT", "/v2/webhook/subscription", json=body).status_code == 200
        server.call("POST", "/control/clock", json={"speed": 1000})
        server.call("POST", "/v2/brand/nonBlocking", json=brand_body())
        deadline = time.monotonic() + 5
        while len(Receiver.events) < 2 and time.monotonic() < deadline:
            time.sleep(0.02)
        assert Receiver.events == ["BRAND_ADD", "BRAND_IDENTITY_STATUS_UPDATE"]
    finally:
        receiver.shutdown()
        receiver.server_close()
        thread.join()


class Receiver(BaseHTTPRequestHandler):
    events: ClassVar[list[str]] = []

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        self.events.append(json.loads(self.rfile.read(length))["eventType"])
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass
