"""``onboarding classify`` and ``onboarding verify-documents``: for people, for programs, and with an exit code."""

import io
import json
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from onboarding.cli.main import main
from tests.world import World


def test_it_says_what_a_text_asks_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["classify", "take", "me", "off", "your", "list"]) == 0
    assert capsys.readouterr().out == "opt_out: no more texts to this person. (“take me off”)\n"
    assert main(["classify", "--json", "see you at 5"]) == 0
    assert json.loads(capsys.readouterr().out) == {"text": "see you at 5", "wish": "none", "words": ""}


def test_many_at_once(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO('STOP\n{"text": "who is this?"}\n\n{"x": 1}\n{broken\n'))
    assert main(["classify", "--jsonl"]) == 2
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line.get("wish", "error") for line in lines] == ["opt_out", "help", "error", "error"]


@pytest.mark.parametrize("options", [["classify"], ["classify", "--jsonl", "STOP"]])
def test_bad_usage_is_refused(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(options) == 2
    assert capsys.readouterr().err


def test_the_documents_are_proved(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    world.complete(world.business())
    monkeypatch.setenv("DATABASE_URL", world.settings.database_url)
    monkeypatch.setenv("ONBOARDING_ENV", "test")
    assert main(["verify-documents"]) == 0
    assert "6 documents with 6 publications: all as they were made." in capsys.readouterr().out
    assert main(["verify-documents", "--heads"]) == 0
    heads = capsys.readouterr().out
    noted = tmp_path / "heads.txt"
    noted.write_text(heads)
    assert main(["verify-documents", "--against", str(noted)]) == 0
    noted.write_text(heads.replace(heads.split()[1], "0" * 64))
    assert main(["verify-documents", "--against", str(noted)]) == 1
    assert "what was noted is not in the chain any more" in capsys.readouterr().err
    assert main(["verify-documents", "--against", str(tmp_path / "missing")]) == 2
    engine = create_engine(world.settings.database_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE documents SET head = 'x' WHERE id = 1"))
    engine.dispose()
    assert main(["verify-documents"]) == 1
    assert "the chain ends before the last publication" in capsys.readouterr().err
