"""Whatever the order of news, trouble and corrections: nothing twice, nothing illegal, no gate open on a bad chain.

MACHINE_EXAMPLES asks for more runs than the suite's few, and for new ones each time.
"""

import os
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.services.machine import machine_of

EXAMPLES = int(os.environ.get("MACHINE_EXAMPLES", "0"))


def test_any_order_of_news_and_trouble_files_once_and_ends_right(
    new_database: Callable[[], str], tmp_path: Path
) -> None:
    run_state_machine_as_test(
        machine_of(new_database, tmp_path),
        settings=settings(
            derandomize=not EXAMPLES,
            max_examples=EXAMPLES or 10,
            stateful_step_count=25,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
