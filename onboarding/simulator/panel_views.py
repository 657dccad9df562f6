"""What the panel shows, shaped for its templates."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from onboarding.simulator import campaigns, carriers, clock, magic, messages, numbers, panel_brands, records
from onboarding.simulator.networks import DCAS, MNOS, carrier_of
from onboarding.simulator.reviewer import REASONS
from onboarding.simulator.tables import Brand, Campaign, Due, Notice, Number
from onboarding.simulator.work import Work

SPEEDS = ((0.0, "Stopped"), (1.0, "Real time"), (3600.0, "1 hour a second"), (86400.0, "1 day a second"))

_NOTICES_SHOWN = 200
_UPCOMING_SHOWN = 5
_HAPPENINGS = {
    "scoring_ends": "identity check",
    "mock_ends": "mock brand deleted",
    "vetting_ends": "vetting done",
    "vetting_expires": "vetting expires",
    "authplus_domain": "domain check",
    "authplus_answer": "contact answers",
    "authplus_deadline": "Authentication+ fails without an answer",
    "authplus_expires": "Authentication+ expires",
    "appeal_ends": "appeal decided",
    "cycle_ends": "billing",
    "review": "review",
    "election": "aggregators elected",
    "carrier_decides": "carrier decides",
    "suspension": "carrier suspends",
    "unsuspension": "carrier unsuspends",
    "dormancy": "T-Mobile finds it dormant, if it has no number",
    "secondary_declines": "a secondary aggregator declines",
    "number_lost": "the number gets lost",
    "attachment": "number attached",
}
# What a person at the panel may have a carrier do, by where the campaign stands there.
_CARRIER_ACTIONS = {
    "REVIEW": (("REGISTERED", "Register"), ("REJECTED", "Reject")),
    "REGISTERED": (("SUSPENDED", "Suspend"),),
    "SUSPENDED": (("REGISTERED", "Unsuspend"),),
    "REJECTED": (("REGISTERED", "Register"),),
    None: (("REGISTERED", "Register"), ("REJECTED", "Reject")),
}


def clock_view(work: Work) -> dict[str, Any]:
    real = clock.real_now()
    row = clock.load(work.session, real)
    due = work.session.scalars(select(Due).order_by(Due.due_at, Due.seq).limit(_UPCOMING_SHOWN))
    return {
        "now": moment(work.now),
        "iso": clock.iso(work.now),
        "real": moment(real),
        "speed": row.speed,
        "speed_name": dict(SPEEDS).get(row.speed, f"{row.speed:g} times real time"),
        "speeds": SPEEDS,
        "upcoming": [_happening(work, row) for row in due],
    }


def registry_view(work: Work) -> dict[str, Any]:
    rows = work.session.scalars(select(Brand).order_by(Brand.seq.desc())).all()
    rows_of_campaigns = work.session.scalars(select(Campaign).order_by(Campaign.seq.desc())).all()
    return {
        "brands": [_brand_view(work, row) for row in rows],
        "campaigns": [_campaign_view(work, row) for row in rows_of_campaigns],
        "reasons": REASONS,
        "failures": numbers.FAILURES,
        "magic": [(f"{ein[:2]}-{ein[2:]}", text) for ein, text in magic.WHAT.items()],
    }


def notices_view(work: Work) -> dict[str, Any]:
    rows = work.session.scalars(select(Notice).order_by(Notice.seq.desc()).limit(_NOTICES_SHOWN))
    return {
        "notices": [
            {
                "seq": row.seq,
                "event": row.event_type,
                "about": row.body.get("campaignId") or row.body.get("brandId", "the account"),
                "brand": row.body.get("brandName", row.body["cspName"]),
                "description": row.body["description"],
                "state": row.state,
                "forged": row.forged,
                "answer": row.answer,
                "address": row.address,
                "at": moment(row.created_at),
            }
            for row in rows
        ],
        "shown": _NOTICES_SHOWN,
    }


def handsets_view(work: Work) -> dict[str, Any]:
    owned = list(work.session.scalars(select(Number.phone_number).order_by(Number.seq)))
    return {
        "handsets": [_handset_view(work, handset, owned) for handset in messages.handsets(work)],
        "numbers": [(number, phone(number)) for number in owned],
    }


def moment(when: datetime) -> str:
    return f"{when:%a} {when.day} {when:%b %Y, %H:%M} UTC"


def span(seconds: float) -> str:
    """A span of time in the largest two units that matter, such as `4 days 23 hours`."""
    left, parts = int(seconds), []
    for name, size in (("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1)):
        count, left = divmod(left, size)
        if count:
            parts.append(f"{count} {name}{'' if count == 1 else 's'}")
    return " ".join(parts[:2]) or "a moment"


def phone(number: str) -> str:
    """+14155550123 as (415) 555-0123; anything not American stays as it is."""
    if len(number) == 12 and number.startswith("+1"):
        return f"({number[2:5]}) {number[5:8]}-{number[8:]}"
    return number


def _happening(work: Work, due: Due) -> dict[str, str]:
    what = _HAPPENINGS[due.kind]
    if "network" in due.details:
        what = what.replace("carrier", MNOS[due.details["network"]])
    return {
        "what": what[0].upper() + what[1:],
        "subject": due.subject,
        "about": _name_of(work, due.subject),
        "in": span((due.due_at - work.now).total_seconds()),
    }


def _name_of(work: Work, subject: str) -> str:
    """Whom a happening is about: the brand's name, or a phone number."""
    campaign = records.campaign_or_none(work, subject)
    brand = records.brand_or_none(work, campaign.brand_id if campaign else subject)
    return brand.fields["displayName"] if brand else phone(subject)


