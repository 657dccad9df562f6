"""The carriers' terms for a use case of a brand, as they are worked out on a day (contract, section 3)."""

from typing import Any

from onboarding.simulator.networks import ATT, MNOS, T_MOBILE
from onboarding.simulator.tables import Brand
from onboarding.simulator.usecases import UseCase, has_vetting, monthly_fee, needs, score

# AT&T's class, texts a minute, picture texts a minute and what the limit counts over, for an unvetted brand.
_ATT_TERMS: dict[str, tuple[str, int, int, str]] = {
    "LOW_VOLUME": ("T", 75, 50, "CAMPAIGN"),
    "SOLE_PROPRIETOR": ("W", 15, 50, "CAMPAIGN"),
    "CHARITY": ("P", 2400, 1200, "CAMPAIGN"),
    "SOCIAL": ("S", 9000, 2400, "CAMPAIGN"),
    "POLITICAL": ("K", 4500, 2400, "CAMPAIGN"),
    "EMERGENCY": ("X", 4500, 2400, "CAMPAIGN"),
    "PUBLIC_SAFETY": ("X", 4500, 2400, "CAMPAIGN"),
    "TRIAL": ("Z", 6, 50, "PHONE_NUMBER"),
    "UCAAS_LOW": ("T", 75, 50, "CAMPAIGN"),
    "UCAAS_HIGH": ("F", 240, 150, "CAMPAIGN"),
    "PROXY": ("G", 60, 50, "PHONE_NUMBER"),
    "AGENTS_FRANCHISES": ("N", 60, 50, "PHONE_NUMBER"),
    "CARRIER_EXEMPT": ("Y", 3000, 50, "PHONE_NUMBER"),
    "K12_EDUCATION": ("Y", 3000, 50, "PHONE_NUMBER"),
    "MIXED": ("F", 240, 150, "CAMPAIGN"),
    "MARKETING": ("F", 240, 150, "CAMPAIGN"),
}
# A vetting score (or being a government body) raises AT&T's classes E and F: from this score on, to these.
_BETTER = ("E", "F")
_BY_SCORE = ((75, ("A", "B"), 4500, 2400), (50, ("C", "D"), 2400, 1200))
# T-Mobile's tiers: from this score on, so many texts a day.
_TIERS = ((75, "TOP", 200_000), (50, "UPPER_MID", 40_000), (25, "LOWER_MID", 10_000), (0, "LOW", 2_000))
_SMALL = {"SOLE_PROPRIETOR": 1000, "LOW_VOLUME": 2000, "UCAAS_LOW": 2000, "TRIAL": 200}


def terms(brand: Brand, use_case: UseCase) -> dict[str, Any]:
    """The answer of the qualification call: fees in dollars, bounds, and each carrier's terms."""
    monthly = monthly_fee(brand, use_case)
    return {
        "usecase": use_case.name,
        "monthlyFee": monthly,
        "quarterlyFee": monthly * 3,
        "annualFee": monthly * 12,
        "minSubUsecases": use_case.low,
        "maxSubUsecases": use_case.high,
        "mnoMetadata": carrier_terms(brand, use_case),
    }


def carrier_terms(brand: Brand, use_case: UseCase) -> dict[str, Any]:
    """`mnoMetadata`: by network id, what each carrier asks and allows."""
    return {str(network): _terms_of(network, brand, use_case) for network in MNOS}


def takes(network: int, use_case: UseCase) -> bool:
    """T-Mobile does not support CARRIER_EXEMPT; else each carrier takes each use case."""
    return not (network == T_MOBILE and use_case.name == "CARRIER_EXEMPT")


def _terms_of(network: int, brand: Brand, use_case: UseCase) -> dict[str, Any]:
    strict = network in {ATT, T_MOBILE}
    asked = needs(use_case)
    metadata: dict[str, Any] = {
        "mno": MNOS[network],
        "qualify": takes(network, use_case),
        "mnoReview": use_case.special and network == ATT,
        "minMsgSamples": use_case.samples,
        "reqSubscriberOptin": strict and asked["subscriberOptin"],
        "reqSubscriberOptout": strict and asked["subscriberOptout"],
        "reqSubscriberHelp": strict and asked["subscriberHelp"],
        "noEmbeddedLink": False,
        "noEmbeddedPhone": False,
    }
    if network == ATT:
        metadata |= _att_terms(brand, use_case)
    if network == T_MOBILE:
        metadata |= _t_mobile_terms(brand, use_case)
    return metadata


def _att_terms(brand: Brand, use_case: UseCase) -> dict[str, Any]:
    message_class, tpm, mms_tpm, scope = _ATT_TERMS.get(use_case.name, ("E", 240, 150, "CAMPAIGN"))
    if message_class in _BETTER:
        best = 100 if brand.attributes.get("governmentEntity") else score(brand)
        for least, classes, faster, mms_faster in _BY_SCORE:
            if best >= least:
                message_class, tpm, mms_tpm = classes[_BETTER.index(message_class)], faster, mms_faster
                break
    return {"msgClass": message_class, "tpm": tpm, "mmsTpm": mms_tpm, "tpmScope": scope}


def _t_mobile_terms(brand: Brand, use_case: UseCase) -> dict[str, Any]:
    if brand.attributes.get("governmentEntity") or use_case.name == "PUBLIC_SAFETY":
        return {"brandTier": "UNCAPPED", "brandDailyCap": None}
    if use_case.name == "POLITICAL" and has_vetting(brand, "POLITICAL"):
        return {"brandTier": "UNCAPPED", "brandDailyCap": None}
    if use_case.name in _SMALL:
        return {"brandTier": "LOW", "brandDailyCap": _SMALL[use_case.name]}
    reached = score(brand)
    tier, cap = next((tier, cap) for least, tier, cap in _TIERS if reached >= least)
    return {"brandTier": tier, "brandDailyCap": cap}
