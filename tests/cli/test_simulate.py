"""`onboarding simulate` as a tool of its own: it starts with nothing else there, and refuses in plain sentences."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
import requests

from onboarding.cli.main import main
from onboarding.simulator.tables import open_database

ROOT = Path(__file__).parents[2]


class Caller:
    def __init__(self, base: str, key: str, secret: str) -> None:
        self._base, self._auth = base, (key, secret)

    def __call__(self, method: str, path: str, body: Any = None) -> requests.Response:
        with requests.Session() as session:
            session.trust_env = False
            return session.request(method, self._base + path, json=body, auth=self._auth, timeout=10)


@contextmanager
def simulator(folder: Path, *options: str, key: str = "practice-key", secret: str = "practice-secret") -> Iterator[Any]:
    """The command in a bare environment and an empty folder."""
    environment = {"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"], "ONBOARDING_ENV": "production"}
    command = [sys.executable, "-m", "onboarding.cli.main", "simulate", "--port", "0", *options]
    process = subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    line = process.stderr.readline()
    assert "listens at" in line, line + process.stderr.read()
    yield Caller(line.partition("listens at ")[2].partition("/v2")[0], key, secret)
    process.send_signal(signal.SIGTERM)
    rest = process.communicate(timeout=10)[1]
    assert (process.returncode, rest) == (0, "")


def brand(reference: str) -> dict[str, str]:
    return {
        "entityType": "PRIVATE_PROFIT", "displayName": "Blue Door Bakery", "companyName": "Blue Door Bakery LLC",
        "ein": "12-3456789", "phone": "+14155550100", "email": "owner@bluedoor.test", "street": "1 Main Street",
        "city": "San Francisco", "state": "CA", "postalCode": "94110", "country": "US", "vertical": "RETAIL",
        "brandRelationship": "BASIC_ACCOUNT", "referenceId": reference,
    }  # fmt: skip


def test_it_starts_with_nothing_else_there_and_remembers(tmp_path: Path) -> None:
    with simulator(tmp_path, "--seed", "7") as call:
        first = call("POST", "/v2/brand/nonBlocking", brand("one")).json()["brandId"]
    assert (tmp_path / "var" / "simulator.sqlite3").exists()
    with simulator(tmp_path, "--seed", "7", "--limits", "0") as call:
        assert [row["brandId"] for row in call("GET", "/v2/brand").json()["records"]] == [first]
        assert {call("GET", "/v2/version").status_code for _ in range(30)} == {200}


def test_every_option_does_what_its_help_says(tmp_path: Path) -> None:
    plan = {"seed": 3, "rules": [{"fault": "status", "status": 502, "path": "/csp/profile$"}]}
    (tmp_path / "plan.json").write_text(json.dumps(plan))
    data = tmp_path / "else" / "where.db"
    options = ("--data", str(data), "--key", "k", "--secret", "s", "--seed", "7", "--speed", "0")
    with simulator(tmp_path, *options, "--faults", "plan.json", key="k", secret="s") as call:
        first = call("POST", "/v2/brand/nonBlocking", brand("one")).json()["brandId"]
        assert call("GET", "/control/clock").json()["speed"] == 0
        assert call("GET", "/v2/csp/profile").status_code == 502
        assert call("GET", "/control/faults/plan").json() == plan
        assert [call("GET", "/v2/version").status_code for _ in range(40)].count(429) > 0
    with simulator(tmp_path, *options, "--fresh", key="k", secret="s") as call:
        assert call("GET", "/v2/brand").json()["totalRecords"] == 0
        assert call("GET", "/control/faults/plan").json()["rules"] == []
        assert call("POST", "/v2/brand/nonBlocking", brand("one")).json()["brandId"] == first


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (("--speed", "-1"), "--speed"),
        (("--speed", "nan"), "--speed"),
        (("--limits", "-1"), "--limits"),
        (("--limits", "inf"), "--limits"),
        (("--limits", "1e308"), "--limits"),
        (("--limits", "1000001"), "--limits"),
        (("--key", ""), "--key"),
        (("--key", "one:two"), "--key"),
        (("--secret", ""), "--secret"),
        (("--data", ""), "--data"),
        (("--data", "folder"), "folder"),
        (("--data", "customers.db"), "customers.db is a database of something else; it is left alone."),
        (("--data", "customers.db", "--fresh"), "customers.db is a database of something else; it is left alone."),
        (("--port", "70000"), "--port"),
        (("--faults", "nowhere.json"), "nowhere.json"),
        (("--faults", "broken.json"), "broken.json"),
        (("--faults", "list.json"), "list.json"),
        (("--faults", "strange.json"), "strange.json"),
        (("--data", "broken.json"), "broken.json"),
        (("--data", "broken.json/below"), "broken.json"),
    ],
)
def test_an_option_that_does_not_do_is_one_sentence(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    options: tuple[str, ...],
    word: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "broken.json").write_text("{" * 5000)
    (tmp_path / "list.json").write_text("[]")
    (tmp_path / "folder").mkdir()
    with closing(sqlite3.connect(tmp_path / "customers.db")) as theirs, theirs:
        theirs.execute("CREATE TABLE customers (name TEXT)")
    (tmp_path / "strange.json").write_text('{"rules": [{"fault": "flood and fire"}]}')
    assert main(["simulate", "--port", "0", *options]) == 2
    said = capsys.readouterr().err
    assert word in said
    assert said.count("\n") == 1


def test_a_port_in_use_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["simulate", "--port", str(port)]) == 2
    said = capsys.readouterr().err
    assert f"cannot listen on 127.0.0.1 port {port}: " in said
    assert said.count("\n") == 1


def test_a_second_simulator_on_the_file_is_turned_away_and_forgets_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "other.db").symlink_to("practice.db")
    with simulator(tmp_path, "--data", "practice.db") as call:
        call("POST", "/v2/brand/nonBlocking", brand("one"))
        for name in ("practice.db", "other.db"):
            assert main(["simulate", "--port", "0", "--data", name, "--fresh"]) == 2
            assert capsys.readouterr().err == f"Another simulator is using {name}.\n"
        assert call("GET", "/v2/brand").json()["totalRecords"] == 1
    with simulator(tmp_path, "--data", "practice.db") as call:
        assert call("GET", "/v2/brand").json()["totalRecords"] == 1


def test_a_file_that_cannot_be_written_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    open_database(tmp_path / "practice.db").dispose()
    with (tmp_path / "practice.db").open("r+b") as file:
        file.seek(18)
        file.write(b"\x03")  # a write format that SQLite does not know, so that to it the file can be read only
    assert main(["simulate", "--port", "0", "--data", "practice.db"]) == 2
    said = capsys.readouterr().err
    assert said == "The simulator cannot use the file practice.db: attempt to write a readonly database.\n"


def test_key_and_secret_of_the_environment_are_held_to_the_same(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("REGISTRY_KEY", "one:two")
    assert main(["simulate", "--port", "0"]) == 2
    assert "REGISTRY_KEY" in capsys.readouterr().err


def test_a_port_from_the_environment_must_be_a_number(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SIMULATOR_PORT", "eighty")
    assert main(["simulate"]) == 2
    assert "SIMULATOR_PORT='eighty'" in capsys.readouterr().err
