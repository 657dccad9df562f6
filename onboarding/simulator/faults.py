"""Trouble on demand: the registry down, answers turned to garbage, slow answers, notices gone wrong."""

from typing import Any

from onboarding.simulator.work import Work, keep_setting, setting

NOTICE_MODES = ("on", "off", "twice", "forged")
MAX_LATENCY = 60.0

NONE: dict[str, Any] = {"down": False, "garbage": False, "latency_seconds": 0.0, "notices": "on"}


def read(work: Work) -> dict[str, Any]:
    """`{"down", "garbage", "latency_seconds", "notices"}` as they stand."""
    return NONE | setting(work, "faults")


def change(work: Work, wanted: dict[str, Any]) -> dict[str, Any]:
    """Changes the faults named and leaves the others; ValueError says what is wrong with a value."""
    unknown = set(wanted) - set(NONE)
    if unknown:
        raise ValueError("Known faults are down, garbage, latency_seconds and notices.")
    for name in ("down", "garbage"):
        if not isinstance(wanted.get(name, False), bool):
            raise ValueError(f"{name} must be true or false.")  # noqa: TRY004 - one kind of error for one kind of answer
    latency = wanted.get("latency_seconds", 0)
    if isinstance(latency, bool) or not isinstance(latency, int | float) or not 0 <= latency <= MAX_LATENCY:
        raise ValueError(f"latency_seconds must be a number from 0 to {MAX_LATENCY:.0f}.")
    if wanted.get("notices", "on") not in NOTICE_MODES:
        raise ValueError("notices must be on, off, twice or forged.")
    faults = read(work) | wanted
    keep_setting(work, "faults", faults)
    return faults


def keep_plan(work: Work) -> None:
    """Writes down the plan that is in force, for the next process."""
    keep_setting(work, "fault_plan", work.plan.as_json())


def load_plan(work: Work) -> None:
    """Puts the plan written down in force, or none."""
    if kept := setting(work, "fault_plan"):
        work.plan.set(kept)
    else:
        work.plan.clear()
