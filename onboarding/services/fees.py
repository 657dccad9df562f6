"""Quotes and what they become: ledger entries when the registry has taken a chargeable request."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from onboarding.domain.answers import Answers, digest
from onboarding.domain.fees import PlatformPrice, Quote, Trigger, Work, cost, prepaid_months, quote
from onboarding.domain.states import Identity, Proof, Registry
from onboarding.settings import Settings
from onboarding.store import configuration, fees, intents
from onboarding.store.campaigns import Campaign
from onboarding.store.fees import LedgerEntry, QuoteRow
from onboarding.store.intents import Intent
from onboarding.store.registrations import Registration, Submission

PRICES = "prices"


def platform_price(session: Session, settings: Settings) -> PlatformPrice:
    """The provider's prices: configuration if operators have set it, else the settings."""
    rows = configuration.read(session, PRICES)
    if rows:
        return PlatformPrice(rows.get("one_time"), rows.get("monthly"), rows.get("further_review"))
    one_time = int(settings.price_one_time_cents) if settings.price_one_time_cents else None
    return PlatformPrice(one_time, settings.monthly_prices)


def work_for(registration: Registration, answers: Answers) -> Work:
    """What filing this registration now would ask the registry for, given what is filed already."""
    brand, campaign = registration.brand, registration.campaign
    new_brand = brand is None or brand.identity in {Identity.UNFILED, Identity.DELETED}
    same_campaign = (
        campaign is not None and campaign.record is Registry.ACTIVE and campaign.use_case == answers.use_case
    )
    create_campaign = new_brand or not same_campaign
    return Work(
        use_case=answers.use_case,
        create_brand=new_brand,
        revet_brand=brand is not None
        and brand.identity is Identity.UNVERIFIED
        and not answers.is_sole_proprietor,  # who types a PIN, which is free
        create_campaign=create_campaign,
        share=True,
        review_paid=campaign is not None and campaign.shared_digest is None,
        order_mail=answers.is_listed
        and create_campaign
        and (brand is None or new_brand or brand.proof not in {Proof.GIVEN, Proof.MAIL_SENT}),
        quoted_monthly=(campaign.quoted_monthly or 0) if campaign and campaign.use_case == answers.use_case else 0,
    )


def price(session: Session, registration: Registration, settings: Settings, on: date) -> Quote:
    """The quote for filing a registration now. Raises LookupError when the price file does not know the use case."""
    answers = Answers.from_json(registration.answers)
    return quote(work_for(registration, answers), platform_price(session, settings), on)


class PriceChanged(Exception):
    """The price is another than the one that was shown; nothing was agreed to."""


def fingerprint(shown: Quote) -> str:
    """What a page carries along, so that what is agreed to is what was shown."""
    return digest({name: value for name, value in shown.to_json().items() if name != "priced_on"})


def agree(
    session: Session, registration: Registration, settings: Settings, shown: str, *, user_id: int | None, at: datetime
) -> QuoteRow:
    """Keep the quote that somebody agreed to. Raises PriceChanged when it is no longer the price."""
    current = price(session, registration, settings, at.date())
    if fingerprint(current) != shown:
        raise PriceChanged(registration.public_id)
    row = QuoteRow(
        registration_id=registration.id,
        content=current.to_json(),
        digest=shown,
        created_at=at,
        agreed_at=at,
        agreed_by=user_id,
    )
    session.add(row)
    session.flush()
    return row


def agreed(session: Session, submission: Submission) -> Quote:
    """The quote behind a submission."""
    return Quote.from_json(session.get_one(QuoteRow, submission.quote_id).content)


