"""Prices and quotes in integer cents.

Two sides of each line: what the registry and the upstream partner charge the provider (*cost*, dated reference data) and
what the provider charges the business (*charge*: the cost passed through, unless the provider has set a price of its own).
A fee falls due at a *trigger*: when the chargeable request is taken by the registry, whatever the outcome (invariant 9).
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Self

from onboarding.domain.reference import table


def prepaid_months(use_case: str) -> int:
    """How many months the first cycle takes in advance, not refundable (dossier 3.2)."""
    return 1 if use_case == "POLITICAL" else 3


def months_between(start: date, end: date) -> int:
    """Whole billing months from one renewal date to a later one; a month's end that is shorter still is a month."""
    months = (end.year - start.year) * 12 + end.month - start.month
    # Renewal dates keep their day, but for months that are too short for it, so half a month decides.
    return months + (1 if end.day - start.day > 15 else -1 if start.day - end.day > 15 else 0)


def months_later(start: date, months: int) -> date:
    """The same day some months on, or the last day of a month that has no such day."""
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


class Trigger(StrEnum):
    """The chargeable requests of this path."""

    BRAND_CREATED = "brand_created"
    BRAND_REVETTED = "brand_revetted"
    MAIL_ORDERED = "mail_ordered"
    CAMPAIGN_CREATED = "campaign_created"
    CAMPAIGN_SHARED = "campaign_shared"
    MONTH_BEGUN = "month_begun"


@dataclass(frozen=True)
class PlatformPrice:
    """The provider's own prices in cents; None passes the cost through.

    ``one_time`` covers the brand and the first review together (the usual "$19 once"); ``monthly`` is by use case.
    """

    one_time: int | None = None
    monthly: Mapping[str, int] | None = None
    further_review: int | None = None


@dataclass(frozen=True)
class Line:
    """One line of a quote: what it is, when it falls due, what it costs the provider and the business, in cents."""

    item: str
    trigger: Trigger
    cost: int
    charge: int


@dataclass(frozen=True)
class Quote:
    """The price shown and agreed to before anything is filed."""

    lines: tuple[Line, ...]
    monthly_charge: int
    monthly_cost: int
    further_review: int
    priced_on: str
    prepaid_months: int = 3

    @property
    def due_now(self) -> int:
        """What the business pays for this filing, in cents."""
        return sum(line.charge for line in self.lines)

    def to_json(self) -> dict[str, Any]:
        """Plain values for the database."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The inverse of ``to_json``."""
        lines = tuple(Line(**{**line, "trigger": Trigger(line["trigger"])}) for line in data["lines"])
        return cls(**{**data, "lines": lines})

    def line_for(self, trigger: Trigger) -> Line | None:
        """The line that falls due at a trigger, if this quote has one."""
        return next((line for line in self.lines if line.trigger is trigger), None)


@dataclass(frozen=True)
class Work:
    """What a filing will ask the registry for.

    ``review_paid``: the one-time price was paid with the brand, and the review that it covers has not taken place yet.
    ``quoted_monthly``: the cents a month that the registry itself asked for, where it asked for more than was known.
    """

    use_case: str
    create_brand: bool = True
    revet_brand: bool = False
    create_campaign: bool = True
    share: bool = True
    review_paid: bool = False
    order_mail: bool = False
    quoted_monthly: int = 0


def cost(item: str, on: date, use_case: str | None = None) -> int:
    """The pass-through price of an item in cents on a day; the newest row that has taken effect.

    Raises LookupError when the price file has no row for it: nothing is filed at a price that nobody knows.
    """
    prices = table("fees")
    rows = prices["monthly"].get(use_case, []) if item == "monthly" else prices[item]
    in_force = [row for row in rows if row["from"] <= on]
    if not in_force:
        raise LookupError(f"no price for {item} {use_case or ''} on {on}")
    cents: int = max(in_force, key=lambda row: row["from"])["cents"]
    return cents


def quote(work: Work, platform: PlatformPrice, on: date) -> Quote:
    """Price a filing for a business on a day."""
    brand, vetting = cost("brand", on), cost("vetting", on)
    published = cost("monthly", on, work.use_case)
    monthly = max(published, work.quoted_monthly)
    # What the registry asks beyond its published price is passed through: the provider's own price did not foresee it.
    monthly_charge = (platform.monthly or {}).get(work.use_case, published) + monthly - published
    further = vetting if platform.further_review is None else platform.further_review
    lines: list[Line] = []
    bundled = platform.one_time is not None and work.create_brand
    if work.create_brand:
        charge = platform.one_time if platform.one_time is not None else brand
        lines.append(Line("registration" if bundled else "brand", Trigger.BRAND_CREATED, brand, charge))
    if work.revet_brand:
        lines.append(Line("brand_recheck", Trigger.BRAND_REVETTED, brand, brand))
    if work.order_mail:
        confirmation = cost("confirmation", on)
        lines.append(Line("confirmation", Trigger.MAIL_ORDERED, confirmation, confirmation))
    if work.create_campaign:
        months = prepaid_months(work.use_case)
        lines.append(Line("first_months", Trigger.CAMPAIGN_CREATED, monthly * months, monthly_charge * months))
    if work.share:
        covered = bundled or (platform.one_time is not None and work.review_paid)
        review = 0 if covered else (vetting if work.create_campaign else further)
        lines.append(Line("review", Trigger.CAMPAIGN_SHARED, vetting, review))
    return Quote(tuple(lines), monthly_charge, monthly, further, on.isoformat(), prepaid_months(work.use_case))


def dollars_and_cents(cents: int) -> str:
    """The same with cents always, so that a column of amounts lines up: ``$19.00``."""
    sign, cents = ("-", -cents) if cents < 0 else ("", cents)
    return f"{sign}${cents // 100:,}.{cents % 100:02d}"


def dollars(cents: int) -> str:
    """Cents as people write money: ``$19``, ``$1.50``, ``-$4.50``."""
    sign, cents = ("-", -cents) if cents < 0 else ("", cents)
    return f"{sign}${cents // 100:,}" if cents % 100 == 0 else f"{sign}${cents // 100:,}.{cents % 100:02d}"
