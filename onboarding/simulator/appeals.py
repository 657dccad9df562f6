"""Appeals against an identity check or a vetting (contract, section 2.3)."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from onboarding.simulator import agenda, appeal_kinds, attachments, authplus, brands, magic, notices, standings
from onboarding.simulator.brand_tables import Appeal, Vetting
from onboarding.simulator.clock import iso
from onboarding.simulator.errors import refusal, unknown
from onboarding.simulator.reading import Fields, clean
from onboarding.simulator.tables import Brand
from onboarding.simulator.vetting_kinds import PROVIDERS
from onboarding.simulator.vettings import SCORE, succeed
from onboarding.simulator.work import Work

EVIDENCE = "VA"
MOST_EVIDENCE = 10
EVIDENCE_TOTAL = 30 * 1024 * 1024
STATUSES = ("PENDING", "COMPLETE")
_BETTER_SCORE = 90
_ATTRIBUTES: dict[str, dict[str, Any]] = {
    appeal_kinds.NON_PROFIT: {"taxExemptStatus": "501c3"},
    appeal_kinds.GOVERNMENT: {"governmentEntity": True},
}


def open_identity(work: Work, brand: Brand, body: dict[str, Any]) -> None:
    """An appeal against the identity check, for a fee; refuses with 501, 502, 535, 559, 592."""
    fields = Fields(body)
    categories, explanation, evidence = _read(work, brand, fields, body)
    _refuse_category(categories, appeal_kinds.of_identity(brand.fields["entityType"]))
    if brand.scoring:
        raise refusal(535, "The identity check is still going on.", "brandId")
    if standings.of(work, brand).edited:
        raise refusal(592, "The identity was changed since its last check; have it checked again first.", "brandId")
    _refuse_pending(work, brand)
    if work.now > brand.created_at + standings.APPEAL_DAYS:
        raise refusal(592, "An appeal comes within 45 days of the brand's creation.", "brandId")
    if brand.identity_status == "VETTED_VERIFIED":
        raise refusal(592, "The brand is verified.", "brandId")
    if brand.identity_status == "VERIFIED" and not _lacks_attribute(brand, categories):
        raise refusal(592, "The brand is verified.", "appealCategories")
    _open(work, brand, None, categories, explanation, evidence)


def open_vetting(work: Work, brand: Brand, body: dict[str, Any]) -> None:
    """An appeal against the latest vetting of its class, for a fee; refuses with 501, 502, 536, 559, 592."""
    fields = Fields(body)
    provider = fields.choice("evpId", PROVIDERS, required=True)
    vetting_id = fields.text("vettingId", 1, 255, required=True)
    categories, explanation, evidence = _read(work, brand, fields, body)
    query = select(Vetting).where(Vetting.brand_id == brand.id, Vetting.provider == provider)
    vetting = work.session.scalar(query.where(Vetting.vetting_id == vetting_id).order_by(Vetting.seq.desc()).limit(1))
    if vetting is None:
        raise unknown("vetting", "vettingId")
    if vetting.kind not in appeal_kinds.FINAL:
        raise refusal(592, "Against vettings of this class no appeal is heard.", "vettingId")
    _refuse_category(categories, appeal_kinds.of_vetting(brand.fields["entityType"], vetting.kind))
    if brand.mock and vetting.kind == authplus.KIND:
        raise refusal(536, "This is not for mock records.", "brandId")
    later = query.where(Vetting.kind == vetting.kind, Vetting.seq > vetting.seq)
    if vetting.status not in appeal_kinds.FINAL[vetting.kind] or work.session.scalar(later.limit(1)) is not None:
        raise refusal(592, "The vetting is not in a final state, or not the latest of its class.", "vettingId")
    if vetting.failure == authplus.DEADLINE:
        raise refusal(592, "The contact did not answer in time; order anew.", "vettingId")
    if work.now > (vetting.vetted_at or vetting.created_at) + standings.APPEAL_DAYS:
        raise refusal(592, "An appeal comes within 45 days of the vetting.", "vettingId")
    _refuse_pending(work, brand)
    _open(work, brand, vetting, categories, explanation, evidence)


def ends(work: Work, brand_id: str, details: dict[str, Any]) -> None:
    """An appeal to VERIFY_TAX_ID of 99-0000113 succeeds, every other one fails."""
    appeal = work.session.get_one(Appeal, details["appeal"])
    brand = work.session.scalars(select(Brand).where(Brand.id == brand_id)).one()
    won = brand.ein == magic.APPEAL_SUCCEEDS and appeal_kinds.TAX_ID in appeal.categories
    settle(work, brand, appeal, uphold=won and appeal.vetting_seq is None)


def settle(work: Work, brand: Brand, appeal: Appeal, *, uphold: bool) -> None:
    """Ends an appeal: upheld, or rejected with everything as it was."""
    agenda.cancel(work, brand.id, "appeal_ends")
    appeal.status, appeal.status_at = "COMPLETE", work.now
    work.session.flush()
    if appeal.vetting_seq is None:
        if uphold:
            _recognize(work, brand, appeal)
        appeal.outcome = {
            "vetStatus": brand.identity_status,
            "optionalAttributes": brand.attributes,
            "feedback": {"category": brand.feedback},
        }
    else:
        vetting = work.session.get_one(Vetting, appeal.vetting_seq)
        if uphold:
            _vet_again(work, brand, vetting, appeal)
        appeal.outcome = {
            "vetStatus": vetting.status,
            "vetScore": vetting.score,
            "optionalAttributes": brand.attributes,
            "feedback": {"reasons": vetting.reasons},
        }
    _tell(work, brand, appeal, "BRAND_APPEAL_COMPLETE", f"An appeal of brand {brand.id} was decided.")


def of_brand(work: Work, brand: Brand, statuses: Sequence[str], *, vetting: bool) -> Sequence[Appeal]:
    query = select(Appeal).where(Appeal.brand_id == brand.id, Appeal.status.in_(statuses))
    of_kind = Appeal.vetting_seq.is_not(None) if vetting else Appeal.vetting_seq.is_(None)
    return work.session.scalars(query.where(of_kind).order_by(Appeal.seq)).all()


def as_json(work: Work, appeal: Appeal) -> dict[str, Any]:
    body = {
        "appealCategories": appeal.categories,
        "explanation": appeal.explanation,
        "attachmentUuids": appeal.attachments,
        "appealStatus": appeal.status,
        "appealOutcome": appeal.outcome or None,
        "createDate": iso(appeal.created_at),
        "appealStatusUpdateDate": iso(appeal.status_at),
    }
    if appeal.vetting_seq is not None:
        vetting = work.session.get_one(Vetting, appeal.vetting_seq)
        body |= {"evpId": vetting.provider, "vettingId": vetting.vetting_id}
    return body


def _read(work: Work, brand: Brand, fields: Fields, body: dict[str, Any]) -> tuple[list[str], str | None, list[str]]:
    """Categories, explanation and the uuids of evidence, each of which must be the brand's; 501, 502, 559."""
    explanation = fields.text("explanation", 1, 1024)
    categories, uuids = body.get("appealCategories"), body.get("attachmentUuids") or []
    if not isinstance(categories, list) or not categories or not all(clean(name) for name in categories):
        fields.bad("appealCategories", "appealCategories must be a list of one category at least.")
    if not isinstance(uuids, list) or not all(clean(uuid) for uuid in uuids):
        fields.bad("attachmentUuids", "attachmentUuids must be a list of texts.")
    fields.finish()
    _refuse_category(list(categories or []), tuple(appeal_kinds.ALL))
    known = {attachment.uuid for attachment in attachments.of_owner(work, brand.id, EVIDENCE)}
    if not known.issuperset(uuids):
        raise unknown("evidence of this brand", "attachmentUuids")
    return list(dict.fromkeys(categories or [])), explanation, list(dict.fromkeys(uuids))


