"""docs/simulator.md keeps its word: its programs run, its addresses exist, its faults fall as it says."""

import json
import re
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import requests

from onboarding.cli.main import parser
from onboarding.simulator.clock import real_now
from onboarding.simulator.delivery import notice_signature, poster
from onboarding.simulator.fault_plan import FaultPlan
from tests.simulator.simulator_bench import Bench, brand_body

TEXT = (Path(__file__).parents[2] / "docs/simulator.md").read_text(encoding="utf-8")
SHELL = "\n".join(re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL))
PYTHON = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)


def test_the_receiver_tells_a_good_signature_from_a_forged_one(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    (tmp_path / "hook.py").write_text(PYTHON[0].replace("9132", str(port)))
    address = f"http://127.0.0.1:{port}/hook"
    notice = {"eventType": "BRAND_ADD", "description": "Brand été"}
    process = subprocess.Popen(
        [sys.executable, "hook.py"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        _wait_for(port)
        for secret in ("practice-secret", "another"):
            headers = {"X-Registry-Signature": notice_signature(secret, address, notice)}
            assert poster(5.0)(address, json.dumps(notice, indent=1).encode(), headers) == 204
    finally:
        process.terminate()
        said, _ = process.communicate(timeout=10)
    assert said.splitlines() == ["good BRAND_ADD Brand été", "FORGED BRAND_ADD Brand été"]


def _wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        subprocess.run([sys.executable, "-c", "import time; time.sleep(0.05)"], check=True)


def test_the_test_in_it_passes() -> None:
    names: dict[str, object] = {}
    exec(PYTHON[1], names)
    test = names["test_a_brand_of_another_name_is_not_verified"]
    assert callable(test)
    test()


def test_every_address_in_it_exists(bench: Bench) -> None:
    found = re.findall(r"(?:-X (\w+) )?\"?\$(REGISTRY|CONTROL)(/[^\s\"?;]*)(.*)", SHELL)
    assert len(found) > 10
    urls = bench.app.url_map.bind("localhost")
    for method, base, path, rest in found:
        asked = method or ("POST" if "--json" in rest else "GET")
        assert urls.match({"REGISTRY": "/v2", "CONTROL": "/control"}[base] + path, asked), path


def test_the_faults_fall_as_it_says() -> None:
    written = re.search(r"--json '(\{\"seed\".*?\]\})'", SHELL, re.DOTALL)
    claimed = re.search(r"The loop prints `([0-9 ]+)`", TEXT)
    assert written
    assert claimed
    plan = FaultPlan()
    plan.set(json.loads(written[1]))
    statuses = ["502" if plan.strike("GET", "/v2/version", real_now) else "200" for _ in range(10)]
    assert " ".join(statuses) == claimed[1]


def test_each_thing_that_can_be_had_now_happens_with_the_body_it_shows(bench: Bench) -> None:
    rows = re.findall(r"^\| `POST (/control/[^`]*)` \| (?:`([^`]*)`|none) \|", TEXT, re.MULTILINE)
    assert len(rows) == 6
    campaign_id, number = bench.shared(), bench.number()
    for path, body in rows:
        if "/numbers/" in path:
            attach = {"campaign_id": campaign_id}
            assert bench.provider("PUT", f"/numbers/{number}/campaign", attach).status_code == 202
        url = path.replace("{id}", campaign_id).replace("{e164}", number)
        answer = bench.client.post(url, json=json.loads(body) if body else None)
        assert answer.status_code == 200, (path, answer.text)


def test_the_adapter_in_it_carries_requests_and_what_befalls_them(bench: Bench) -> None:
    names: dict[str, Any] = {}
    exec(PYTHON[2], names)
    with requests.Session() as session:
        session.mount("http://registry.test", names["InProcess"](bench.app))
        session.auth = ("key", "secret")
        made = session.post("http://registry.test/v2/brand/nonBlocking", json=brand_body(referenceId="a b"))
        found = session.get("http://registry.test/v2/brand", params={"referenceId": "a b"})
        assert [row["brandId"] for row in found.json()["records"]] == [made.json()["brandId"]]
        rules = [{"fault": "lost_answer", "times": 1}, {"fault": "hang", "after": 1, "times": 1}]
        assert session.put("http://registry.test/control/faults/plan", json={"rules": rules}).status_code == 200
        for problem in (requests.ConnectionError, requests.ReadTimeout):
            with pytest.raises(problem):
                session.get("http://registry.test/v2/version")


def test_every_option_is_in_it() -> None:
    sub = next(action for action in parser()._actions if action.choices)
    options = sub.choices["simulate"]._option_string_actions  # type: ignore[index, call-overload]
    assert [name for name in options if name.startswith("--") and name != "--help" and f"`{name}" not in TEXT] == []
