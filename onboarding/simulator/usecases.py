"""Use cases: who may run them, on what terms, at what price.

Bounds, samples and monthly prices as the registry's knowledge base and aggregators publish them (valid from August 2025);
where nothing is published the stand-in uses the commonest value.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import object_session

from onboarding.simulator import magic
from onboarding.simulator.brand_tables import Vetting
from onboarding.simulator.networks import ATT, MNOS, T_MOBILE
from onboarding.simulator.tables import Brand


@dataclass(frozen=True, slots=True)
class UseCase:
    """`monthly` is in dollars; `sub` tells whether it may stand as a sub-use-case of another."""

    name: str
    low: int
    high: int
    samples: int
    monthly: float
    special: bool = False
    sub: bool = False


_STANDARD_SUBS = (
    "2FA",
    "ACCOUNT_NOTIFICATION",
    "CUSTOMER_CARE",
    "DELIVERY_NOTIFICATION",
    "FRAUD_ALERT",
    "HIGHER_EDUCATION",
    "POLLING_VOTING",
    "PUBLIC_SERVICE_ANNOUNCEMENT",
    "SECURITY_ALERT",
)
_ALL = (
    *(UseCase(name, 0, 0, 1, 10.0, sub=True) for name in _STANDARD_SUBS),
    UseCase("LOW_VOLUME", 1, 5, 1, 1.5),
    UseCase("M2M", 0, 0, 1, 10.0),
    UseCase("MARKETING", 0, 0, 2, 10.0, sub=True),
    UseCase("MIXED", 2, 5, 2, 10.0),
    UseCase("AGENTS_FRANCHISES", 0, 5, 2, 30.0, special=True),
    UseCase("CARRIER_EXEMPT", 1, 5, 2, 10.0, special=True),
    UseCase("CHARITY", 0, 5, 2, 3.0, special=True),
    UseCase("EMERGENCY", 0, 5, 2, 5.0, special=True),
    UseCase("K12_EDUCATION", 0, 5, 2, 10.0, special=True),
    UseCase("POLITICAL", 0, 5, 2, 10.0, special=True),
    UseCase("PROXY", 0, 5, 2, 10.0, special=True),
    UseCase("SOCIAL", 0, 5, 2, 10.0, special=True),
    UseCase("SOLE_PROPRIETOR", 1, 5, 2, 2.0, special=True),
    UseCase("SWEEPSTAKE", 0, 5, 2, 10.0, special=True),
)
USE_CASES = {use_case.name: use_case for use_case in _ALL}
SUB_USE_CASES = tuple(use_case.name for use_case in _ALL if use_case.sub)

_CHARITY_ONLY = ("CHARITY", "POLITICAL")
_NOT_FOR_CHARITIES = ("AGENTS_FRANCHISES", "CARRIER_EXEMPT", "PROXY", "SOCIAL", "SWEEPSTAKE")

# AT&T's class, texts a minute, picture texts a minute and what the limit counts over, for an unvetted brand.
_ATT_TERMS: dict[str, tuple[str, int, int, str]] = {
    "LOW_VOLUME": ("T", 75, 50, "CAMPAIGN"),
    "SOLE_PROPRIETOR": ("W", 15, 50, "CAMPAIGN"),
    "CHARITY": ("P", 2400, 1200, "CAMPAIGN"),
    "SOCIAL": ("S", 9000, 2400, "CAMPAIGN"),
    "POLITICAL": ("K", 4500, 2400, "CAMPAIGN"),
    "EMERGENCY": ("X", 4500, 2400, "CAMPAIGN"),
    "PROXY": ("G", 60, 50, "PHONE_NUMBER"),
    "AGENTS_FRANCHISES": ("N", 60, 50, "PHONE_NUMBER"),
    "CARRIER_EXEMPT": ("Y", 3000, 50, "PHONE_NUMBER"),
    "K12_EDUCATION": ("Y", 3000, 50, "PHONE_NUMBER"),
    "MIXED": ("F", 240, 150, "CAMPAIGN"),
    "MARKETING": ("F", 240, 150, "CAMPAIGN"),
}

# From which score of a vetting on AT&T and T-Mobile take more.
_TOP, _MIDDLE, _LOWER = 75, 50, 25
_T_MOBILE_TIERS = (
    (_TOP, "TOP", 200_000),
    (_MIDDLE, "UPPER_MID", 40_000),
    (_LOWER, "LOWER_MID", 10_000),
    (0, "LOW", 2000),
)


def needs(use_case: UseCase) -> dict[str, bool]:
    """Which of opt-in, opt-out and help AT&T and T-Mobile insist on: all, but for machines and one-time codes."""
    machines = use_case.name == "M2M"
    return {
        "subscriberOptin": not machines,
        "subscriberOptout": not machines and use_case.name != "2FA",
        "subscriberHelp": not machines,
    }


def objection(brand: Brand, use_case: UseCase) -> str | None:
    """Why no carrier takes this use case from this brand, or None when they do."""
    if brand.identity_status not in {"VERIFIED", "VETTED_VERIFIED"}:
        return "The identity of the brand is not verified."
    if brand.fields["entityType"] == "PUBLIC_PROFIT" and _active(brand, authplus=True) is None:
        return "A public company needs an active Authentication+."
    sole = brand.fields["entityType"] == "SOLE_PROPRIETOR"
    if sole != (use_case.name == "SOLE_PROPRIETOR"):
        return "Sole proprietors, and only they, run the use case SOLE_PROPRIETOR."
    charity = brand.attributes.get("taxExemptStatus") == "501c3"
    if use_case.name in _CHARITY_ONLY and not charity:
        return f"{use_case.name} is for organizations recognized under section 501(c)(3)."
    if use_case.name in _NOT_FOR_CHARITIES and charity:
        return f"{use_case.name} is not open to organizations recognized under section 501(c)(3)."
    return None


def terms(brand: Brand, use_case: UseCase) -> dict[str, Any]:
    """The answer of the qualification call: fees in dollars, bounds, and each carrier's terms."""
    monthly = use_case.monthly * magic.fee_factor(brand.ein)
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
    if message_class in {"E", "F"}:
        score = 100 if brand.attributes.get("governmentEntity") else _score(brand)
        dedicated = message_class == "E"
        if score >= _TOP:
            message_class, tpm, mms_tpm = "A" if dedicated else "B", 4500, 2400
        elif score >= _MIDDLE:
            message_class, tpm, mms_tpm = "C" if dedicated else "D", 2400, 1200
    return {"msgClass": message_class, "tpm": tpm, "mmsTpm": mms_tpm, "tpmScope": scope}


def _t_mobile_terms(brand: Brand, use_case: UseCase) -> dict[str, Any]:
    if brand.attributes.get("governmentEntity"):
        return {"brandTier": "UNCAPPED", "brandDailyCap": None}
    if use_case.name == "SOLE_PROPRIETOR":
        return {"brandTier": "LOW", "brandDailyCap": 1000}
    score = 0 if use_case.name == "LOW_VOLUME" else _score(brand)
    tier, cap = next((tier, cap) for least, tier, cap in _T_MOBILE_TIERS if score >= least)
    return {"brandTier": tier, "brandDailyCap": cap}


def _score(brand: Brand) -> int:
    """The score of the brand's latest active vetting, 0 without one."""
    vetting = _active(brand, authplus=False)
    return 0 if vetting is None or vetting.score is None else vetting.score


def _active(brand: Brand, *, authplus: bool) -> Vetting | None:
    session = object_session(brand)
    if session is None:
        return None
    of_kind = Vetting.kind == "AUTHPLUS" if authplus else Vetting.score.is_not(None)
    query = select(Vetting).where(Vetting.brand_id == brand.id, Vetting.status == "ACTIVE", of_kind)
    return session.scalar(query.order_by(Vetting.seq.desc()).limit(1))
