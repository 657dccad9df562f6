"""What every answer carries: a policy on what a page may load, and cookies that stay where they belong."""

from pathlib import Path

import pytest

from tests.page import Page
from tests.world import PASSWORD, World, build_world

PATHS = ("/", "/login", "/nothing", "/health/live", "/api/v1/verdict", "/hooks/registry", "/brand.css", "/p/nothing")


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_has_the_headers(world: World, path: str) -> None:
    headers = world.app.test_client().get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Strict-Transport-Security" not in headers, "this world speaks plain http"


def test_pages_and_answers_to_machines_are_not_kept(world: World) -> None:
    for path in ("/", "/login", "/nothing", "/health/live", "/api/v1/verdict", "/outbox"):
        assert world.app.test_client().get(path).headers["Cache-Control"] == "no-store", path


def cookies(world: World, base: str) -> list[str]:
    world.user("owner@example.com")
    client = world.app.test_client()
    token = Page(client.get("/login", base_url=base).get_data(as_text=True)).form().data({})["csrf_token"]
    told = {"email": "owner@example.com", "password": PASSWORD, "remember": "y", "csrf_token": token}
    answer = client.post("/login", data=told, base_url=base, headers={"Referer": f"{base}/login"})
    assert answer.status_code == 302, answer.get_data(as_text=True)
    return answer.headers.getlist("Set-Cookie")


def test_cookies_stay_with_us(world: World) -> None:
    given = cookies(world, "http://greenlight.test")
    assert {cookie.split("=")[0] for cookie in given} == {"session", "remember_token"}
    for cookie in given:
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Secure" not in cookie


def test_over_https_it_is_https_for_good(database_url: str, tmp_path: Path) -> None:
    world = build_world(database_url, tmp_path / "simulator.sqlite3", public_url="https://greenlight.test")
    headers = world.app.test_client().get("/").headers
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    given = cookies(world, "https://greenlight.test")
    assert len(given) == 2
    assert all("Secure" in cookie for cookie in given), given
    world.close()


def test_a_page_of_another_site_cannot_post_for_us(database_url: str, tmp_path: Path) -> None:
    world = build_world(database_url, tmp_path / "simulator.sqlite3", public_url="https://greenlight.test")
    client, base = world.app.test_client(), "https://greenlight.test"
    token = Page(client.get("/login", base_url=base).get_data(as_text=True)).form().data({})["csrf_token"]
    answer = client.post(
        "/login", data={"csrf_token": token}, base_url=base, headers={"Referer": "https://evil.example/"}
    )
    assert answer.status_code == 400
    world.close()
