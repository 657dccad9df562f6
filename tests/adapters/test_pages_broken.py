"""A far side that makes no sense: packed as nobody can unpack it, cut off, or no HTTP at all."""

import gzip
import socket
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onboarding.domain.pages import Trouble
from tests.adapters.hostile_site import (
    CHUNKED,
    HEAD,
    HTML,
    HostileSite,
    Visit,
    answer,
    quickly,
    reader,
)

pytestmark = pytest.mark.usefixtures("nothing_unforeseen")


def packed(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)  # the same in every process that collects the tests


def raw_deflate(data: bytes) -> bytes:
    machine = zlib.compressobj(wbits=-15)
    return machine.compress(data) + machine.flush()


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", packed(HTML.encode())),
        ("X-GZIP ", packed(HTML.encode())),
        ("deflate", zlib.compress(HTML.encode())),
        ("deflate", raw_deflate(HTML.encode())),
        ("identity", HTML.encode()),
        ("", HTML.encode()),
        ("gzip", packed(HTML.encode()) + b"what browsers ignore"),
    ],
)
def test_a_packed_page_is_unpacked(site: HostileSite, encoding: str, body: bytes) -> None:
    site.pages["/"] = answer(body, f"Content-Encoding: {encoding}")
    found = reader(site).fetch(site.base)
    assert (found.text, found.size) == (HTML, len(HTML))


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("br", b"\x0b\x02\x80hello\x03"),
        ("zstd", b"\x28\xb5\x2f\xfd"),
        ("compress", b"\x1f\x9d"),
        ("gzip, gzip", packed(packed(HTML.encode()))),
        ("gzip\r\nContent-Encoding: gzip", packed(packed(HTML.encode()))),
        ("no-such-thing", HTML.encode()),
        ("gzip", HTML.encode()),
        ("gzip", packed(HTML.encode())[:-9]),
        ("gzip", packed(HTML.encode())[:-8] + b"\x00" * 8),
        ("gzip", b"\x1f\x8b"),
        ("deflate", zlib.compress(HTML.encode())[:-5]),
        ("deflate", b"x"),
    ],
)
def test_what_cannot_be_unpacked_is_broken(site: HostileSite, encoding: str, body: bytes) -> None:
    site.pages["/"] = answer(body, f"Content-Encoding: {encoding}")
    found = reader(site).fetch(site.base)
    assert (found.trouble, found.status, found.text) == (Trouble.BROKEN, 200, "")


# ---------------------------------------------------------------- broken


@pytest.mark.parametrize(
    ("raw", "trouble"),
    [
        (b"", Trouble.UNREACHABLE),
        (b"<html>HTTP/0.9 said it all so</html>", Trouble.BROKEN),
        (b"SSH-2.0-OpenSSH_9.6\r\n", Trouble.BROKEN),
        (b"220 mail.test ESMTP\r\n", Trouble.BROKEN),
        (b"\x15\x03\x01\x00\x02\x02\x46", Trouble.BROKEN),
        (b"\x00" * 100, Trouble.BROKEN),
        (b"HTTP/1.1 banana\r\n\r\n", Trouble.BROKEN),
        (b"HTTP/1.1 2000 x\r\n\r\n", Trouble.BROKEN),
        (b"HTTP/1.1 -200 x\r\n\r\n", Trouble.BROKEN),
        (b"HTTP/2 200\r\n\r\n", Trouble.BROKEN),
        (b"HTTP/1.1 200 " + b"x" * 70_000, Trouble.BROKEN),
        (HEAD + b"Content-Length: 10\r\n\r\nhello", Trouble.BROKEN),
        (CHUNKED + b"5\r\nhel", Trouble.BROKEN),
        (CHUNKED + b"5\r\nhello\r\n", Trouble.BROKEN),
        (CHUNKED + b"zz\r\nhello\r\n0\r\n\r\n", Trouble.BROKEN),
        (CHUNKED + b"-5\r\nhello\r\n0\r\n\r\n", Trouble.BROKEN),
        (HEAD + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", Trouble.BROKEN),
    ],
)
def test_an_answer_that_is_no_http_is_broken(site: HostileSite, raw: bytes, trouble: Trouble) -> None:
    site.pages["/"] = raw
    found = quickly(lambda: reader(site).fetch(site.base), 1.0)
    assert (found.trouble, found.text, found.hops) == (trouble, "", (f"{site.base}/",))


def reset(visit: Visit) -> None:
    visit.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")


def test_a_connection_that_is_cut_is_told_by_when(site: HostileSite) -> None:
    def in_the_body(visit: Visit) -> None:
        visit.say(HEAD + b"Content-Length: 10\r\n\r\n")
        visit.over.wait(0.1)
        reset(visit)

    site.pages |= {"/": reset, "/body": in_the_body}
    assert reader(site).fetch(site.base).trouble is Trouble.UNREACHABLE
    assert reader(site).fetch(f"{site.base}/body").trouble is Trouble.BROKEN


def test_nobody_there_is_unreachable() -> None:
    with HostileSite() as site:
        pass
    found = reader(site).fetch(site.base)
    assert (found.trouble, found.status, found.hops) == (Trouble.UNREACHABLE, 0, (f"{site.base}/",))


PARTS = st.sampled_from(
    [
        HEAD,
        CHUNKED,
        b"HTTP/1.1 ",
        b"302 x\r\n",
        b"Location: ",
        b"\r\n",
        b"Content-Encoding: gzip\r\n",
        b"5\r\n",
        b"0\r\n",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PARTS | st.binary(max_size=12), max_size=12).map(b"".join))
def test_any_bytes_are_an_answer_of_some_kind(raw: bytes) -> None:
    with HostileSite(pages={"/": raw}) as site:
        assert reader(site, redirects=0).fetch(site.base).asked == site.base
