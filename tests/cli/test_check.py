"""`onboarding check`: for people, as JSON, line by line, mended; the exit code says how grave it is, or that it can't be read."""

import argparse
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onboarding.cli import check
from onboarding.cli.main import main
from onboarding.domain.answers import Answers
from onboarding.domain.examples import example_answers

ROOT = Path(__file__).parents[2]
LINK = "https://www.rehearsal-bakery.example/privacy"


def run(text: str | bytes, *arguments: str) -> int:
    parser = argparse.ArgumentParser()
    check.add_options(parser)
    raw = text if isinstance(text, bytes) else text.encode()
    return check.run(parser.parse_args(arguments), io.BytesIO(raw))


def registration(**changes: Any) -> dict[str, Any]:
    """Clean but for what is changed."""
    answers = example_answers()
    flow = f"{answers.message_flow} Privacy policy: {LINK}. Terms: {LINK}."
    told = answers.with_changes({"message_flow": flow, "ein_issued": "2020-05-01"})
    return told.to_json() | {"ein": "59-1234567", "policy_link": LINK, "terms_link": LINK} | changes


def as_json(**changes: Any) -> str:
    return json.dumps(registration(**changes))


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Any:
    """What was printed since the last time, as JSON."""
    return lambda: json.loads(capsys.readouterr().out)


BAD = {"sample1": "Your cake is ready for pickup until 6 PM.", "sample2": "We bake gluten-free on Fridays."}


def test_the_exit_code_is_the_gravest_finding() -> None:
    assert run(as_json(), "-") == 0
    assert run(as_json(email="rehearsal@gmail.com"), "-") == 1
    assert run(as_json(**BAD), "-") == 2
    assert run("{}", "-") == 2


