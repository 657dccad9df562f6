"""The same seed makes the same simulator."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from onboarding.simulator.config import Config
from tests.simulator.simulator_bench import Bench, make_bench

Make = Callable[[str, int | None], Bench]


@pytest.fixture
def make(config: Config, tmp_path: Path) -> Iterator[Make]:
    made: list[Bench] = []

    def one(name: str, seed: int | None) -> Bench:
        made.append(make_bench(replace(config, database=tmp_path / name, seed=seed)))
        return made[-1]

    yield one
    for bench in made:
        bench.simulator.close()


def story(bench: Bench) -> tuple[str, ...]:
    """Every id that one registration makes."""
    campaign_id = bench.shared()
    bench.control(f"/campaigns/{campaign_id}/finish")
    number = bench.number(campaign_id)
    body = {"from": number, "to": "+12125550140", "text": "Hello", "reference": "one"}
    text_id = bench.provider("POST", "/messages", body).get_json()["id"]
    return bench.get(f"/campaign/{campaign_id}")["brandId"], campaign_id, number, text_id


def test_a_seed_repeats_every_id_and_another_seed_makes_others(make: Make) -> None:
    first, again, other = story(make("a", 7)), story(make("b", 7)), story(make("c", 8))
    assert first == again
    assert not {*first} & {*other} - {first[2]}


def test_without_a_seed_two_simulators_differ_but_each_keeps_its_own(make: Make) -> None:
    one, two = make("a", None), make("b", None)
    assert one.simulator.seed != two.simulator.seed
    assert make("a", None).simulator.seed == one.simulator.seed


def test_a_reset_repeats_the_ids_of_a_seed(make: Make) -> None:
    bench = make("a", 7)
    first = bench.brand()
    bench.control("/reset")
    assert bench.brand() == first


def test_ids_go_on_where_another_process_left(make: Make) -> None:
    first = make("a", 7).brand()
    again = make("a", 7)
    assert again.brand() != first
    assert len(again.state()["brands"]) == 2


def test_ids_are_six_capitals_or_digits_and_never_repeat(make: Make) -> None:
    bench = make("a", 7)
    ids = [bench.brand() for _ in range(30)]
    assert len(set(ids)) == 30
    assert all(len(name) == 7 and name.isalnum() and name.isupper() for name in ids)
