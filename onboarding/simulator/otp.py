"""The PIN by which a sole proprietor is verified (contract, section 2.1)."""

from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from onboarding.simulator import notices, records, standings
from onboarding.simulator.brand_tables import Otp
from onboarding.simulator.clock import iso, iso_or_none
from onboarding.simulator.draws import CAPITALS, DIGITS, draw
from onboarding.simulator.errors import refusal, unknown
from onboarding.simulator.reading import Fields
from onboarding.simulator.tables import Brand
from onboarding.simulator.work import Work

_VALID = timedelta(hours=24)
_SPAN, _MOST_IN_SPAN = timedelta(hours=1), 3
_PIN_LENGTH = 6
_PIN_PLACE, _YES_PLACE = "@OTP_PIN@", "@OTP_YES@"
_SHORTEST, _LONGEST = 20, 160


def ask(work: Work, brand: Brand, body: dict[str, Any]) -> tuple[Otp, str | None]:
    """A fresh PIN and the text to send it in, None for a mock brand; refuses with 501, 506, 557, 592."""
    fields = Fields(body)
    text = fields.text("pinSms", _SHORTEST, _LONGEST, required=True) or ""
    success = fields.text("successSms", 1, _LONGEST)
    if text and _PIN_PLACE not in text and _YES_PLACE not in text:
        fields.bad("pinSms", f"pinSms must hold {_PIN_PLACE} or {_YES_PLACE}.")
    fields.finish()
    _refuse_wrong_brand(brand)
    lately = select(func.count()).where(Otp.brand_id == brand.id, Otp.asked_at > work.now - _SPAN)
    if (work.session.scalar(lately) or 0) >= _MOST_IN_SPAN:
        raise refusal(557, f"A PIN is asked for {_MOST_IN_SPAN} times in an hour at most.", "brandId")
    source = f"{brand.id} {work.session.scalar(select(func.count()).where(Otp.brand_id == brand.id))}"
    otp = Otp(
        id=f"OTP{draw(f'reference {source}', 7, CAPITALS)}",
        brand_id=brand.id,
        mobile=brand.fields["mobilePhone"],
        pin=draw(f"pin {source}", _PIN_LENGTH, DIGITS),
        by_pin=_PIN_PLACE in text or brand.mock,
        by_yes=_YES_PLACE in text and not brand.mock,
        success_text=success,
        asked_at=work.now,
        verified_at=None,
        delivered_at=None if brand.mock else work.now,
    )
    work.session.add(otp)
    work.session.flush()
    if brand.mock:
        notices.about_brand(work, brand, "BRAND_MOCK_OTP", f"The PIN of brand {brand.id}.", otpPin=otp.pin)
        return otp, None
    return otp, text.replace(_PIN_PLACE, otp.pin).replace(_YES_PLACE, "YES")


def verify(work: Work, brand: Brand, body: dict[str, Any]) -> tuple[str, str | None]:
    """Takes the PIN; answers the mobile and the text that says it worked, if one was asked for.

    Refuses with 501, 506, 552, 592.
    """
    fields = Fields(body)
    pin = fields.text("otpPin", 1, 20, required=True)
    fields.finish()
    _refuse_wrong_brand(brand)
    otp = last(work, brand)
    if otp is None or not otp.by_pin or otp.pin != pin or not _counts(work, otp, brand):
        raise refusal(552, "The PIN is wrong, or older than 24 hours.", "otpPin")
    return otp.mobile, _accept(work, brand, otp)


def reply(work: Work, handset: str, text: str) -> str | None:
    """A handset's answer to the registry: YES verifies who was asked for one; answers the text to send back, if any."""
    if text.strip().casefold() != "yes":
        return None
    query = select(Otp).where(Otp.mobile == handset, Otp.by_yes.is_(True), Otp.verified_at.is_(None))
    for otp in work.session.scalars(query.order_by(Otp.seq.desc())):
        brand = records.brand(work, otp.brand_id)
        if otp is last(work, brand) and brand.status == "ACTIVE" and _counts(work, otp, brand):
            return _accept(work, brand, otp)
    return None


def last(work: Work, brand: Brand) -> Otp | None:
    """The latest one; an older PIN counts no more."""
    return work.session.scalar(select(Otp).where(Otp.brand_id == brand.id).order_by(Otp.seq.desc()).limit(1))


def find(work: Work, reference: str) -> Otp:
    found = work.session.scalar(select(Otp).where(Otp.id == reference))
    if found is None:
        raise unknown("PIN", "referenceId")
    return found


def as_json(otp: Otp) -> dict[str, Any]:
    return {
        "brandId": otp.brand_id,
        "referenceId": otp.id,
        "mobilePhone": otp.mobile,
        "requestDate": iso(otp.asked_at),
        "verifyDate": iso_or_none(otp.verified_at),
        "deliveryStatus": "DELIVERED_HANDSET" if otp.delivered_at else None,
        "deliveryStatusDate": iso_or_none(otp.delivered_at),
        "deliveryStatusDetails": None,
    }


def _refuse_wrong_brand(brand: Brand) -> None:
    if brand.fields["entityType"] != "SOLE_PROPRIETOR":
        raise refusal(592, "Only sole proprietors are verified by a PIN.", "brandId")
    if brand.identity_status == "VERIFIED":
        raise refusal(506, "The brand is verified already.", "brandId")


def _counts(work: Work, otp: Otp, brand: Brand) -> bool:
    """Whether an answer comes in time and from the mobile that the brand still has."""
    if brand.fields["entityType"] != "SOLE_PROPRIETOR" or brand.identity_status == "VERIFIED":
        return False
    return work.now < otp.asked_at + _VALID and otp.mobile == brand.fields["mobilePhone"] and otp.verified_at is None


def _accept(work: Work, brand: Brand, otp: Otp) -> str | None:
    otp.verified_at = work.now
    brand.identity_status = "VERIFIED"
    standings.of(work, brand).mobile_verified_at = work.now
    work.session.flush()
    notices.about_brand(work, brand, "BRAND_OTP_VERIFIED", f"The mobile of brand {brand.id} was verified.")
    return None if brand.mock else otp.success_text
