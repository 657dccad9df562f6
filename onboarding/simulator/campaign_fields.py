"""What a campaign must look like (contract, section 3)."""

from typing import Any

from onboarding.simulator.networks import MNOS
from onboarding.simulator.reading import Fields
from onboarding.simulator.usecases import SUB_USE_CASES, USE_CASES, UseCase

FIXED = (
    "brandId",
    "usecase",
    "subUsecases",
    "termsAndConditions",
    "subscriberOptin",
    "subscriberOptout",
    "subscriberHelp",
    "mnoIds",
    "referenceId",
)

_KEYWORDS = r"[^,\s]+(,[^,\s]+)*"
_SAMPLES = ("sample1", "sample2", "sample3", "sample4", "sample5")
_FLAGS = ("embeddedLink", "embeddedPhone", "numberPool", "ageGated", "directLending")


def read_campaign(body: dict[str, Any]) -> dict[str, Any]:
    """The known fields of a campaign, checked; refuses with 501 and all problems at once.

    `brandId`, `resellerId` and the terms of the carriers are checked by the caller, who knows the account.
    """
    fields = Fields(body)
    name = fields.choice("usecase", USE_CASES, required=True)
    optin = fields.flag("subscriberOptin", default=False)
    optout = fields.flag("subscriberOptout", default=False)
    helped = fields.flag("subscriberHelp", default=False)
    campaign: dict[str, Any] = {
        "brandId": fields.text("brandId", 1, 8, required=True),
        "resellerId": fields.text("resellerId", 1, 8, required=True),
        "usecase": name,
        "subUsecases": fields.texts("subUsecases", SUB_USE_CASES),
        "description": fields.text("description", 40, 4096, required=True),
        "messageFlow": fields.text("messageFlow", 40, 4096, required=True),
        "subscriberOptin": optin,
        "subscriberOptout": optout,
        "subscriberHelp": helped,
        "optinKeywords": fields.text("optinKeywords", 1, 255, pattern=_KEYWORDS),
        "optoutKeywords": fields.text("optoutKeywords", 1, 255, required=optout, pattern=_KEYWORDS),
        "helpKeywords": fields.text("helpKeywords", 1, 255, required=helped, pattern=_KEYWORDS),
        "optinMessage": fields.text("optinMessage", 20, 1024, required=optin),
        "optoutMessage": fields.text("optoutMessage", 20, 1024, required=optout),
        "helpMessage": fields.text("helpMessage", 20, 1024, required=helped),
        "embeddedLinkSample": fields.text("embeddedLinkSample", 1, 255),
        "privacyPolicyLink": fields.text("privacyPolicyLink", 1, 2048),
        "termsAndConditionsLink": fields.text("termsAndConditionsLink", 1, 2048),
        "referenceId": fields.text("referenceId", 1, 50),
        "autoRenewal": fields.flag("autoRenewal", default=True),
        "termsAndConditions": fields.flag("termsAndConditions", default=False),
        "mnoIds": read_mno_ids(fields, body),
    }
    campaign |= {flag: fields.flag(flag, default=False) for flag in _FLAGS}
    if not campaign["termsAndConditions"]:
        fields.bad("termsAndConditions", "termsAndConditions must be true.")
    use_case = USE_CASES.get(name or "")
    asked = use_case.samples if use_case else 0
    campaign |= {
        sample: fields.text(sample, 20, 1024, required=position < asked) for position, sample in enumerate(_SAMPLES)
    }
    if use_case and campaign["subUsecases"] is not None:
        _check_subs(fields, use_case, campaign["subUsecases"])
    fields.finish()
    return {field: value for field, value in campaign.items() if value is not None}


def _check_subs(fields: Fields, use_case: UseCase, subs: list[str]) -> None:
    if not use_case.low <= len(subs) <= use_case.high:
        fields.bad("subUsecases", f"{use_case.name} has {use_case.low} to {use_case.high} sub-use-cases.")


def read_mno_ids(fields: Fields, body: dict[str, Any]) -> list[int] | None:
    """`mnoIds`, None for all carriers; a problem when it is no list of carriers."""
    value = body.get("mnoIds")
    if value is None:
        return None
    known = isinstance(value, list) and value and all(type(item) is int and item in MNOS for item in value)
    if not known or len(set(value)) != len(value):
        fields.bad("mnoIds", "mnoIds must be a list of distinct network ids.")
        return None
    return [int(item) for item in value]
