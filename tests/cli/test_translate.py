"""`onboarding translate`: for people, as JSON, line by line; the exit code says whether all was understood."""

import argparse
import io
import json
from typing import Any

import pytest

from onboarding.cli import translate
from onboarding.domain.reasons import catalogue


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    translate.add_options(parser)
    return translate.run(parser.parse_args(arguments))


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Give the lines to ``--jsonl``; get the exit code and the objects."""

    def through(text: str, *options: str) -> tuple[int, list[dict[str, Any]]]:
        monkeypatch.setattr("sys.stdin", io.StringIO(text))
        exit_code = run("--jsonl", *options)
        return exit_code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return through


def test_it_tells_people_what_is_wrong_and_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("806 CTA lacks HELP") == 0
    out = capsys.readouterr().out
    assert "Second reviewer (DCA2) 806: CTA_NO_HELP" in out
    assert catalogue()["CTA_NO_HELP"].say in out
    assert "What to do: Correct it where it is" in out
    assert "Cost: review $15. Another review costs $15." in out
    assert "Look at: How people agree" in out


def test_words_need_no_quotes_and_other_meanings_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("code", "1001") == 0
    out = capsys.readouterr().out
    assert "Plivo 1001: PROHIBITED (a forbidden subject)" in out
    assert "Less likely: Infobip 1001: ATTR_MISMATCH_AGE" in out
    assert "Don't pay for another try" in out


def test_a_dialect_settles_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("1001", "--dialect", "infobip") == 0
    assert "Less likely" not in capsys.readouterr().out


def test_it_is_honest_about_what_it_can_not_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("Have a nice day") == 1
    assert capsys.readouterr().out == "Not recognised: Have a nice day\n"
    assert run(";.;") == 1
    assert capsys.readouterr().out == "Nothing was recognised.\n"
    assert run("803; Have a nice day") == 1
    assert "Not recognised: Have a nice day" in capsys.readouterr().out


def test_json_is_one_object_with_everything(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--json", "803") == 0
    told = json.loads(capsys.readouterr().out)
    say = catalogue()["CTA_FORCED"].say
    assert told == {
        "text": "803",
        "understood": True,
        "readings": [
            {
                "code": "803",
                "dialect": "dca",
                "reason": "CTA_FORCED",
                "say": say,
                "about": "people can't sign up without agreeing to texts",
                "certain": True,
                "again": "yes",
                "action": "fix_in_place",
                "span": [0, 3],
            }
        ],
        "action": "fix_in_place",
        "say": [say],
        "fields": ["message_flow", "opt_in_page"],
        "cost": {
            "cents": 1500,
            "items": [{"item": "review", "cents": 1500}],
            "say": "Another review costs $15. Change everything first.",
        },
        "fix_before_paying": True,
        "unread": [],
    }
    assert all(key in str(translate.__doc__) for key in [*told, *told["readings"][0]])


def test_each_line_is_a_text_or_an_object(lines: Any) -> None:
    exit_code, told = lines(
        'CR4002 - brand\n\n{"text": "1001", "dialect": "infobip"}\n"803"\n{"code": 501}\n{"broken\n[[[[803\n'
    )
    assert exit_code == 1
    assert [each["text"] for each in told] == ["CR4002 - brand", "1001", "803", '{"code": 501}', '{"broken', "[[[[803"]
    assert [[r["reason"] for r in each["readings"]] for each in told] == [
        ["CTA_NO_BRAND"],
        ["ATTR_MISMATCH_AGE"],
        ["CTA_FORCED"],
        ["ANSWER_INVALID"],
        [],
        ["CTA_FORCED"],
    ]


def test_a_line_that_can_not_be_taken_is_told_and_the_rest_goes_on(lines: Any) -> None:
    exit_code, told = lines('{"text": 5}\n{"text": "803", "dialect": "klingon"}\n{"text": "803", "dialect": null}\n')
    assert exit_code == 2
    assert told[0] == {"error": "text must be a string"}
    assert told[1]["error"].startswith("dialect must be one of")
    assert told[2]["understood"] is True


def test_the_dialect_of_the_command_is_that_of_lines_without_one(lines: Any) -> None:
    exit_code, told = lines('1001\n{"text": "1001"}\n{"text": "1001", "dialect": "plivo"}\n', "--dialect", "infobip")
    assert exit_code == 0
    assert [each["readings"][0]["dialect"] for each in told] == ["infobip", "infobip", "plivo"]


def test_deep_nesting_is_a_text_like_any_other(lines: Any) -> None:
    assert lines("[" * 100_000 + "\n")[0] == 1


def test_no_lines_give_nothing(lines: Any) -> None:
    assert lines("") == (0, [])


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ([], "Give a code or a text"),
        (["  "], "Give a code or a text"),
        (["803", "--dialect", "klingon"], "--dialect must be one of"),
        (["--jsonl", "803"], "--jsonl reads texts"),
    ],
)
def test_bad_usage_is_refused_in_a_sentence(
    arguments: list[str], problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments) == 2
    assert capsys.readouterr().err.startswith(problem)
