"""The real client and the practice registry that it speaks to: in this process, or over a socket.

Nothing happens by itself: time stands still until ``pass_time``, and notices wait until somebody asks for them. Over the
socket the registry posts them to a listener of ours, as it would in life.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import requests
from requests.adapters import BaseAdapter
from werkzeug.serving import make_server

from onboarding.domain import filing
from onboarding.domain.documents.facts import Links
from onboarding.domain.examples import example_answers
from onboarding.registry.client import RegistryClient
from onboarding.registry.pace import Pace
from onboarding.simulator.app import create_app
from onboarding.simulator.config import Config
from onboarding.simulator.serving import Handler
from tests.wsgi_adapter import WsgiAdapter

KEY, SECRET = "contract-key", "contract-secret"
POLICY = "https://greenlight.test/p/privacy"
SIDES = ("in process", "socket")

Posted = tuple[str, bytes, dict[str, str]]

SOLE = {
    "entityType": "SOLE_PROPRIETOR",
    "companyName": None,
    "ein": None,
    "firstName": "Rosa",
    "lastName": "Miller",
    "mobilePhone": "+14155550142",
}
LISTED = {
    "entityType": "PUBLIC_PROFIT",
    "stockSymbol": "RHSL",
    "stockExchange": "NASDAQ",
    "businessContactEmail": "legal@rehearsal-bakery.example",
    "website": "https://rehearsal-bakery.example",
}


class Practice:
    """What a contract test acts in. ``hook`` is where notices may be sent; ``posted`` holds those that came."""

    def __init__(
        self, app: Any, root: str, hook: str, posted: list[Posted], adapter: BaseAdapter | None = None
    ) -> None:
        self.app, self.root, self.hook, self.posted = app, root, hook, posted
        self.simulator = app.extensions["simulator"]
        self._adapter = adapter
        self._open = ExitStack()
        self.client = self.caller()

    def caller(self, key: str = KEY, secret: str = SECRET, *, timeout: float = 10.0) -> RegistryClient:
        """A client without a pace: the limits are tests of their own."""
        client = RegistryClient(f"{self.root}/v2", key, secret, timeout=timeout, adapter=self._adapter)
        client._reads = client._writes = Pace(100_000, 0.001)
        return self._open.enter_context(closing(client))

    def raw(self, method: str, path: str, **how: Any) -> requests.Response:
        """A request that the client would not make."""
        with requests.Session() as session:
            session.trust_env = False
            if self._adapter is not None:
                session.mount(self.root, self._adapter)
            return session.request(method, self.root + path, timeout=10, **how)

    def control(self, path: str, body: Any = None, method: str = "POST") -> Any:
        """The simulator's control API."""
        answer = self.raw(method, f"/control{path}", json={} if body is None else body)
        assert answer.status_code < 300, answer.text
        return answer.json() if answer.content else None

    def plan(self, *rules: dict[str, Any]) -> None:
        """Put a fault plan in force."""
        self.control("/faults/plan", {"seed": 7, "rules": list(rules)}, "PUT")

    def pass_time(self, *, seconds: float = 0, days: float = 0) -> None:
        """Virtual time, and what falls due on the way."""
        self.control("/clock", {"advance_seconds": seconds + days * 86_400})

    def forget(self) -> None:
        """As new, and time stands still."""
        self.control("/reset")
        self.control("/clock", {"speed": 0.0})
        self.simulator.limits.reset()
        self.posted.clear()

    def close(self) -> None:
        """Let go of all connections."""
        self._open.close()

    # --- notices --------------------------------------------------------------------------------------------------

    def listen(self, *categories: str) -> None:
        """Subscribe to these categories."""
        for category in categories:
            self.client.subscribe(category, self.hook)

    def notices(self) -> list[dict[str, Any]]:
        """All notices so far, oldest first."""
        self.simulator.deliver()
        return [json.loads(data) for _, data, _ in self.posted]

    def events(self) -> list[str]:
        """Their kinds."""
        return [notice["eventType"] for notice in self.notices()]

    # --- objects --------------------------------------------------------------------------------------------------

    def brand_request(self, reference: str, ein: str | None = "59-1234567", **changes: Any) -> dict[str, Any]:
        """A brand that will be verified; what is None is left out."""
        request = filing.brand_request(example_answers(), ein or "") | {"referenceId": reference} | changes
        return {name: value for name, value in request.items() if value is not None}

    def brand(self, reference: str = "b-1", **changes: Any) -> str:
        """File a brand; it is being scored."""
        return self.client.create_brand(self.brand_request(reference, **changes))

    def verified(self, reference: str = "b-1", **changes: Any) -> str:
        """A brand that is done with scoring."""
        brand_id = self.brand(reference, **changes)
        self.pass_time(seconds=6)
        return brand_id

    def request(self, brand_id: str, reference: str = "c-1", **changes: Any) -> dict[str, Any]:
        """A campaign that passes review."""
        request = filing.campaign_request(example_answers(), Links(POLICY))
        request |= {"brandId": brand_id, "referenceId": reference} | changes
        return {name: value for name, value in request.items() if value is not None}

    def campaign(self, brand_id: str = "", **changes: Any) -> str:
        """File a campaign, of a new brand unless told."""
        return self.client.create_campaign(self.request(brand_id or self.verified(), **changes))[0]

    def live(self, **changes: Any) -> str:
        """A campaign that all carriers have registered."""
        campaign_id = self.campaign(**changes)
        self.client.share(campaign_id, "BANDW")
        self.control(f"/campaigns/{campaign_id}/finish")
        return campaign_id


@contextmanager
def practice_at(side: str, folder: Path, limits: float = 0.0) -> Iterator[Practice]:
    """The practice registry on this side; ``limits`` scales its request limits, 0 switches them off."""
    config = Config(database=folder / "simulator.sqlite3", api_key=KEY, api_secret=SECRET, limits=limits)
    with _in_process(config) if side == "in process" else _over_a_socket(config) as practice:
        practice.forget()
        try:
            yield practice
        finally:
            practice.close()


@contextmanager
def _in_process(config: Config) -> Iterator[Practice]:
    posted: list[Posted] = []

    def post(url: str, data: bytes, headers: Any) -> int:
        posted.append((url, data, dict(headers)))
        return 204

    app = create_app(config, ticker=False, post=post)
    with closing(app.extensions["simulator"]):
        yield Practice(app, "http://simulator.test", "https://greenlight.test/hooks/registry", posted, WsgiAdapter(app))


@contextmanager
def _over_a_socket(config: Config) -> Iterator[Practice]:
    posted: list[Posted] = []
    app = create_app(config, ticker=False)
    listener = ThreadingHTTPServer(("127.0.0.1", 0), _listener(posted))
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Handler)
    with closing(app.extensions["simulator"]), _serving(listener), _serving(server):
        hook = f"http://127.0.0.1:{listener.server_port}/hooks/registry"
        yield Practice(app, f"http://127.0.0.1:{server.server_port}", hook, posted)


@contextmanager
def _serving(server: Any) -> Iterator[None]:
    server.daemon_threads = True  # a connection that is kept open must not keep the test
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _listener(posted: list[Posted]) -> type[BaseHTTPRequestHandler]:
    class Listener(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            data = self.rfile.read(int(self.headers["Content-Length"]))
            posted.append((f"http://{self.headers['Host']}{self.path}", data, dict(self.headers)))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    return Listener
