"""What goes wrong is told calmly; a fault has a reference that the log has too."""

import logging
import re
from pathlib import Path

import pytest
from flask import abort
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError

from tests.page import Client
from tests.world import World, build_world


def breaking(world: World, error: Exception | int) -> Client:
    """A visitor of an application with a route that goes wrong."""

    def broken() -> str:
        if isinstance(error, int):
            abort(error)
        raise error

    world.app.add_url_rule("/broken", "broken", broken)
    return world.client()


@pytest.mark.parametrize(
    ("code", "heading"),
    [
        (400, "We could not read that"),
        (403, "You cannot open this page"),
        (404, "We cannot find that page"),
        (405, "That is not how this page works"),
        (409, "This has changed since you opened it"),
        (413, "That is more than we can take"),
        (418, "We could not read that"),
        (429, "Please wait a moment"),
    ],
)
def test_each_refusal_is_a_calm_page(world: World, code: int, heading: str) -> None:
    page = breaking(world, code).get("/broken", status=code)
    assert page.h1 == heading
    assert page.href("Go to the start page") == "/"
    assert not page.all(".error-reference"), "there is nothing to look up"


@pytest.mark.parametrize(
    ("error", "code", "heading"),
    [
        (RuntimeError("a secret detail"), 500, "Something went wrong on our side"),
        (500, 500, "Something went wrong on our side"),
        (503, 503, "We will be right back"),
        (OperationalError("SELECT a secret detail", {}, Exception("gone")), 503, "We will be right back"),
    ],
)
def test_a_fault_has_a_reference_that_the_log_has_too(
    world: World, caplog: pytest.LogCaptureFixture, error: Exception | int, code: int, heading: str
) -> None:
    with caplog.at_level(logging.ERROR):
        page = breaking(world, error).get("/broken", status=code)
    assert page.h1 == heading
    assert "a secret detail" not in page.html
    [reference] = page.texts(".error-reference .code")
    assert re.fullmatch("[0-9a-f]{8}", reference)
    assert f"fault {reference} at GET /broken" in caplog.text


def test_two_writers_of_one_row_are_told_to_look_again(world: World) -> None:
    page = breaking(world, StaleDataError()).get("/broken", status=409)
    assert page.h1 == "This has changed since you opened it"


def test_machines_get_their_faults_as_json(world: World, caplog: pytest.LogCaptureFixture) -> None:
    world.app.add_url_rule("/api/broken", "broken", lambda: 1 / 0)  # type: ignore[arg-type, return-value]
    answer = world.app.test_client().get("/api/broken")
    assert (answer.status_code, answer.mimetype) == (500, "application/problem+json")
    assert f"fault {answer.json['reference']} at GET /api/broken" in caplog.text


def test_a_page_that_was_open_too_long_is_told_so(owner: Client) -> None:
    page = owner.post("/businesses/new", {"name": "Blue Door Bakery", "csrf_token": "old"}, status=400)
    assert "Most often a page was open for a long time before its button was pressed." in page.text


def test_what_is_too_large_is_not_read(owner: Client, mine: str) -> None:
    owner.get(f"/b/{mine}/step/address")
    assert owner.page is not None
    data = owner.page.form(names=("street",)).data({})
    for size in (600_000, 2_000_000):
        page = owner.post(f"/b/{mine}/step/address", data | {"street": "x" * size}, status=413)
        assert page.h1 == "That is more than we can take"


def test_a_get_where_only_a_button_leads(owner: Client, mine: str) -> None:
    page = owner.get(f"/b/{mine}/test-text", status=405)
    assert page.response is not None
    assert "POST" in page.response.headers["Allow"]


def test_unknown_addresses_are_not_found(world: World, owner: Client) -> None:
    for path in (
        "/nothing",
        "/b/nothing/",
        "/b/%00/",
        "/b/%ED%A0%80/",
        f"/b/{'x' * 5000}/status",
        "/desk/%00",
        "/%2e%2e",
    ):
        assert owner.get(path, status=404).h1 == "We cannot find that page"
    assert world.signed_in("staff@example.com", staff=True).get("/desk/%00", status=404)


def test_guessing_passwords_is_slowed(database_url: str, tmp_path: Path) -> None:
    world = build_world(database_url, tmp_path / "simulator.sqlite3", onboarding_env="development")
    client = world.client()
    for _ in range(10):
        client.get("/login")
        client.submit({"email": "a@example.com", "password": "wrong horse"}, status=200)
    client.get("/login")
    page = client.submit({"email": "a@example.com", "password": "wrong horse"}, status=429)
    assert page.h1 == "Please wait a moment"
    world.close()
