"""Reviewers read English."""

import pytest

from tests.domain.preflight.asking import findings

SPANISH = "Los clientes marcan una casilla en el formulario para recibir mensajes sobre sus pedidos y sus citas."
GERMAN = "Die Kunden bekommen Nachrichten auf das Handy, wenn der Kuchen fertig ist und sie ihn abholen sollen."
CHINESE = "顾客在网站上勾选一个方框,以接收有关订单的短信,并且可以随时退出。"


@pytest.mark.parametrize("text", [SPANISH, GERMAN, CHINESE])
@pytest.mark.parametrize("field", ["description", "message_flow"])
def test_what_is_filed_must_be_english(field: str, text: str) -> None:
    assert [f.field for f in findings("description.english", **{field: text})] == [field]


@pytest.mark.parametrize("text", [SPANISH, GERMAN, CHINESE])
@pytest.mark.parametrize("field", ["sample1", "sample5", "opt_in_message", "opt_out_message", "help_message"])
def test_texts_that_are_not_in_english_are_a_warning(field: str, text: str) -> None:
    assert [f.field for f in findings("samples.english", **{field: text})] == [field]


@pytest.mark.parametrize(
    "text",
    [
        "La Panadería texts customers who ordered tres leches or conchas, por ejemplo about when they are ready.",
        "Customers of Nguyễn Phở check a box to get texts about their orders.",
        f"Customers check a box on the form to get texts from us about their orders. They see this in Spanish: “{SPANISH[:60]}”",
        "OK",
        "",
    ],
)
def test_english_with_words_of_other_languages_in_it_is_english(text: str) -> None:
    assert findings("description.english", description=text) == []
    assert findings("samples.english", sample1=text) == []
