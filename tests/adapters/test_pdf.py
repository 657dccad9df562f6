"""The printer: tagged PDFs with their text, checked by machines, the same bytes each time; a room that fetches nothing."""

import io
from pathlib import Path
from typing import Any

import pdfua
import pikepdf
import pytest
from pypdf import PdfReader

from onboarding.adapters.pdf import LockedRoom, fetcher
from onboarding.domain.documents.kinds import Kind, Language
from onboarding.domain.documents.writing import Html, to_html
from onboarding.services.printing import qr_code, sheet
from tests.domain.documents.making import content

ROOM = LockedRoom()
DATED = "Published November 23, 2026 at https://texts.example/p/rehearsal-bakery-abc123/privacy/0123456789abcdef"
MADE = [(kind, language) for kind in Kind for language in Language if kind is not Kind.OPT_IN]


def document(kind: Kind, language: Language) -> bytes:
    made = content(kind)
    if kind in {Kind.PAPER, Kind.VERBAL, Kind.SIGN}:
        return sheet(ROOM, made, language)
    body = made.bodies[language]
    return ROOM.pdf(
        "print/document.html",
        title=body.title,
        author=made.name,
        dated=DATED,
        body=to_html(body),
        language=language.value,
    )


@pytest.fixture(scope="module")
def printed() -> dict[tuple[Kind, Language], bytes]:
    return {(kind, language): document(kind, language) for kind, language in MADE}


@pytest.mark.parametrize(("kind", "language"), MADE)
def test_qpdf_finds_no_fault_and_pdfua_no_violation(
    printed: dict[Any, bytes], kind: Kind, language: Language, tmp_path: Path
) -> None:
    data = printed[kind, language]
    with pikepdf.open(io.BytesIO(data)) as file:
        assert file.check_pdf_syntax() == []
        assert str(file.Root.Lang).startswith(language.value)
        assert file.Root.MarkInfo.Marked
        assert file.docinfo["/Title"]
    (tmp_path / "made.pdf").write_bytes(data)
    report = pdfua.validate(str(tmp_path / "made.pdf"))
    assert not report.findings, [str(each) for each in report.findings]


@pytest.mark.parametrize(("kind", "language"), MADE)
def test_its_fonts_are_inside_and_it_is_small(printed: dict[Any, bytes], kind: Kind, language: Language) -> None:
    data = printed[kind, language]
    assert len(data) < 150_000
    fonts = [
        font.get_object()
        for page in PdfReader(io.BytesIO(data)).pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[union-attr]
    ]
    inner = [font.get("/DescendantFonts", [font])[0].get_object() for font in fonts]
    assert inner
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(font["/FontDescriptor"].get_object()) for font in inner)


def test_equal_input_gives_equal_bytes(printed: dict[Any, bytes]) -> None:
    for kind in (Kind.PRIVACY, Kind.SIGN):
        assert document(kind, Language.ENGLISH) == printed[kind, Language.ENGLISH]


def test_a_policy_has_its_text_its_date_page_numbers_and_bookmarks(printed: dict[Any, bytes]) -> None:
    reader = PdfReader(io.BytesIO(printed[Kind.PRIVACY, Language.ENGLISH]))
    flat = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for words in (
        "Privacy policy of Rehearsal Bakery",
        "November 23, 2026",
        "We do not sell, rent or share",
        "Page 1 of",
    ):
        assert words in flat
    titles = [str(each.title) for each in reader.outline if not isinstance(each, list)]  # type: ignore[union-attr]
    nested = [str(each.title) for part in reader.outline if isinstance(part, list) for each in part]  # type: ignore[union-attr]
    assert "How to reach us" in titles + nested


def test_the_code_leads_to_the_sign_up_page(printed: dict[Any, bytes]) -> None:
    assert qr_code("https://texts.example/p/x/opt-in").startswith(b"<svg")
    text = PdfReader(io.BytesIO(printed[Kind.SIGN, Language.ENGLISH])).pages[0].extract_text()
    assert "Text START to (863) 555-0188" in " ".join(text.split())
    assert len(PdfReader(io.BytesIO(printed[Kind.SIGN, Language.ENGLISH])).pages) == 1


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/hostname", "http://127.0.0.1:9/x.png", "https://example.com/x.png", "data:image/png;base64,AAAA",
        "greenlight:/../settings.py", "greenlight:/%2e%2e/settings.py", "greenlight:/no-such-file.css", "greenlight:/",
        "/etc/hostname", "greenlight:/greenlight.css", "greenlight:/picture/other.svg", "greenlight://host/print.css", "greenlight:/logo",
    ],
)  # fmt: skip
def test_nothing_but_our_style_fonts_and_pictures_is_fetched(url: str) -> None:
    with pytest.raises(ValueError, match="may not fetch"):
        fetcher({"code.svg": b"<svg/>"}).fetch(url)


def test_the_logo_and_the_pictures_of_a_document_are_there() -> None:
    assert fetcher({"code.svg": b"<svg/>"}).fetch("greenlight:/picture/code.svg").read() == b"<svg/>"
    assert fetcher({}, "favicon.svg").fetch("greenlight:/logo").read().startswith(b"<svg")
    with pytest.raises(ValueError, match="may not fetch"):
        fetcher({}, "../settings.py").fetch("greenlight:/logo")


def test_a_picture_from_outside_is_left_out(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret of this machine")
    body = f'<p>Text</p><img src="file://{secret}" alt="x"><img src="http://127.0.0.1:9/x.png" alt="y">'
    data = ROOM.pdf("print/document.html", title="T", author="A", dated="D", body=Html(body), language="en")
    assert b"a secret of this machine" not in data
    assert "Text" in PdfReader(io.BytesIO(data)).pages[0].extract_text()


def test_text_is_text_and_a_missing_value_is_an_error() -> None:
    html = ROOM.page(
        "print/document.html",
        title="<b>Pie & Co</b>",
        author="{{ 7*7 }}",
        dated="",
        body=Html("<p>x</p>"),
        language="en",
    )
    assert "&lt;b&gt;Pie &amp; Co&lt;/b&gt;" in html
    assert "{{ 7*7 }}" in html
    assert "<p>x</p>" in html
    with pytest.raises(Exception, match="is undefined"):
        ROOM.page("print/document.html", title="T")
