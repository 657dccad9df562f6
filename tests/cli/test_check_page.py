"""`onboarding check-page`: pages given as HTML, one or line by line."""

import argparse
import io
import json
from pathlib import Path
from typing import Any

import pytest

from onboarding.cli import check_page
from onboarding.cli.main import main

POLICY = """<!doctype html><title>Privacy policy</title><h1>Privacy policy of Blue Door Bakery</h1>
<p>Blue Door Bakery collects your name and mobile number when you sign up for texts about your orders.</p>
<p>We do not sell, rent or share your mobile number, your consent to texts or any other texting data with third parties
or affiliates for their marketing.</p>
<p>Reply STOP at any time to get no more texts. Message and data rates may apply.</p>
<p>Write to hello@bluedoorbakery.com or call (863) 555-0188. In force since November 1, 2026.</p>"""


def run(text: str | bytes, *arguments: str) -> int:
    parser = argparse.ArgumentParser()
    check_page.add_options(parser)
    raw = text if isinstance(text, bytes) else text.encode()
    return check_page.run(parser.parse_args(arguments), io.BytesIO(raw))


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_good_page_is_clean_and_another_name_is_noticed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(POLICY, "-", "--kind", "privacy", "--brand", "Blue Door Bakery") == 0
    assert capsys.readouterr().out.startswith("Ready: ")
    assert run(POLICY, "-", "--kind", "privacy", "--brand", "Rehearsal Florist") == 1
    told = capsys.readouterr().out
    assert told.startswith("A reviewer may decline this: 1 warning")
    assert "Warning: Privacy policy [policy.brand]" in told
    assert run(POLICY, "-", "--kind", "privacy") == 0, "no name is looked for"
    assert run(POLICY, "-", "--kind", "privacy", "--brand", "Florist", "--brand", "Blue Door Bakery") == 0


def test_the_words_that_were_looked_at_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    sharing = f"{POLICY}<p>We may share your mobile number with our marketing partners."
    assert run(sharing, "-", "--kind", "privacy", "--brand", "Blue Door Bakery") == 2
    told = capsys.readouterr().out
    assert "Blocker: Privacy policy [policy.sharing]" in told
    assert "Here: “" in told
    assert "marketing partners" in told


def test_a_file_of_windows_is_read_and_the_answer_may_be_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "policy.html"
    path.write_bytes(POLICY.replace("Blue Door Bakery", "Café Bleu").encode("cp1252"))
    assert run("", str(path), "--kind", "privacy", "--brand", "Café Bleu", "--json") == 0
    [told] = lines(capsys)
    assert told["verdict"] == "clean"
    assert "fixes" not in told


def test_lines_hold_the_page_or_name_its_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "policy.html"
    path.write_text(POLICY, encoding="utf-8")
    given = [
        {"id": 1, "kind": "privacy", "brand": "Blue Door Bakery", "html": POLICY},
        {"id": 2, "kind": "privacy", "brand": ["Blue Door Bakery"], "file": str(path)},
        {"kind": "terms", "html": "<p>Nothing"},
        {"html": POLICY},
        {"kind": "poem", "html": POLICY},
        {"kind": ["privacy"], "html": POLICY},
        {"id": 7, "kind": "privacy", "brand": 3, "html": POLICY},
        {"kind": "privacy", "file": str(tmp_path / "nothing.html")},
        {"kind": "privacy", "file": "a\x00b"},
        {"kind": "privacy", "file": "-"},
        {"kind": "privacy"},
        {"kind": "privacy", "html": None, "file": 3},
        [],
    ]
    text = "\n".join(json.dumps(each) for each in given)
    assert run(text, "--jsonl", "--kind", "privacy", "--brand", "Blue Door Bakery") == 3
    told = lines(capsys)
    assert [(each.get("verdict"), each.get("field")) for each in told] == [
        ("clean", None),
        ("clean", None),
        ("blocked", None),
        ("clean", None),
        (None, "kind"),
        (None, "kind"),
        (None, "brand"),
        (None, "file"),
        (None, "file"),
        (None, "file"),
        (None, "html"),
        (None, "html"),
        (None, ""),
    ]
    assert [each["id"] for each in told if "id" in each] == [1, 2, 7]
    assert [each["line"] for each in told if "line" in each] == list(range(5, 14))


def test_what_is_missing_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(POLICY, "-") == 3
    assert "Add --kind with one of privacy, terms, optin, website." in capsys.readouterr().err
    assert run(POLICY, "--kind", "terms") == 3
    assert "Name a file" in capsys.readouterr().err
    with pytest.raises(SystemExit) as end:
        main(["check-page", "x.html", "--kind", "poem"])
    assert end.value.code == 3


@pytest.mark.parametrize("page", [b"", b"\x00" * 100, b"<" * 5000, b"<div>" * 3000, b"\xff\xfe<\x00p\x00>\x00"])
@pytest.mark.parametrize("kind", ["privacy", "terms", "optin", "website"])
def test_any_bytes_get_an_answer(page: bytes, kind: str) -> None:
    assert run(page, "-", "--kind", kind, "--brand", "", "--json") in {0, 1, 2}