def _refuse_category(categories: list[str], allowed: tuple[str, ...]) -> None:
    if not set(categories) <= set(allowed):
        raise refusal(559, "This category is not open to the appeal.", "appealCategories")


def _refuse_pending(work: Work, brand: Brand) -> None:
    if standings.pending_appeal(work, brand) is not None:
        raise refusal(592, "An appeal of the brand is pending.", "brandId")


def _lacks_attribute(brand: Brand, categories: list[str]) -> bool:
    """Whether the appeal is for nothing but a recognition that the brand lacks."""
    wanted = [_ATTRIBUTES.get(category) for category in categories]
    return all(wish is not None and not wish.items() <= brand.attributes.items() for wish in wanted)


def _open(
    work: Work, brand: Brand, vetting: Vetting | None, categories: list[str], explanation: str | None, uuids: list[str]
) -> None:
    appeal = Appeal(
        brand_id=brand.id,
        vetting_seq=None if vetting is None else vetting.seq,
        categories=categories,
        explanation=explanation,
        attachments=uuids,
        status="PENDING",
        outcome={},
        created_at=work.now,
        status_at=work.now,
    )
    work.session.add(appeal)
    work.session.flush()
    _tell(work, brand, appeal, "BRAND_APPEAL_ADD", f"Brand {brand.id} appealed.")
    agenda.schedule(work, "appeal_ends", brand.id, work.config.paces.appeal, appeal=appeal.seq)


def _recognize(work: Work, brand: Brand, appeal: Appeal) -> None:
    attributes = dict(brand.attributes)
    for category in appeal.categories:
        attributes |= _ATTRIBUTES.get(category, {})
    brand.attributes, brand.feedback = attributes, []
    brands.settle_identity(work, brand)


def _vet_again(work: Work, brand: Brand, vetting: Vetting, appeal: Appeal) -> None:
    if vetting.kind == authplus.KIND:
        authplus.complete(work, brand, vetting)
        return
    better = appeal_kinds.LOW_SCORE in appeal.categories
    score = max(_BETTER_SCORE, vetting.score or 0) if better else vetting.score or SCORE
    succeed(work, brand, vetting, score, "EVP_REPORT_SCORE")


def _tell(work: Work, brand: Brand, appeal: Appeal, event: str, description: str) -> None:
    if appeal.vetting_seq is None:
        notices.about_brand(work, brand, event, description)
        return
    vetting = work.session.get_one(Vetting, appeal.vetting_seq)
    provider, vetting_id = vetting.provider, vetting.vetting_id
    notices.about_brand(
        work, brand, event, description, evpId=provider, evpName=PROVIDERS[provider], vettingId=vetting_id
    )
