"""The browser for browser tests: the one the system has. Playwright's own is never downloaded."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_APPS = ("Chromium", "Google Chrome")
REMEDY = "There is no Chromium or Chrome: apt install chromium, or name one with CHROMIUM=/path/to/it."


def find() -> Path | None:
    """The first browser that runs; a name alone proves nothing, because Ubuntu has a stub that only points to a snap."""
    chosen = os.environ.get("CHROMIUM")
    apps = [f"/Applications/{app}.app/Contents/MacOS/{app}" for app in MAC_APPS]
    for name in [chosen] if chosen else [*NAMES, *apps]:
        path = shutil.which(name)
        if path and subprocess.run([path, "--version"], capture_output=True, timeout=30, check=False).returncode == 0:
            return Path(path)
    return None


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The browser's path, for Playwright's `executable_path`; skips, with the remedy, where there is none."""
    found = find()
    if found is None:
        pytest.skip(REMEDY)
    return found
