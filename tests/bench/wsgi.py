"""What the bench serves: the product's application, and beside it bare handlers to hold it against.

The bare handlers live in a Flask application of their own, without hooks and extensions, in the same server and on the
same engine. They are nowhere in the product.
"""

import hashlib
import hmac
import os
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from flask import Flask, Response, abort, request, send_file
from sqlalchemy import bindparam, insert, select

from onboarding.services.ports import Ports
from onboarding.store.inbox import Notice
from onboarding.store.numbers import Gate
from onboarding.wsgi import application_from_environment

FILE = "BENCH_FILE"  # the setting that names a file to hold a page against
GATE = select(Gate.status, Gate.blocks).where(Gate.e164 == bindparam("number"))


def reference(ports: Ports) -> Flask:
    """The limits: a constant, a token with one indexed SELECT, one committed INSERT."""
    app = Flask("reference")
    readers, writers = ports.readers.kw["bind"], ports.sessions.kw["bind"]
    expected = ports.settings.api_token_sha256

    @app.get("/bench/constant")
    def constant() -> dict[str, Any]:
        return {"allowed": True}

    @app.get("/bench/select")
    def one_select() -> dict[str, Any]:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if not hmac.compare_digest(hashlib.sha256(token.encode()).hexdigest(), expected):
            abort(401)
        with readers.connect() as connection:
            status, blocks = connection.execute(GATE, {"number": request.args["number"]}).one()
        return {"status": status, "blocks": blocks}

    @app.get("/bench/file")
    def one_file() -> Response:
        return send_file(os.environ[FILE], mimetype="text/html", conditional=True)

    @app.post("/bench/insert")
    def one_insert() -> tuple[str, int]:
        row = {
            "source": "bench",
            "event_type": "bench",
            "object_id": "",
            "body": request.get_data(as_text=True),
            "received_at": datetime.now(UTC),
        }
        with writers.begin() as connection:
            connection.execute(insert(Notice), row)
        return "", 204

    return app


def make() -> Callable[..., Any]:
    """The application for gunicorn, from the environment as in production."""
    product = application_from_environment()
    bare = reference(product.extensions["onboarding.ports"])

    def serve(environ: dict[str, Any], start_response: Any) -> Any:
        chosen = bare if environ["PATH_INFO"].startswith("/bench/") else product
        return chosen(environ, start_response)

    return serve
