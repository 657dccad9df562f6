"""POST /api/v1/preflight: for anybody while it is switched on, the command's own report, and a sentence for what is wrong."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onboarding.api.preflight import MOST
from onboarding.domain.answers import Answers
from onboarding.domain.examples import example_answers
from onboarding.domain.preflight.catalogue import report
from onboarding.domain.preflight.exchange import read_registration, tell_report
from tests.world import World, build_world

PATH = "/api/v1/preflight"


@pytest.fixture
def open_world(database_url: str, tmp_path: Path) -> Iterator[World]:
    """A world whose operator lets anybody check."""
    made = build_world(database_url, tmp_path / "simulator.sqlite3", public_preflight="on")
    yield made
    made.close()


def registration(**changes: Any) -> dict[str, Any]:
    return example_answers().to_json() | {"ein": "59-1234567"} | changes


def ask(world: World, body: Any) -> Any:
    return world.app.test_client().post(PATH, json=body)


def send(world: World, data: bytes, content_type: str = "application/json") -> Any:
    return world.app.test_client().post(PATH, data=data, content_type=content_type)


def problem(answer: Any, status: int) -> dict[str, Any]:
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json"), answer.text
    assert answer.json["status"] == status
    assert answer.json["title"]
    told: dict[str, Any] = answer.json
    return told


def test_it_is_not_there_unless_it_is_switched_on(world: World) -> None:
    problem(ask(world, registration()), 404)
    problem(send(world, b"[", "text/plain"), 404)


def test_the_answer_is_the_report_with_its_fixes(open_world: World) -> None:
    told = registration(sample1="Your cake is ready for pickup until 6 PM.", email="x@gmail.com")
    answer = ask(open_world, told)
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    subject = read_registration(told, open_world.clock.now().date())
    assert answer.json == json.loads(json.dumps(tell_report(report(subject), subject)))
    assert answer.json["fixes"]
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_request_to_the_registry_can_be_checked_as_it_is(open_world: World) -> None:
    body = {"brand": {"companyName": "Blue Door Bakery, LLC"}, "campaign": {"usecase": "LOW_VOLUME"}}
    assert ask(open_world, body).json["verdict"] == "blocked"


def test_it_knows_today(open_world: World) -> None:
    found = ask(open_world, registration(ein_issued=open_world.clock.now().date().isoformat())).json["findings"]
    assert "ein_issued.too_new" in [finding["rule"] for finding in found]


@pytest.mark.parametrize(
    ("body", "field", "words"),
    [
        ({"phone": 3}, "phone", "“phone” must be a text."),
        ({"campaign": {"subUsecases": "A"}}, "subUsecases", "must be a list of texts"),
        ({"embedded_link": 1}, "embedded_link", "must be true or false"),
        ({"phnoe": "x"}, "phnoe", "There is no answer called “phnoe”."),
        ([], "", "A registration is a JSON object."),
        ("text", "", "A registration is a JSON object."),
        (None, "", "A registration is a JSON object."),
    ],
)
def test_what_is_no_registration_is_told_with_the_field(open_world: World, body: Any, field: str, words: str) -> None:
    told = problem(send(open_world, json.dumps(body).encode()), 422)
    assert told["field"] == field
    assert words in told["detail"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "This is not JSON"),
        (b"[1", "This is not JSON"),
        (b"\xff\xff\xff", "This is not JSON"),
        (b"9" * 5000, "This is not JSON"),
        (b'"\\ud800"', "half of a character"),
        (b"[" * 20_000, "nests too deeply"),
    ],
)
def test_what_is_no_json_is_told(open_world: World, data: bytes, words: str) -> None:
    assert words in problem(send(open_world, data), 400)["detail"]


@pytest.mark.parametrize("depth", [100, 800, 900, 950, 980, 990, 1000, 1100, 3000])
def test_parts_in_parts_are_read_as_deep_as_can_be(open_world: World, depth: int) -> None:
    assert send(open_world, b'{"brand":' * depth + b"{}" + b"}" * depth).status_code in {200, 400, 422}


def test_another_type_or_too_much_of_it_is_refused(open_world: World) -> None:
    assert "Content-Type: application/json" in problem(send(open_world, b"{}", "text/plain"), 415)["detail"]
    problem(open_world.app.test_client().post(PATH, data={"phone": "1"}), 415)
    assert "less than 64000 bytes" in problem(send(open_world, b" " * (MOST + 1)), 413)["detail"]
    problem(send(open_world, b"{}" + b" " * MOST), 413)
    problem(open_world.app.test_client().get(PATH), 405)


def test_the_longest_registration_fits(open_world: World) -> None:
    longest = {
        name: "x" * (4096 if name in {"description", "message_flow"} else 255 if "sample" not in name else 1024)
        for name, value in Answers().to_json().items()
        if isinstance(value, str)
    }
    assert ask(open_world, longest).status_code == 200


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from([*Answers().to_json(), "ein", "brand", "campaign", "companyName", "id", "policy_link"])


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.dictionaries(NAMES, JSON, max_size=6) | JSON)
def test_no_json_is_a_fault_of_ours(open_world: World, body: Any) -> None:
    assert send(open_world, json.dumps(body).encode()).status_code in {200, 422}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=300))
def test_no_bytes_are_a_fault_of_ours(open_world: World, data: bytes) -> None:
    assert send(open_world, data).status_code in {200, 400, 422}


def test_one_address_may_ask_only_so_often(database_url: str, tmp_path: Path) -> None:
    world = build_world(
        database_url, tmp_path / "simulator.sqlite3", public_preflight="on", onboarding_env="development"
    )
    client = world.app.test_client()
    assert [client.post(PATH, json={}).status_code for _ in range(30)] == [200] * 30
    told = problem(client.post(PATH, json={}), 429)
    assert told["detail"] == "Too many registrations from this address. Wait a minute."
    elsewhere = {"REMOTE_ADDR": "203.0.113.9"}
    assert client.post(PATH, json={}, environ_overrides=elsewhere).status_code == 200
    world.close()


def test_it_is_described(open_world: World) -> None:
    described = open_world.app.test_client().get("/openapi/openapi.json").json
    operation = described["paths"][PATH]["post"]
    assert operation["summary"] == "What would a reviewer decline in this registration?"
    assert "security" not in operation
    assert {"200", "400", "404", "413", "415", "422", "429"} <= set(operation["responses"])
    schema = operation["requestBody"]["content"]["application/json"]["schema"]["properties"]
    assert set(Answers().to_json()) | {"ein", "policy_link", "brand", "campaign"} <= set(schema)
    assert schema["legal_name"] == {"type": "string", "description": "or companyName"}
    body = described["components"]["schemas"]["ReportBody"]["properties"]
    assert set(body) == {"version", "verdict", "counts", "findings", "fixes"}


def test_what_is_described_is_what_is_answered(open_world: World) -> None:
    answer = ask(open_world, registration(sample1="See http://bit.ly/x now, your cake is ready.")).json
    described = open_world.app.test_client().get("/openapi/openapi.json").json["components"]["schemas"]
    assert set(answer) == set(described["ReportBody"]["properties"])
    assert set(answer["fixes"][0]) == set(described["Change"]["properties"])
    for finding in answer["findings"]:
        assert set(finding) == set(described["Finding"]["properties"])
