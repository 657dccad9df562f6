"""Fetching a page: what is asked, what is kept, where it leads. The far side is a real server on loopback."""

import hashlib
from pathlib import Path

import pytest

from onboarding.domain.pages import Trouble
from tests.adapters.hostile_site import HTML, Dns, HostileSite, Visit, a_while_ago, answer, reader, redirect

pytestmark = pytest.mark.usefixtures("nothing_unforeseen")


def test_a_page_is_kept_with_its_evidence(site: HostileSite) -> None:
    found = reader(site).fetch(f"http://SHOP.test.:{site.port}#top")
    assert found.is_readable
    assert (found.asked, found.address) == (f"http://SHOP.test.:{site.port}#top", f"{site.base}/")
    assert (found.status, found.trouble, found.hops) == (200, None, (f"{site.base}/",))
    assert (found.text, found.content_type, found.fetched_at) == (HTML, "text/html", a_while_ago())
    assert (found.size, found.sha256) == (len(HTML), hashlib.sha256(HTML.encode()).hexdigest())


def test_it_says_who_asks_and_nothing_else(site: HostileSite) -> None:
    reader(site).fetch(f"{site.base}/about us?q=a b&c=%20é")
    assert site.visits[0].head.split("\r\n")[0] == "GET /about%20us?q=a%20b&c=%20%C3%A9 HTTP/1.1"
    assert site.visits[0].headers == {
        "Host": site.place,
        "User-Agent": "Mozilla/5.0 (compatible; Greenlight page check)",
        "Accept": "text/html",
        "Accept-Language": "en-US",
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
    }


def test_an_empty_page_is_a_page(site: HostileSite) -> None:
    site.pages["/"] = answer("")
    found = reader(site).fetch(site.base)
    assert found.is_readable
    assert (found.size, found.sha256) == (0, hashlib.sha256(b"").hexdigest())


@pytest.mark.parametrize(
    "status", ["404 Not Found", "101 Switching", "401 Unauthorized", "500 Oops", "503 Busy", "204 None", "302 Found"]
)
def test_any_other_status_is_no_trouble_but_no_page_either(site: HostileSite, status: str) -> None:
    site.pages["/"] = answer("<h1>Sorry</h1>", status=status)
    found = reader(site).fetch(site.base)
    assert (found.status, found.trouble, found.is_readable) == (int(status[:3]), None, False)
    assert found.text == ("" if status.startswith(("204", "101")) else "<h1>Sorry</h1>")


def test_an_error_page_is_read_only_so_far(site: HostileSite) -> None:
    def endless(visit: Visit) -> None:
        visit.say(b"HTTP/1.1 404 x\r\nContent-Type: text/html\r\n\r\n")
        visit.flood(b"x" * 65536, 1000)

    site.pages["/"] = endless
    found = reader(site, error_page=1000).fetch(site.base)
    assert (found.status, found.trouble, found.text) == (404, None, "x" * 1000)
    assert site.visits[0].sent < 20_000_000


@pytest.mark.parametrize("body", [b"\x1f\x8bjunk", b"%PDF-1.7"])
def test_an_error_page_that_cannot_be_read_is_still_its_status(site: HostileSite, body: bytes) -> None:
    site.pages["/"] = answer(body, "Content-Encoding: gzip", "Content-Type: application/pdf", status="410 Gone")
    found = reader(site).fetch(site.base)
    assert (found.status, found.trouble, found.text) == (410, None, "")
    site.pages["/"] = answer(body, "Content-Encoding: gzip", status="410 Gone")
    assert reader(site).fetch(site.base).trouble is None


def test_news_before_the_answer_is_passed_over(site: HostileSite) -> None:
    early = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n"
    site.pages["/"] = early + answer()
    found = reader(site).fetch(site.base)
    assert (found.status, found.text) == (200, HTML)


def test_a_chunked_page_is_put_together(site: HostileSite) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    site.pages["/"] = head + b"5;name=x\r\n<p>On\r\n3\r\ne, \r\n7\r\ntwo</p>\r\n0\r\nTrailer: x\r\n\r\n"
    assert reader(site).fetch(site.base).text == "<p>One, two</p>"


# ---------------------------------------------------------------- redirects


