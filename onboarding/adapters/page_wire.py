"""One question over one connection to one checked machine, against the clock and the scales."""

import io
import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from http.client import HTTPException, HTTPResponse
from typing import Any, cast

from onboarding.adapters.page_addresses import IP, Stopped, Target
from onboarding.domain.pages import Trouble

HEAD = 128 * 1024  # bytes for status, headers, and the frames of chunks
_PIECE = 16 * 1024
_MACHINES = 4  # of one name that are tried
_REQUEST = (
    "GET {asked} HTTP/1.1\r\n"
    "Host: {authority}\r\n"
    "User-Agent: Mozilla/5.0 (compatible; Greenlight page check)\r\n"
    "Accept: text/html\r\n"
    "Accept-Language: en-US\r\n"
    "Accept-Encoding: gzip, deflate\r\n"
    "Connection: close\r\n"
    "\r\n"
)


class Deadline:
    """When the whole journey must be over."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds that are left; raises Stopped when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise Stopped(Trouble.TIMEOUT)
        return left


def connect(machines: Sequence[IP], port: int, deadline: Deadline, patience: float) -> socket.socket:
    """A connection to the first of the machines that takes it; names play no part any more."""
    trouble = Trouble.UNREACHABLE
    for ip in machines[:_MACHINES]:
        try:
            return _connection(ip, port, min(patience, deadline.left()))
        except TimeoutError:
            trouble = Trouble.TIMEOUT
        except OSError:
            trouble = Trouble.UNREACHABLE
    raise Stopped(trouble)


def _connection(ip: IP, port: int, seconds: float) -> socket.socket:
    connection = socket.socket(socket.AF_INET6 if ip.version == 6 else socket.AF_INET, socket.SOCK_STREAM)
    try:
        connection.settimeout(seconds)
        connection.connect((str(ip), port))
        _check_peer(connection, ip)
    except BaseException:
        connection.close()
        raise
    return connection


def _check_peer(connection: socket.socket, ip: IP) -> None:
    """Whatever the system made of the address, the machine at the other end must be the one that was checked."""
    if ipaddress.ip_address(connection.getpeername()[0]) != ip:
        raise Stopped(Trouble.NOT_PUBLIC)


def secure(connection: socket.socket, name: str, context: ssl.SSLContext, deadline: Deadline) -> ssl.SSLSocket:
    """TLS on a connection, which it takes over; the certificate must be good for the name."""
    secured = None
    try:
        secured = context.wrap_socket(connection, server_hostname=name, do_handshake_on_connect=False)
        secured.settimeout(deadline.left())
        secured.do_handshake()
    except BaseException as error:
        (secured or connection).close()
        if isinstance(error, OSError | ValueError):
            raise Stopped(_meaning(error)) from error
        raise
    return secured


def _meaning(error: OSError | ValueError) -> Trouble:
    """What a handshake that failed says of the far side."""
    match error:
        case ssl.SSLCertVerificationError():
            return Trouble.CERTIFICATE
        case TimeoutError():
            return Trouble.TIMEOUT
        case ssl.SSLEOFError() | ssl.SSLZeroReturnError() | ConnectionError():
            return Trouble.UNREACHABLE
    return Trouble.BROKEN


class Wire:
    """Asks over a connection and reads the answer."""

    def __init__(self, connection: socket.socket, deadline: Deadline, limit: int) -> None:
        self._connection = connection
        self._deadline = deadline
        self._reader = _Reader(_Flow(connection, deadline, limit))

    def ask(self, target: Target) -> HTTPResponse:
        """Ask for a page and read the head of the answer."""
        request = _REQUEST.format(asked=target.asked, authority=target.authority).encode("ascii")
        with _stopping(Trouble.UNREACHABLE):
            self._connection.settimeout(self._deadline.left())
            self._connection.sendall(request)
            while True:
                response = HTTPResponse(cast("socket.socket", self), method="GET")
                response.begin()
                if response.status // 100 != 1 or response.status == HTTPStatus.SWITCHING_PROTOCOLS:
                    return response

    def makefile(self, _mode: str) -> io.BufferedReader:
        """All that http.client wants of a socket."""
        return self._reader


def pieces(response: HTTPResponse) -> Iterator[bytes]:
    """The body as it comes in, without the frames of chunks. Raises Stopped when it ends before its end."""
    with _stopping(Trouble.BROKEN):
        while piece := response.read(_PIECE):
            yield piece
    if response.length:
        raise Stopped(Trouble.BROKEN)


def weighed(parts: Iterable[bytes], most: int) -> Iterator[bytes]:
    """The same parts, until they are too many bytes."""
    for part in parts:
        most -= len(part)
        if most < 0:
            raise Stopped(Trouble.TOO_LARGE)
        yield part


class _Flow(io.RawIOBase):
    """The incoming bytes: every wait is cut to the time that is left, every byte is weighed."""

    def __init__(self, connection: socket.socket, deadline: Deadline, limit: int) -> None:
        self._connection = connection
        self._deadline = deadline
        self._left = limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._connection.settimeout(self._deadline.left())
        count = self._connection.recv_into(buffer)
        self._left -= count
        if self._left < 0:
            raise Stopped(Trouble.TOO_LARGE)
        return count


class _Reader(io.BufferedReader):
    """Stays open when an answer that only comes before the answer (103 Early Hints) is thrown away."""

    def close(self) -> None:
        pass


@contextmanager
def _stopping(gone: Trouble) -> Iterator[None]:
    """What the far side does wrong, in our words; ``gone`` is for a connection that ends."""
    try:
        yield
    except TimeoutError as error:
        raise Stopped(Trouble.TIMEOUT) from error
    except OSError as error:
        raise Stopped(gone) from error
    except (HTTPException, ValueError) as error:
        raise Stopped(Trouble.BROKEN) from error
