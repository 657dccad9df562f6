import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from onboarding.simulator.config import Config
from tests.simulator.simulator_bench import Bench, make_bench
from tests.simulator.simulator_process import Server, start


def _config(folder: Path) -> Config:
    return Config(database=folder / "simulator.db", api_key="key", api_secret="secret", limits=0)


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return _config(tmp_path)


@pytest.fixture(scope="session")
def _one_bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    bench = make_bench(_config(tmp_path_factory.mktemp("bench")))
    yield bench
    bench.simulator.close()


@pytest.fixture
def bench(_one_bench: Bench) -> Bench:
    """The one bench of the session, made to forget everything; that is quicker than a new one for each test."""
    _one_bench.control("/reset")
    _one_bench.control("/clock", {"speed": 0})
    _one_bench.posted.clear()
    _one_bench.answers.clear()
    _one_bench.listener = None
    return _one_bench


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    process = start(tmp_path_factory.mktemp("server") / "simulator.db")
    assert process.stderr is not None
    line = process.stderr.readline()
    yield Server(process, int(line.split("/v2")[0].rpartition(":")[2]))
    began = time.monotonic()
    process.send_signal(signal.SIGTERM)
    returned = process.wait(10)
    took, rest = time.monotonic() - began, process.stderr.read()
    process.stderr.close()
    assert (returned, rest) == (0, "")
    assert took < 3  # less than a second, and some for a busy machine