@pytest.mark.parametrize("status", ["301 a", "302 b", "303 c", "307 d", "308 e"])
@pytest.mark.parametrize("location", ["/end", "end", "//{place}/end", "{base}/end#there", "  /end  "])
def test_redirects_are_followed_and_kept(site: HostileSite, status: str, location: str) -> None:
    site.pages |= {"/": redirect(location.format(place=site.place, base=site.base), status), "/end": answer("<p>End")}
    found = reader(site).fetch(site.base)
    assert (found.text, found.address) == ("<p>End", f"{site.base}/end")
    assert found.hops == (f"{site.base}/", f"{site.base}/end")


def test_a_location_in_utf_8_or_latin_1_is_understood(site: HostileSite) -> None:
    site.pages |= {"/": redirect("/caf\u00e9".encode().decode("latin-1")), "/caf%C3%A9": redirect("/th\u00e9?a b")}
    site.pages["/th%C3%A9?a%20b"] = answer("<p>Tea")
    assert reader(site).fetch(site.base).text == "<p>Tea"


def test_a_loop_is_left_at_once(site: HostileSite) -> None:
    site.pages |= {"/": redirect("/a"), "/a": redirect("/#b")}
    found = reader(site).fetch(site.base)
    assert (found.trouble, found.status, site.paths) == (Trouble.REDIRECTS, 302, ["/", "/a"])


def test_five_redirects_are_followed_and_six_are_not(site: HostileSite) -> None:
    site.pages |= {f"/{n}": redirect(f"/{n + 1}") for n in range(7)} | {"/6": answer("<p>End")}
    assert reader(site).fetch(f"{site.base}/1").text == "<p>End"
    found = reader(site).fetch(f"{site.base}/0")
    assert (found.trouble, len(found.hops), found.text) == (Trouble.REDIRECTS, 6, "")


@pytest.mark.parametrize(
    ("location", "trouble"),
    [
        ("http://127.0.0.1/", Trouble.NOT_PUBLIC),
        ("http://169.254.169.254/latest/meta-data/", Trouble.NOT_PUBLIC),
        ("http://metadata.google.internal/", Trouble.NOT_PUBLIC),
        ("http://[::1]/", Trouble.NOT_PUBLIC),
        ("//localhost/", Trouble.NOT_PUBLIC),
        ("http://inside.example/", Trouble.NOT_PUBLIC),
        ("http://nowhere.example/", Trouble.UNKNOWN_HOST),
        ("http://other.test:{port}/", Trouble.BAD_ADDRESS),
        ("http://user:secret@{place}/", Trouble.BAD_ADDRESS),
        ("file:///etc/passwd", Trouble.BAD_ADDRESS),
        ("gopher://{place}/", Trouble.BAD_ADDRESS),
        ("javascript:alert(1)", Trouble.BAD_ADDRESS),
        ("data:text/html,hello", Trouble.BAD_ADDRESS),
        ("http://[::1", Trouble.BAD_ADDRESS),
        ("//[x]/", Trouble.BAD_ADDRESS),
        ("http:\\\\{place}\\", Trouble.BAD_ADDRESS),
        ("/" + "a" * 3000, Trouble.BAD_ADDRESS),
        ("/" + "\u00c3\u00a9" * 1500, Trouble.BAD_ADDRESS),
    ],
)
def test_a_redirect_leads_nowhere_that_an_address_may_not(site: HostileSite, location: str, trouble: Trouble) -> None:
    site.pages["/"] = redirect(location.format(port=site.port, place=site.place))
    dns = Dns({"shop.test": ["127.0.0.1"], "inside.example": ["10.0.0.7"], "other.test": ["127.0.0.1"]})
    found = reader(site, resolve=dns).fetch(site.base)
    assert (found.trouble, found.status, found.hops) == (trouble, 302, (f"{site.base}/",))
    assert found.address != f"{site.base}/", "it says what was refused"
    assert site.connections == 1


# ---------------------------------------------------------------- redirects inside a page


def refreshing(content: str, before: str = "") -> bytes:
    return answer(f"<html><head>{before}<meta http-equiv='Refresh' content='{content}'><p>First")


@pytest.mark.parametrize("content", ["0;url=/end", "5; URL = end", "0 /end", '3.5,url="/end" x', "0; url=/end?&amp;"])
def test_a_refresh_is_followed_like_a_redirect(site: HostileSite, content: str) -> None:
    site.pages |= {"/": refreshing(content), "/end": answer("<p>End"), "/end?&": answer("<p>End")}
    found = reader(site).fetch(site.base)
    assert (found.text, len(found.hops)) == ("<p>End", 2)


