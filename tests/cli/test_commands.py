"""The command line: help that names every command, answers in plain sentences, exit codes that scripts can trust."""

import argparse
import re
from pathlib import Path

import pytest

from onboarding.cli import commands, database
from onboarding.cli.main import main, parser
from onboarding.settings import Settings
from onboarding.store.accounts import User
from tests.world import World

RECIPIENT = "(202) 555-0143"


def settings(database_url: str, **values: object) -> Settings:
    return Settings(onboarding_env="test", database_url=database_url, **values)  # type: ignore[arg-type]


def options(**values: object) -> argparse.Namespace:
    return argparse.Namespace(**values)


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--help"])
    assert end.value.code == 0
    said = capsys.readouterr().out
    for name in (
        "up", "web", "worker", "scheduler", "simulate", "db", "staff", "operator", "seed", "subscribe", "rehearse",
        "explain", "drift", "credentials", "doctor", "states", "shell", "check", "check-page", "translate", "rules",
    ):  # fmt: skip
        assert re.search(rf"^ +{name}\b", said, re.MULTILINE), name


def test_each_command_has_help_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    [sub] = [action for action in parser()._actions if isinstance(action, argparse._SubParsersAction)]
    for name in sub.choices:
        with pytest.raises(SystemExit):
            main([name, "--help"])
        assert len(capsys.readouterr().out.splitlines()) > 3, name


def test_an_unknown_command_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["dance"])
    assert end.value.code == 2
    assert "invalid choice: 'dance'" in capsys.readouterr().err


def test_settings_that_are_not_fit_are_listed_and_nothing_starts(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in (("PORT", "eighty"), ("LOG_LEVEL", "LOUD")):
        monkeypatch.setenv(name, value)
    assert main(["states"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("Settings need attention:\n  - PORT='eighty' is not a number.")
    assert "  - LOG_LEVEL must be DEBUG, INFO, WARNING or ERROR." in said


def test_states_prints_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["states"]) == 0
    assert capsys.readouterr().out.startswith("# States and moves\n")


def test_explain_says_yes(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    number = world.number(world.live())
    assert commands.explain(world.settings, options(number=number, recipient=RECIPIENT)) == 0
    assert capsys.readouterr().out == f"Yes: {number} may text +12025550143 now.\n"


def test_explain_says_no_with_every_reason(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    number = world.number(world.approved())
    assert commands.explain(world.settings, options(number=number, recipient="nobody")) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"No: {number} may not text nobody now."
    assert "  - The registry hasn't confirmed the business behind this number yet. [brand_not_verified]" in lines
    assert lines[-1].endswith("[recipient_invalid]")
    assert len(lines) == 8


def test_staff_are_added_once(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("STAFF_PASSWORD", "correct horse battery staple")
    new = options(action="add", email="new@example.com")
    assert [commands.staff(world.settings, new) for _ in range(2)] == [0, 0]
    assert capsys.readouterr().out.splitlines() == [
        "new@example.com may now use the review desk.",
        "new@example.com already may use the review desk.",
    ]
    with world.reading() as session:
        user = session.query(User).filter_by(email="new@example.com").one()
        assert user.is_staff
        assert user.confirmed_at is not None


def test_a_short_staff_password_is_refused(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("STAFF_PASSWORD", "short")
    assert commands.staff(world.settings, options(action="add", email="new@example.com")) == 2
    assert "8 characters or more" in capsys.readouterr().err


def test_the_operator_is_chosen_by_id(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    business = world.business()
    assert commands.operator(world.settings, options(business=business)) == 0
    assert commands.operator(world.settings, options(business="nothere")) == 1
    assert "There is no business nothere." in capsys.readouterr().err


def test_a_worker_without_redis_says_what_is_missing(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.worker(world.settings, options(queues="mail", simple=True)) == 2
    assert "REDIS_URL is not set." in capsys.readouterr().err


def test_demo_logins_are_not_made_in_production(database_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    made = Settings(onboarding_env="production", database_url=database_url)
    assert commands.seed(made, options()) == 2
    assert "Demo logins are for development only." in capsys.readouterr().err


def test_notices_that_cannot_be_subscribed_are_told(database_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    made = settings(database_url, registry_url="http://127.0.0.1:9/v2", messaging_url="http://127.0.0.1:9/m")
    assert commands.subscribe(made, options()) == 1
    assert "ConnectionError" in capsys.readouterr().out


def test_tables_and_revisions_agree(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/new.sqlite3"
    assert commands.db(settings(url), options(action="upgrade")) == 0
    assert commands.db(settings(url), options(action="upgrade")) == 0, "a second time changes nothing"
    assert commands.db(settings(url), options(action="check")) == 0
    assert database.differences(url) == []
    database.downgrade(url, "base")
    assert database.differences(url) != [], "what is missing is seen"
