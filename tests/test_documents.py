"""The documents cannot drift: each setting and each command is described, the states are the tables'."""

from dataclasses import fields
from pathlib import Path

from onboarding.cli import states_page
from onboarding.cli.main import parser
from onboarding.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
OPERATIONS = (ROOT / "docs/operations.md").read_text(encoding="utf-8")


def undocumented_settings(text: str) -> list[str]:
    """Settings without a row of their own."""
    return [field.name.upper() for field in fields(Settings) if f"| `{field.name.upper()}` |" not in text]


def unknown_settings(text: str) -> list[str]:
    """Rows of the settings' table that no longer are settings."""
    table = text.split("## Settings")[1].split("## Commands", maxsplit=1)[0]
    rows = [line.split("`")[1] for line in table.splitlines() if line.startswith("| `")]
    known = {field.name.upper() for field in fields(Settings)}
    return [name for name in rows if name not in known]


def undocumented_commands(text: str) -> list[str]:
    """Commands without a row of their own."""
    sub = next(
        action
        for action in parser()._actions
        if action.dest == "==SUPPRESS==" or (hasattr(action, "choices") and action.choices)
    )
    return [name for name in sub.choices if f"| `onboarding {name}` |" not in text]  # type: ignore[union-attr]


def test_each_setting_is_documented() -> None:
    assert undocumented_settings(OPERATIONS) == []
    assert unknown_settings(OPERATIONS) == []


def test_a_setting_that_is_not_documented_is_noticed() -> None:
    without = OPERATIONS.replace("| `SMTP_URL` |", "| `SMPT_URL` |")
    assert undocumented_settings(without) == ["SMTP_URL"]
    assert unknown_settings(without) == ["SMPT_URL"]


def test_each_setting_says_what_it_is_for() -> None:
    assert [field.name for field in fields(Settings) if not field.metadata.get("help")] == []


def test_each_command_is_documented() -> None:
    assert undocumented_commands(OPERATIONS) == []
    assert undocumented_commands(OPERATIONS.replace("| `onboarding doctor` |", "")) == ["doctor"]


def test_the_page_of_states_is_what_the_tables_say() -> None:
    written = (ROOT / "docs/states.md").read_text(encoding="utf-8")
    assert written.strip() == states_page.render().strip(), "run: onboarding states > docs/states.md"


def test_each_decision_is_in_the_index() -> None:
    index = (ROOT / "docs/decisions/README.md").read_text(encoding="utf-8")
    pages = sorted(path.name for path in (ROOT / "docs/decisions").glob("0*.md"))
    assert [page for page in pages if f"({page})" not in index] == []
