"""The very end of the wire: an answer that never comes."""

import select
import socket
import time
from collections.abc import Iterable
from contextlib import suppress
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_LOOK = 0.1  # seconds between two looks at a caller who has sent more than one request


class Wire:
    """Holds the caller of a request that is to hang until the caller gives up or the time is over, then hangs up.

    Without a socket nobody can give up, so a caller in this process gets TimeoutError at once.
    """

    def __init__(self, inner: WSGIApplication) -> None:
        self._inner = inner

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        answer = self._inner(environ, start_response)
        seconds = environ.get("simulator.hang")
        if seconds is None:
            return answer
        connection = environ.get("werkzeug.socket")
        if connection is None:
            raise TimeoutError("The registry did not answer in time.")
        _wait(connection, seconds)
        with suppress(OSError):  # the caller may be gone
            connection.shutdown(socket.SHUT_RDWR)
        return []


def _wait(connection: socket.socket, seconds: float) -> None:
    poll = select.poll()
    poll.register(connection, select.POLLIN)
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        if poll.poll(left * 1000):
            if _is_gone(connection):
                return
            time.sleep(min(left, _LOOK))


def _is_gone(connection: socket.socket) -> bool:
    try:
        return connection.recv(1, socket.MSG_PEEK) == b""
    except OSError:
        return True
