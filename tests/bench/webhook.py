"""The registry's notices, measured: verified, stored, work posted, doorbell rung, against one committed INSERT."""

import json
from itertools import count as counter

from onboarding.registry.signature import HEADER, sign
from tests.bench import client
from tests.bench.ratios import Ratio, compare
from tests.bench.seed import campaign_id
from tests.bench.server import PUBLIC, REGISTRY_SECRET

A_ROUND = 300
TOLD = {
    "eventType": "CAMPAIGN_SHARE_ACCEPT",
    "description": "The campaign was accepted by the upstream partner.",
    "cspId": "SBENCH1",
    "cspName": "Bench",
    "mock": False,
}


def accepted(port: int, count: int) -> Ratio:
    """Each notice is about another campaign, so that each posts work of its own."""
    bodies = [TOLD | {"campaignId": campaign_id(index)} for index in range(count)]
    turn = counter()

    def notices() -> float:
        start = next(turn) * A_ROUND
        mine = [bodies[index % count] for index in range(start, start + A_ROUND)]
        return client.rate(port, [_signed(body) for body in mine])

    bare = [client.request("POST", "/bench/insert", "", json.dumps(body).encode()) for body in bodies[:A_ROUND]]
    return compare(
        "registry webhook accepted",
        "bare handler: one committed INSERT",
        0.5,
        notices,
        lambda: client.rate(port, bare),
    )


def _signed(body: dict[str, object]) -> bytes:
    signature = {HEADER: sign(REGISTRY_SECRET, f"{PUBLIC}/hooks/registry", body)}
    raw = json.dumps(body).encode()
    return client.request("POST", "/hooks/registry", "", raw, Content_Type="application/json", **signature)