def record(
    session: Session,
    registration: Registration,
    intent: Intent,
    trigger: Trigger,
    at: datetime,
    covers_until: date | None = None,
) -> None:
    """Write what a chargeable request cost and what it is charged at; once, however often it is called.

    The source key is the intent's, so that a repeated recording of the same intent writes nothing. Rehearsals stay out.
    """
    if registration.business.is_rehearsal:
        return
    submission = session.get_one(Submission, intent.submission_id)
    line = agreed(session, submission).line_for(trigger)
    spent = line.cost if line else _cost_now(registration, trigger, at.date())
    due = line.charge if line else 0
    for account, cents in (("cost", spent), ("charge", due)):
        if cents:
            fees.enter(
                session,
                LedgerEntry(
                    business_id=registration.business_id,
                    registration_id=registration.id,
                    account=account,
                    item=line.item if line and account == "charge" else trigger.value,
                    cents=cents,
                    source_key=f"intent:{intent.id}:{account}",
                    covers_until=covers_until,
                    at=at,
                ),
            )


def renew(session: Session, campaign: Campaign, begins: date, until: date, at: datetime) -> None:
    """Write one month of a campaign that the registry renewed: what it cost, and what was agreed to last; once a month.

    It belongs to the registration that filed the campaign, also when another campaign has replaced it since.
    """
    filing = intents.filing_of(session, campaign.public_id)
    if filing is None:
        return
    registration = session.get_one(Registration, filing.registration_id)
    if registration.business.is_rehearsal:
        return
    newest = fees.latest_quote(session, registration.id) if registration.campaign_id == campaign.id else None
    price = (
        Quote.from_json(newest.content)
        if newest
        else agreed(session, session.get_one(Submission, filing.submission_id))
    )
    spent = max(price.monthly_cost, cost("monthly", begins, campaign.use_case))
    for account, cents in (("cost", spent), ("charge", price.monthly_charge)):
        if cents:
            entry = LedgerEntry(
                business_id=registration.business_id,
                registration_id=registration.id,
                account=account,
                item=Trigger.MONTH_BEGUN.value,
                cents=cents,
                source_key=f"campaign:{campaign.id}:month:{begins}:{account}",
                covers_until=until,
                at=at,
            )
            fees.enter(session, entry)


def _cost_now(registration: Registration, trigger: Trigger, on: date) -> int:
    """A cost that the quote did not foresee (a re-check, say) still is a cost to the provider."""
    answers = Answers.from_json(registration.answers)
    match trigger:
        case Trigger.BRAND_CREATED | Trigger.BRAND_REVETTED:
            return cost("brand", on)
        case Trigger.CAMPAIGN_SHARED:
            return cost("vetting", on)
        case Trigger.CAMPAIGN_CREATED:
            return prepaid_months(answers.use_case) * cost("monthly", on, answers.use_case)
        case Trigger.MAIL_ORDERED:
            return cost("confirmation", on)
        case Trigger.MONTH_BEGUN:
            return cost("monthly", on, answers.use_case)


@dataclass(frozen=True)
class Account:
    """What the owner sees of money: entries, their sum, and what comes next."""

    entries: tuple[LedgerEntry, ...]
    total: int
    next_cents: int | None
    next_on: date | None


def account(session: Session, registration: Registration) -> Account:
    """What was charged to the business and what is due when."""
    entries = tuple(fees.entries_of(session, registration.business_id, "charge"))
    campaign = registration.campaign
    upcoming = fees.latest_quote(session, registration.id)
    live = campaign is not None and campaign.record is Registry.ACTIVE
    return Account(
        entries=entries,
        total=fees.balance(session, registration.business_id, "charge"),
        next_cents=Quote.from_json(upcoming.content).monthly_charge if live and upcoming else None,
        next_on=campaign.renews_on if live and campaign else None,
    )


def current(session: Session, registration: Registration, settings: Settings, on: date) -> Quote | None:
    """What the desk shows: the newest quote that was agreed to, else today's price, else nothing (no use case yet)."""
    row = fees.latest_quote(session, registration.id)
    if row:
        return Quote.from_json(row.content)
    try:
        return price(session, registration, settings, on)
    except LookupError:
        return None
