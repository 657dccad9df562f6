"""Health: alive as long as the process answers, ready when the database is there and migrated."""

from pathlib import Path

import pytest

from tests.world import World, build_world


def test_a_running_application_is_alive_and_ready(world: World) -> None:
    client = world.app.test_client()
    assert client.get("/health/live").json == {"status": "alive"}
    assert client.get("/health/ready").json == {"status": "ready"}
    assert client.get("/health/ready").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("sqlite:///{folder}/empty.sqlite3", "The database has no tables yet. Run `onboarding db upgrade`."),
        (
            "sqlite:///{folder}/nowhere/x.sqlite3",
            "The database does not answer (OperationalError). Check DATABASE_URL.",
        ),
    ],
)
def test_without_its_database_it_is_alive_but_not_ready(world: World, tmp_path: Path, address: str, said: str) -> None:
    other = build_world(address.format(folder=tmp_path), tmp_path / "other.sqlite3")
    client = other.app.test_client()
    assert client.get("/health/live").status_code == 200
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json) == (503, {"status": "not ready", "problem": said})
    other.close()
    assert world
