"""Phone numbers at the messaging provider: offered, taken, attached to a campaign (contract, section 6).

Only numbers reserved for fiction are on offer: those with the exchange 555 and the last four digits 0100 to 0199.
"""

import re
from typing import Any

from sqlalchemy import func, select

from onboarding.simulator import agenda, carriers, magic, provider_hooks, records
from onboarding.simulator.area_codes import place_of
from onboarding.simulator.errors import TroubleError
from onboarding.simulator.tables import Number, Provision
from onboarding.simulator.work import Work, first_time

FICTIONAL = re.compile(r"\+1([2-9][0-9]{2})55501[0-9]{2}")
# A campaign without a number pool may hold 49 numbers, a sole proprietor's one (published carrier rules).
_MOST_NUMBERS = 49

# What a messaging provider may say of an attachment that broke.
FAILURES = ("MNO_SHARING_ERROR", "NUMBER_PROVISIONING_FAILED", "INVALID_NNID", "PARTNER_SERVICE_UNAVAILABLE")

_OFFERED_AT_ONCE = 3
_FIRST, _STEP = 23, 37  # the step shares no factor with 100, so that each of the hundred numbers comes up once


def offered(work: Work, area_code: str) -> list[dict[str, Any]]:
    """Three numbers of the area code that nobody has yet; none for a code that is not in use in the US."""
    place = place_of(area_code)
    if place is None:
        return []
    numbers = [f"+1{area_code}55501{(_FIRST + _STEP * index) % 100:02}" for index in range(100)]
    taken = set(work.session.scalars(select(Number.phone_number).where(Number.phone_number.in_(numbers))))
    locality, region = place
    free = [number for number in numbers if number not in taken][:_OFFERED_AT_ONCE]
    return [{"phone_number": number, "locality": locality, "region": region} for number in free]


def take(work: Work, phone_number: str, reference: str) -> tuple[Number, bool]:
    """The number and whether it is newly taken; 409 when somebody has it or the reference stands for another number."""
    found = records.number_or_none(work, phone_number)
    if found is not None:
        if found.reference == reference:
            return found, False
        raise TroubleError(409, "taken")
    if work.session.scalar(select(Number.seq).where(Number.reference == reference)) is not None:
        raise TroubleError(409, "reference_used", "This reference stands for another number.")
    match = FICTIONAL.fullmatch(phone_number)
    if match is None or place_of(match[1]) is None:
        raise TroubleError(400, "not_offered", "The provider offers no such number.")
    number = Number(
        phone_number=phone_number,
        reference=reference,
        campaign_id=None,
        assignment="unassigned",
        failure=None,
        created_at=work.now,
    )
    work.session.add(number)
    work.session.flush()
    return number, True


def find(work: Work, phone_number: str) -> Number:
    found = records.number_or_none(work, phone_number)
    if found is None:
        raise TroubleError(404, "unknown_number", "Nobody has taken this number.")
    return found


def attach(work: Work, number: Number, campaign_id: str) -> None:
    """Begins to attach the number; 404 for an unknown campaign, 409 when it is not accepted or the number is elsewhere."""
    campaign = records.campaign_or_none(work, campaign_id)
    if campaign is None:
        raise TroubleError(404, "unknown_campaign")
    if campaign.status != "ACTIVE" or not records.is_accepted(work, campaign_id):
        raise TroubleError(409, "campaign_not_accepted")
    if number.assignment in {"pending", "assigned"}:
        if number.campaign_id == campaign_id:
            return
        raise TroubleError(409, "attached_elsewhere", "A number serves one campaign at a time.")
    number.campaign_id, number.assignment, number.failure = campaign_id, "pending", None
    agenda.schedule(work, "attachment", number.phone_number, work.config.paces.attachment)
    provider_hooks.number_updated(work, number.phone_number)


def attachment(work: Work, phone_number: str, _details: dict[str, Any]) -> None:
    """The attachment is through, or it fails when the campaign holds as many numbers as it may."""
    number = find(work, phone_number)
    campaign = records.running_campaign(work, number.campaign_id or "")
    most = 1 if campaign.fields["usecase"] == "SOLE_PROPRIETOR" else _MOST_NUMBERS
    held = select(func.count()).select_from(Number)
    held = held.where(Number.campaign_id == campaign.id, Number.assignment == "assigned")
    brand = records.brand(work, campaign.brand_id)
    if brand.ein == magic.ATTACHMENT_FAILS_ONCE and first_time(work, f"failed attachment of {brand.id}"):
        number.assignment, number.failure = "failed", "MNO_SHARING_ERROR"
    elif not campaign.fields["numberPool"] and (work.session.scalar(held) or 0) >= most:
        number.assignment, number.failure = "failed", f"The campaign holds {most} numbers, as many as it may."
    else:
        number.assignment = "assigned"
        work.session.add(
            Provision(campaign_id=campaign.id, phone_number=phone_number, provisioned_at=work.now, current=True)
        )
        work.session.flush()
        carriers.number_came(work, campaign)
    work.session.flush()
    provider_hooks.number_updated(work, phone_number)


def detach(work: Work, number: Number) -> None:
    """Takes the number off its campaign at once; a number that is on none stays as it is."""
    if number.assignment == "unassigned":
        return
    campaign_id = number.campaign_id
    _take_off(work, number)
    number.campaign_id, number.assignment, number.failure = None, "unassigned", None
    work.session.flush()
    if campaign_id is not None:
        carriers.number_went(work, campaign_id)
    provider_hooks.number_updated(work, number.phone_number)


def fail(work: Work, number: Number, failure: str) -> None:
    """The attachment breaks, pending or done; 409 when there is none."""
    if number.assignment not in {"pending", "assigned"}:
        raise TroubleError(409, "not_attached", "The number is not attached to a campaign.")
    _take_off(work, number)
    number.assignment, number.failure = "failed", failure
    work.session.flush()
    if number.campaign_id is not None:
        carriers.number_went(work, number.campaign_id)
    provider_hooks.number_updated(work, number.phone_number)


def fail_all(work: Work, campaign_id: str, failure: str) -> None:
    attached = select(Number).where(Number.campaign_id == campaign_id, Number.assignment.in_(("pending", "assigned")))
    for number in work.session.scalars(attached).all():
        fail(work, number, failure)


def lost(work: Work, campaign_id: str, _details: dict[str, Any]) -> None:
    """The registry loses a campaign's numbers, and says nothing of it."""
    detach_all(work, campaign_id)


def _take_off(work: Work, number: Number) -> None:
    """Ends the number's entry in the shared registry, and whatever is under way."""
    agenda.cancel(work, number.phone_number)
    current = select(Provision).where(Provision.phone_number == number.phone_number, Provision.current)
    for provision in work.session.scalars(current):
        provision.current = False
    work.session.flush()


def detach_all(work: Work, campaign_id: str) -> None:
    for number in work.session.scalars(select(Number).where(Number.campaign_id == campaign_id)).all():
        detach(work, number)


def as_json(number: Number) -> dict[str, Any]:
    return {
        "phone_number": number.phone_number,
        "campaign_id": number.campaign_id,
        "assignment": number.assignment,
        "failure": number.failure,
    }
