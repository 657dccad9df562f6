"""GET /api/v1/verdict: may this number text that recipient now, and why not; by token only, never from a cache."""

from pathlib import Path
from typing import Any

import pytest

from tests.world import API_TOKEN, LIVE, World, build_world

PATH = "/api/v1/verdict"
RECIPIENT = "+12025550143"
BEARER = {"Authorization": f"Bearer {API_TOKEN}"}


def ask(world: World, headers: dict[str, str] | None = None, **query: str) -> Any:
    return world.app.test_client().get(PATH, query_string=query, headers=BEARER if headers is None else headers)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"Authorization": ""},
        {"Authorization": API_TOKEN},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer "},
        {"Authorization": f"Bearer {API_TOKEN} "},
        {"Authorization": "Bearer wrong"},
        {"Authorization": f"Basic {API_TOKEN}"},
        {"Authorization": "Bearer é"},
    ],
)
def test_without_the_token_nothing_is_told(world: World, given: dict[str, str]) -> None:
    answer = ask(world, given, number="+14155550123", recipient=RECIPIENT)
    assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.json["title"] == "Unauthorized"


def test_without_a_token_in_the_settings_the_api_is_closed(database_url: str, tmp_path: Path) -> None:
    world = build_world(database_url, tmp_path / "simulator.sqlite3", api_token_sha256="")
    for given in ({}, {"Authorization": "Bearer "}, BEARER):
        assert ask(world, given, number="+14155550123", recipient=RECIPIENT).status_code == 401
    world.close()


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"number": "+14155550123"},
        {"number": "4155550123", "recipient": RECIPIENT},
        {"number": "+14155550123", "recipient": "(202) 555-0143"},
        {"number": "+1415555012x", "recipient": RECIPIENT},
        {"number": "+14155550123\n", "recipient": RECIPIENT},
        {"number": "+1٤١٥٥٥٥٠١٢٣", "recipient": RECIPIENT},
        {"number": "+" + "1" * 5000, "recipient": RECIPIENT},
        {"number": "\x00", "recipient": RECIPIENT},
    ],
)
def test_what_is_no_pair_of_numbers_is_said_so(world: World, query: dict[str, str]) -> None:
    answer = ask(world, **query)
    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
    assert (answer.json["status"], answer.json["type"]) == (422, "about:blank")
    assert any(name in answer.json["detail"] for name in ("number", "recipient"))


def test_a_number_with_the_whole_chain_may_text(live_world: World) -> None:
    number = live_world.number(LIVE)
    answer = ask(live_world, number=number, recipient=RECIPIENT)
    assert answer.json == {
        "number": number,
        "recipient": RECIPIENT,
        "allowed": True,
        "reasons": [],
        "checked_at": live_world.clock.now().isoformat(),
    }


def test_a_number_without_it_may_not_for_every_reason(world: World) -> None:
    number = world.number(world.approved())
    answer = ask(world, number=number, recipient="+442079460958")
    assert answer.json["allowed"] is False
    assert [reason["code"] for reason in answer.json["reasons"]] == [
        "brand_not_verified",
        "campaign_not_filed",
        "campaign_not_approved",
        "carriers_not_elected",
        "carriers_unknown",
        "number_not_connected",
        "destination_unsupported",
    ]
    assert all(reason["message"].endswith(".") for reason in answer.json["reasons"])


def test_a_suspended_number_is_refused_by_the_carriers_name(world: World) -> None:
    number = world.number(world.live(ein="99-0000121"))
    [reason] = ask(world, number=number, recipient=RECIPIENT).json["reasons"]
    assert (reason["code"], reason["subject"]) == ("carrier_suspended", "T-Mobile")


def test_a_stranger_is_unknown(world: World) -> None:
    [reason] = ask(world, number="+14155550199", recipient=RECIPIENT).json["reasons"]
    assert reason["code"] == "number_unknown"


def test_a_verdict_is_never_cached(world: World) -> None:
    assert ask(world, number="+14155550199", recipient=RECIPIENT).headers["Cache-Control"] == "no-store"
    assert "ETag" not in ask(world, number="+14155550199", recipient=RECIPIENT).headers


def test_other_methods_and_addresses_are_refused_as_json(world: World) -> None:
    client = world.app.test_client()
    answer = client.post(PATH, headers=BEARER)
    assert (answer.status_code, answer.mimetype) == (405, "application/problem+json")
    assert "GET" in answer.headers["Allow"]
    assert client.get("/api/v1/nothing", headers=BEARER).mimetype == "application/problem+json"


def test_a_verdict_sets_no_cookie(world: World) -> None:
    assert "Set-Cookie" not in ask(world, number="+14155550199", recipient=RECIPIENT).headers
