import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SKIPS = "import pytest\ndef test_it(): pytest.skip('no browser here')"
SKIPS_ALL = "import pytest\npytest.skip('no server here', allow_module_level=True)"
PASSES = """
import pytest
def test_it(): pass
@pytest.mark.xfail
def test_that(): raise ValueError
"""


def run_pytest(folder: Path, test: str, *options: str, ci: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_it.py").write_text(test)
    command = [sys.executable, "-m", "pytest", "-p", "tests.servers.skips", "-p", "no:cacheprovider", *options]
    env = os.environ | {"CI": ci, "PYTHONPATH": str(ROOT), "PYTEST_ADDOPTS": "", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("options", [(), ("-p", "xdist", "-n", "1")], ids=["alone", "xdist"])
@pytest.mark.parametrize(("test", "reason"), [(SKIPS, "no browser here"), (SKIPS_ALL, "no server here")])
def test_a_skipped_test_fails_on_ci_and_says_why(
    tmp_path: Path, test: str, reason: str, options: tuple[str, ...]
) -> None:
    run = run_pytest(tmp_path, test, *options, ci="true")
    assert run.returncode == pytest.ExitCode.TESTS_FAILED
    assert "failed: skipped on CI" in run.stdout
    assert f": {reason}\n" in run.stdout


def test_elsewhere_a_test_may_be_skipped(tmp_path: Path) -> None:
    assert run_pytest(tmp_path, SKIPS, ci="").returncode == pytest.ExitCode.OK


def test_what_passes_or_fails_as_expected_passes_on_ci(tmp_path: Path) -> None:
    run = run_pytest(tmp_path, PASSES, ci="true")
    assert run.returncode == pytest.ExitCode.OK
    assert "skipped on CI" not in run.stdout
