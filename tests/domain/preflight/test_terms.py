"""What texting terms must say."""

import pytest

from onboarding.domain.preflight.pages import PageKind
from tests.domain.preflight.page_parts import TERMS, page, said

KIND = PageKind.TERMS


def test_whole_terms_have_nothing_against_them() -> None:
    assert said(KIND, page(KIND)) == []


@pytest.mark.parametrize("part", ["brand", "frequency", "rates", "help", "stop", "privacy"])
def test_what_is_missing_is_said_and_nothing_else(part: str) -> None:
    assert said(KIND, page(KIND, without=part)) == [f"terms.{part}"]


@pytest.mark.parametrize(
    "html",
    ["", "<p>Coming soon: our new site is under construction.</p>",
     "<h1>Terms of sale</h1><p>" + "All cakes are sold as they are and must be paid in cash on the day of pickup. " * 4 + "</p>"],
)  # fmt: skip
def test_a_page_without_terms_for_texting_is_told_so_alone(html: str) -> None:
    assert said(KIND, html) == ["terms.are_some"]


@pytest.mark.parametrize(
    ("part", "instead"),
    [
        ("help", "<p>Text HELP.</p>"),
        ("help", "<p>Write to hello@bluedoor.example.</p>"),
        ("help", '<p><a href="tel:+18635550188">Call us</a></p>'),
        ("stop", "<p>Text STOP</p>"),
        ("privacy", "<p>See our privacy policy.</p>"),
        ("privacy", '<a href="/privacidad">Aviso</a>'),
        ("frequency", "<p>Up to 4 msgs/month.</p>"),
        ("rates", "<p>Msg&amp;data rates may apply</p>"),
    ],
)
def test_each_may_be_said_in_several_ways(part: str, instead: str) -> None:
    assert said(KIND, page(KIND, **{part: instead})) == []


def test_terms_may_be_a_section_of_longer_terms() -> None:
    sale = "<h2>Sale</h2><p>" + "All cakes are sold as they are. " * 50 + "</p>"
    assert said(KIND, sale + page(KIND) + sale) == []


def test_spanish_terms_are_read_too() -> None:
    html = (
        "<h1>Términos de los mensajes de texto</h1><p>Blue Door Bakery le envía mensajes sobre sus pedidos. La frecuencia de los "
        "mensajes varía. Pueden aplicarse tarifas de mensajes y datos. Responda AYUDA para ayuda o STOP para cancelar. "
        '<a href="/privacidad">Aviso de privacidad</a></p>'
    )
    assert said(KIND, html) == []
    assert TERMS
