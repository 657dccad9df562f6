"""Parties between the account and its brands (contract, section 4)."""

from typing import Any

from sqlalchemy import func, select

from onboarding.simulator.brand_fields import E164, EMAIL
from onboarding.simulator.brand_tables import Reseller
from onboarding.simulator.clock import iso
from onboarding.simulator.draws import CAPITALS, draw
from onboarding.simulator.errors import refusal, unknown
from onboarding.simulator.reading import Fields
from onboarding.simulator.work import Work

NOBODY = "R000000"


def exists(work: Work, reseller_id: str) -> bool:
    """Whether a campaign may name this reseller; R000000, which means none, always may be named."""
    return reseller_id == NOBODY or _find(work, reseller_id) is not None


def create(work: Work, body: dict[str, Any]) -> Reseller:
    """A new reseller; refuses with 501, and 503 for a name that is taken."""
    fields = _read(body)
    name = _free_name(work, fields, None)
    reseller = Reseller(id=_fresh_id(work), name=name, fields=fields, deleted=False, created_at=work.now)
    work.session.add(reseller)
    work.session.flush()
    return reseller


def edit(work: Work, reseller: Reseller, body: dict[str, Any]) -> None:
    """Takes over the fields given and leaves the others; refuses with 501, 503."""
    fields = _read(reseller.fields | body)
    reseller.name, reseller.fields = _free_name(work, fields, reseller), fields
    work.session.flush()


def find(work: Work, reseller_id: str) -> Reseller:
    found = _find(work, reseller_id)
    if found is None:
        raise unknown("reseller", "resellerId")
    return found


def as_json(work: Work, reseller: Reseller) -> dict[str, Any]:
    own = {"cspId": work.config.csp_id, "resellerId": reseller.id, "createDate": iso(reseller.created_at)}
    return reseller.fields | own


def _find(work: Work, reseller_id: str) -> Reseller | None:
    return work.session.scalar(select(Reseller).where(Reseller.id == reseller_id, Reseller.deleted.is_(False)))


def _read(body: dict[str, Any]) -> dict[str, Any]:
    fields = Fields(body)
    reseller = {
        "companyName": fields.text("companyName", 1, 255, required=True),
        "phone": fields.text("phone", 1, 20, required=True, pattern=E164),
        "email": fields.text("email", 1, 100, required=True, pattern=EMAIL),
    }
    fields.finish()
    return reseller


def _free_name(work: Work, fields: dict[str, Any], own: Reseller | None) -> str:
    """The name as it is compared, without regard to case; refuses with 503 when another has it."""
    name = str(fields["companyName"]).casefold()
    taken = select(Reseller).where(Reseller.name == name, Reseller.deleted.is_(False))
    if any(other is not own for other in work.session.scalars(taken)):
        raise refusal(503, "Another reseller has this companyName.", "companyName")
    return name


def _fresh_id(work: Work) -> str:
    count = work.session.scalar(select(func.count()).select_from(Reseller)) or 0
    while True:
        candidate = f"R{draw(f'reseller {count}', 6, CAPITALS)}"
        taken = select(Reseller.seq).where(Reseller.id == candidate)
        if candidate != NOBODY and work.session.scalar(taken) is None:
            return candidate
        count += 1
