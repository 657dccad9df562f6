"""Stored files over HTTP: `/attachment/{uuid}`, where a uuid holds slashes (contract, section 2.3)."""

import io

from flask import Blueprint, send_file
from flask.typing import ResponseReturnValue

from onboarding.simulator import attachments
from onboarding.simulator.hub import the_simulator

routes = Blueprint("attachments", __name__, url_prefix="/v2/attachment")


@routes.get("/<path:uuid>")
def read(uuid: str) -> ResponseReturnValue:
    with the_simulator().work() as work:
        found = attachments.find(work, uuid)
        name, data, kind = found.file_name, io.BytesIO(found.data), attachments.mime_type(found)
    # Always a download: nothing that somebody uploaded may run as a page of the simulator.
    return send_file(data, mimetype=kind, as_attachment=True, download_name=name)


@routes.delete("/<path:uuid>")
def remove(uuid: str) -> ResponseReturnValue:
    with the_simulator().work() as work:
        attachments.remove(work, attachments.find(work, uuid))
    return "", 204
