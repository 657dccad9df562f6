"""The one loader of reference data: facts that ship with a release, each file with its source and date.

The files lie in ``onboarding/data`` as TOML. They are read once a process, on first use, and never change while it runs.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> Mapping[str, Any]:
    """Read ``onboarding/data/<name>.toml``; a missing file is a broken installation and raises FileNotFoundError."""
    return tomllib.loads((files("onboarding") / "data" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def words(name: str) -> frozenset[str]:
    """One list of ``onboarding/data/word_lists.toml``."""
    return frozenset(table("word_lists")[name].split())
