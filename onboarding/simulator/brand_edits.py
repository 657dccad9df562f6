"""Edits of a brand, and what they undo (contract, section 2)."""

from typing import Any

from onboarding.simulator import authplus, brands, magic, notices, records, standings
from onboarding.simulator.brand_fields import IDENTITY_FIELDS, read_brand
from onboarding.simulator.clock import add_months
from onboarding.simulator.errors import refusal
from onboarding.simulator.tables import Brand
from onboarding.simulator.work import Work

_RELATIONSHIP_MONTHS = 3


def edit(work: Work, brand: Brand, body: dict[str, Any]) -> None:
    """Takes over the fields given and leaves the others and the tags.

    Refuses with 501, 503, 527, 528, 537, 550 to 556, and with 592 while an appeal is pending.
    """
    # Tags have calls of their own at the registry; an edit does not touch them.
    fields = read_brand(brand.fields | body | {"tag": brand.fields.get("tag")})
    if standings.pending_appeal(work, brand) is not None:
        raise refusal(592, "An appeal of the brand is pending.", "brandId")
    changed = {name for name in fields.keys() | brand.fields.keys() if fields.get(name) != brand.fields.get(name)}
    if not changed:
        return
    identity = [name for name in IDENTITY_FIELDS if name in changed]
    if identity:
        _refuse_locked(work, brand, identity)
    if "brandRelationship" in changed:
        _note_relationship(work, brand)
    if "businessContactEmail" in changed:
        authplus.contact_changed(work, brand)
    if "referenceId" in changed and (fields.get("referenceId") or "").casefold() != (brand.reference or ""):
        brand.reference = brands.free_reference(work, fields.get("referenceId"))
    standing = standings.of(work, brand)
    if fields["entityType"] == brands.SOLE and changed & {"mobilePhone", "entityType"}:
        if not brand.mock:
            brands.refuse_crowded_mobile(work, fields)
        brand.identity_status, standing.mobile_verified_at = "UNVERIFIED", None
    if identity:
        brand.identity_status, standing.edited = "UNVERIFIED", True
        brand.attributes, brand.feedback = {}, []
    brand.fields, brand.ein, brand.changed = fields, magic.digits(fields.get("ein")), True
    work.session.flush()
    notices.about_brand(work, brand, "BRAND_UPDATE", f"Brand {brand.id} was edited.")


def _refuse_locked(work: Work, brand: Brand, identity: list[str]) -> None:
    if records.active_campaigns(work, brand.id):
        raise refusal(537, "These fields are locked while the brand has an active campaign.", *identity)
    if standings.vetting_with(work, brand, "ACTIVE", "PENDING", "UNSCORE") is not None:
        raise refusal(537, "These fields are locked while an external vetting is active or pending.", *identity)
    if brand.scoring:
        raise refusal(527, "The brand is still being scored.", *identity)


def _note_relationship(work: Work, brand: Brand) -> None:
    standing = standings.of(work, brand)
    before = standing.relationship_changed_at
    if before is not None and work.now < add_months(before, _RELATIONSHIP_MONTHS):
        raise refusal(528, "The relationship changes once in three months.", "brandRelationship")
    standing.relationship_changed_at = work.now
