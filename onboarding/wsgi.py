"""What gunicorn serves: the application made from the environment."""

import gc
import logging
import os
import sys

from flask_openapi3.openapi import OpenAPI

from onboarding.app import create_app
from onboarding.settings import from_env


def application_from_environment() -> OpenAPI:
    """Read the settings, set up the log, make the application."""
    settings = from_env(os.environ)
    logging.basicConfig(
        level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s", stream=sys.stderr
    )
    made = create_app(settings)
    gc.freeze()  # what is made now stays for good: the collector need not walk through it again and again
    return made


def __getattr__(name: str) -> object:
    """``application`` is made when the server first asks for it: importing this module does nothing."""
    if name == "application":
        made = globals()["application"] = application_from_environment()
        return made
    raise AttributeError(name)
