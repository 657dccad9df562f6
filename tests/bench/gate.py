"""The gate, measured: one verdict over HTTP and in process, many verdicts in one call."""

import json
from urllib.parse import quote

from onboarding.services import numbers
from onboarding.services.ports import Ports
from onboarding.services.work import glancing
from tests.bench import client
from tests.bench.ratios import Ratio, compare, rate_of
from tests.bench.seed import e164, recipient
from tests.bench.server import TOKEN
from tests.bench.wsgi import GATE

A_ROUND = 600


def _single(index: int) -> bytes:
    path = f"/api/v1/verdict?number={quote(e164(index))}&recipient={quote(recipient(index))}"
    return client.request("GET", path, TOKEN)


def over_http(port: int, count: int) -> list[Ratio]:
    """One verdict against a token with one SELECT, and against a constant."""
    # Spread over all rows, the same ones for both sides.
    indices = [index * 7919 % count for index in range(A_ROUND)]
    verdicts = [_single(index) for index in indices]
    selects = [client.request("GET", f"/bench/select?number={quote(e164(i))}", TOKEN) for i in indices]
    constants = [client.request("GET", "/bench/constant")] * A_ROUND
    assert client.ask(port, _single(1))["allowed"]
    assert [reason["code"] for reason in client.ask(port, _single(0))["reasons"]] == ["recipient_opted_out"]
    assert client.ask(port, selects[0])["status"] == "live"
    measured = lambda: client.rate(port, verdicts)  # noqa: E731 - three of them in a row read best so
    against_select = lambda: client.rate(port, selects)  # noqa: E731
    against_constant = lambda: client.rate(port, constants)  # noqa: E731
    return [
        compare("gate verdict over HTTP", "handler: token, one indexed SELECT", 0.8, measured, against_select),
        compare("gate verdict over HTTP", "handler: a constant (reported only)", 0.0, measured, against_constant, 5),
    ]


def in_process(ports: Ports, count: int) -> Ratio:
    """One verdict against one indexed SELECT through the same engine."""
    engine = ports.readers.kw["bind"]

    def verdict(index: int) -> None:
        at = index * 7919 % count
        with glancing(ports) as connection:
            assert numbers.verdict(connection, e164(at), recipient(at)).allowed is (at % 10 != 0)

    def select(index: int) -> None:
        with engine.connect() as connection:
            assert connection.execute(GATE, {"number": e164(index * 7919 % count)}).one().status == "live"

    return compare(
        "gate verdict in process",
        "one indexed SELECT, same engine",
        0.5,
        lambda: rate_of(verdict, A_ROUND),
        lambda: rate_of(select, A_ROUND),
    )


def many(port: int, count: int) -> Ratio:
    """A hundred pairs in one call against a hundred calls; both as pairs a second."""
    indices = [index * 7919 % count for index in range(100)]
    pairs = [{"number": e164(i), "recipient": recipient(i)} for i in indices]
    body = json.dumps({"pairs": pairs}).encode()
    together = client.request("POST", "/api/v1/verdicts", TOKEN, body, Content_Type="application/json")
    singles = [_single(index) for index in indices] * 4
    told = client.ask(port, together)["verdicts"]
    assert [verdict["allowed"] for verdict in told] == [index % 10 != 0 for index in indices]
    return compare(
        "100 verdicts in one call (pairs a second)",
        "100 single calls",
        10.0,
        lambda: 100 * client.rate(port, [together] * 40),
        lambda: client.rate(port, singles),
    )
