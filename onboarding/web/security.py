"""Headers that every answer carries, and calm pages for what goes wrong."""

import logging
import secrets
from typing import Any
from urllib.parse import urlsplit

import flask
from flask import render_template, request
from flask.json.provider import DefaultJSONProvider
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask_wtf.csrf import CSRFError, CSRFProtect
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from onboarding.settings import Settings
from onboarding.web.own_domains import where

log = logging.getLogger(__name__)

CSP = (
    "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
)

_PAGES = frozenset({400, 403, 404, 405, 409, 413, 429, 500, 503})
# What is true only at the moment it is asked for; public documents say otherwise themselves.
_LIVE = frozenset({"text/html", "application/json", "application/problem+json"})

# Routes without a session are not open to cross-site forgery: they carry a signature or a token of their own, or show what
# came from elsewhere once more before they act on it.
EXEMPT = ("webhooks", "v1", "health", "sign_up")


def install(app: flask.Flask, settings: Settings) -> None:
    """Headers, protection against cross-site posts, size limits, error pages."""
    app.config |= {
        # Links in mails are made of the host that was asked for: only ours may be.
        "TRUSTED_HOSTS": hosts(settings),
        "MAX_CONTENT_LENGTH": 400_000,  # no page takes files
        "MAX_FORM_MEMORY_SIZE": 400_000,
        "MAX_FORM_PARTS": 200,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.public_url.startswith("https://"),
        "REMEMBER_COOKIE_HTTPONLY": True,
        "REMEMBER_COOKIE_SAMESITE": "Lax",
        "REMEMBER_COOKIE_SECURE": settings.public_url.startswith("https://"),
        "WTF_CSRF_TIME_LIMIT": None,
    }
    app.session_interface = _Sessions()
    app.json = _Json(app)
    everywhere = [
        ("Content-Security-Policy", CSP),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ]
    if settings.public_url.startswith("https://"):
        everywhere.append(("Strict-Transport-Security", "max-age=31536000; includeSubDomains"))
    csrf = CSRFProtect(app)
    for name in EXEMPT:
        if name in app.blueprints:
            csrf.exempt(app.blueprints[name])

    @app.before_request
    def nowhere() -> None:
        if any(ord(char) < 32 for char in request.path):
            flask.abort(404)  # PostgreSQL knows no NUL, and no address of ours has a line end

    @app.after_request
    def headers(response: flask.Response) -> flask.Response:
        there = {name.lower() for name, _ in response.headers}
        response.headers.extend((name, value) for name, value in everywhere if name.lower() not in there)
        if where().base is not None:  # other hosts of an owner's domain are not ours to bind
            response.headers.remove("Strict-Transport-Security")
        if response.mimetype in _LIVE and not response.cache_control.public:
            response.headers["Cache-Control"] = "no-store"  # Flask-Security's own word for it is malformed
        return response

    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(CSRFError, _expired_page)
    app.register_error_handler(StaleDataError, _stale)
    app.register_error_handler(IntegrityError, _stale)  # two clicks at once, and the database let one through
    app.register_error_handler(OperationalError, _database)
    app.register_error_handler(Exception, _fault)


class _Json(DefaultJSONProvider):
    """What nests deeper than Python can follow is bad input like any other."""

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        try:
            return super().loads(s, **kwargs)
        except RecursionError as error:
            raise ValueError("the JSON nests too deeply") from error


class _Sessions(SecureCookieSessionInterface):
    """People have sessions; machines send a token or a signature, and no cookie of theirs is read."""

    def open_session(self, app: flask.Flask, request: flask.Request) -> SecureCookieSession | None:
        return self.session_class() if wants_json() else super().open_session(app, request)


def hosts(settings: Settings) -> list[str]:
    """The public host, and outside production the loopback names."""
    ours = urlsplit(settings.public_url).hostname or ""
    return [ours] if settings.is_production else [ours, "localhost", "127.0.0.1"]


def wants_json() -> bool:
    """Is this a route for machines?"""
    return request.path.startswith(("/api/", "/hooks/", "/health", "/openapi/"))


def _page(status: int, **values: str) -> tuple[str, int]:
    return render_template(f"errors/{status if status in _PAGES else 400}.html", **values), status


def _problem(status: int, title: str, **values: str) -> flask.Response:
    """For machines (RFC 9457)."""
    answer = flask.jsonify(type="about:blank", title=title, status=status, **values)
    answer.status_code, answer.mimetype = status, "application/problem+json"
    return answer


def _http_error(error: HTTPException) -> flask.typing.ResponseReturnValue:
    status = error.code or 500
    if error.response is not None or status < 400:
        return error
    values = {"reference": _logged(error)} if status >= 500 else {}
    if wants_json():
        answer = _problem(status, error.name, detail=error.description or "", **values)
        for name, value in error.get_headers():
            if name.lower() in {"allow", "retry-after", "www-authenticate"}:
                answer.headers[name] = value
        return answer
    body_text, code = _page(status, **values)
    response = flask.make_response(body_text, code)
    for name, value in error.get_headers():
        if name.lower() in {"allow", "retry-after"}:
            response.headers[name] = value
    return response


def _expired_page(_error: CSRFError) -> flask.typing.ResponseReturnValue:
    return _page(400)


def _stale(_error: StaleDataError | IntegrityError) -> flask.typing.ResponseReturnValue:
    return _page(409)


def _database(error: OperationalError) -> flask.typing.ResponseReturnValue:
    reference = _logged(error)
    if wants_json():
        return _problem(503, "Service Unavailable", reference=reference)
    return _page(503, reference=reference)


def _fault(error: Exception) -> flask.typing.ResponseReturnValue:
    reference = _logged(error)
    if wants_json():
        return _problem(500, "Internal Server Error", reference=reference)
    return _page(500, reference=reference)


def _logged(error: Exception) -> str:
    reference = secrets.token_hex(4)
    log.error("fault %s at %s %s", reference, request.method, request.path, exc_info=error)
    return reference
