"""A client that costs little: plain sockets kept alive, requests made beforehand, a few threads, a bounded count."""

import json
import socket
import threading
import time
from collections.abc import Sequence
from typing import Any

CONNECTIONS = 4  # as many as the server has threads


def request(method: str, path: str, token: str = "", body: bytes = b"", **headers: str) -> bytes:
    """The bytes of one request; names of headers with underscores for dashes."""
    lines = [f"{method} {path} HTTP/1.1", "Host: greenlight.test", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    if token:
        lines.append(f"Authorization: Bearer {token}")
    return "\r\n".join([*lines, "", ""]).encode() + body


class Line:
    """One connection that is kept alive."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, wish: bytes) -> tuple[int, bytes]:
        """Send a request, wait for its whole answer."""
        self._socket.sendall(wish)
        got = b""
        while (end := got.find(b"\r\n\r\n")) < 0:
            got += self._more()
        head = got[:end].lower()
        at = head.find(b"content-length:")
        length = int(head[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
        while len(got) < end + 4 + length:
            got += self._more()
        return int(head[9:12]), got[end + 4 :]

    def _more(self) -> bytes:
        more = self._socket.recv(65_536)
        if not more:
            raise ConnectionError("the server hung up")
        return more

    def close(self) -> None:
        self._socket.close()


def ask(port: int, wish: bytes) -> Any:
    """One request; its JSON. Raises AssertionError for anything but success."""
    line = Line(port)
    status, body = line.ask(wish)
    line.close()
    assert status in {200, 204}, (status, body[:500])
    return json.loads(body) if body else None


def rate(port: int, wishes: Sequence[bytes]) -> float:
    """How many of these requests are answered a second, over a few connections. Each must succeed."""
    lines = [Line(port) for _ in range(CONNECTIONS)]
    failures: list[str] = []

    def work(line: Line, mine: Sequence[bytes]) -> None:
        try:
            for wish in mine:
                status, body = line.ask(wish)
                if status not in {200, 204}:
                    raise ConnectionError(f"{status} {body[:200]!r}")
        except OSError as error:
            failures.append(str(error))

    threads = [
        threading.Thread(target=work, args=(line, wishes[index::CONNECTIONS])) for index, line in enumerate(lines)
    ]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = time.perf_counter() - began
    for line in lines:
        line.close()
    assert not failures, failures[0]
    return len(wishes) / spent
