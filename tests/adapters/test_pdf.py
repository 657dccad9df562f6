"""The printer: a tagged PDF with its text, and a locked room from which nothing is fetched."""

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from onboarding.adapters.pdf import WeasyPrinter, fetcher
from onboarding.domain.examples import example_answers
from onboarding.domain.policies import policy_html

ADDRESS = "https://greenlight.example/p/rehearsal-bakery-abc123"


@pytest.fixture(scope="module")
def printed() -> PdfReader:
    """A policy, printed once: it takes two seconds."""
    body = policy_html(example_answers(), ADDRESS)
    content = WeasyPrinter().pdf("Privacy policy of Rehearsal Bakery", body, ADDRESS, "November 23, 2026")
    return PdfReader(io.BytesIO(content))


def test_it_holds_the_text_its_address_and_its_date(printed: PdfReader) -> None:
    text = " ".join(page.extract_text() for page in printed.pages)
    flat = " ".join(text.split())
    assert "Privacy policy of Rehearsal Bakery" in flat
    assert "November 23, 2026" in flat
    assert ADDRESS in flat.replace(" ", "")


def test_it_has_a_title_a_language_and_tags(printed: PdfReader) -> None:
    assert printed.metadata is not None
    assert printed.metadata.title == "Privacy policy of Rehearsal Bakery"
    root = printed.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert str(root["/Lang"]).startswith("en")


def test_its_fonts_are_inside(printed: PdfReader) -> None:
    fonts = [
        font.get_object()
        for page in printed.pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[union-attr]
    ]
    inner = [font.get("/DescendantFonts", [font])[0].get_object() for font in fonts]
    assert inner
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(font["/FontDescriptor"].get_object()) for font in inner)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/hostname",
        "http://127.0.0.1:9/x.png",
        "https://example.com/x.png",
        "data:image/png;base64,AAAA",
        "greenlight:/../settings.py",
        "greenlight:/%2e%2e/settings.py",
        "greenlight:/no-such-file.css",
        "greenlight:/",
        "/etc/hostname",
    ],
)
def test_nothing_but_our_own_static_files_is_fetched(url: str) -> None:
    with pytest.raises(ValueError, match="may not fetch"):
        fetcher().fetch(url)


def test_a_picture_from_outside_is_left_out(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret of this machine")
    body = f'<p>Text</p><img src="file://{secret}" alt="x"><img src="http://127.0.0.1:9/x.png" alt="y">'
    content = WeasyPrinter().pdf("Title", body, ADDRESS, "November 23, 2026")
    assert b"a secret of this machine" not in content
    assert "Text" in PdfReader(io.BytesIO(content)).pages[0].extract_text()


def test_the_title_is_text_not_markup() -> None:
    html = WeasyPrinter().html("<b>Pie & Co</b>", "<p>Body</p>", ADDRESS, "today")
    assert "<b>Pie" not in html
    assert "&lt;b&gt;Pie &amp; Co&lt;/b&gt;" in html
    assert "<p>Body</p>" in html
