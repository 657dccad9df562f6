"""Keeps strangers' web pages off the panel and the control API, which ask for no password."""

import ipaddress
from urllib.parse import urlsplit

from flask import Flask, Response, request
from flask.typing import ResponseReturnValue

from onboarding.simulator.hub import the_simulator

_OPEN = ("/v2", "/messaging")
# Names that by RFC 6761 never lead out into the public network, so no stranger's page can bear one.
_SPECIAL_NAMES = (".localhost", ".test", ".invalid", ".example")
_POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"


def stand_before(app: Flask) -> None:
    app.before_request(_refuse_strangers)
    app.after_request(_add_headers)


def _refuse_strangers() -> ResponseReturnValue | None:
    if _is_open():
        return None
    named = _is_named(request.host)
    if not named and not _is_local_name(_hostname(f"//{request.host}")):
        return _refused("This address is not one of the simulator's.")
    # A caller from elsewhere can write any Host it likes, so the address it comes from counts too.
    if not named and not _is_loopback(request.remote_addr):
        return _refused("The panel and the control API answer this machine only.")
    if request.method not in {"GET", "HEAD"}:
        source = request.headers.get("Origin") or request.headers.get("Referer")
        if source is not None and urlsplit(source).netloc.lower() != request.host.lower():
            return _refused("This form was sent from somewhere else.")
        if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
            return _refused("This form was sent from somewhere else.")
    return None


def _add_headers(response: Response) -> Response:
    response.headers["X-Content-Type-Options"] = "nosniff"
    if not _is_open():
        response.headers["Content-Security-Policy"] = _POLICY
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["X-Frame-Options"] = "DENY"
        response.headers["Cache-Control"] = "no-store"
    return response


def _is_open() -> bool:
    return any(request.path == prefix or request.path.startswith(prefix + "/") for prefix in _OPEN)


def _is_named(host: str) -> bool:
    """Whether the configuration names this host, with or without its port."""
    hosts = {name.lower() for name in the_simulator().config.hosts}
    return host.lower() in hosts or _hostname(f"//{host}") in hosts


def _is_local_name(name: str) -> bool:
    return name == "localhost" or name.endswith(_SPECIAL_NAMES) or _is_loopback(name)


def _is_loopback(address: str | None) -> bool:
    if address is None:  # no socket at all: a caller in this very process
        return True
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _hostname(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def _refused(why: str) -> Response:
    return Response(why + "\n", 403, content_type="text/plain; charset=utf-8")
