"""A requests adapter that calls a WSGI application: real client code, no socket, no port."""

import io
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

import requests
from requests.adapters import BaseAdapter
from werkzeug.test import EnvironBuilder, run_wsgi_app


class WsgiAdapter(BaseAdapter):
    """Mount it on a session; ``fail_with`` makes the next requests fail before or after they were carried out."""

    def __init__(self, app: Any) -> None:
        super().__init__()
        self.app = app
        self.requests: list[tuple[str, str]] = []
        self.before: list[Exception | None] = []
        self.after: list[Exception | None] = []

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        parts = urlsplit(request.url or "")
        self.requests.append((request.method or "", parts.path))
        if self.before and (error := self.before.pop(0)):
            raise error
        body = request.body.encode() if isinstance(request.body, str) else request.body or b""
        builder = EnvironBuilder(
            path=unquote(parts.path),
            query_string=parts.query,
            base_url=f"{parts.scheme}://{parts.netloc}",
            method=request.method or "GET",
            headers=dict(request.headers),
            input_stream=io.BytesIO(body),
            content_length=len(body),
        )
        try:
            chunks, status, headers = run_wsgi_app(self.app, builder.get_environ(), buffered=True)
        except ConnectionError as error:
            raise requests.ConnectionError(str(error)) from error
        except TimeoutError as error:
            raise requests.ReadTimeout(str(error)) from error
        if self.after and (error := self.after.pop(0)):
            raise error
        answer = b"".join(chunks)
        if request.method != "HEAD" and len(answer) < int(headers.get("Content-Length") or 0):
            raise requests.exceptions.ChunkedEncodingError("The answer was cut off.")
        return _response(request, answer, status, headers)

    def close(self) -> None:
        """Nothing is open."""


def _response(
    request: requests.PreparedRequest, body: bytes, status: str, headers: Mapping[str, str]
) -> requests.Response:
    response = requests.Response()
    response.status_code = int(status.split(maxsplit=1)[0])
    response.headers.update(dict(headers))
    response.raw = io.BytesIO(body)
    response._content = body  # what requests itself fills from the raw stream
    response.url = request.url or ""
    response.request = request
    return response