def test_people_read_the_verdict_then_each_finding_then_the_fixes(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(as_json(**BAD, email="rehearsal@gmail.com"), "-") == 2
    first, *rest = capsys.readouterr().out.splitlines()
    assert first.startswith("Not ready: ")
    assert "blocker" in first
    assert "1 warning" in first
    text = "\n".join(rest)
    assert text.index("Blocker: Example 1 [") < text.index("Warning: Business e-mail [email.free]")
    assert "  Fix: Begin" in text
    assert "  Example: hello@bluedoorbakery.com" in text
    assert "Safe fixes, which --fix makes:\n  Example 1\n    Before: Your cake is ready for pickup until 6 PM." in text
    assert "    After:  Rehearsal Bakery: Your cake is ready" in text


def test_words_that_a_rule_looked_at_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    link = "Rehearsal Bakery: See http://bit.ly/x for your order. Reply STOP to opt out."
    run(as_json(sample1=link), "-")
    assert "  Here: “http://bit.ly/x”" in capsys.readouterr().out


def test_nothing_to_say_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    run(as_json(), "-")
    assert capsys.readouterr().out.startswith("Ready: ")


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "registration.json"
    path.write_text(as_json(), encoding="utf-8-sig")
    assert run("", str(path)) == 0


def test_the_json_is_that_of_the_api(said: Any) -> None:
    assert run(as_json(**BAD), "-", "--json") == 2
    told = said()
    assert told["verdict"] == "blocked"
    assert {"version", "counts", "findings", "fixes"} <= told.keys()
    assert [fix["field"] for fix in told["fixes"]] == ["sample1", "sample2"] or told["fixes"][0]["field"] == "sample1"


@pytest.mark.parametrize(
    ("text", "field", "words"),
    [
        ("[1", "", "This is not JSON"),
        ("", "", "This is not JSON"),
        ("[]", "", "A registration is a JSON object."),
        ('"\\ud800"', "", "half of a character"),
        ("[" * 100_000, "", "nests too deeply"),
        ('{"brand":' * 700 + "1" + "}" * 700, "", ""),
        ('{"phone": 3}', "phone", "“phone” must be a text."),
        ('{"subUsecases": "A"}', "subUsecases", "must be a list of texts"),
        ('{"embedded_link": "yes"}', "embedded_link", "must be true or false"),
        ('{"phnoe": ""}', "phnoe", "There is no answer called “phnoe”."),
        (b"\xff\xff", "", "This is not JSON"),
        ("9" * 5000, "", "This is not JSON"),
    ],
)
def test_what_can_not_be_read_is_told_with_the_field(
    text: str | bytes, field: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(text, "-") == 3
    told = capsys.readouterr()
    assert words in told.err
    assert told.out == ""
    assert run(text, "-", "--json") == 3
    answer = json.loads(capsys.readouterr().out)
    assert words in answer["error"]
    assert answer["field"] == field or not words


def test_a_file_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("", str(tmp_path / "nothing.json")) == 3
    assert "can't be read: No such file or directory." in capsys.readouterr().err
    assert run("", str(tmp_path)) == 3
    assert run("") == 3
    assert "Name a file" in capsys.readouterr().err


def test_fixing_writes_the_registration_as_it_was_written_and_what_is_left(capsys: pytest.CaptureFixture[str]) -> None:
    link = "Rehearsal Bakery: See http://www.rehearsal-bakery.example/cakes for your order. Reply STOP to opt out."
    told = {
        "note": "ours",
        "brand": {"displayName": "Rehearsal Bakery", "website": "http://www.rehearsal-bakery.example"},
        "campaign": {"usecase": "LOW_VOLUME", "sample1": link, "optinMessage": "You're signed up for our texts now."},
    }
    assert run(json.dumps(told), "-", "--fix") == 2
    out, err = capsys.readouterr()
    mended = json.loads(out)
    assert mended["note"] == "ours"
    assert mended["brand"]["website"] == "https://www.rehearsal-bakery.example"
    assert "https://www.rehearsal-bakery.example/cakes" in mended["campaign"]["sample1"]
    assert mended["campaign"]["optinMessage"].startswith("Rehearsal Bakery: ")
    assert mended["campaign"]["embeddedLink"] is True, "what was not there is added, in the registry's words and place"
    assert "Changed: Website, " in err
    assert "What is left: " in err
    assert "blockers" in err


def test_fixing_keeps_to_our_names_where_they_were_used(said: Any) -> None:
    link = "Rehearsal Bakery: See https://www.rehearsal-bakery.example/cakes for your order. Reply STOP to opt out."
    flat = registration(sample1=link)
    del flat["embedded_link"]
    assert run(json.dumps(flat), "-", "--fix") == 0
    assert said()["embedded_link"] is True
    assert run(json.dumps({"answers": flat}), "-", "--fix") == 0
    assert said()["answers"]["embedded_link"] is True


def test_what_was_fixed_needs_no_fix_again(said: Any) -> None:
    run(as_json(**BAD), "-", "--fix")
    mended = said()
    run(json.dumps(mended), "-", "--json")
    assert said()["fixes"] == []


def test_lines_are_answered_one_by_one_and_the_worst_counts(capsys: pytest.CaptureFixture[str]) -> None:
    lines = [as_json(id=7), "", as_json(id="b", **BAD), '{"id": 9, "phone": 3}', "oops", as_json()]
    assert run("\n".join(lines), "--jsonl") == 3
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(each.get("id"), each.get("verdict")) for each in told] == [
        (7, "clean"),
        ("b", "blocked"),
        (9, None),
        (None, None),
        (None, "clean"),
    ]
    assert told[2] == {"id": 9, "error": "“phone” must be a text.", "field": "phone", "line": 4}
    assert told[3]["line"] == 5
    assert run("\n".join(lines[:3]), "--jsonl") == 2
    assert run(lines[0], "--jsonl", "-") == 0


def test_lines_can_be_fixed_and_read_from_a_file(tmp_path: Path, said: Any) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text(as_json(id=1, **BAD), encoding="utf-8")
    assert run("", str(path), "--jsonl", "--fix") == 0
    mended = said()
    assert (mended["id"], mended["sample1"][:16]) == (1, "Rehearsal Bakery")
    assert run("", str(tmp_path), "--jsonl") == 3


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from([*Answers().to_json(), "ein", "brand", "campaign", "companyName", "id", "policy_link"])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.dictionaries(NAMES, JSON, max_size=6) | JSON, fix=st.booleans())
def test_any_json_gets_an_answer(data: Any, fix: bool, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    code = run(json.dumps(data), "--jsonl", *(["--fix"] if fix else []))
    [line] = capsys.readouterr().out.removesuffix("\n").split("\n")  # JSON lines end at line feeds and nowhere else
    told = json.loads(line)
    assert code in {2, 3}
    assert ("error" in told) == (code == 3)


@settings(max_examples=100, deadline=None)
@given(text=st.text(), name=st.sampled_from([k for k, v in Answers().to_json().items() if isinstance(v, str)]))
def test_any_text_in_any_answer_is_read(text: str, name: str) -> None:
    assert run(as_json(**{name: text}), "-", "--json") in {0, 1, 2}


@pytest.mark.parametrize("arguments", [["--bogus"], ["a", "b"], ["a", "--json", "--jsonl"]])
def test_bad_usage_is_3_like_what_can_not_be_read(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["check", *arguments])
    assert end.value.code == 3
    assert "error: " in capsys.readouterr().err


def onboarding(*arguments: str, text: str, folder: Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """The command in a bare environment and an empty folder, as on the machine of somebody who runs nothing of ours."""
    environment = {"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"], "ONBOARDING_ENV": "production"}
    command = [sys.executable, *options.get("python", []), "-m", "onboarding.cli.main", *arguments]
    return subprocess.run(
        command, input=text, capture_output=True, text=True, cwd=folder, env=environment, check=False, encoding="utf-8"
    )


def test_it_needs_no_settings_and_loads_neither_flask_nor_a_database(tmp_path: Path) -> None:
    done = onboarding("check", "-", text=as_json(**BAD), folder=tmp_path, python=["-X", "importtime"])
    assert done.returncode == 2
    assert done.stdout.startswith("Not ready: ")
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert "onboarding" in loaded
    heavy = {"flask", "sqlalchemy", "wtforms", "requests", "rq", "redis", "weasyprint", "pydantic", "jinja2"}
    assert loaded & heavy == set()
    assert list(tmp_path.iterdir()) == []


def test_who_stops_reading_sees_no_traceback(tmp_path: Path) -> None:
    command = f"{sys.executable} -m onboarding.cli.main check --jsonl | head -n 1"
    environment = {"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]}
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        input="{}\n" * 300,
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=environment,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout.count("\n") == 1
