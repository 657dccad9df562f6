"""The registry's lists, its own version and the account's profile (contract, section 4)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from onboarding.simulator.hub import the_simulator
from onboarding.simulator.networks import DCAS, MNOS
from onboarding.simulator.usecases import USE_CASES
from onboarding.simulator.verticals import REJECTION_CATEGORIES, VERTICALS

routes = Blueprint("enums", __name__, url_prefix="/v2")

_VERSION = "5.23.0"


@routes.get("/enum/mno")
def mnos() -> ResponseReturnValue:
    return [{"networkId": network, "displayName": name} for network, name in MNOS.items()]


@routes.get("/enum/dca")
def dcas() -> ResponseReturnValue:
    return [{"id": dca, "displayName": name} for dca, name in DCAS.items()]


@routes.get("/enum/usecase")
def use_cases() -> ResponseReturnValue:
    """A map by use case: class, display name, bounds, and whether it may be a sub-use-case."""
    return {
        use_case.name: {
            "classification": "SPECIAL" if use_case.special else "STANDARD",
            "displayName": use_case.name.replace("_", " ").title(),
            "minSubUsecases": use_case.low,
            "maxSubUsecases": use_case.high,
            "validSubUsecase": use_case.sub,
        }
        for use_case in USE_CASES.values()
    }


@routes.get("/enum/vertical")
def verticals() -> ResponseReturnValue:
    return {vertical: {"displayName": name} for vertical, name in VERTICALS.items()}


@routes.get("/enum/rejectionCategory")
def rejection_categories() -> ResponseReturnValue:
    return list(REJECTION_CATEGORIES)


@routes.get("/csp/profile")
def profile() -> ResponseReturnValue:
    config = the_simulator().config
    return {"cspId": config.csp_id, "companyName": config.csp_name, "status": "ACTIVE"}


@routes.get("/version")
def version() -> ResponseReturnValue:
    return _VERSION, 200, {"Content-Type": "text/plain; charset=utf-8"}
