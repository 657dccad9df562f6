"""The operator's day at the command line: what notices missed, and new credentials."""

import argparse
from datetime import UTC, datetime, timedelta

import pytest

from onboarding.cli import operating
from onboarding.services.credentials import Keys
from onboarding.store.configuration import PracticeClock
from tests.world import LIVE, World


def test_drift_tells_what_no_notice_announced(live_world: World, capsys: pytest.CaptureFixture[str]) -> None:
    days = argparse.Namespace(days=30)
    assert operating.drift(live_world.settings, days) == 0
    assert "was announced by a notice." in capsys.readouterr().out
    live_world.control("/faults", {"notices": "off"})
    campaign = live_world.registration(LIVE).campaign
    assert campaign is not None
    live_world.control(f"/campaigns/{campaign.registry_id}/carriers/10035", {"status": "SUSPENDED"})
    live_world.pass_time(timedelta(days=1, seconds=1))
    # The command asks the practice clock of the database, which the test's own clock stands in for.
    with live_world.transaction() as session:
        now = live_world.clock.now() + timedelta(hours=1)
        session.add(PracticeClock(id=1, anchor_wall=datetime.now(UTC), anchor_virtual=now, speed=1.0))
    assert operating.drift(live_world.settings, days) == 0
    said = capsys.readouterr().out
    assert f"{campaign.registry_id}" in said
    assert "carrier: registered → suspended" in said
    assert "onboarding subscribe" in said


def test_credentials_are_changed_from_the_environment(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("REGISTRY_NEW_KEY", "key-2")
    monkeypatch.setenv("REGISTRY_NEW_SECRET", "secret-2")
    assert operating.credentials(world.settings, argparse.Namespace(action="rotate")) == 0
    said = capsys.readouterr().out
    assert "In force" in said
    assert "secret-2" not in said
    running = Keys(world.ports.readers, world.ports.vault, world.settings, world.clock.wall)
    assert running.current() == ("key-2", "secret-2")
    monkeypatch.setenv("REGISTRY_NEW_SECRET", "sécret")
    assert operating.credentials(world.settings, argparse.Namespace(action="rotate")) == 2
    assert running.current() == ("key-2", "secret-2")
