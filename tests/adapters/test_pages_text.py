"""From bytes to text: types, character sets, and what is no page although it says so."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onboarding.adapters.page_text import _CODEC, decode, meta_refresh, refresh_target
from onboarding.domain.pages import Trouble
from tests.adapters.hostile_site import HostileSite, answer, reader

pytestmark = pytest.mark.usefixtures("nothing_unforeseen")


@pytest.mark.parametrize(
    ("kind", "is_page"),
    [
        ("text/html", True),
        ("TEXT/HTML; charset=x", True),
        ("application/xhtml+xml", True),
        ("text/plain;charset=utf-8", True),
        ("", True),
        ("application/pdf", False),
        ("image/png", False),
        ("application/octet-stream", False),
        ("application/json", False),
        ("text/htmlx", False),
        ("multipart/x-mixed-replace", False),
        ("\u00e9\x00", False),
    ],
)
def test_only_html_and_plain_text_are_pages(site: HostileSite, kind: str, is_page: bool) -> None:
    site.pages["/"] = answer("<p>Hello", f"Content-Type: {kind}")
    found = reader(site).fetch(site.base)
    assert (found.trouble, found.text) == ((None, "<p>Hello") if is_page else (Trouble.NOT_A_PAGE, ""))
    assert found.status == 200
    assert found.content_type == kind.partition(";")[0].lower().replace("\x00", "")


@pytest.mark.parametrize(
    "page",
    [
        answer("hello", "Content-Disposition: Attachment; filename=a.html"),
        answer(b"%PDF-1.7 ..."),
        answer(b"\x89PNG\r\n"),
        answer(b"PK\x03\x04"),
        answer(b"MZ\x00\x00", "Content-Type:"),
    ],
)
def test_a_download_is_no_page_whatever_it_is_labelled(site: HostileSite, page: bytes) -> None:
    site.pages["/"] = page
    found = reader(site).fetch(site.base)
    assert (found.trouble, found.text, found.size) == (Trouble.NOT_A_PAGE, "", 0)


def meta(name: str) -> bytes:
    return f'<html><meta name=x><META http-equiv="Content-Type" content="text/html; charset={name}">'.encode()


@pytest.mark.parametrize(
    ("data", "header", "text"),
    [
        ("Café".encode(), "", "Café"),
        ("Café".encode("cp1252"), "", "Café"),
        ("Café".encode(), "utf-8", "Café"),
        ("Café".encode("cp1252"), "utf-8", "Caf\ufffd"),
        ("“Café”".encode("cp1252"), "ISO-8859-1", "“Café”"),
        ("Кафе".encode("cp1251"), "'windows-1251'", "Кафе"),
        ("喫茶".encode("shift_jis"), "Shift_JIS", "喫茶"),
        ("Café".encode(), "no-such-charset", "Café"),
        ("Café".encode(), "unicode_escape", "Café"),
        ("Café".encode(), "utf-7", "Café"),
        ("Café".encode(), "rot13", "Café"),
        ("Café".encode(), "idna", "Café"),
        ("Café".encode(), "é\x00,=", "Café"),
        ("Café".encode(), "x" * 5000, "Café"),
        (b"\xef\xbb\xbf" + "Café".encode(), "windows-1252", "Café"),
        (b"\xff\xfe" + "Café".encode("utf-16-le"), "utf-8", "Café"),
        (b"\xfe\xff" + "Café".encode("utf-16-be"), "", "Café"),
        ("Café".encode("utf-16-le"), "utf-16", "Café"),
        (b"\xff\xfe" + b"\x00\xd8a\x00\x00", "", "\ufffda\ufffd"),
        (b"\xed\xa0\x80a\x00b", "utf-8", "\ufffd\ufffd\ufffdab"),
        (b"\\ud800", "unicode-escape", "\\ud800"),
        (b"a\x81b", "windows-1252", "a\ufffdb"),
    ],
)
def test_text_is_read_by_its_mark_its_header_or_a_guess(site: HostileSite, data: bytes, header: str, text: str) -> None:
    site.pages["/"] = answer(data, f"Content-Type: text/html; charset={header}")
    found = reader(site).fetch(site.base)
    assert (found.trouble, found.text) == (None, text)


@pytest.mark.parametrize(
    ("data", "end"),
    [
        (meta("windows-1251") + "Кафе".encode("cp1251"), "Кафе"),
        (b"<meta charset=koi8-r>" + "Кафе".encode("koi8-r"), "Кафе"),
        (b"<meta charset='utf-16'>" + "Кафе".encode(), "Кафе"),
        (meta("nonsense") + "Кафе".encode(), "Кафе"),
        (b" " * 1024 + meta("windows-1251") + "é".encode(), "é"),
    ],
)
def test_a_page_may_say_itself_how_it_is_read(data: bytes, end: str) -> None:
    assert decode(data, "text/html").endswith(end)
    assert decode(b"<meta charset=koi8-r>\xc3\xa9", "text/html; charset=utf-8").endswith("é"), "the header goes first"


@pytest.mark.parametrize("name", sorted(_CODEC))
def test_every_character_set_on_the_list_is_one(name: str) -> None:
    data = {"utf-16-le": b"H\x00i\x00", "utf-16-be": b"\x00H\x00i"}.get(_CODEC[name], b"Hi")
    assert decode(data, f"text/html; charset={name}") == "Hi"


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=300), st.sampled_from(["utf-16", "gb18030", "iso-2022-jp", "big5", "euc-kr", "utf-8", "x", ""])
)
def test_any_bytes_become_text_that_can_be_stored(data: bytes, charset: str) -> None:
    text = decode(data, f"text/html; charset={charset}")
    assert "\x00" not in text
    assert text.encode().decode() == text


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<meta",
                "<base",
                "http-equiv",
                "=",
                "refresh",
                "content",
                "0",
                ";",
                "url",
                "'",
                '"',
                ">",
                "<!--",
                "-->",
                "<script",
                "</script",
                "/",
                " ",
            ]
        )
    )
)
def test_any_markup_is_searched_without_an_error(parts: list[str]) -> None:
    refresh, _base = meta_refresh("".join(parts))
    refresh_target(refresh, soonest=5)
