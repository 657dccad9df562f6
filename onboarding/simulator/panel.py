"""The control panel: pages for the person who shows the simulator."""

from pathlib import Path
from typing import Any

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from onboarding.simulator import faults, panel_fault_plan, panel_views
from onboarding.simulator.hub import the_simulator

routes = Blueprint("panel", __name__)

NOTES = {
    "clock": "The clock was moved.",
    "speed": "The clock has a new speed.",
    "accept": "The campaign was accepted.",
    "decline": "The campaign was declined.",
    "finish": "The campaign is registered at every carrier.",
    "carrier": "The carrier has done so.",
    "secondary": "A secondary aggregator declined the campaign.",
    "expire": "The campaign has expired.",
    "fail": "The number's attachment broke.",
    "authplus": "The Authentication+ has ended.",
    "appeal": "The appeal was decided.",
    "faults": "The faults were changed.",
    "plan": "The fault plan was set, and its log begins anew.",
    "text": "The text was sent.",
    "reset": "Everything was forgotten.",
}
_HERE = Path(__file__).parent


def templates() -> Path:
    """The panel's templates: inside the installed package, or beside it in a checkout."""
    installed = _HERE.parent / "templates" / "simulator"
    return installed if installed.is_dir() else _HERE.parents[1] / "templates" / "simulator"


@routes.get("/")
def registry() -> ResponseReturnValue:
    with the_simulator().work() as work:
        view = panel_views.registry_view(work)
        return _page("registry.html", panel_views.clock_view(work), view)


@routes.get("/handsets")
def handsets() -> ResponseReturnValue:
    with the_simulator().work() as work:
        return _page("handsets.html", panel_views.clock_view(work), panel_views.handsets_view(work))


@routes.get("/notices")
def notices() -> ResponseReturnValue:
    with the_simulator().work() as work:
        return _page("notices.html", panel_views.clock_view(work), panel_views.notices_view(work))


@routes.get("/faults")
def trouble() -> ResponseReturnValue:
    with the_simulator().work() as work:
        view = {"faults": faults.read(work), "modes": faults.NOTICE_MODES, "most": int(faults.MAX_LATENCY)}
        view |= panel_fault_plan.view(the_simulator())
        return _page("faults.html", panel_views.clock_view(work), view)


@routes.get("/panel.css")
def style() -> ResponseReturnValue:
    return Response((_HERE / "panel.css").read_text(), content_type="text/css; charset=utf-8")


@routes.get("/panel.js")
def script() -> ResponseReturnValue:
    return Response((_HERE / "panel.js").read_text(), content_type="text/javascript; charset=utf-8")


@routes.get("/favicon.ico")
def icon() -> ResponseReturnValue:
    return "", 204


def problem_page(title: str, detail: str, status: int) -> ResponseReturnValue:
    return render_template("problem.html", title=title, detail=detail), status


def _page(template: str, clock: dict[str, Any], view: dict[str, Any]) -> str:
    note = NOTES.get(request.args.get("note", ""))
    return render_template(template, clock=clock, note=note, here=request.path, **view)
