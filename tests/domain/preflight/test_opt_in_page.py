"""What a sign-up page must show."""

import pytest

from onboarding.domain.preflight.pages import PageKind
from tests.domain.preflight.page_parts import page, said

KIND = PageKind.OPT_IN


def box(label: str, attributes: str = "") -> str:
    return f'<p><label><input type="checkbox" {attributes}> {label}</label></p>'


FORCED = [
    {"box": box("Yes, text me about my orders.", "checked")},
    {"box": box("Yes, text me about my orders.", "required")},
    {"box": box("Yes, text me about my orders.", 'aria-required="true"')},
    {"box": box("Yes, text me about my orders. (required)")},
    {"box": box("Yes, text me about my orders. *")},
    {
        "box": "<p>By submitting this form you agree to get texts about your orders.</p>",
        "phone": '<p><label>Mobile number<input type="tel" required></label></p>',
    },
    {"box": box("Text me about my orders.") + "<p>You must agree to receive text messages to order.</p>"},
]
FREE = [
    {"box": box("Yes, text me about my orders. (not required)")},
    {"box": box("Yes, text me about my orders. (optional)")},
    {"box": box("Remember me", "checked") + box("Yes, text me about my orders.")},
    {"box": box("I agree to the terms of sale.", "required") + box("Yes, text me about my orders.")},
    {"box": "<p>By submitting your number you agree to get texts about your orders. It may stay empty.</p>"},
    {"phone": '<p><label>Mobile number<input type="tel" required></label></p>'},
]
BUNDLED = [
    box("Yes, send me texts and emails about my orders."),
    box("I agree to the terms and to get text messages about my orders."),
    box("Contact me by email, phone or text message about my orders."),
    box("Text me about orders, and I accept the privacy policy and terms."),
    box("Acepto recibir correos y mensajes de texto sobre mis pedidos."),
]
ALONE = [
    box("Yes, text me about my orders.") + box("Yes, e-mail me offers."),
    box("Yes, text me about my orders; email has a box of its own."),
    box("Yes, text me about my orders.") + box("I agree to the terms."),
]


def test_a_whole_page_has_nothing_against_it() -> None:
    assert said(KIND, page(KIND)) == []


@pytest.mark.parametrize("part", ["frequency", "rates", "help", "stop", "links"])
def test_what_is_missing_is_said_and_nothing_else(part: str) -> None:
    assert said(KIND, page(KIND, without=part)) == [f"opt_in_page.{part}"]


def test_a_page_without_a_phone_field_is_told_so_alone() -> None:
    assert said(KIND, page(KIND, without="phone")) == ["opt_in_page.phone_field"]
    for other in ('<input type="email" name="email">', '<input name="search">', '<input type="hidden" name="phone">'):
        assert said(KIND, page(KIND, phone=other)) == ["opt_in_page.phone_field"]


@pytest.mark.parametrize(
    "field",
    ['<input type="tel">', '<input name="phone">', '<input placeholder="Cell">', '<input id="mobile_number" type="text">',
     "<label>Número de celular <input></label>", '<label for="a">Phone</label><input id="a">', '<input aria-label="Mobile">'],
)  # fmt: skip
def test_a_phone_field_is_seen_in_whatever_markup(field: str) -> None:
    assert "opt_in_page.phone_field" not in said(KIND, page(KIND, phone=f"<div>{field}</div>"))


@pytest.mark.parametrize("parts", FORCED)
def test_consent_that_is_forced_is_said(parts: dict[str, str]) -> None:
    assert "opt_in_page.forced" in said(KIND, page(KIND, **parts))


@pytest.mark.parametrize("parts", FREE)
def test_consent_that_is_free_is_not(parts: dict[str, str]) -> None:
    assert said(KIND, page(KIND, **parts)) == []


@pytest.mark.parametrize("boxes", BUNDLED)
def test_one_box_for_several_things_is_said(boxes: str) -> None:
    assert "opt_in_page.bundled" in said(KIND, page(KIND, box=boxes))


@pytest.mark.parametrize("boxes", ALONE)
def test_a_box_of_its_own_is_not(boxes: str) -> None:
    assert said(KIND, page(KIND, box=boxes)) == []


def test_the_name_and_the_kinds_of_texts_are_asked_for() -> None:
    assert said(KIND, page(KIND, opening="<h1>Text alerts</h1><form>")) == ["opt_in_page.brand"]
    assert said(KIND, page(KIND, box=box("Yes, text me."))) == ["opt_in_page.types"]
    assert said(KIND, page(KIND, box=box("Yes, text me.") + "<p>We text you when your cake is ready.</p>")) == []


@pytest.mark.parametrize(
    ("links", "finding"),
    [
        ('<a href="/privacy">Privacy</a>', ["opt_in_page.links"]),
        ('<a href="/terms">Terms</a>', ["opt_in_page.links"]),
        ('<a href="#">Privacy</a> <a href="#">Terms</a>', ["opt_in_page.links"]),
        ("Privacy policy and terms are on our website.", ["opt_in_page.links"]),
        ('<a href="/privacy-and-terms">Legal</a>', []),
        ('<a href="/a">Privacidad</a> <a href="/b">Términos</a>', []),
    ],
)
def test_policy_and_terms_are_linked(links: str, finding: list[str]) -> None:
    assert said(KIND, page(KIND, links=f"<p>{links}</p>")) == finding


def test_sharing_is_said_here_too() -> None:
    assert said(KIND, page(KIND, "<p>We share your mobile number with our marketing partners.</p>")) == [
        "opt_in_page.sharing"
    ]
    assert said(KIND, page(KIND, "<p>We never share your mobile number with third parties.</p>")) == []


@pytest.mark.parametrize(
    "html",
    ["<h1>Coming soon</h1>", "<p>404 - page not found</p>", "<form>Log in <input name=user><input type=password></form>",
     "<p>This domain is for sale</p>", "<p>Sitio en construcción</p>"],
)  # fmt: skip
def test_a_page_that_is_not_there_is_told_so_alone(html: str) -> None:
    assert said(KIND, html) == ["opt_in_page.there"]
