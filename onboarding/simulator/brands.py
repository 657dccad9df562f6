"""Brands: made, scored, edited, scored again, deleted (contract, section 2)."""

from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from onboarding.simulator import agenda, campaigns, magic, notices, records, standings
from onboarding.simulator.brand_fields import read_brand
from onboarding.simulator.clock import iso
from onboarding.simulator.errors import refusal
from onboarding.simulator.reading import Fields
from onboarding.simulator.tables import Brand
from onboarding.simulator.work import Work, first_time, fresh_id

SOLE = "SOLE_PROPRIETOR"
_MOCK_LIFE = timedelta(days=30)
# The registry's list of countries it does not serve is not public; these stand for it (ours).
_COUNTRIES_REFUSED = ("CU", "IR", "KP", "SY")
_MOST_ON_A_MOBILE = 3


def create(work: Work, body: dict[str, Any]) -> tuple[Brand, bool]:
    """A new brand, and whether its creation's answer must get lost (99-0000107); refuses with 501, 503, 512, 529, 530, 550 to 556."""
    fields = read_brand(body)
    flags = Fields(body)
    mock = flags.flag("mock", default=False)
    flags.finish()
    reference = free_reference(work, fields.get("referenceId"))
    ein = magic.digits(fields.get("ein"))
    if ein == magic.COUNTRY_REFUSED or {fields["country"], fields["einIssuingCountry"]} & set(_COUNTRIES_REFUSED):
        raise refusal(529, "Brands of this country are not accepted.", "einIssuingCountry")
    active = select(func.count()).select_from(Brand).where(Brand.status == "ACTIVE", Brand.mock.is_(False))
    if not mock and (work.session.scalar(active) or 0) >= work.config.brand_quota:
        raise refusal(512, f"An account holds at most {work.config.brand_quota} brands.")
    if not mock:
        refuse_crowded_mobile(work, fields)
    alone = fields["entityType"] == SOLE
    brand = Brand(
        id=fresh_id(work, "B", lambda candidate: records.brand_or_none(work, candidate) is not None),
        reference=reference,
        ein=ein,
        fields=fields,
        status="ACTIVE",
        identity_status="UNVERIFIED" if alone else None,
        scoring=False,
        changed=False,
        attributes={},
        feedback=[],
        reviews=0,
        mock=mock,
        created_at=work.now,
    )
    work.session.add(brand)
    work.session.flush()
    notices.about_brand(work, brand, "BRAND_ADD", f"Brand {brand.id} was added.")
    if not alone:  # a person shows who they are by the PIN
        _start_scoring(work, brand)
    if mock:
        agenda.schedule(work, "mock_ends", brand.id, _MOCK_LIFE)
    return brand, ein == magic.HANG_UP_ONCE and first_time(work, f"hung up on {ein}")


def trouble_once(work: Work, body: dict[str, Any]) -> bool:
    """Whether this creation must meet the temporary error of 99-0000106; true once, remembered when the work commits."""
    fields = read_brand(body)
    return magic.digits(fields.get("ein")) == magic.TROUBLE_ONCE and first_time(work, "trouble of 99-0000106")


def score_again(work: Work, brand: Brand) -> None:
    """Scores once more, for a fee; refuses with 525 when nothing changed, 527 while scoring,
    592 for a sole proprietor and while an appeal is pending.
    """
    if brand.fields["entityType"] == SOLE:
        raise refusal(592, "A sole proprietor is verified by the PIN.", "brandId")
    if brand.scoring:
        raise refusal(527, "The brand is still being scored.", "brandId")
    if standings.pending_appeal(work, brand) is not None:
        raise refusal(592, "An appeal of the brand is pending.", "brandId")
    if not brand.changed:
        raise refusal(525, "Nothing changed since the last identity check.", "brandId")
    brand.identity_status = "UNVERIFIED"
    notices.about_brand(work, brand, "BRAND_REVET", f"Brand {brand.id} is being scored again.")
    _start_scoring(work, brand)


