"""Webhooks: verified, stored, answered; only then believed (invariant 5)."""

import json
import logging
from typing import Any

import flask
from flask import Blueprint, abort, request
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from onboarding.api.context import ports
from onboarding.registry.signature import HEADER, verify
from onboarding.services import domains, noticing
from onboarding.services.work import jotting, reading, ring_for_read, transaction

bp = Blueprint("webhooks", __name__, url_prefix="/hooks")
log = logging.getLogger(__name__)

_MOST_BYTES = 100_000


def _object() -> dict[str, Any]:
    """The body as a JSON object, whatever content type it claims; 400 for anything else."""
    raw = request.get_data(cache=True)
    if len(raw) > _MOST_BYTES:
        abort(413)
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        abort(400, "The body is not JSON.")
    if not isinstance(body, dict):
        abort(400, "The body is not a JSON object.")
    return body


@bp.post("/registry")
def registry() -> flask.typing.ResponseReturnValue:
    """A notice of the registry. A wrong signature is refused and leaves nothing but a line in the log."""
    body = _object()
    address, given, keys = ports().settings.registry_hook_url, request.headers.get(HEADER, ""), ports().keys
    if not (_fits(keys.secrets(), address, body, given) or _fits(keys.secrets_now(), address, body, given)):
        log.warning("a registry notice with a wrong signature was refused")
        abort(403, "The signature is wrong.")
    with jotting(ports()) as connection:
        read = noticing.from_registry(connection, body, ports().clock.now())
    if read:
        ring_for_read(ports(), read)
    return "", 204


def _fits(secrets: tuple[str, ...], address: str, body: dict[str, Any], given: str) -> bool:
    return any(verify(secret, address, body, given) for secret in secrets)


@bp.post("/messaging")
def messaging() -> flask.typing.ResponseReturnValue:
    """An inbound text, or a changed number. Repetitions get the same answer and do nothing."""
    body = _object()
    try:
        Webhook(ports().settings.messaging_hook_secret).verify(request.get_data(), dict(request.headers))
    except (WebhookVerificationError, ValueError):  # the library lets malformed headers through as ValueError
        log.warning("a messaging webhook with a wrong signature was refused")
        abort(403, "The signature is wrong.")
    event_id = request.headers.get("webhook-id", "")[:80]
    with transaction(ports()) as session:
        noticing.from_messaging(session, event_id, body, ports().clock.now())
    return "", 204


@bp.get("/domain")
def own_domain() -> flask.typing.ResponseReturnValue:
    """For the proxy in front, which asks before it gets a certificate: 200 for a domain that an owner has proved."""
    host = request.args.get("domain", "").lower().rstrip(".")
    with reading(ports()) as session:
        return ({"domain": host}, 200) if domains.slug_at(session, host) else ({"domain": host}, 404)
