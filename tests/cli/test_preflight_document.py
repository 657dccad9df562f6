"""docs/preflight.md cannot drift: its example is what the command answers, its tables name what there is."""

import argparse
import io
import json
import re
from pathlib import Path

import pytest

from onboarding.api.preflight import MOST
from onboarding.cli import check
from onboarding.domain.answers import Answers
from onboarding.domain.preflight.exchange import WIRE_NAMES

TEXT = (Path(__file__).parents[2] / "docs/preflight.md").read_text(encoding="utf-8")


def example(which: str) -> str:
    return TEXT.split(f"<!-- example: {which} -->\n```json\n")[1].split("\n```")[0]


def test_the_example_is_what_the_command_answers(capsys: pytest.CaptureFixture[str]) -> None:
    parser = argparse.ArgumentParser()
    check.add_options(parser)
    assert check.run(parser.parse_args(["-", "--json"]), io.BytesIO(example("in").encode())) == 1
    assert json.loads(capsys.readouterr().out) == json.loads(example("out")), "put this answer into docs/preflight.md"


def test_each_answer_is_named() -> None:
    table = TEXT.split("| Ours |")[1].split("Other names of the registry")[0]
    named = set(re.findall(r"`(\w+)`", table))
    samples = {f"sample{n}" for n in range(2, 5)}  # “sample1 to sample5”
    assert set(Answers().to_json()) - samples <= named
    assert set(WIRE_NAMES) <= named


def test_each_name_of_the_answer_is_explained() -> None:
    told = json.loads(example("out"))
    for name in (*told, *told["findings"][0], *told["fixes"][0]):
        assert f"`{name}`" in TEXT, name
    assert f"{MOST:,} bytes" in TEXT