def remove(work: Work, brand: Brand) -> None:
    """Marks the brand deleted, for good; refuses with 542 while it has active campaigns."""
    if records.active_campaigns(work, brand.id):
        raise refusal(542, "The brand has active campaigns.", "brandId")
    brand.status, brand.scoring = "DELETED", False
    agenda.cancel(work, brand.id)
    notices.about_brand(work, brand, "BRAND_DELETE", f"Brand {brand.id} was deleted.")


def scoring_ends(work: Work, brand_id: str, _details: dict[str, Any]) -> None:
    brand = records.active_brand(work, brand_id)
    brand.feedback = magic.identity_feedback(brand.ein)
    brand.scoring = False
    settle_identity(work, brand)
    brand.attributes = _attributes(brand)


def settle_identity(work: Work, brand: Brand) -> None:
    """Sets the identity status from the last check's feedback and the vettings, and tells of it."""
    brand.identity_status = "UNVERIFIED" if brand.feedback else "VERIFIED"
    if standings.is_vetted(work, brand):
        brand.identity_status = "VETTED_VERIFIED"
    notices.about_brand(
        work,
        brand,
        "BRAND_IDENTITY_STATUS_UPDATE",
        f"The identity status of brand {brand.id} is {brand.identity_status}.",
        with_identity=True,
    )


def mock_ends(work: Work, brand_id: str, _details: dict[str, Any]) -> None:
    """A mock brand goes after 30 days, and its campaigns with it."""
    brand = records.active_brand(work, brand_id)
    for campaign in records.active_campaigns(work, brand_id):
        campaigns.expire(work, campaign)
    remove(work, brand)


def as_json(work: Work, brand: Brand) -> dict[str, Any]:
    """The read model of `GET /brand/{brandId}`; `identityStatus` is absent before the first scoring ends."""
    body = brand.fields | {
        "cspId": work.config.csp_id,
        "brandId": brand.id,
        "status": brand.status,
        "optionalAttributes": brand.attributes,
        "createDate": iso(brand.created_at),
        "mock": brand.mock,
    }
    if brand.ein:
        body["universalEin"] = f"{brand.fields['einIssuingCountry']}_{brand.ein}"
    if brand.identity_status:
        body["identityStatus"] = brand.identity_status
    standing = standings.of(work, brand)
    if standing.mobile_verified_at:
        body["mobilePhoneVerifiedDate"] = iso(standing.mobile_verified_at)
    if standing.email_verified_at:
        body["businessContactEmailVerifiedDate"] = iso(standing.email_verified_at)
    return body


def _attributes(brand: Brand) -> dict[str, Any]:
    """What the identity check recognized a brand as: a charity, a government body."""
    if brand.feedback:
        return {}
    if brand.fields["entityType"] == "NON_PROFIT":
        return {"taxExemptStatus": "501c3"}
    return {"governmentEntity": True} if brand.fields["entityType"] == "GOVERNMENT" else {}


def _start_scoring(work: Work, brand: Brand) -> None:
    paces = work.config.paces
    delay = {magic.VERIFIED_AT_ONCE: timedelta(0), magic.SLOW: paces.slow_scoring}.get(brand.ein or "", paces.scoring)
    brand.scoring, brand.changed = True, False
    standings.of(work, brand).edited = False
    agenda.schedule(work, "scoring_ends", brand.id, delay)


def refuse_crowded_mobile(work: Work, fields: dict[str, Any]) -> None:
    """Refuses with 550 when three sole proprietors are already reached at the mobile."""
    if fields["entityType"] != SOLE:
        return
    there = select(func.count()).where(
        Brand.status == "ACTIVE",
        Brand.mock.is_(False),
        Brand.fields["entityType"].as_string() == SOLE,
        Brand.fields["mobilePhone"].as_string() == fields["mobilePhone"],
    )
    if (work.session.scalar(there) or 0) >= _MOST_ON_A_MOBILE:
        raise refusal(550, f"At most {_MOST_ON_A_MOBILE} brands are reached at one mobile.", "mobilePhone")


def free_reference(work: Work, reference: str | None) -> str | None:
    """The reference as it is compared, without regard to case; refuses with 503 when it is taken."""
    if reference is None:
        return None
    folded = reference.casefold()
    if work.session.scalar(select(Brand.seq).where(Brand.reference == folded)) is not None:
        raise refusal(503, "Another brand has this referenceId.", "referenceId")
    return folded
