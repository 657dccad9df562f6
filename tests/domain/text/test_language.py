"""What language a text is in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.domain.text.language import Language, language
from onboarding.domain.text.reading import read


@pytest.mark.parametrize(
    "text",
    [
        "Blue Door Bakery texts customers who ordered a cake about pickup times.",
        "Your order is ready for pickup. Reply STOP to opt out.",
        "La Casa Bakery: Hi Maria, your tamales are ready at the counter. Reply STOP to opt out.",
        "Customers of El Sol check a box on the form to get texts about their appointments.",
    ],
)
def test_english(text: str) -> None:
    assert language(read(text)) is Language.ENGLISH


@pytest.mark.parametrize(
    "text",
    [
        "Su cita es mañana a las tres de la tarde. Responda STOP para no recibir más mensajes.",
        "Los clientes marcan una casilla en el formulario para recibir mensajes sobre sus citas.",
        "Gracias por su pedido, está listo para recoger en la tienda.",
    ],
)
def test_spanish(text: str) -> None:
    assert language(read(text)) is Language.SPANISH


@pytest.mark.parametrize(
    "text",
    [
        "Ihre Bestellung ist fertig und wird nicht mit der Post zu Ihnen gesendet",
        "Votre rendez-vous est dans une heure avec le docteur, nous vous attendons",
        "您的订单已准备好,请今天到店取货",
        "Ваш заказ готов, приходите сегодня",
        "주문하신 케이크가 준비되었습니다",
        "طلبك جاهز للاستلام اليوم",
    ],
)
def test_another_language(text: str) -> None:
    assert language(read(text)) is Language.OTHER


@pytest.mark.parametrize("text", ["", "Bakery", "🍰🍰🍰", "12345 67890", "Cake ready", "La Fiesta Grill"])
def test_a_text_that_says_too_little_is_unsure(text: str) -> None:
    assert language(read(text)) is Language.UNSURE


def test_a_few_foreign_letters_make_no_foreign_text() -> None:
    assert (
        language(read("The 東京 Ramen Bar texts you when your table is ready and the soup is hot")) is Language.ENGLISH
    )


@given(st.text(max_size=300))
def test_every_text_is_in_some_language(text: str) -> None:
    assert language(read(text)) in Language
