"""Public pages as anybody would see them, fetched so that no address can lead into the provider's own network."""

import hashlib
import logging
import ssl
import time
import traceback
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from http import HTTPStatus
from http.client import HTTPException, HTTPResponse
from urllib.parse import urljoin

import certifi

from onboarding.adapters.page_addresses import (
    LONGEST,
    Resolve,
    Stopped,
    Target,
    addresses_of,
    look_up,
    read_address,
)
from onboarding.adapters.page_text import (
    PAGE_TYPES,
    clean,
    decode,
    is_download,
    media_type,
    meta_refresh,
    refresh_target,
    unpack,
)
from onboarding.adapters.page_wire import HEAD, Deadline, Wire, connect, pieces, secure, weighed
from onboarding.domain.pages import Snapshot, Trouble

log = logging.getLogger(__name__)

# What a stranger's bytes might make a library raise that nobody foresaw. Not Exception: a job's time limit is one, too.
_STUMBLES = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    HTTPException,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PATIENCE = 5  # seconds after which a page that sends its reader on counts as a page


@dataclass(frozen=True)
class Limits:
    """What one fetch may cost, all redirects together; the bytes are those of one page."""

    seconds: float = 15.0
    bytes: int = 2_000_000  # received
    unpacked: int = 4_000_000
    redirects: int = 5
    connect: float = 5.0  # seconds for one connection
    error_page: int = 65_536  # unpacked bytes that are read of a page whose status is not 200


@dataclass
class _Journey:
    """What is known so far about one fetch."""

    asked: str
    fetched_at: datetime
    address: str = ""
    shown: str = "(no address)"  # in logs
    status: int = 0
    trouble: Trouble | None = None
    hops: list[str] = field(default_factory=list)
    content_type: str = ""
    page: bytes | None = None
    text: str = ""
    refresh: str = ""  # the header of that name

    def snapshot(self) -> Snapshot:
        """What is to be kept of it."""
        page = self.page if self.trouble is None else None
        return Snapshot(
            asked=clean(self.asked),
            address=self.address,
            fetched_at=self.fetched_at,
            status=self.status,
            trouble=self.trouble,
            hops=tuple(self.hops),
            content_type=media_type(self.content_type),
            text="" if page is None else self.text,
            sha256="" if page is None else hashlib.sha256(page).hexdigest(),
            size=len(page or b""),
        )


