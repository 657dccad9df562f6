"""The panel's fault plan: written as JSON or taken from a few ready ones, and the log of what it did."""

import json
from typing import Any

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from onboarding.simulator.errors import TroubleError
from onboarding.simulator.fault_rules import FAULTS
from onboarding.simulator.hub import Simulator, the_simulator
from onboarding.simulator.reading import clean

routes = Blueprint("panel_fault_plan", __name__, url_prefix="/panel/faults")

_LONGEST_PLAN = 100_000
_SHOWN = 50
# By name: what the button says, and the rules that it sets.
PRESETS: dict[str, tuple[str, list[dict[str, Any]]]] = {
    "none": ("No faults", []),
    "rough": (
        "A rough day: 5% of everything",
        [
            {"fault": "status", "status": 502, "probability": 0.02},
            {"fault": "temporary", "code": 591, "probability": 0.02},
            {"fault": "lost_answer", "method": "POST", "probability": 0.05},
            {"fault": "latency", "seconds": 2, "probability": 0.05},
            {"fault": "notice_lost", "probability": 0.05},
            {"fault": "notice_twice", "probability": 0.05},
        ],
    ),
    "lost": ("The next answer to a POST is lost", [{"fault": "lost_answer", "method": "POST", "times": 1}]),
    "throttled": ("Throttled: the next 20 requests", [{"fault": "throttle", "burst": 19, "times": 1}]),
    "shuffled": (
        "Notices late and out of order",
        [
            {"fault": "notice_late", "seconds": 3600, "probability": 0.3},
            {"fault": "notice_reordered", "probability": 0.5},
        ],
    ),
    "unknown": ("Values and fields nobody knows", [{"fault": "unknown_values", "probability": 0.2}, {"fault": "extra_fields"}]),
}  # fmt: skip


def view(simulator: Simulator) -> dict[str, Any]:
    """The plan as text, the ready ones, and the newest faults first."""
    log = simulator.plan.log()
    return {
        "plan": json.dumps(simulator.plan.as_json(), indent=2),
        "presets": [(name, label) for name, (label, _) in PRESETS.items()],
        "kinds": list(FAULTS),
        "log": log[: -_SHOWN - 1 : -1],
        "logged": log[-1]["n"] if log else 0,
    }


@routes.post("/plan")
def set_plan() -> ResponseReturnValue:
    """A ready plan when its button was pressed, else what stands in the field; a ready one has the seed of the account."""
    simulator, name = the_simulator(), request.form.get("preset")
    if name is None:
        plan = _written(request.form.get("plan", ""))
    elif name in PRESETS:
        plan = {"seed": simulator.seed, "rules": PRESETS[name][1]}
    else:
        raise TroubleError(400, "invalid", "There is no such ready plan.")
    try:
        simulator.set_plan(plan)
    except ValueError as problem:
        raise TroubleError(400, "invalid", str(problem)) from None
    return redirect("/faults?note=plan", 303)


def _written(text: str) -> dict[str, Any]:
    if not clean(text) or len(text) > _LONGEST_PLAN:
        raise TroubleError(400, "invalid", f"A plan is text of at most {_LONGEST_PLAN} characters.")
    try:
        plan = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise TroubleError(400, "invalid", f"The plan is not JSON: {problem}.") from None
    if not isinstance(plan, dict):
        raise TroubleError(400, "invalid", "The plan must be a JSON object with seed and rules.")
    return plan
