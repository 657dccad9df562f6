"""The DNS, asked of a name server on this machine: texts, nothing there, no answer."""

import socket
import threading
from collections.abc import Iterator

import dns.message
import dns.rcode
import dns.rrset
import pytest

from onboarding.adapters.names import NameServers
from onboarding.services.ports import NameNotFound, Unavailable

RECORDS = {
    "_greenlight.shop.example.": ['"greenlight=abc"'],
    "_greenlight.long.example.": ['"' + "a" * 200 + '" "' + "b" * 100 + '"', '"v=other"'],
    "_greenlight.bytes.example.": ['"\\255\\254"'],
}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A name server that knows three names."""
    door = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    door.bind(("127.0.0.1", 0))
    door.settimeout(0.2)
    stop = threading.Event()

    def serve() -> None:
        while not stop.is_set():
            try:
                data, sender = door.recvfrom(4096)
            except TimeoutError:
                continue
            query = dns.message.from_wire(data)
            reply = dns.message.make_response(query)
            name = str(query.question[0].name).lower()
            if name.startswith("_greenlight.broken"):
                reply.set_rcode(dns.rcode.SERVFAIL)
            elif name.startswith("_greenlight.empty"):
                pass
            elif name in RECORDS:
                reply.answer.append(dns.rrset.from_text(name, 60, "IN", "TXT", *RECORDS[name]))
            else:
                reply.set_rcode(dns.rcode.NXDOMAIN)
            door.sendto(reply.to_wire(), sender)

    thread = threading.Thread(target=serve)
    thread.start()
    yield f"127.0.0.1:{door.getsockname()[1]}"
    stop.set()
    thread.join()
    door.close()


def test_the_texts_of_a_name(server: str) -> None:
    assert NameServers(server).texts("_greenlight.shop.example") == ["greenlight=abc"]
    assert sorted(NameServers(server).texts("_greenlight.long.example")) == ["a" * 200 + "b" * 100, "v=other"]
    assert NameServers(server).texts("_greenlight.bytes.example") == ["\ufffd\ufffd"]


@pytest.mark.parametrize("name", ["_greenlight.nowhere.example", "_greenlight.empty.example"])
def test_nothing_there(server: str, name: str) -> None:
    with pytest.raises(NameNotFound):
        NameServers(server).texts(name)


def test_a_broken_server_is_no_answer(server: str) -> None:
    with pytest.raises(Unavailable):
        NameServers(server).texts("_greenlight.broken.example")
