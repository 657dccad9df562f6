"""The API describes itself: OpenAPI, as flask-openapi3 reads it from the routes."""

from typing import Any, cast

from flask import Blueprint, current_app
from flask_openapi3.openapi import OpenAPI

bp = Blueprint("openapi", __name__, url_prefix="/openapi")


@bp.get("/openapi.json")
def api_doc() -> dict[str, Any]:
    """The whole description; it holds no secret and needs no token."""
    described: dict[str, Any] = cast("OpenAPI", current_app).api_doc
    return described
