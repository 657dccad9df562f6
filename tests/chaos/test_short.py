"""A short chaos run: twenty registrations on real processes, with the registry's limits as they are.

In a process of its own, since a run hurries the clock of the process that drives it.
"""

import re
import subprocess
import sys

import pytest

from tests.browser.processes import ROOT
from tests.servers.postgres import Missing, find_binaries

pytestmark = pytest.mark.chaos

SHORT = "--registrations 20 --seed 20 --minutes 0.4 --scale 1 --speed 600 --rounds 1"
PATIENCE = 600  # seconds; only a failure takes them


def test_twenty_registrations_end_right_whatever_is_killed() -> None:
    try:
        find_binaries()
    except Missing as reason:
        pytest.skip(str(reason))
    done = subprocess.run(
        [sys.executable, "-m", "tests.chaos.run", *SHORT.split()],
        cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    figures = dict(re.findall(r"(\w+)=(\d+)", done.stdout.splitlines()[-1] if done.stdout else ""))
    assert done.returncode == 0, done.stdout + done.stderr
    assert figures["breaches"] == "0"
    assert all(int(figures[name]) > 0 for name in ("kills", "faults", "requests", "objects", "charges", "looks"))
