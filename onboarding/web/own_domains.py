"""Pages under an owner's own domain: a door in front of the application that lets only the public pages through."""

import logging
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from flask import request

from onboarding.services import domains
from onboarding.services.ports import Ports
from onboarding.services.work import reading

log = logging.getLogger(__name__)

_KEY = "greenlight.own_domain"
_PUBLIC = re.compile(r"/(?:privacy|terms|opt-in)(?:/.*)?")
_STATIC = "/static/public.css"

WsgiApp = Callable[[dict[str, Any], Any], Iterable[bytes]]


@dataclass(frozen=True)
class Where:
    """How the reader got here: None for our own host; an empty base and their origin under the owner's domain."""

    base: str | None = None
    origin: str | None = None


def where() -> Where:
    """From which host this page is being read."""
    origin = request.environ.get(_KEY)
    return Where("", origin) if origin else Where()


class OwnDomains:
    """WSGI middleware: a request for a proved domain becomes one for that business's public pages on our host.

    Nothing else of the application is reached under such a domain, and a host that nobody proved is refused at the door.
    """

    def __init__(self, app: WsgiApp, ports: Ports, ours: Iterable[str]) -> None:
        self._app = app
        self._ports = ports
        self._ours = frozenset(ours)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        host = environ.get("HTTP_HOST", "").lower().partition(":")[0].rstrip(".")
        if host and host not in self._ours and not self._enter(environ, host):
            start_response("400 Bad Request", [("Content-Type", "text/plain; charset=utf-8")])
            return [b"There is no website of ours by this name.\n"]
        return self._app(environ, start_response)

    def _enter(self, environ: dict[str, Any], host: str) -> bool:
        try:
            with reading(self._ports) as session:
                slug = domains.slug_at(session, host)
        except Exception:
            log.exception("the domain %s could not be looked up", host)
            return False
        if not slug:
            return False
        scheme = environ.get("wsgi.url_scheme", "http")
        environ[_KEY] = f"{scheme}://{host}"
        path = environ.get("PATH_INFO", "")
        environ["HTTP_HOST"] = self._ports.settings.public_url.partition("://")[2]
        environ.pop("HTTP_COOKIE", None)
        if path == _STATIC:
            pass
        elif path in {"", "/"}:
            environ["PATH_INFO"] = f"/p/{slug}/"
        elif _PUBLIC.fullmatch(path):
            environ["PATH_INFO"] = f"/p/{slug}{path}"
        else:
            environ["PATH_INFO"] = "/p/nothing-else-is-here"
        return True