def _brand_view(work: Work, brand: Brand) -> dict[str, Any]:
    more = {"kind": words(brand.fields["entityType"]), "at": moment(brand.created_at)}
    return panel_brands.view(work, brand) | more


def _campaign_view(work: Work, campaign: Campaign) -> dict[str, Any]:
    brand = records.brand(work, campaign.brand_id)
    last = records.last_share(work, campaign.id)
    statuses = carriers.statuses(work, campaign.id)
    due = work.session.scalars(
        select(Due).where(Due.subject == campaign.id, Due.kind != "cycle_ends").order_by(Due.due_at)
    )
    held = work.session.scalars(select(Number).where(Number.campaign_id == campaign.id).order_by(Number.seq))
    running = campaign.status == "ACTIVE"
    accepted = last is not None and last.status == "ACCEPTED"
    return {
        "id": campaign.id,
        "brand": brand.fields["displayName"],
        "brand_id": brand.id,
        "magic": magic.WHAT.get(brand.ein or ""),
        "usecase": words(campaign.fields["usecase"]),
        "subs": [words(name) for name in campaign.fields["subUsecases"]],
        "monthly": f"{campaigns.monthly(work, campaign):.2f}",
        "running": running,
        "mock": campaign.mock,
        "sharing": last.status if last else "NOT SHARED",
        "upstream": DCAS[last.upstream] if last else None,
        "reasons": _reasons(last.explanation) if last else [],
        "carriers": [_carrier_view(network, statuses.get(str(network))) for network in carriers.networks_of(campaign)],
        "numbers": [_number_view(number) for number in held],
        "next": next((_happening(work, row) for row in due), None),
        "can_decide": running and last is not None and last.status == "PENDING",
        "can_finish": running and not campaign.mock and set(statuses.values()) != {"REGISTERED"},
        "can_steer": running and accepted,
        "dormant": campaign.dormant,
        "renews": f"{campaign.renews_at.day} {campaign.renews_at:%b %Y}",
        "renewal": "Next bill" if campaign.fields["autoRenewal"] else "Ends",
        "at": moment(campaign.created_at),
        "texts": _texts(campaign.fields),
    }


def _number_view(number: Number) -> dict[str, Any]:
    return {
        "number": number.phone_number,
        "shown": phone(number.phone_number),
        "assignment": number.assignment,
        "failure": number.failure,
        "can_fail": number.assignment in {"pending", "assigned"},
    }


def _carrier_view(network: int, status: str | None) -> dict[str, Any]:
    return {
        "network": network,
        "name": MNOS[network],
        "status": status or "NOT YET",
        "actions": _CARRIER_ACTIONS[status],
    }


def _texts(fields: dict[str, Any]) -> list[tuple[str, str]]:
    shown = (("description", "Description"), ("messageFlow", "How people agree"))
    samples = tuple((f"sample{number}", f"Sample {number}") for number in range(1, 6))
    replies = (("optinMessage", "Welcome"), ("helpMessage", "Reply to HELP"), ("optoutMessage", "Reply to STOP"))
    links = (("privacyPolicyLink", "Privacy policy"), ("termsAndConditionsLink", "Terms"))
    return [(label, fields[name]) for name, label in (*shown, *samples, *replies, *links) if fields.get(name)]


def _reasons(explanation: str | None) -> list[str]:
    return [part.strip() for part in (explanation or "").split(";") if part.strip()]


def _handset_view(work: Work, handset: str, numbers: Sequence[str]) -> dict[str, Any]:
    thread = messages.of_handset(work, handset)
    partners = list(dict.fromkeys(row.sender if row.direction == "out" else row.recipient for row in reversed(thread)))
    known = [number for number in partners if number in {*numbers, messages.REGISTRY_NUMBER}]
    return {
        "number": handset,
        "shown": phone(handset),
        "carrier": MNOS[carrier_of(handset)],
        "partners": [(number, _partner(number)) for number in known],
        "thread": [
            {
                "direction": row.direction,
                "status": row.status,
                "text": row.text,
                "partner": phone(row.sender if row.direction == "out" else row.recipient),
                "at": moment(row.at),
            }
            for row in thread
        ],
    }


def _partner(number: str) -> str:
    return phone(number) + (" (the registry)" if number == messages.REGISTRY_NUMBER else "")


def words(name: str) -> str:
    """LOW_VOLUME as `Low volume`; short names with digits stay as they are."""
    return name if any(character.isdigit() for character in name) else name.replace("_", " ").capitalize()
