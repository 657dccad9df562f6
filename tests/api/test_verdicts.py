"""POST /api/v1/verdicts: up to a hundred pairs in one call; each answer is what the single call would have said."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event

from onboarding.store import numbers
from tests.world import API_TOKEN, LIVE, World

PATH = "/api/v1/verdicts"
RECIPIENT = "+12025550143"
BEARER = {"Authorization": f"Bearer {API_TOKEN}"}


@contextmanager
def statements(world: World) -> Iterator[list[str]]:
    """Each statement that reaches the database meanwhile."""
    seen: list[str] = []
    engine: Engine = world.ports.sessions.kw["bind"]

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def asked(seen: list[str]) -> list[str]:
    """Their first words, without what only opens a transaction."""
    return [word for statement in seen if (word := statement.split()[0]) != "BEGIN"]


def ask(world: World, *pairs: tuple[str, str], headers: dict[str, str] | None = None) -> Any:
    body = {"pairs": [{"number": number, "recipient": recipient} for number, recipient in pairs]}
    return world.app.test_client().post(PATH, json=body, headers=BEARER if headers is None else headers)


def test_each_pair_is_answered_in_its_place_as_the_single_call_would(live_world: World) -> None:
    live, waiting = LIVE, live_world.approved(ein="59-7654321", area="212")
    ours, theirs = live_world.number(live), live_world.number(waiting)
    brand = live_world.registration(live).brand
    assert brand is not None
    with live_world.transaction() as session:
        numbers.opt_out(session, brand.id, "+12025550144", "STOP", live_world.clock.now())
    pairs = [
        (ours, RECIPIENT),
        (theirs, RECIPIENT),
        (ours, "+12025550144"),
        (theirs, "+12025550144"),
        ("+14155550199", RECIPIENT),
        (ours, "+442079460958"),
        (ours, RECIPIENT),
    ]
    client = live_world.app.test_client()
    singles = [
        client.get("/api/v1/verdict", query_string={"number": one, "recipient": other}, headers=BEARER).json
        for one, other in pairs
    ]
    assert ask(live_world, *pairs).json == {"verdicts": singles}
    assert [single["allowed"] for single in singles] == [True, False, False, False, False, False, True]
    assert [reason["code"] for reason in singles[2]["reasons"]] == ["recipient_opted_out"]


def test_a_hundred_pairs_cost_two_statements(live_world: World) -> None:
    number = live_world.number(LIVE)
    pairs = [(number, f"+1202555{index:04d}") for index in range(100, 200)]
    with statements(live_world) as seen:
        answer = ask(live_world, *pairs)
    assert [verdict["recipient"] for verdict in answer.json["verdicts"]] == [recipient for _, recipient in pairs]
    assert asked(seen) == ["SELECT", "SELECT"]


def test_a_single_verdict_costs_one_statement(live_world: World) -> None:
    number = live_world.number(LIVE)
    with statements(live_world) as seen:
        live_world.app.test_client().get(
            "/api/v1/verdict", query_string={"number": number, "recipient": RECIPIENT}, headers=BEARER
        )
    assert asked(seen) == ["SELECT"]


def test_without_the_token_nothing_is_told(world: World) -> None:
    for given in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": f"Basic {API_TOKEN}"}):
        answer = ask(world, ("+14155550123", RECIPIENT), headers=given)
        assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not JSON",
        b"[]",
        b"null",
        b"{}",
        b'{"pairs": []}',
        b'{"pairs": "all"}',
        b'{"pairs": [null]}',
        b'{"pairs": [{"number": "+14155550123"}]}',
        b'{"pairs": [{"number": "4155550123", "recipient": "+12025550143"}]}',
        b'{"pairs": [{"number": 14155550123, "recipient": "+12025550143"}]}',
        json.dumps({"pairs": [{"number": "+14155550123", "recipient": RECIPIENT}] * 101}).encode(),
        b"\xff\xfe",
        b"[" * 100_000,
    ],
)
def test_what_is_no_list_of_pairs_is_refused_with_the_reason(world: World, body: bytes) -> None:
    answer = world.app.test_client().post(PATH, data=body, content_type="application/json", headers=BEARER)
    assert (answer.status_code, answer.mimetype) in {
        (400, "application/problem+json"),
        (422, "application/problem+json"),
    }
    assert answer.json["detail"]


def test_a_body_of_another_kind_is_refused(world: World) -> None:
    answer = world.app.test_client().post(PATH, data="pairs=1", content_type="text/plain", headers=BEARER)
    assert answer.status_code in {415, 422}
    assert answer.mimetype == "application/problem+json"
