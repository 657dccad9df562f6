"""The outermost layer: takes in whole bodies up to a size, and can hang up without an answer."""

import io
import socket
from collections.abc import Iterable
from typing import IO
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

MAX_BODY = 1024 * 1024
MAX_UPLOAD = 11 * MAX_BODY  # a file of 10 MiB and the form around it
MAX_DRAINED = 64 * MAX_BODY
_CHUNK = 64 * 1024


class Intake:
    """Reads each body before anything else answers.

    A server that answers and closes while a body is still under way resets the connection, and the caller never
    sees the answer; so what is too large is read and thrown away, and `simulator.too_large` is set instead.
    """

    def __init__(self, inner: WSGIApplication) -> None:
        self._inner = inner

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        _take_in(environ)
        answer = self._inner(environ, start_response)
        if not environ.get("simulator.hang_up"):
            return answer
        connection = environ.get("werkzeug.socket")
        if connection is None:
            raise ConnectionResetError("The registry hung up without an answer.")
        connection.shutdown(socket.SHUT_RDWR)
        return []


def _take_in(environ: WSGIEnvironment) -> None:
    stream: IO[bytes] = environ["wsgi.input"]
    try:
        announced = max(0, int(environ.get("CONTENT_LENGTH") or 0))
    except ValueError:
        announced = 0
    endless = bool(environ.get("wsgi.input_terminated")) and not announced
    most = MAX_UPLOAD if _is_upload(environ) else MAX_BODY
    body = _read(stream, most + 1, None if endless else announced)
    if len(body) > most:
        environ["simulator.too_large"] = True
        rest = None if endless else announced - len(body)
        _drain(stream, rest)
        body = b""
    environ["wsgi.input"] = io.BytesIO(body)
    environ["CONTENT_LENGTH"] = str(len(body))
    environ.pop("HTTP_TRANSFER_ENCODING", None)


def _is_upload(environ: WSGIEnvironment) -> bool:
    return str(environ.get("CONTENT_TYPE", "")).strip().lower().startswith("multipart/form-data")


def _read(stream: IO[bytes], most: int, announced: int | None) -> bytes:
    parts, left = [], most if announced is None else min(most, announced)
    while left > 0:
        part = stream.read(min(left, _CHUNK))
        if not part:
            break
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def _drain(stream: IO[bytes], rest: int | None) -> None:
    left = MAX_DRAINED if rest is None else min(rest, MAX_DRAINED)
    while left > 0 and (part := stream.read(min(left, _CHUNK))):
        left -= len(part)
