"""The checks for a registry that is not ours, tried on the practice registry over a socket."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.registry import live
from tests.registry.practice import KEY, SECRET, Practice, practice_at


def environ(url: str, secret: str = SECRET) -> dict[str, str]:
    return {"REGISTRY_LIVE_URL": url, "REGISTRY_LIVE_KEY": KEY, "REGISTRY_LIVE_SECRET": secret}


@pytest.fixture
def far(tmp_path: Path) -> Iterator[Practice]:
    with practice_at("socket", tmp_path) as practice:
        practice.control("/clock", {"speed": 1000.0})
        yield practice


def test_every_check_passes_and_nothing_is_left_behind(far: Practice) -> None:
    said: list[str] = []
    assert live.main(environ(f"{far.root}/v2"), said.append, pause=0.05) == 0, said
    assert [line for line in said if not line.startswith("ok ")] == ["All checks passed."]
    assert len(said) == len([name for name in vars(live.Live) if name.startswith("check_")]) + 1
    state = far.control("/state", method="GET")
    assert [brand["status"] for brand in state["brands"]] == ["DELETED"]
    assert [campaign["status"] for campaign in state["campaigns"]] == ["EXPIRED"]
    assert all(brand["mock"] for brand in state["brands"])


def test_a_registry_that_breaks_the_contract_fails_and_is_left_clean(far: Practice) -> None:
    far.plan(
        {"fault": "garbage", "method": "GET", "path": "/error$"}, {"fault": "status", "path": "usecase/LOW_VOLUME"}
    )
    said: list[str] = []
    assert live.main(environ(f"{far.root}/v2"), said.append, pause=0.05) == 1
    failed = [line for line in said if line.startswith("FAILED")]
    assert [line.split(":")[0] for line in failed] == [
        "FAILED   error codes have meanings",
        "FAILED   low volume has a fee and carriers",
    ]
    assert said[-1] == "Checks FAILED: 2"
    assert [brand["status"] for brand in far.control("/state", method="GET")["brands"]] == ["DELETED"]


def test_a_wrong_password_fails_whatever_needs_the_right_one(far: Practice) -> None:
    said: list[str] = []
    assert live.main(environ(f"{far.root}/v2", "wrong"), said.append, pause=0.05) == 1
    assert said[0].startswith("ok       a wrong password is refused")
    assert said[1].startswith("FAILED   our account is active")


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("", "REGISTRY_LIVE_URL"),
        ("https://csp-api.campaignregistry.com/v2", "production"),
        ("https://staging.campaignregistry.com.example.com@csp-api.campaignregistry.com/v2", "production"),
        ("https://csp-api.staging-lookalike.com/v2", "production"),
        ("http://csp-api-staging.campaignregistry.com/v2", "https"),
        ("http://[::", "no address"),
    ],
)
def test_nobody_is_asked_who_may_not_be(url: str, word: str) -> None:
    said: list[str] = []
    assert live.main(environ(url), said.append) == 2
    [line] = said
    assert word in line


def test_without_credentials_it_says_what_to_set() -> None:
    said: list[str] = []
    assert live.main({}, said.append) == 2
    assert all(name in said[0] for name in live.NAMES)
