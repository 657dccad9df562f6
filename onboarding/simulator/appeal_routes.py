"""Appeals over HTTP (contract, section 2.3)."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from onboarding.simulator import appeals, attachments, records
from onboarding.simulator.appeal_kinds import EVIDENCE
from onboarding.simulator.hub import the_simulator
from onboarding.simulator.reading import choices_asked, registry_object

routes = Blueprint("appeals", __name__, url_prefix="/v2/brand")


@routes.post("/<brand_id>/appeal")
def open_identity(brand_id: str) -> ResponseReturnValue:
    body = registry_object()
    with the_simulator().work() as work:
        appeals.open_identity(work, records.active_brand(work, brand_id), body)
    return "", 204


@routes.get("/<brand_id>/appeal")
def read_identity(brand_id: str) -> ResponseReturnValue:
    return _read(brand_id, vetting=False)


@routes.post("/<brand_id>/externalVetting/appeal")
def open_vetting(brand_id: str) -> ResponseReturnValue:
    body = registry_object()
    with the_simulator().work() as work:
        appeals.open_vetting(work, records.active_brand(work, brand_id), body)
    return "", 204


@routes.get("/<brand_id>/externalVetting/appeal")
def read_vetting(brand_id: str) -> ResponseReturnValue:
    return _read(brand_id, vetting=True)


@routes.post("/<brand_id>/appeal/evidence")
def add_evidence(brand_id: str) -> ResponseReturnValue:
    with the_simulator().work() as work:
        brand = records.active_brand(work, brand_id)
        most, total = appeals.MOST_EVIDENCE, appeals.EVIDENCE_TOTAL
        return attachments.take(work, brand.id, appeals.EVIDENCE, EVIDENCE, most, total)


@routes.get("/<brand_id>/appeal/evidence")
def read_evidence(brand_id: str) -> ResponseReturnValue:
    with the_simulator().work() as work:
        files = attachments.of_owner(work, records.brand(work, brand_id).id, appeals.EVIDENCE)
        return [attachments.as_json(file) for file in files]


def _read(brand_id: str, *, vetting: bool) -> ResponseReturnValue:
    with the_simulator().work() as work:
        brand = records.brand(work, brand_id)
        statuses = choices_asked(request.args, "appealStatus", appeals.STATUSES)
        return [appeals.as_json(work, row) for row in appeals.of_brand(work, brand, statuses, vetting=vetting)]
