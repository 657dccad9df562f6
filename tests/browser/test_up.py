"""`onboarding up`, which is what `./dev run` starts: it says where to look, its logins work, and Ctrl-C ends everything."""

import os
import re
import signal
import subprocess
from pathlib import Path

import pytest
import requests

from tests.browser.processes import COMMAND, free_port, wait_for

pytestmark = pytest.mark.browser


def start(folder: Path, log: Path) -> tuple[subprocess.Popen[bytes], str]:
    port, simulator_port = free_port(), free_port()
    given = {"DATA_DIR": str(folder), "PORT": str(port), "SIMULATOR_PORT": str(simulator_port), "PYTHONUNBUFFERED": "1"}
    inherited = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
    with log.open("wb") as out:
        process = subprocess.Popen([COMMAND, "up"], env=inherited | given, stdout=out, stderr=subprocess.STDOUT)
    return process, f"http://localhost:{port}"


def ready(process: subprocess.Popen[bytes], log: Path) -> str:
    wait_for(lambda: process.poll() is not None or "Ctrl-C ends everything." in log.read_text(), "it is ready", 120)
    assert process.poll() is None, log.read_text()
    return log.read_text()


def stop(process: subprocess.Popen[bytes]) -> int:
    process.send_signal(signal.SIGINT)
    return process.wait(timeout=40)


def sign_in(web: str, email: str, password: str) -> str:
    """Where the login leads to."""
    with requests.Session() as http:
        http.trust_env = False
        page = http.get(f"{web}/login", timeout=10).text
        token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', page)
        assert token, page
        data = {"email": email, "password": password, "csrf_token": token[1]}
        return http.post(f"{web}/login", data=data, timeout=10).url.removeprefix(web)


def test_it_starts_everything_names_logins_that_work_and_ends_cleanly_twice(tmp_path: Path) -> None:
    log = tmp_path / "up.log"
    for _ in range(2):  # a second start keeps the data
        process, web = start(tmp_path / "var", log)
        try:
            said = ready(process, log)
            owner = re.search(r"Owner login: +(\S+) / (.+)", said)
            staff = re.search(r"Staff login: +(\S+) / (.+)", said)
            assert owner, said
            assert staff, said
            assert f"Greenlight is ready:       {web}" in said
            assert sign_in(web, *owner.groups()) != "/login"
            assert sign_in(web, *staff.groups()) == "/desk/"
        finally:
            code = stop(process)
        assert code == 0, log.read_text()
        assert "Traceback" not in log.read_text()
