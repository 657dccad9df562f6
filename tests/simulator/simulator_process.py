"""The simulator as a process of its own, behind a socket."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import requests

ROOT = Path(__file__).parents[2]
PROGRAM = """
import sys
from pathlib import Path
from onboarding.simulator.config import Config
from onboarding.simulator.main import serve
serve(Config(database=Path(sys.argv[1]), api_key="key", api_secret="secret", port=int(sys.argv[2]), limits=0))
"""


def start(database: Path, port: int = 0) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(database), str(port)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        text=True,
    )


class Server:
    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self.process, self.port, self.base = process, port, f"http://127.0.0.1:{port}"

    def call(self, method: str, path: str, **how: Any) -> requests.Response:
        with requests.Session() as session:
            session.trust_env = False
            return session.request(method, self.base + path, auth=("key", "secret"), timeout=10, **how)
