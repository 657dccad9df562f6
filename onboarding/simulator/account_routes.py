"""The account's profile and the registry's own version (contract, section 4)."""

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from onboarding.simulator.brand_fields import EMAIL
from onboarding.simulator.hub import the_simulator
from onboarding.simulator.reading import Fields, registry_object
from onboarding.simulator.work import Work, keep_setting, setting

routes = Blueprint("account", __name__, url_prefix="/v2")

_VERSION = "5.23.0"
_CONTACTS = ("contactEmail", "billingEmail", "supportEmail")


@routes.get("/csp/profile")
def profile() -> ResponseReturnValue:
    with the_simulator().work() as work:
        return _as_json(work)


@routes.put("/csp/profile")
def edit_profile() -> ResponseReturnValue:
    """Takes over the addresses given and leaves the others; `null` and an empty text clear one."""
    body = registry_object()
    with the_simulator().work() as work:
        fields = Fields(setting(work, "profile") | body)
        contacts = {name: fields.text(name, 1, 255, pattern=EMAIL) for name in _CONTACTS}
        fields.finish()
        keep_setting(work, "profile", {name: address for name, address in contacts.items() if address})
        return _as_json(work)


@routes.get("/version")
def version() -> ResponseReturnValue:
    return _VERSION, 200, {"Content-Type": "text/plain; charset=utf-8"}


def _as_json(work: Work) -> dict[str, Any]:
    own = {"cspId": work.config.csp_id, "companyName": work.config.csp_name, "status": "ACTIVE"}
    return own | setting(work, "profile")
