"""The API describes itself."""

import json

from tests.world import World


def test_the_verdict_is_described(world: World) -> None:
    answer = world.app.test_client().get("/openapi/openapi.json")
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    described = answer.json
    assert described["info"]["title"] == "Greenlight"
    operation = described["paths"]["/api/v1/verdict"]["get"]
    assert operation["summary"] == "May this number text that recipient now?"
    assert [(p["name"], p["in"], p["required"]) for p in operation["parameters"]] == [
        ("number", "query", True),
        ("recipient", "query", True),
    ]
    assert {"200", "401", "422"} <= set(operation["responses"])
    assert operation["security"] == [{"token": []}]
    assert described["components"]["securitySchemes"]["token"] == {"type": "http", "scheme": "bearer"}
    body = described["components"]["schemas"]["VerdictBody"]["properties"]
    assert set(body) == {"number", "recipient", "allowed", "reasons", "checked_at"}


def test_it_names_no_other_place_and_no_page_shows_it(world: World) -> None:
    client = world.app.test_client()
    assert "//" not in json.dumps(client.get("/openapi/openapi.json").json)
    assert client.get("/openapi/").status_code == 404
