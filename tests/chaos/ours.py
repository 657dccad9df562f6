"""`python -m tests.chaos.ours worker …`: the documented commands of `onboarding`, in a hurry.

What differs from production is put in where everything is put together: the clock, the printer (a PDF takes a second of
processor time, and its job has tests of its own), and a job's time limit, which follows the wall's pace as leases do.
"""

import os
import sys
from typing import Any

from onboarding import bootstrap
from onboarding.adapters import queue
from onboarding.cli.main import main
from onboarding.services.ports import Ports
from onboarding.settings import from_env
from tests.chaos.hurry import HurriedClock
from tests.fakes import Typewriter

SPEED = "CHAOS_SPEED"  # how many times as fast as in production


def hurry() -> None:
    """Put the hurried parts in; everything that is built in this process from now on has them."""
    parts: Any = bootstrap
    parts.SharedClock, parts.LockedRoom = HurriedClock, Typewriter
    queue.JOB_SECONDS = max(5, round(queue.JOB_SECONDS / float(os.environ[SPEED])))


def ports(environment: dict[str, str]) -> Ports:
    """What the driver works with: the same parts as the processes have."""
    os.environ.update(environment)
    hurry()
    return bootstrap.build(from_env(environment))


if __name__ == "__main__":
    hurry()
    sys.exit(main())
