"""How people agree: consent, name, kinds of texts, and each element that must stand beside the request."""

from typing import Any

import pytest

from tests.domain.preflight.asking import Row, findings, sense, speaks
from tests.domain.preflight.flows import ELEMENTS, WHERE, flow

OFFERS = {"sub_use_cases": ("CUSTOMER_CARE", "MARKETING")}
WINE = {"age_gated": True}
_NAMELESS = "Customers check a box at the foot of the form" + WHERE + " to get texts about orders."
_TYPELESS = "Customers of Rehearsal Bakery check a box, empty at first, and give us their number" + WHERE + "."

SAYS: list[Row] = [
    ("message_flow.consent", {"message_flow": "Rehearsal Bakery has a website and a shop in Lakeland, Florida."}),
    ("message_flow.consent", {"message_flow": "Customers opt in on our website when they order cakes."}),
    (
        "message_flow.consent",
        {"message_flow": "We get numbers from the bakery's order book, which has a page for each."},
    ),
    ("message_flow.leftover", {"message_flow": flow("You get texts from [Company Name].")}),
    ("message_flow.leftover", {"message_flow": flow("You get texts from {{business_name}}.")}),
    ("message_flow.leftover", {"message_flow": flow("You get texts from INSERT COMPANY NAME HERE.")}),
    ("message_flow.brand", {"message_flow": flow(opening=_NAMELESS)}),
    (
        "message_flow.brand",
        {"message_flow": flow(opening=_NAMELESS), "display_name": "Okafor", "legal_name": "Okafor LLC"},
    ),
    ("message_flow.types", {"message_flow": flow(opening=_TYPELESS)}),
    ("message_flow.offers", {**OFFERS, "message_flow": flow()}),
    *(
        (f"message_flow.{name}", {"message_flow": flow(without=name)})
        for name in ("frequency", "rates", "help", "stop", "links")
    ),
    (
        "message_flow.terms",
        {"message_flow": flow("Our privacy policy: https://www.rehearsal-bakery.example/p.", without="links")},
    ),
    ("message_flow.condition", {**OFFERS, "message_flow": flow("You also get offers.")}),
    ("message_flow.age", {**WINE, "message_flow": flow()}),
    ("message_flow.age", {**WINE, "message_flow": flow("People say that they are over 21.")}),
]
SILENT: list[Row] = [
    ("message_flow.consent", {"message_flow": flow()}),
    ("message_flow.consent", {"message_flow": flow(opening="Customers text JOIN to (415) 555-0123 at Rehearsal Bakery.")}),
    ("message_flow.consent", {"message_flow": ""}),
    ("message_flow.consent", {"message_flow": "Devices of Rehearsal Bakery report their status.", "use_case": "M2M"}),
    ("message_flow.leftover", {"message_flow": flow("Texts look like this: Hi [first name].")}),
    ("message_flow.leftover", {"message_flow": flow()}),
    ("message_flow.brand", {"message_flow": flow(opening="At Rehearsal people check a box" + WHERE + ".")}),
    ("message_flow.brand", {"message_flow": flow(opening="REHEARSAL BAKERY asks people to check a box.")}),
    ("message_flow.types", {"message_flow": flow()}),
    ("message_flow.types", {"message_flow": flow(opening=_TYPELESS + " You get appointment reminders.")}),
    ("message_flow.types", {"message_flow": flow(opening=_TYPELESS + " We tell you when your cake is ready.")}),
    ("message_flow.offers", {**OFFERS, "message_flow": flow("Texts include promotions.")}),
    ("message_flow.offers", {"message_flow": flow()}),
    ("message_flow.terms", {"message_flow": flow()}),
    ("message_flow.terms", {"message_flow": flow(without="links")}),
    ("message_flow.condition", {**OFFERS, "message_flow": flow("You get offers. Agreeing is not a condition of any purchase.")}),
    ("message_flow.condition", {**OFFERS, "message_flow": flow("You get offers. Consent is optional.")}),
    ("message_flow.condition", {"message_flow": flow()}),
    ("message_flow.age", {**WINE, "message_flow": flow("People enter their date of birth.")}),
    ("message_flow.age", {**WINE, "message_flow": flow("Staff check their ID.")}),
    ("message_flow.age", {"message_flow": flow()}),
]  # fmt: skip
# How people really write the elements; each alone is enough.
WAYS_TO_SAY = {
    "frequency": [
        "Message frequency varies.", "Msg frequency may vary.", "Message frequency depends on your orders.", "Up to 4 msgs/month.",
        "About 4 messages a month.", "You get one text per order.", "2-4 texts per week.", "We text you twice a month.",
        "The number of texts varies.", "Recurring messages.", "One message each time you order.", "How often depends on you.",
        "La frecuencia de los mensajes varía.", "Hasta 4 mensajes al mes.", "MSG FREQUENCY VARIES", "Frequency of messages will vary",
    ],
    "rates": [
        "Message and data rates may apply.", "Msg & data rates may apply.", "Msg&Data rates may apply", "Message/data rates apply.",
        "Standard message rates apply.", "Data and message charges may apply.", "Your carrier may charge you for messages.",
        "Pueden aplicarse tarifas de mensajes y datos.", "Std. msg and data rates may apply", "Text message and data rates might apply",
        "message & data fees may apply",
    ],
    "help": [
        "Reply HELP for help.", "Text HELP for more information.", "HELP for help", "Reply STOP to end, HELP for info.", "Send INFO for help",
        "Responda AYUDA para ayuda.", "Get help with HELP.",
    ],
    "stop": [
        "Reply STOP to opt out.", "Text STOP to unsubscribe.", "STOP to end.", "You can reply “STOP” at any time.", "Text END to quit.",
        "reply stop to cancel", "Responda STOP para cancelar.", "Opt out at any time by replying STOP.", "Send the word STOP to leave.",
    ],
    "links": [
        "See our privacy policy.", "Privacy policy: https://a.example/p", "Terms & Privacy: a.example/legal", "https://a.example/privacy-policy",
        "Aviso de privacidad en nuestro sitio.", "Our privacy notice is on the page.",
    ],
}  # fmt: skip
# What sounds a little like it and is not enough.
NOT_ENOUGH = {
    "frequency": ["We text people about cakes.", "Texts come from our bakery.", "Fresh bread daily."],
    "rates": ["Our rates for cakes are low.", "Data is kept safe.", "Delivery fees may apply."],
    "help": ["We help with cakes.", "Our staff can help people choose."],
    "stop": ["We stop baking at 6 PM.", "Bus stop in front of the shop."],
    "links": ["Our website has everything.", "We respect people's wishes."],
}
_BARE = "Customers of Rehearsal Bakery check a box, empty at first, beside the phone field to get texts about orders and pickup times."


