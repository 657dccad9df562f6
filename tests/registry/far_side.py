"""A registry on a loopback socket that answers from a script and remembers what it was asked."""

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from onboarding.registry.client import RegistryClient

KEY, SECRET = "account-key-41", "account-secret-97"
EIN = "59-1234567"


@dataclass(frozen=True)
class Asked:
    """One request as it came in."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Answer:
    """One answer: a body is sent as it is when it is text or bytes, else as JSON. ``how`` breaks the connection."""

    status: int = 200
    body: Any = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    how: str = "whole"  # or: silent (no answer at all), hang up (closed before it), cut (closed in the middle)

    @property
    def data(self) -> bytes:
        if isinstance(self.body, bytes):
            return self.body
        return (self.body if isinstance(self.body, str) else json.dumps(self.body)).encode()


class FarSide:
    """Answers each request with the next answer of the script; the last one is for all that follow."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.script: list[Answer] = [Answer()]
        self._over = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.base = f"http://127.0.0.1:{self._server.server_port}/v2"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()  # whoever keeps silent may go home
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answers(self, *script: Answer | Any, status: int = 200) -> RegistryClient:
        """A client to whom the far side gives these answers, JSON bodies among them."""
        self.script = [one if isinstance(one, Answer) else Answer(status, one) for one in script]
        return self.client()

    def client(self, *, timeout: float = 5.0) -> RegistryClient:
        return RegistryClient(self.base, KEY, SECRET, timeout=timeout)

    def lines(self) -> list[str]:
        """What was asked: method and path below the base."""
        return [f"{one.method} {one.path.removeprefix('/v2')}" for one in self.asked]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        far_side = self

        class Handler(BaseHTTPRequestHandler):
            def _answer(self) -> None:
                parts = urlsplit(self.path)
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                query = parse_qs(parts.query)
                far_side.asked.append(Asked(self.command, parts.path, query, dict(self.headers), body))
                answer = far_side.script.pop(0) if len(far_side.script) > 1 else far_side.script[0]
                self.close_connection = True
                if answer.how == "silent":
                    far_side._over.wait(30)
                elif answer.how != "hang up":
                    self._say(answer)

            def _say(self, answer: Answer) -> None:
                data = answer.data
                self.send_response(answer.status)
                for name, value in ({"Content-Type": "application/json"} | dict(answer.headers)).items():
                    self.send_header(name, value)
                if answer.status != 204:
                    self.send_header("Content-Length", str(len(data)))
                self.send_header("Connection", "close")
                self.end_headers()
                if answer.status != 204:
                    self.wfile.write(data[: len(data) // 2] if answer.how == "cut" else data)

            do_GET = do_POST = do_PUT = do_DELETE = _answer  # noqa: N815 - the base class names them so

            def log_message(self, *_: object) -> None:
                pass

        return Handler


REFERENCE = "BRAND-0001"
BRAND = {"companyName": "Blue Door Bakery, LLC", "ein": EIN.replace("-", ""), "referenceId": REFERENCE}
