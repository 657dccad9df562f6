"""A far side that never ends: slow to answer, endless, or small on the wire and large when it is unpacked."""

import gzip
import socket
import tracemalloc
import zlib

import pytest

from onboarding.domain.pages import Trouble
from tests.adapters.hostile_site import (
    CHUNKED,
    HEAD,
    HostileSite,
    Speaker,
    Visit,
    answer,
    quickly,
    reader,
    redirect,
)

pytestmark = pytest.mark.usefixtures("nothing_unforeseen")


def silent(visit: Visit) -> None:
    visit.over.wait(10)


def dripping_status(visit: Visit) -> None:
    visit.drip(b"HTTP/1.1 200 O" + b"K" * 1000, 0.05)


def dripping_headers(visit: Visit) -> None:
    visit.say(HEAD)
    visit.drip(b"X-A: b\r\n" * 1000, 0.05)


def dripping_body(visit: Visit) -> None:
    visit.say(HEAD + b"\r\n")
    visit.drip(b"x" * 1000, 0.05)


def dripping_chunks(visit: Visit) -> None:
    visit.say(CHUNKED)
    visit.drip(b"1\r\nx\r\n" * 1000, 0.05)


def dripping_news(visit: Visit) -> None:
    visit.drip(b"HTTP/1.1 100 Continue\r\n\r\n" * 100, 0.02)


def stopping_halfway(visit: Visit) -> None:
    visit.say(HEAD + b"Content-Length: 1000\r\n\r\nhello")
    visit.over.wait(10)


@pytest.mark.parametrize(
    "speaker",
    [silent, dripping_status, dripping_headers, dripping_body, dripping_chunks, dripping_news, stopping_halfway],
)
def test_a_slow_answer_ends_at_the_deadline(site: HostileSite, speaker: Speaker) -> None:
    site.pages["/"] = speaker
    found = quickly(lambda: reader(site, seconds=0.3).fetch(site.base), 2.0)
    assert (found.trouble, found.text) == (Trouble.TIMEOUT, "")


def test_all_redirects_share_one_deadline(site: HostileSite) -> None:
    def slowly(visit: Visit) -> None:
        visit.over.wait(0.12)
        visit.say(redirect(f"/{int(visit.path[1:]) + 1}"))

    site.pages |= {f"/{n}": slowly for n in range(9)}
    found = quickly(lambda: reader(site, seconds=0.3).fetch(f"{site.base}/0"), 2.0)
    assert found.trouble is Trouble.TIMEOUT
    assert len(found.hops) < 5


def test_a_slow_error_page_is_its_status(site: HostileSite) -> None:
    def dripping(visit: Visit) -> None:
        visit.say(b"HTTP/1.1 404 x\r\nContent-Type: text/html\r\n\r\nSorry")
        visit.over.wait(10)

    site.pages["/"] = dripping
    found = quickly(lambda: reader(site, seconds=0.3).fetch(site.base), 2.0)
    assert (found.status, found.trouble) == (404, None)


def test_a_machine_that_takes_no_connection_is_not_waited_for() -> None:
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        port = full.getsockname()[1]
        waiting = [socket.socket() for _ in range(3)]
        for one in waiting:  # the queue is full after these
            one.setblocking(False)
            one.connect_ex(("127.0.0.1", port))
        site = HostileSite(port=port)
        found = quickly(lambda: reader(site, connect=0.2).fetch(site.base), 2.0)
        assert (found.trouble, found.hops) == (Trouble.TIMEOUT, (f"{site.base}/",))
        for one in waiting:
            one.close()


# ---------------------------------------------------------------- large


def test_a_page_that_is_too_large_by_its_own_word_is_not_read(site: HostileSite) -> None:
    def boasting(visit: Visit) -> None:
        visit.say(HEAD + b"Content-Length: 2000001\r\n\r\n")
        silent(visit)

    site.pages["/"] = boasting
    assert quickly(lambda: reader(site).fetch(site.base), 2.0).trouble is Trouble.TOO_LARGE


@pytest.mark.parametrize("head", [HEAD + b"\r\n", CHUNKED, HEAD + b"Content-Length: x\r\n\r\n"])
def test_a_gigabyte_is_left_early(site: HostileSite, head: bytes) -> None:
    piece = b"x" * 65536
    piece = b"10000\r\n" + piece + b"\r\n" if b"chunked" in head else piece

    def endless(visit: Visit) -> None:
        visit.say(head)
        visit.flood(piece, 16 * 1024)

    site.pages["/"] = endless
    tracemalloc.start()
    found = quickly(lambda: reader(site).fetch(site.base), 2.0)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (found.trouble, found.text) == (Trouble.TOO_LARGE, "")
    assert peak < 12_000_000
    assert site.visits[0].sent < 30_000_000, "what the system's buffers took"


def test_as_much_as_is_allowed_is_read(site: HostileSite) -> None:
    for extra, trouble in [(0, None), (1, Trouble.TOO_LARGE)]:
        site.pages["/"] = HEAD + b"\r\n" + b"x" * (5000 + extra)
        assert reader(site, bytes=5000).fetch(site.base).trouble is trouble
        site.pages["/"] = answer(b"x" * (5000 + extra))
        assert reader(site, bytes=5000).fetch(site.base).trouble is trouble
        site.pages["/"] = answer(gzip.compress(b"x" * (5000 + extra)), "Content-Encoding: gzip")
        assert reader(site, unpacked=5000).fetch(site.base).trouble is trouble


@pytest.mark.parametrize(
    "flood",
    [
        b"X-Header: value\r\n",
        b"X",
        b"X-Header: " + b"v" * 60_000 + b"\r\n",
        b" folded\r\n",
        b"\r\nHTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 100 Continue\r\nX: y\r\n",
    ],
)
def test_endless_headers_are_left_early(site: HostileSite, flood: bytes) -> None:
    def endless(visit: Visit) -> None:
        visit.say(b"HTTP/1.1 100 Continue\r\nX: y\r\n" if b"100" in flood else HEAD)
        visit.flood(flood * 10, 1_000_000)

    site.pages["/"] = endless
    found = quickly(lambda: reader(site, seconds=10).fetch(site.base), 2.0)
    assert found.trouble in {Trouble.BROKEN, Trouble.TOO_LARGE}


@pytest.mark.parametrize("frame", [b"1\r\nx\r\n", b"1;" + b"e" * 60_000 + b"\r\nx\r\n"])
def test_frames_that_outweigh_their_chunks_are_weighed_too(site: HostileSite, frame: bytes) -> None:
    def endless(visit: Visit) -> None:
        visit.say(CHUNKED)
        visit.flood(frame * 20, 1_000_000)

    site.pages["/"] = endless
    found = quickly(lambda: reader(site, seconds=10, bytes=100_000).fetch(site.base), 2.0)
    assert found.trouble is Trouble.TOO_LARGE


def test_a_bomb_is_unpacked_only_so_far(site: HostileSite) -> None:
    machine = zlib.compressobj(9, wbits=31)
    packed = b"".join(machine.compress(b"\x00" * 1_000_000) for _ in range(200)) + machine.flush()
    assert len(packed) < 250_000
    site.pages["/"] = answer(packed, "Content-Encoding: gzip")
    tracemalloc.start()
    found = quickly(lambda: reader(site).fetch(site.base), 3.0)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found.trouble is Trouble.TOO_LARGE
    assert peak < 20_000_000
