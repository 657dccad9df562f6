"""The ports of the running application, for routes that answer machines."""

from typing import cast

from flask import current_app

from onboarding.services.ports import Ports

PORTS = "onboarding.ports"


def ports() -> Ports:
    """The ports of this application."""
    return cast("Ports", current_app.extensions[PORTS])
