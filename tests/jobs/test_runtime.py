"""A worker's ports: built from its environment, once, on first use, and not before."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from jobs import runtime
from onboarding.adapters.queue import RqDoorbell, SilentDoorbell
from onboarding.services.work import reading
from onboarding.settings import SettingsError
from tests.world import World

ROOT = Path(__file__).parents[2]


def test_ports_are_built_from_the_environment_once(world: World, as_worker: Callable[..., None]) -> None:
    as_worker()
    ports = runtime.ports()
    assert ports is runtime.ports()
    assert ports.settings.database_url == world.settings.database_url
    with reading(ports) as session:
        assert session.scalar(text("SELECT count(*) FROM registrations")) == 0


def test_a_worker_with_a_server_rings_and_one_without_is_silent(as_worker: Callable[..., None]) -> None:
    as_worker("redis://127.0.0.1:1/0")
    assert isinstance(runtime.ports().doorbell, RqDoorbell)
    runtime.ports().dispose()
    runtime.ports.cache_clear()
    as_worker()
    assert isinstance(runtime.ports().doorbell, SilentDoorbell)


def test_an_unfit_environment_is_told_each_time_and_never_kept(
    as_worker: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    as_worker()
    monkeypatch.setenv("ONBOARDING_ENV", "nowhere")
    for _ in range(2):
        with pytest.raises(SettingsError, match="ONBOARDING_ENV must be"):
            runtime.ports()
    monkeypatch.setenv("ONBOARDING_ENV", "test")
    assert runtime.ports().settings.onboarding_env == "test"


def test_importing_the_tasks_builds_and_connects_nothing() -> None:
    program = "import jobs.tasks; from jobs.runtime import ports; print(ports.cache_info().currsize)"
    unfit = {"ONBOARDING_ENV": "nowhere", "DATABASE_URL": "nonsense://", "PATH": os.environ["PATH"]}
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=unfit, capture_output=True, text=True, check=False
    )
    assert (run.stdout, run.stderr) == ("0\n", "")
