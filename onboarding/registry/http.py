"""The line to the registry: one session, explicit timeouts, one log line a request, errors that say what to do."""

import json as codec
import logging
import secrets
import time
from collections.abc import Callable, Mapping
from http.cookiejar import DefaultCookiePolicy
from typing import Any, TypeVar
from urllib.parse import quote

import requests
from requests.adapters import BaseAdapter
from requests.auth import HTTPBasicAuth
from urllib3.exceptions import HTTPError, NameResolutionError, NewConnectionError

from onboarding.registry.errors import error_of
from onboarding.registry.limits import Paces
from onboarding.registry.tidy import tidy
from onboarding.registry.wire.body import PageBody, is_id, read, senseless
from onboarding.services.ports import Unavailable
from onboarding.services.registry import Page

log = logging.getLogger(__name__)

Kind = TypeVar("Kind")
Value = TypeVar("Value")
Credentials = Callable[[], tuple[str, str]]
Query = Mapping[str, Any]

REQUEST_ID = "X-Request-Id"  # ours: it joins our log to that of a proxy; the registry ignores it

_CONNECT_SECONDS = 3.05


class Line:
    """Sends requests of docs/registry-api.md, each once: repeating is the outbox's business, which looks before it repeats.

    ``base`` ends in ``/v2``; ``credentials`` gives key and secret and is asked for each request, so that they may change
    while we run; ``timeout`` is the wait for an answer in seconds; ``adapter`` replaces the network in tests; ``pace``
    keeps the account's limits.
    """

    def __init__(
        self, base: str, credentials: Credentials, *, timeout: float, adapter: BaseAdapter | None, pace: Paces
    ) -> None:
        logging.getLogger("urllib3.connectionpool").setLevel(logging.INFO)  # its debug lines hold whole queries
        self._base = base.rstrip("/")
        self._credentials = credentials
        self._timeout = (_CONNECT_SECONDS, timeout)
        self._reads, self._writes = pace.reads, pace.writes
        self._session = requests.Session()
        self._session.trust_env = False  # a proxy or netrc of the host must not see or change what is filed
        self._session.cookies.set_policy(
            DefaultCookiePolicy(allowed_domains=[])
        )  # nothing is remembered between requests
        if adapter is not None:
            self._session.mount(self._base, adapter)

    def close(self) -> None:
        """Let go of the connections that are kept open."""
        self._session.close()

    def _call(self, method: str, path: str, *, json: Any = None, params: Query | None = None) -> Any:
        """One request whose answer is JSON; None for one without a body."""
        return self._json(self._send(method, path, json=json, params=params), f"{method} {path}")

    def _read(self, kind: type[Kind], method: str, path: str, *, json: Any = None, params: Query | None = None) -> Kind:
        """The same, validated."""
        return read(kind, self._call(method, path, json=json, params=params), f"{method} {path}")

    def _page(
        self, kind: type[Kind], value: Callable[[Kind], Value], path: str, page: int, per_page: int, params: Query
    ) -> Page[Value]:
        """A page of a list."""
        query = {"page": str(page), "recordsPerPage": str(per_page), **params}
        body = self._read(PageBody, "GET", path, params=query)
        return Page([value(row) for row in read(list[kind], body.records, f"GET {path}")], page, body.total)  # type: ignore[valid-type]  # a type of this very call

    def _find(self, path: str, id_field: str, reference: str) -> str | None:
        for record in self._read(PageBody, "GET", path, params={"referenceId": reference}).records:
            found = record.get(id_field)
            # The registry compares references without case; we ask for exactly ours.
            if str(record.get("referenceId", "")).lower() == reference.lower() and is_id(found):
                return str(found)
        return None

    def _upload(self, kind: type[Kind], path: str, name: str, data: bytes) -> Kind:
        """Send a file; its name is told as letters that no header can trip over."""
        response = self._send("POST", path, files={"file": (_header_safe(name), data)})
        return read(kind, self._json(response, f"POST {path}"), f"POST {path}")

    def _text(self, method: str, path: str, *, form: Query | None = None) -> str:
        """One request whose answer is plain text."""
        return str(tidy(self._send(method, path, form=form).content.decode("utf-8", "replace"))).strip()

    def _send(
        self,
        method: str,
        path: str,
        *,
        json: Any = None,
        params: Query | None = None,
        form: Query | None = None,
        files: Any = None,
    ) -> requests.Response:
        pair: tuple[str, str] | None = None
        while True:
            used, response = self._once(method, path, json=json, params=params, data=form, files=files)
            # Refused credentials that were changed meanwhile: nothing was done, so the new ones may ask.
            if response.status_code != 401 or pair is not None or self._credentials() == used:
                break
            pair = used
        if not 200 <= response.status_code < 300:
            raise error_of(response, method, path)
        return response

    def _once(self, method: str, path: str, **options: Any) -> tuple[tuple[str, str], requests.Response]:
        """One request on the wire, with the credentials that it was made with."""
        what = f"{method} {path}"
        pace = self._reads if method == "GET" else self._writes
        pace.wait()
        key, secret = self._credentials()
        request_id = secrets.token_hex(6)
        started = time.monotonic()
        status: int | str = "no answer"
        try:
            response = self._session.request(
                method,
                self._base + path,
                headers={REQUEST_ID: request_id},
                auth=HTTPBasicAuth(key.encode(), secret.encode()),
                timeout=self._timeout,
                allow_redirects=False,
                **options,
            )
            status = response.status_code
        except (requests.RequestException, HTTPError) as error:
            # Without a connection nothing can have been carried out.
            unclear = method != "GET" and not _never_connected(error)
            raise Unavailable(f"{what}: {type(error).__name__}", unclear=unclear) from error
        except ValueError:  # an address in the answer that requests cannot read
            raise senseless(what) from None
        finally:
            pace.answered()
            if status == 429:
                pace.throttled()
            milliseconds = (time.monotonic() - started) * 1000
            log.info("registry %s %s in %d ms, request %s", what, status, milliseconds, request_id)
        return (key, secret), response

    def _json(self, response: requests.Response, what: str) -> Any:
        if not response.content:
            return None
        try:
            return tidy(codec.loads(response.content))
        except (ValueError, RecursionError):
            raise Unavailable(f"{what}: the answer is no JSON", unclear=not what.startswith("GET ")) from None


def at(template: str, *parts: str) -> str:
    """A path with its ids filled in, each one segment: what is no id cannot lead elsewhere."""
    return template.format(*(quote(part, safe="") for part in parts))


def _header_safe(name: str) -> str:
    return "".join(
        letter if letter.isascii() and letter.isprintable() and letter not in '"\\' else "_" for letter in name
    )


def _never_connected(error: Exception) -> bool:
    reason = getattr(error.args[0], "reason", None) if error.args else None
    return isinstance(error, requests.ConnectTimeout) or isinstance(reason, NewConnectionError | NameResolutionError)
