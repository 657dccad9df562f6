"""Vettings that were made elsewhere, taken over (contract, section 2.2)."""

import re
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import func, select

from onboarding.simulator import authplus, records, standings, vettings
from onboarding.simulator.brand_fields import IDENTITY_FIELDS
from onboarding.simulator.brand_tables import Vetting
from onboarding.simulator.draws import HEX, draw
from onboarding.simulator.errors import invalid, refusal
from onboarding.simulator.reading import Fields
from onboarding.simulator.tables import Brand
from onboarding.simulator.vetting_kinds import PROVIDERS, entities
from onboarding.simulator.work import Work

LOCALES = ("federal", "state", "local", "tribal")
_IMPORTED = "EVP_REPORT_IMPORT"
_CV_TOKEN = re.compile(rf"cv\|1\.0\|cvmock\|10dlc\|({'|'.join(LOCALES)})\|([0-9]{{8}})[0-9a-f]{{16}}", re.ASCII)
# What stands for vettings that other accounts ordered (ours).
_ELSEWHERE = re.compile(r"SIM-SCORE-([0-9]{1,3})", re.ASCII)
_REFUSED = {
    "SIM-EXPIRED": (508, "The vetting has expired."),
    "SIM-OTHER": (538, "The vetting is of a brand with other data."),
    "SIM-BROKEN": (539, "The vetting could not be imported."),
}


def take(work: Work, brand: Brand, body: dict[str, Any]) -> Vetting:
    """Takes a vetting over, at once; refuses with 501, 508, 520, 527, 538 to 541, 543, 592."""
    fields = Fields(body)
    provider = fields.choice("evpId", PROVIDERS, required=True) or ""
    vetting_id = fields.text("vettingId", 1, 255, required=True) or ""
    token = fields.text("vettingToken", 1, 2560, required=provider == "AEGIS")
    fields.finish()
    if brand.fields["entityType"] == "SOLE_PROPRIETOR":
        raise refusal(592, "Sole proprietors are not vetted.", "brandId")
    if brand.scoring:
        raise refusal(527, "The brand is still being scored.", "brandId")
    if standings.of(work, brand).edited:
        raise refusal(592, "The identity was changed since its last check.", "brandId")
    if provider == "CV":
        return _from_campaign_verify(work, brand, vetting_id)
    if vetting_id in _REFUSED:
        code, why = _REFUSED[vetting_id]
        raise refusal(code, why, "vettingId")
    match = _ELSEWHERE.fullmatch(vetting_id)
    if match is not None and int(match[1]) <= 100:
        _refuse_kind(brand, provider, "STANDARD")
        return _add(work, brand, provider, "STANDARD", vetting_id, token, int(match[1]), None)
    return _from_another_brand(work, brand, provider, vetting_id, token)


def mock_token(work: Work, brand: Brand, locale: str, valid_until: str) -> str:
    """A token that Campaign Verify could have given out; `valid_until` is a date or a time, ISO 8601; 501 if not."""
    if locale not in LOCALES:
        raise invalid("locale", f"locale must be one of {', '.join(LOCALES)}.")
    try:
        day = date.fromisoformat(valid_until[:10])
        datetime.fromisoformat(valid_until)
    except ValueError:
        raise invalid("validUntil", "validUntil must be a date.") from None
    count = work.session.scalar(select(func.count()).select_from(Vetting))
    digits = day.isoformat().replace("-", "")
    return f"cv|1.0|cvmock|10dlc|{locale}|{digits}{draw(f'cv {brand.id} {count} {locale} {day}', 16, HEX)}"


def _from_campaign_verify(work: Work, brand: Brand, token: str) -> Vetting:
    match = _CV_TOKEN.fullmatch(token)
    try:
        day = date.fromisoformat(match[2]) if match else None
    except ValueError:
        day = None
    if match is None or day is None:
        raise refusal(520, "Campaign Verify knows no such token.", "vettingId")
    _refuse_kind(brand, "CV", "POLITICAL")
    if records.active_campaigns(work, brand.id):
        raise refusal(540, "The brand has active campaigns.", "brandId")
    used = work.session.scalar(select(Vetting).where(Vetting.vetting_id == token, Vetting.brand_id != brand.id))
    if used is not None:
        raise refusal(543, "Another brand used this token.", "vettingId")
    until = datetime.combine(day, time(23, 59, 59), tzinfo=UTC)
    if until <= work.now:
        raise refusal(508, "The token has expired.", "vettingId")
    vetting = _add(work, brand, "CV", "POLITICAL", token, None, None, until)
    brand.attributes = brand.attributes | {"politicalCommitteeLocale": match[1]}
    return vetting


def _from_another_brand(work: Work, brand: Brand, provider: str, vetting_id: str, token: str | None) -> Vetting:
    """Takes over a vetting that another record of the same business has here."""
    query = select(Vetting).where(Vetting.provider == provider, Vetting.vetting_id == vetting_id)
    found = work.session.scalar(query.order_by(Vetting.seq).limit(1))
    if found is None or found.kind == authplus.KIND or (provider == "AEGIS" and token != found.token):
        raise refusal(520, f"{PROVIDERS[provider]} knows no such vetting.", "vettingId")
    if found.status == "EXPIRED":
        raise refusal(508, "The vetting has expired.", "vettingId")
    if found.status != "ACTIVE":
        raise refusal(539, "The vetting is not done.", "vettingId")
    owner = records.brand(work, found.brand_id)
    if any(owner.fields.get(name) != brand.fields.get(name) for name in IDENTITY_FIELDS if name != "ein"):
        raise refusal(538, "The vetting is of a brand with other data.", "vettingId")
    if owner.ein != brand.ein:
        raise refusal(538, "The vetting is of a brand with other data.", "vettingId")
    _refuse_kind(brand, provider, found.kind)
    return _add(work, brand, provider, found.kind, vetting_id, token, found.score, found.valid_until)


def _refuse_kind(brand: Brand, provider: str, kind: str) -> None:
    if brand.fields["entityType"] not in entities(provider, kind):
        raise refusal(541, "Brands of this kind are not vetted so.", "brandId")


def _add(
    work: Work,
    brand: Brand,
    provider: str,
    kind: str,
    vetting_id: str,
    token: str | None,
    score: int | None,
    until: datetime | None,
) -> Vetting:
    if vettings.of_brand(work, brand, ("ACTIVE",), provider, kind):
        raise refusal(592, "A vetting of this class is active.", "vettingId")
    if vettings.of_brand(work, brand, ("PENDING", "UNSCORE"), provider, kind):
        raise refusal(592, "A vetting of this class is pending.", "vettingId")
    vetting = vettings.add(work, brand, provider, kind)
    vetting.vetting_id, vetting.token = vetting_id, token
    vettings.succeed(work, brand, vetting, score, _IMPORTED, until)
    return vetting
