"""One set of processes and one browser for a file of tests; who fails leaves pictures and logs."""

import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, sync_playwright

from tests.browser.person import Person
from tests.browser.processes import Processes
from tests.servers.postgres import Missing, find_binaries

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser(chromium: Path) -> Iterator[Browser]:
    """Chromium, without a window."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def running(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Processes]:
    """Every process as in production; on PostgreSQL where there is one."""
    url = ""
    with suppress(Missing):
        find_binaries()
        cluster: Any = request.getfixturevalue("postgres_cluster")
        url = cluster.create(f"browser{uuid.uuid4().hex[:8]}")
    with Processes(tmp_path_factory.mktemp("running"), url) as processes:
        yield processes


@pytest.fixture
def people(browser: Browser, running: Processes) -> Iterator[Callable[..., Person]]:
    """Makes people with a browser each; their windows close after the test, and none may have had complaints."""
    made: list[Person] = []

    def make(**options: Any) -> Person:
        made.append(Person(browser, running.web, **options))
        return made[-1]

    make.made = made  # type: ignore[attr-defined]
    yield make
    complaints = [complaint for person in made for complaint in person.complaints]
    for person in made:
        person.close()
    assert not complaints, "\n".join(["the browser complained:", *complaints])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    """After a failure: a picture of every window and the logs of every process, in the test's folder, named."""
    report = yield
    funcargs = getattr(item, "funcargs", {})
    if report.when == "call" and report.failed and "people" in funcargs:
        folder: Path = funcargs["tmp_path"]
        for place, person in enumerate(funcargs["people"].made, start=1):
            with suppress(Error):
                person.picture(folder / f"window{place}.png")
        shutil.copytree(funcargs["running"].logs, folder / "logs", dirs_exist_ok=True)
        windows = "\n".join(
            f"window {place}: {person.page.url}" for place, person in enumerate(funcargs["people"].made, 1)
        )
        report.sections.append(("pictures and logs", f"{folder}\n{windows}"))
    return report