def bare(name: str, sentence: str) -> str:
    others = "".join(text for each, text in ELEMENTS.items() if each not in {name, "promise"})
    return f"{_BARE} {sentence}{others}"


@pytest.mark.parametrize(("rule", "changes"), SAYS)
def test_it_is_said(rule: str, changes: dict[str, Any]) -> None:
    assert speaks(rule, **changes)


@pytest.mark.parametrize(("rule", "changes"), SILENT)
def test_it_is_not_said(rule: str, changes: dict[str, Any]) -> None:
    assert not speaks(rule, **changes)


@pytest.mark.parametrize(("name", "sentence"), [(n, s) for n, all_ in WAYS_TO_SAY.items() for s in all_])
def test_an_element_may_be_said_in_many_ways(name: str, sentence: str) -> None:
    assert not speaks(f"message_flow.{name}", message_flow=bare(name, sentence))


@pytest.mark.parametrize(("name", "sentence"), [(n, s) for n, all_ in NOT_ENOUGH.items() for s in all_])
def test_what_only_sounds_like_it_is_not_enough(name: str, sentence: str) -> None:
    assert speaks(f"message_flow.{name}", message_flow=bare(name, sentence))


@pytest.mark.parametrize("name", ["frequency", "rates", "help", "stop"])
def test_the_sentence_that_is_missing_is_added_at_the_end(name: str) -> None:
    (finding,) = findings(f"message_flow.{name}", message_flow=flow(without=name))
    assert finding.patch is not None
    assert finding.patch.value == flow(without=name) + ELEMENTS[name]
    assert not speaks(f"message_flow.{name}", message_flow=finding.patch.value)
    assert finding.example == ELEMENTS[name].strip()


def test_the_policy_is_linked_only_where_its_address_is_known() -> None:
    (finding,) = findings("message_flow.links", message_flow=flow(without="links"))
    assert finding.patch is None
    link = {"policy_link": "https://greenlight.example/p/bakery"}
    (finding,) = findings("message_flow.links", message_flow=flow(without="links"), around=link)
    assert finding.patch is not None
    assert finding.patch.value.endswith(" Our privacy policy is at https://greenlight.example/p/bakery")


def test_a_story_that_would_become_too_long_is_not_mended() -> None:
    long = flow("x" * (4090 - len(flow(without="rates"))), without="rates")
    (finding,) = findings("message_flow.rates", message_flow=long)
    assert finding.patch is None


def test_a_place_that_was_left_is_filled_with_the_name() -> None:
    (finding,) = findings("message_flow.leftover", message_flow=flow("From [Your Business Name]."))
    assert finding.patch is not None
    assert finding.patch.value.endswith("From Rehearsal Bakery.")


def test_the_whole_story_has_nothing_against_it() -> None:
    assert sense(message_flow=flow()) == []


def test_a_story_in_another_language_is_told_so_once_and_nothing_else_is_asked_of_it() -> None:
    told = "Los clientes de la panadería marcan una casilla en el formulario para recibir mensajes sobre sus pedidos."
    assert sense(message_flow=told) == ["message_flow.page", "description.english"]
