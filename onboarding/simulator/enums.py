"""The registry's lists over HTTP (contract, section 4)."""

from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from onboarding.simulator import appeal_kinds, feedback
from onboarding.simulator.error_codes import MEANINGS
from onboarding.simulator.networks import DCAS, MNOS, OSR_BITS
from onboarding.simulator.paging import page_of_list
from onboarding.simulator.places import US_STATES, countries
from onboarding.simulator.reading import choice_asked, flag_asked
from onboarding.simulator.usecases import USE_CASES
from onboarding.simulator.verticals import VERTICALS
from onboarding.simulator.vetting_kinds import CLASSES, OFFERS, PROVIDERS
from onboarding.simulator.word_lists import WORDS

routes = Blueprint("enums", __name__, url_prefix="/v2")

_ATTRIBUTES = {
    "russell3000": "BOOLEAN",
    "taxExemptStatus": "STRING",
    "governmentEntity": "BOOLEAN",
    "section527": "BOOLEAN",
    "politicalCommitteeLocale": "STRING",
}
# Companies that nobody will take for real ones (ours).
_PUBLIC_COMPANIES = (
    ("Fabled Foods Inc", "FABL", "NASDAQ", "US"),
    ("Imagined Motors Corporation", "IMGM", "NYSE", "US"),
    ("Made-Up Mining Ltd", "MUML", "TSX", "CA"),
)


@routes.get("/enum/<any({}):name>".format(", ".join(WORDS)))
def words(name: str) -> ResponseReturnValue:
    return list(WORDS[name])


@routes.get("/enum/mno")
def mnos() -> ResponseReturnValue:
    """`osrBitmaskIndex` is the place of the carrier's bit in a number's `status`, from 0."""
    return [
        {"networkId": network, "displayName": name, "osrBitmaskIndex": OSR_BITS[network]}
        for network, name in MNOS.items()
    ]


@routes.get("/enum/dca")
def dcas() -> ResponseReturnValue:
    return [{"id": dca, "displayName": name, "soleProprietorEnabled": True} for dca, name in DCAS.items()]


@routes.get("/enum/cnp")
def partners() -> ResponseReturnValue:
    return DCAS


@routes.get("/enum/country")
def country_names() -> ResponseReturnValue:
    return countries()


@routes.get("/enum/usState")
def states() -> ResponseReturnValue:
    return US_STATES


@routes.get("/enum/usecase")
def use_cases() -> ResponseReturnValue:
    """A map by use case: class, names, bounds, and whether it may be a sub-use-case, by which one may choose."""
    wanted = flag_asked(request.args, "validSubUsecase")
    return {
        use_case.name: {
            "classification": "SPECIAL" if use_case.special else "STANDARD",
            "description": f"Messages of the kind {_words(use_case.name).lower()}.",
            "displayName": _words(use_case.name).title(),
            "minSubUsecases": use_case.low,
            "maxSubUsecases": use_case.high,
            "validSubUsecase": use_case.sub,
        }
        for use_case in USE_CASES.values()
        if wanted is None or use_case.sub is wanted
    }


@routes.get("/enum/vertical")
def verticals() -> ResponseReturnValue:
    return {
        vertical: {"industryId": vertical, "displayName": name, "description": f"Businesses in {name.lower()}."}
        for vertical, name in VERTICALS.items()
    }


@routes.get("/enum/brandAppealCategory")
def brand_appeal_categories() -> ResponseReturnValue:
    return _described(appeal_kinds.IDENTITY)


@routes.get("/enum/extVettingAppealCategory")
def vetting_appeal_categories() -> ResponseReturnValue:
    provider = choice_asked(request.args, "evpId", PROVIDERS)
    known = appeal_kinds.ALL if provider is None else appeal_kinds.of_provider(provider)
    return _described({name: appeal_kinds.ALL[name] for name in known})


@routes.get("/enum/vettingClass")
def vetting_classes() -> ResponseReturnValue:
    return _described(CLASSES)


@routes.get("/enum/extVettingProvider")
def vetting_providers() -> ResponseReturnValue:
    return [
        {"evpId": provider, "displayName": name, "vettingClasses": list(OFFERS[provider])}
        for provider, name in PROVIDERS.items()
    ]


@routes.get("/enum/optionalAttributeNames")
def attribute_names() -> ResponseReturnValue:
    return [{"name": name, "type": kind} for name, kind in _ATTRIBUTES.items()]


@routes.get("/enum/vettingFeedbackCode")
def feedback_codes() -> ResponseReturnValue:
    return [{"code": code, "message": message} for code, (_, _, message) in feedback.CODES.items()]


@routes.get("/enum/approvedPublicCompany")
def public_companies() -> ResponseReturnValue:
    asked = request.args
    records = [
        {"displayName": name, "symbol": symbol, "exchange": exchange, "country": country}
        for name, symbol, exchange, country in _PUBLIC_COMPANIES
    ]
    wanted = {name: asked[name] for name in ("displayName", "symbol", "exchange", "country") if name in asked}
    return page_of_list([record for record in records if wanted.items() <= record.items()])


@routes.get("/error")
def errors() -> ResponseReturnValue:
    return {str(code): meaning for code, meaning in MEANINGS.items()}


def _words(name: str) -> str:
    return name.replace("_", " ")


def _described(entries: dict[str, tuple[str, str]]) -> list[dict[str, Any]]:
    return [{"id": name, "displayName": shown, "description": text} for name, (shown, text) in entries.items()]