class SafePages:
    """Fetches pages without credentials, cookies or proxies, from public addresses only.

    ``allowed_hosts`` ("host" or "host:port") may lead anywhere: for tests and development. ``trusted_certificates`` is
    a file of certificates that are trusted instead of those that everybody trusts.
    """

    def __init__(
        self,
        now: Callable[[], datetime],
        *,
        allowed_hosts: frozenset[str] = frozenset(),
        resolve: Resolve = look_up,
        limits: Limits = Limits(),
        trusted_certificates: str | None = None,
    ) -> None:
        self._now = now
        self._allowed = frozenset(host.strip().lower() for host in allowed_hosts)
        self._resolve = resolve
        self._limits = limits
        self._trusted = trusted_certificates

    def fetch(self, address: str) -> Snapshot:
        """One page, or what stood in the way of it; nothing that the address or the far side does is raised."""
        started, journey = time.monotonic(), _Journey(address, self._now())
        try:
            self._travel(journey)
        except Stopped as stopped:
            journey.trouble = stopped.trouble
        except _STUMBLES as error:
            journey.trouble = Trouble.BROKEN
            where = traceback.extract_tb(error.__traceback__)[-1]  # its message may quote what belongs in no log
            log.error("page %s: unforeseen %s at %s:%s", journey.shown, type(error).__name__, where[0], where[1])  # noqa: TRY400
        found = journey.snapshot()
        log.info(
            "page %s: status %s, %s, %s hops, %s bytes, %.1f s",
            journey.shown,
            found.status,
            found.trouble or "read",
            len(found.hops),
            found.size,
            time.monotonic() - started,
        )
        return found

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        context = ssl.create_default_context(cafile=self._trusted or certifi.where())
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.set_alpn_protocols(["http/1.1"])
        return context

    def _travel(self, journey: _Journey) -> None:
        """Follow every redirect, and one that is inside a page."""
        deadline = Deadline(self._limits.seconds)
        was_refreshed, onward = False, journey.asked
        while True:
            target = self._next(journey, onward)
            onward = self._visit(journey, target, deadline)
            if not onward and not was_refreshed:
                onward = self._refreshed(journey, target)
                was_refreshed = True
            if not onward:
                return

    def _next(self, journey: _Journey, address: str) -> Target:
        """The next stop, new and checked like the first."""
        journey.address = clean(address)[:LONGEST]
        target = read_address(address, self._allowed)
        journey.address, journey.shown = target.address, target.shown
        if target.address in journey.hops or len(journey.hops) > self._limits.redirects:
            raise Stopped(Trouble.REDIRECTS)
        return target

    def _visit(self, journey: _Journey, target: Target, deadline: Deadline) -> str:
        """Ask one machine once; the address that it redirects to, or nothing when its page was read.

        1. The name is looked up, once; every address that it has is checked.
        2. One of these very addresses is connected to, so that a name that changes its mind changes nothing.
        3. TLS and the Host header speak of the name.
        """
        machines = addresses_of(target, self._resolve, deadline.left())
        tls = self._tls if target.scheme == "https" else None
        journey.hops.append(target.address)
        connection = connect(machines, target.port, deadline, self._limits.connect)
        if tls is not None:
            connection = secure(connection, target.host, tls, deadline)
        with closing(connection):
            response = Wire(connection, deadline, HEAD + self._limits.bytes).ask(target)
            journey.status = response.status
            journey.content_type = _header(response, "Content-Type")
            journey.refresh = str(response.headers.get("Refresh", ""))
            onward = _location(response) if response.status in _REDIRECTS else ""
            if onward:
                return _joined(target.address, onward)
            journey.page = self._page(response, journey.content_type)
        journey.text = decode(journey.page, journey.content_type)
        return ""

    def _page(self, response: HTTPResponse, content_type: str) -> bytes:
        kind, page = media_type(content_type), bytearray()
        is_page = kind in PAGE_TYPES or not kind
        if response.status != HTTPStatus.OK:
            with suppress(Stopped):  # the status is trouble enough
                if is_page:
                    self._receive(response, page, self._limits.error_page)
            return bytes(page[: self._limits.error_page])
        if not is_page or _header(response, "Content-Disposition").lower().startswith("attachment"):
            raise Stopped(Trouble.NOT_A_PAGE)
        if (response.length or 0) > self._limits.bytes:
            raise Stopped(Trouble.TOO_LARGE)
        self._receive(response, page, self._limits.unpacked)
        if is_download(page, is_labelled=bool(kind)):
            raise Stopped(Trouble.NOT_A_PAGE)
        return bytes(page)

    def _receive(self, response: HTTPResponse, page: bytearray, most: int) -> None:
        if _header(response, "Transfer-Encoding").lower() not in {"", "chunked", "identity"}:
            raise Stopped(Trouble.BROKEN)
        encoding = ",".join(response.headers.get_all("Content-Encoding", []))
        for piece in unpack(weighed(pieces(response), self._limits.bytes), encoding, most):
            page += piece
            if len(page) > most:
                raise Stopped(Trouble.TOO_LARGE)

    def _refreshed(self, journey: _Journey, target: Target) -> str:
        """Where a page sends its reader by itself; nothing when it stays, or only loads itself again."""
        if journey.status != HTTPStatus.OK:
            return ""
        refresh, base = journey.refresh, ""
        if not refresh and media_type(journey.content_type) != "text/plain":
            refresh, base = meta_refresh(journey.text)
        onward = refresh_target(refresh, soonest=_PATIENCE)
        if not onward:
            return ""
        address = _joined(_joined(target.address, base), onward)
        try:
            stays = read_address(address, self._allowed).address == target.address
        except Stopped as stopped:
            stays = stopped.trouble is Trouble.BAD_ADDRESS  # javascript: and the like, which browsers ignore here
        return "" if stays else address


def _header(response: HTTPResponse, name: str) -> str:
    """The first header of a name, at a length that no search in it gets slow."""
    return str(response.headers.get(name, ""))[:500].strip()


def _location(response: HTTPResponse) -> str:
    """Where a redirect leads; servers write UTF-8 there although it should be ASCII."""
    location = str(response.headers.get("Location", "")).strip()
    with suppress(UnicodeError):
        return location.encode("latin-1").decode("utf-8")
    return location


def _joined(address: str, onward: str) -> str:
    try:
        return urljoin(address, onward)
    except ValueError:
        return onward  # no address, which its reader will say
