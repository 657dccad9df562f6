"""What a chaos run counts in its logs."""

from pathlib import Path

from tests.chaos.figures import Figures, asked, tax_ids_in


def test_it_counts_how_requests_were_answered(tmp_path: Path) -> None:
    (tmp_path / "worker-1.log").write_text(
        "x registry POST /brand/nonBlocking 200 in 7 ms\nx registry GET /campaign/C1 429 in 1 ms\n"
        "x registry GET /campaign/C1 no answer in 3000 ms\nx messaging GET numbers 200\n"
    )
    assert asked(tmp_path) == {"200": 1, "429": 1, "no answer": 1}


def test_it_finds_a_tax_id_in_our_logs_but_not_in_the_simulators(tmp_path: Path) -> None:
    (tmp_path / "worker-1.log").write_text("the EIN 59-1234567 and 591234567, but not 5912345678")
    (tmp_path / "simulator.log").write_text("591234567")
    assert tax_ids_in(tmp_path, ["59-1234567"]) == ["tax id in a log: worker-1.log holds 2 of them"]
    assert tax_ids_in(tmp_path, ["59-7654321"]) == []


def test_the_figures_are_one_line() -> None:
    line = Figures(registrations=20, seed=7, faults={"reset": 2, "hang": 1}, breaches=1).line()
    assert "\n" not in line
    assert "faults=3 (hang:1,reset:2)" in line
    assert line.endswith("breaches=1")
