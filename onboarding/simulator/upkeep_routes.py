"""What the account does with a running campaign, over HTTP: terms, nudges, files, the shared number registry's view."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from onboarding.simulator import attachments, carriers, records, upkeep
from onboarding.simulator.hub import the_simulator
from onboarding.simulator.reading import registry_object

routes = Blueprint("upkeep", __name__, url_prefix="/v2/campaign/<campaign_id>")

_MOST_FILES = 5
# By the last part of the path: what kind of file it is in a uuid, and which ones are taken.
_FILES = {
    "supportingDocument": ("CSD", "jpg jpeg png bmp tiff raw pdf rtf xml odt docx htm txt"),
    "mms": (
        "MMS",
        "bmp dib gif jpeg jpg m2a m4a m4b m4p m4r m4v mp1 mp2 mp3 mp4 mpa oga ogg ogm ogv ogx png spx txt wav webm",
    ),
}


@routes.put("/resubmit")
def resubmit(campaign_id: str) -> ResponseReturnValue:
    body = registry_object()
    with the_simulator().work() as work:
        return upkeep.resubmit(work, records.running_campaign(work, campaign_id), body)


@routes.post("/nudge")
def nudge(campaign_id: str) -> ResponseReturnValue:
    body = registry_object()
    with the_simulator().work() as work:
        return {"message": upkeep.nudge(work, records.running_campaign(work, campaign_id), body)}


@routes.get("/mnoMetadata")
def terms(campaign_id: str) -> ResponseReturnValue:
    with the_simulator().work() as work:
        return records.campaign(work, campaign_id).terms


@routes.get("/osr/attributes")
def attributes(campaign_id: str) -> ResponseReturnValue:
    with the_simulator().work() as work:
        campaign = records.campaign(work, campaign_id)
        statuses = carriers.statuses(work, campaign_id)
        registered = {int(network) for network, status in statuses.items() if status == "REGISTERED"}
        return upkeep.osr_attributes(work, campaign, registered)


@routes.post("/<any(supportingDocument, mms):kind>")
def upload(campaign_id: str, kind: str) -> ResponseReturnValue:
    name, allowed = _FILES[kind]
    with the_simulator().work() as work:
        campaign = records.running_campaign(work, campaign_id)
        return attachments.take(work, campaign.id, name, allowed.split(), _MOST_FILES)


@routes.get("/<any(supportingDocument, mms):kind>")
def files(campaign_id: str, kind: str) -> ResponseReturnValue:
    with the_simulator().work() as work:
        campaign = records.campaign(work, campaign_id)
        return [attachments.as_json(one) for one in attachments.of_owner(work, campaign.id, _FILES[kind][0])]
