"""Use cases: who may run them, on what terms, at what price.

Bounds, samples and monthly prices as the registry's knowledge base and aggregators publish them (valid from August 2025);
where nothing is published the stand-in uses the commonest value.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import object_session

from onboarding.simulator import magic
from onboarding.simulator.brand_tables import Vetting
from onboarding.simulator.tables import Brand


@dataclass(frozen=True, slots=True)
class UseCase:
    """`monthly` is in dollars, `prepaid` the months of the first cycle; `sub`: may stand as a sub-use-case of another."""

    name: str
    low: int
    high: int
    samples: int
    monthly: float
    special: bool = False
    sub: bool = False
    prepaid: int = 3


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
    UseCase("POLITICAL", 0, 5, 2, 10.0, special=True, prepaid=1),
    UseCase("PROXY", 0, 5, 2, 10.0, special=True),
    UseCase("PUBLIC_SAFETY", 0, 5, 2, 10.0, special=True),
    UseCase("SOCIAL", 0, 5, 2, 10.0, special=True),
    UseCase("SOLE_PROPRIETOR", 1, 5, 2, 2.0, special=True),
    UseCase("SWEEPSTAKE", 0, 5, 2, 10.0, special=True),
    UseCase("TRIAL", 0, 5, 2, 0.0, special=True),
    UseCase("UCAAS_HIGH", 0, 5, 1, 10.0, special=True),
    UseCase("UCAAS_LOW", 0, 5, 1, 1.5, special=True),
)
USE_CASES = {use_case.name: use_case for use_case in _ALL}
SUB_USE_CASES = tuple(use_case.name for use_case in _ALL if use_case.sub)

_NOT_FOR_CHARITIES = ("AGENTS_FRANCHISES", "CARRIER_EXEMPT", "PROXY", "SOCIAL", "SWEEPSTAKE", "TRIAL")


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
    if brand.fields["entityType"] == "PUBLIC_PROFIT" and not has_vetting(brand, "AUTHPLUS"):
        return "A public company needs an active Authentication+."
    sole = brand.fields["entityType"] == "SOLE_PROPRIETOR"
    if sole != (use_case.name == "SOLE_PROPRIETOR"):
        return "Sole proprietors, and only they, run the use case SOLE_PROPRIETOR."
    charity = brand.attributes.get("taxExemptStatus") == "501c3"
    if use_case.name == "CHARITY" and not charity:
        return "CHARITY is for organizations recognized under section 501(c)(3)."
    if use_case.name == "POLITICAL" and not charity and not has_vetting(brand, "POLITICAL"):
        return "POLITICAL is for non-profits that are recognized as charities or have an active political vetting."
    if use_case.name in _NOT_FOR_CHARITIES and charity:
        return f"{use_case.name} is not open to organizations recognized under section 501(c)(3)."
    return None


def monthly_fee(brand: Brand, use_case: UseCase) -> float:
    """In dollars; 99-0000117 pays more than the published fee."""
    return use_case.monthly * magic.fee_factor(brand.ein)


def score(brand: Brand) -> int:
    """The score of the brand's latest active vetting, 0 without one."""
    vetting = _active(brand, Vetting.score.is_not(None))
    return 0 if vetting is None or vetting.score is None else vetting.score


def has_vetting(brand: Brand, kind: str) -> bool:
    """Whether the brand has an active vetting of a class."""
    return _active(brand, Vetting.kind == kind) is not None


def _active(brand: Brand, which: ColumnElement[bool]) -> Vetting | None:
    session = object_session(brand)
    if session is None:
        return None
    query = select(Vetting).where(Vetting.brand_id == brand.id, Vetting.status == "ACTIVE", which)
    return session.scalar(query.order_by(Vetting.seq.desc()).limit(1))
