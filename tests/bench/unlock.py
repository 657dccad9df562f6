"""From the carrier's word to an open gate, measured: real web, worker, scheduler and simulator, one number."""

import hashlib
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from redis import Redis

from tests.bench import client
from tests.bench.ratios import Figure, percentile
from tests.bench.seed import recipient
from tests.bench.server import TOKEN, Place
from tests.browser.processes import Processes, wait_for

ROUNDS = 25
PATIENCE = 30.0


def unlocked(place: Place) -> Figure:
    """A carrier suspends the operator's campaign and lets it live again; timed until the gate says yes."""
    if not place.settings["REDIS_URL"]:
        return Figure("carrier's notice to unlocked number", "no Valkey here, so there is no worker")
    token = hashlib.sha256(TOKEN.encode()).hexdigest()
    with (
        TemporaryDirectory(prefix="unlock-", dir="/tmp") as folder,
        Processes(Path(folder), place.new_database("unlock"), API_TOKEN_SHA256=token, LOG_LEVEL="WARNING") as running,
    ):
        state = running.control("/state")
        number, campaign = state["numbers"][0]["phone_number"], state["campaigns"][0]["campaignId"]
        path = f"/api/v1/verdict?number={quote(number)}&recipient={quote(recipient(0))}"
        host = running.web.removeprefix("http://")
        line = client.Line(int(host.split(":")[1]))
        asking = client.request("GET", path, TOKEN).replace(b"Host: greenlight.test", f"Host: {host}".encode())
        assert line.ask(asking)[0] == 200
        spent = []
        for _ in range(ROUNDS):
            _idle(running)
            for status, allowed in (("SUSPENDED", b'"allowed":false'), ("REGISTERED", b'"allowed":true')):
                began = time.perf_counter()
                running.control(f"/campaigns/{campaign}/carriers/10035", {"status": status})
                while allowed not in line.ask(asking)[1].replace(b" ", b""):
                    assert time.perf_counter() - began < PATIENCE, f"the gate did not follow {status}"
                    time.sleep(0.003)
                if status == "SUSPENDED":
                    _idle(running)
            spent.append((time.perf_counter() - began) * 1000)
        line.close()
    return Figure(
        "carrier's notice to unlocked number",
        f"median {percentile(spent, 0.5):.0f} ms, p99 {percentile(spent, 0.99):.0f} ms of {ROUNDS}, one worker",
    )


def _idle(running: Processes) -> None:
    """Wait for the follow-ups of the last move, such as its e-mails: one notice is measured, not a crowd."""
    with Redis.from_url(running.valkey.url) as server:

        def done() -> bool:
            waits = sum(server.llen(key) for key in server.scan_iter("rq:queue:*"))
            return not waits and not sum(server.zcard(key) for key in server.scan_iter("rq:wip:*"))

        wait_for(done, "the worker has nothing to do")
