"""What a worker process keeps between jobs: its ports, built once on first use."""

import os
from functools import cache

from onboarding.bootstrap import build
from onboarding.services.ports import Ports
from onboarding.settings import from_env


@cache
def ports() -> Ports:
    """The ports of this process."""
    return build(from_env(os.environ))