def test_a_refresh_in_the_header_or_under_a_base_is_followed_too(site: HostileSite) -> None:
    site.pages |= {"/": answer("<p>First", "Refresh: 0; url=/b/"), "/b/": answer("<p>Second")}
    assert reader(site).fetch(site.base).text == "<p>Second"
    site.pages["/"] = refreshing("0;url=c", before="<base href='/b/'>")
    site.pages["/b/c"] = answer("<p>Third")
    assert reader(site).fetch(site.base).text == "<p>Third"


@pytest.mark.parametrize(
    "page",
    [
        refreshing("6;url=/end"),
        refreshing("0"),
        refreshing("0;url="),
        refreshing("0;url=/#again"),
        refreshing("url=/end"),
        refreshing("soon;url=/end"),
        refreshing("0;url=javascript:alert(1)"),
        refreshing("0;url=http://[/"),
        refreshing("0;url=/end" + "?" * 3000),
        refreshing("0;url=/end" + "?" * 5000),
        answer("First", "Refresh: 0;url=/end" + "?" * 3000),
        refreshing("0;url=/end", before="<noscript>"),
        refreshing("0;url=/end", before="<!-- "),
        refreshing("0;url=/end", before="<script>var a = '"),
        refreshing("0;url=/end", before=" " * 70_000),
        answer("<meta http-equiv=refresh content=0;url=/end>First", "Content-Type: text/plain"),
    ],
)
def test_what_a_reader_would_not_be_sent_on_by_is_no_refresh(site: HostileSite, page: bytes) -> None:
    site.pages |= {"/": page, "/end": answer("<p>End")}
    found = reader(site).fetch(site.base)
    assert found.is_readable
    assert "First" in found.text
    assert site.paths == ["/"]


def test_only_one_refresh_is_followed(site: HostileSite) -> None:
    site.pages |= {"/": refreshing("0;url=/a"), "/a": refreshing("0;url=/b"), "/b": answer("never")}
    found = reader(site).fetch(site.base)
    assert (found.address, site.paths, found.is_readable) == (f"{site.base}/a", ["/", "/a"], True)


def test_a_refresh_to_a_private_address_is_trouble(site: HostileSite) -> None:
    site.pages["/"] = refreshing("0;url=http://169.254.169.254/")
    found = reader(site).fetch(site.base)
    assert (found.trouble, found.status, found.text, found.sha256) == (Trouble.NOT_PUBLIC, 200, "", "")


# ---------------------------------------------------------------- whose environment, whose memory


def test_proxies_and_passwords_of_this_machine_are_not_used(
    site: HostileSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("default login joe password secret\n")
    with HostileSite() as trap:
        for name in ("HTTP_PROXY", "http_proxy", "https_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{trap.port}")
        monkeypatch.setenv("NETRC", str(netrc))
        assert reader(site).fetch(site.base).is_readable
        assert trap.connections == 0
    assert not {"Authorization", "Proxy-Authorization"} & set(site.visits[0].headers)


def test_cookies_are_forgotten(site: HostileSite) -> None:
    site.pages |= {"/": answer("", "Set-Cookie: a=b; Path=/", "Location: /end", status="302 x"), "/end": answer()}
    pages = reader(site)
    pages.fetch(site.base)
    pages.fetch(site.base)
    assert len(site.visits) == 4
    assert not any("Cookie" in visit.headers for visit in site.visits)


def test_one_line_is_logged_without_the_query(site: HostileSite, caplog: pytest.LogCaptureFixture) -> None:
    site.pages |= {"/a?token=secret": redirect("/b?token=secret"), "/b?token=secret": answer()}
    reader(site).fetch(f"{site.base}/a?token=secret")
    reader(site).fetch("http://joe:secret@shop.test/")
    reader(site).fetch("secret\nforged line")
    first, *others = [record.message for record in caplog.records]
    assert first.startswith(f"page {site.base}/b: status 200, read, 2 hops, {len(HTML)} bytes, ")
    assert [line.rpartition(",")[0] for line in others] == [
        "page (no address): status 0, bad_address, 0 hops, 0 bytes"
    ] * 2
    assert "secret" not in caplog.text


def test_what_is_asked_at_once_does_not_mix(site: HostileSite) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def echo(visit: Visit) -> None:
        visit.say(answer(f"<p>{visit.path}"))

    site.pages |= {f"/{n}": echo for n in range(40)}
    pages = reader(site)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(pages.fetch, [f"{site.base}/{n}" for n in range(40)]))
    assert [one.text for one in found] == [f"<p>/{n}" for n in range(40)]
