"""One connection's requests over HTTP/1.1, the connection kept open between them.

werkzeug's own handler closes after each request, because it cannot know whether the application has read the whole body.
Here it has: `intake` takes in each body first. So an answer goes out whole, in one piece, and the next request may follow.
"""

import logging
import re
from typing import Any
from wsgiref.types import WSGIEnvironment

from werkzeug.serving import WSGIRequestHandler

from onboarding.simulator.intake import MAX_DRAINED

_IDLE = 30.0  # seconds a connection may keep the server waiting
_BODILESS = ("204", "304")

_log = logging.getLogger(__name__)


class Handler(WSGIRequestHandler):
    """Says nothing about each request, and gives up on a connection that stays silent."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = _IDLE

    def run_wsgi(self) -> None:
        """Answers one request; whatever leaves the connection in doubt closes it afterwards."""
        self.environ = environ = self.make_environ()
        self.close_connection = self.close_connection or not _ends_clearly(environ)
        try:
            status, headers, body = self._ask(environ)
        except OSError as problem:  # a body that breaks off, or a caller who is gone
            self.close_connection = True
            _log.info("no answer to %s %s: %s", self.command, self.path, problem)
            status, headers, body = "400 Bad Request", [("Content-Type", "text/plain")], b"Bad Request\n"
        except Exception:  # noqa: BLE001 - logged
            self.close_connection = True
            _log.exception("no answer to %s %s", self.command, self.path)
            status, headers, body = "500 Internal Server Error", [("Content-Type", "text/plain")], b""
        self._answer(status, headers, body)

    def _ask(self, environ: WSGIEnvironment) -> tuple[str, list[tuple[str, str]], bytes]:
        begun: list[tuple[str, list[tuple[str, str]]]] = []

        def start_response(status: str, headers: list[tuple[str, str]], _error: Any = None) -> Any:
            begun[:] = [(status, headers)]

        answer = self.server.app(environ, start_response)
        try:
            body = b"".join(answer)
        finally:
            if hasattr(answer, "close"):
                answer.close()
        return *begun[0], body

    def _answer(self, status: str, headers: list[tuple[str, str]], body: bytes) -> None:
        bodiless = self.command == "HEAD" or status[:3] in _BODILESS
        if self.request_version == "HTTP/0.9":  # knows no headers
            self.wfile.write(body)
            return
        code, _, phrase = status.partition(" ")
        self.send_response(int(code), phrase)
        names = set()
        for name, value in headers:
            names.add(name.lower())
            self.send_header(name, value)  # a `Connection: close` among them closes
        if "content-length" not in names and code not in _BODILESS:
            self.send_header("Content-Length", str(len(body)))
        if self.close_connection and "connection" not in names:
            self.send_header("Connection", "close")
        # One piece: headers first and the body after them would be two packets.
        self._headers_buffer.append(b"\r\n" + (b"" if bodiless else body))
        self.flush_headers()

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass

    def log_error(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class names it so
        _log.info(format, *args)


def _ends_clearly(environ: WSGIEnvironment) -> bool:
    """Whether the application will have read all of the body, so that the next request line comes next.

    Of a body in chunks nobody knows the length before its end.
    """
    if environ.get("wsgi.input_terminated"):
        return False
    length = environ.get("CONTENT_LENGTH") or "0"
    return bool(re.fullmatch(r"[0-9]{1,12}", length, re.ASCII)) and int(length) <= MAX_DRAINED
