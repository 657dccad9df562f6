"""Sharing over HTTP, and what it leads to: aggregators elected, carriers' statuses, numbers attached."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from onboarding.simulator import carriers, records, sharing
from onboarding.simulator.clock import iso
from onboarding.simulator.hub import the_simulator
from onboarding.simulator.paging import page_of
from onboarding.simulator.reading import flag_asked
from onboarding.simulator.tables import Provision

routes = Blueprint("sharing", __name__, url_prefix="/v2/campaign/<campaign_id>")

# Who put the number into the shared registry; the stand-in provider has one such id.
_NNID = 103744


@routes.put("/sharing/<upstream>")
def share(campaign_id: str, upstream: str) -> ResponseReturnValue:
    with the_simulator().work() as work:
        made = sharing.share(work, records.campaign(work, campaign_id), upstream)
        return sharing.as_json(work, made)


@routes.get("/sharing")
def read(campaign_id: str) -> ResponseReturnValue:
    with the_simulator().work() as work:
        last = records.last_share(work, records.campaign(work, campaign_id).id)
        return {"sharedByMe": sharing.as_json(work, last) if last else None, "sharedWithMe": None}


@routes.get("/mnoIdsWithDcaElected")
def elected(campaign_id: str) -> ResponseReturnValue:
    with the_simulator().work() as work:
        return records.campaign(work, campaign_id).elected


@routes.get("/operationStatus")
def statuses(campaign_id: str) -> ResponseReturnValue:
    with the_simulator().work() as work:
        return carriers.statuses(work, records.campaign(work, campaign_id).id)


@routes.get("/osr/phones")
def phones(campaign_id: str) -> ResponseReturnValue:
    with the_simulator().work() as work:
        query = select(Provision).where(Provision.campaign_id == records.campaign(work, campaign_id).id)
        if (current := flag_asked(request.args, "current")) is not None:
            query = query.where(Provision.current.is_(current))
        return page_of(
            work,
            query.order_by(Provision.seq),
            lambda provision: {
                "nnid": _NNID,
                "provisionedDate": iso(provision.provisioned_at),
                "current": provision.current,
                "phoneNumber": provision.phone_number.lstrip("+"),
            },
        )
