"""A website on a loopback socket that sends whatever bytes it is told to, as slowly and as many as it is told to.

Beside it what leads there: a fake of the DNS, and certificates good and bad.
"""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any, Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from onboarding.adapters.pages import Limits, SafePages
from onboarding.domain.pages import Snapshot

NAME = "shop.test"
HTML = "<!doctype html><title>Blue Door Bakery</title><p>Fresh bread daily.</p>"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"

Speaker = Callable[["Visit"], None]


def answer(body: bytes | str = HTML, *headers: str, status: str = "200 OK", length: int | None = None) -> bytes:
    """A whole answer; it is HTML unless the headers say otherwise."""
    data = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(data) if length is None else length}", *headers]
    if not any(line.lower().startswith("content-type:") for line in headers):
        lines.append("Content-Type: text/html; charset=utf-8")
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + data


def redirect(location: str, status: str = "302 Found") -> bytes:
    return answer("", f"Location: {location}", status=status)


@dataclass
class Visit:
    """One connection: what was asked over it, and the way to answer."""

    connection: socket.socket
    over: threading.Event
    head: str = ""
    sent: int = 0

    @property
    def path(self) -> str:
        return self.head.split(" ")[1]

    @property
    def headers(self) -> dict[str, str]:
        lines = [line.partition(": ") for line in self.head.split("\r\n")[1:] if line]
        return {name: value for name, _, value in lines}

    def say(self, data: bytes) -> None:
        self.connection.sendall(data)
        self.sent += len(data)

    def drip(self, data: bytes, pause: float) -> None:
        """A byte at a time, for as long as somebody listens."""
        for byte in data:
            self.say(bytes([byte]))
            if self.over.wait(pause):
                return

    def flood(self, data: bytes, times: int) -> None:
        for _ in range(times):
            self.say(data)


@dataclass
class HostileSite:
    """Answers each path from ``pages``, with bytes or by calling what is there; every other path is a 404."""

    tls: ssl.SSLContext | None = None
    host: str = "127.0.0.1"
    port: int = 0
    pages: dict[str, bytes | Speaker] = field(default_factory=lambda: {"/": answer()})
    visits: list[Visit] = field(default_factory=list)
    names: list[str | None] = field(default_factory=list)  # that TLS clients asked for
    connections: int = 0

    def __enter__(self) -> Self:
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        self._over = threading.Event()
        self._listener = socket.create_server((self.host, self.port), family=family)
        self.port = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()
        if self.tls:
            self.tls.sni_callback = lambda _socket, name, _context: self.names.append(name)
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        with suppress(OSError), socket.create_connection(self._listener.getsockname()[:2], timeout=1):
            pass  # wakes the one who accepts
        for thread in self._threads:
            thread.join()
        self._listener.close()

    @property
    def place(self) -> str:
        return f"{NAME}:{self.port}"

    @property
    def base(self) -> str:
        return f"{'https' if self.tls else 'http'}://{self.place}"

    @property
    def paths(self) -> list[str]:
        return [visit.path for visit in self.visits]

    def _accept(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            if self._over.is_set():
                connection.close()
                return
            self.connections += 1
            thread = threading.Thread(target=self._serve, args=(connection,))
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        connection.settimeout(10)
        with suppress(OSError):
            try:
                if self.tls:
                    connection = self.tls.wrap_socket(connection, server_side=True)
                self._answer(Visit(connection, self._over))
            finally:
                connection.close()

    def _answer(self, visit: Visit) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            piece = visit.connection.recv(4096)
            if not piece:
                return
            head += piece
        visit.head = head.decode("latin-1")
        self.visits.append(visit)
        page = self.pages.get(visit.path, answer("no", status="404 Not Found"))
        if isinstance(page, bytes):
            visit.say(page)
        else:
            page(visit)


@dataclass
class Dns:
    """Names and what they lead to; a list of lists is one answer after the other."""

    answers: dict[str, Any] = field(default_factory=lambda: {NAME: ["127.0.0.1"]})
    asked: list[str] = field(default_factory=list)

    def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(host)
        found = self.answers.get(host)
        if isinstance(found, Exception):
            raise found
        if found is None:
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        if found and isinstance(found[0], list):
            found = found.pop(0) if len(found) > 1 else found[0]
        return list(found)


class Authority:
    """Signs certificates; ``file`` is what a client has to trust."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test authority")])
        own = self._signed(self._name, self._key, x509.BasicConstraints(ca=True, path_length=None))
        self.file = folder / "authority.pem"
        self.file.write_bytes(own.public_bytes(serialization.Encoding.PEM))

    def server(self, name: str = NAME, *, days: tuple[int, int] = (-1, 30), own: bool = False) -> ssl.SSLContext:
        """What a server needs; ``days`` is from when until when, ``own`` is signed by itself."""
        key = ec.generate_private_key(ec.SECP256R1())
        entry = x509.IPAddress(IPv4Address(name)) if name[0].isdigit() else x509.DNSName(name)
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        made = self._signed(subject, key, x509.SubjectAlternativeName([entry]), days=days, own=own)
        file = self._folder / "server.pem"
        file.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
            + made.public_bytes(serialization.Encoding.PEM)
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context

    def _signed(
        self,
        subject: x509.Name,
        key: ec.EllipticCurvePrivateKey,
        extension: x509.ExtensionType,
        *,
        days: tuple[int, int] = (-1, 30),
        own: bool = False,
    ) -> x509.Certificate:
        now = datetime.now(UTC)
        draft = x509.CertificateBuilder(subject_name=subject, issuer_name=subject if own else self._name)
        draft = draft.public_key(key.public_key()).serial_number(x509.random_serial_number())
        draft = draft.not_valid_before(now + timedelta(days[0])).not_valid_after(now + timedelta(days[1]))
        return draft.add_extension(extension, critical=False).sign(key if own else self._key, hashes.SHA256())


def a_while_ago() -> datetime:
    return datetime(2026, 11, 2, 15, 4, tzinfo=UTC)


def reader(*sites: HostileSite, resolve: Any = None, authority: Authority | None = None, **limits: float) -> SafePages:
    """A fetcher that may visit these sites under their name, and nothing else on this machine."""
    return SafePages(
        a_while_ago,
        allowed_hosts=frozenset(site.place for site in sites),
        resolve=resolve or Dns(),
        limits=replace(Limits(seconds=5.0, connect=2.0), **limits),  # type: ignore[arg-type]
        trusted_certificates=str(authority.file) if authority else None,
    )


def quickly(fetch: Callable[[], Snapshot], seconds: float) -> Snapshot:
    """What is fetched, in time."""
    started = time.monotonic()
    found = fetch()
    assert time.monotonic() - started < seconds
    return found
