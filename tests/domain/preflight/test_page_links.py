"""Where the policies of a website are: in the footer first, of the same site or secured, and never the page itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.domain.preflight.page_links import policy_links
from onboarding.domain.preflight.pages import PageKind
from onboarding.domain.text.html import Page

HOME = "https://www.bakery.example/"


def found(body: str, address: str = HOME) -> dict[str, str]:
    return {kind.value: target for kind, target in policy_links(Page(body), address).items()}


def test_both_are_found_by_their_words() -> None:
    body = '<footer><a href="/a">Privacy Policy</a> <a href="b.html">Terms &amp; Conditions</a></footer>'
    assert found(body) == {"privacy": f"{HOME}a", "terms": f"{HOME}b.html"}


def test_both_are_found_by_their_paths() -> None:
    body = '<a href="/privacy-policy/"><img src="x"></a> <a href="/legal/sms_terms">More</a>'
    assert found(body) == {"privacy": f"{HOME}privacy-policy/", "terms": f"{HOME}legal/sms_terms"}


def test_spanish_is_read_too() -> None:
    body = '<a href="/uno">Política de privacidad</a> <a href="/dos">Términos y condiciones</a>'
    assert found(body) == {"privacy": f"{HOME}uno", "terms": f"{HOME}dos"}


def test_the_footer_comes_first() -> None:
    body = (
        '<nav><a href="/top">Privacy</a></nav><footer><a href="/foot">Privacy</a><a href="/next">Privacy</a></footer>'
    )
    assert found(body) == {"privacy": f"{HOME}foot"}


def test_terms_that_speak_of_texts_come_before_terms_of_sale() -> None:
    body = '<footer><a href="/sale">Terms of sale</a><a href="/texts">SMS terms</a></footer>'
    assert found(body) == {"terms": f"{HOME}texts"}


def test_a_privacy_policy_for_texts_is_not_taken_for_terms() -> None:
    assert found('<a href="/p">SMS privacy policy</a>') == {"privacy": f"{HOME}p"}
    assert set(found('<a href="/p">Privacy policy and SMS terms</a>')) == {"privacy", "terms"}


@pytest.mark.parametrize(
    "href",
    [
        "",
        "#privacy",
        "/",
        "https://bakery.example/#privacy",
        "javascript:void(0)",
        "mailto:privacy@bakery.example",
        "tel:+18635550188",
        "http://elsewhere.example/privacy",
        "https://localhost/privacy",
        "https://user:secret@elsewhere.example/privacy",
        "https://[broken/privacy",
        "file:///etc/privacy",
    ],
)
def test_what_leads_to_no_other_public_page_is_left_alone(href: str) -> None:
    assert found(f'<footer><a href="{href}">Privacy policy</a></footer>') == {}


@pytest.mark.parametrize(
    "href",
    ["http://shop.bakery.example/privacy", "https://elsewhere.example/privacy", "//elsewhere.example/privacy"],
)
def test_the_same_site_or_another_that_is_secured_will_do(href: str) -> None:
    assert set(found(f'<a href="{href}">Privacy policy</a>')) == {"privacy"}


def test_a_host_that_is_called_so_is_no_policy() -> None:
    assert found('<a href="https://www.sms-terms.example/cakes">Cakes</a>', "https://www.sms-terms.example/") == {}


def test_a_port_of_the_sites_own_is_kept() -> None:
    assert found('<a href="/privacy">x</a>', "http://127.0.0.1:8000/") == {"privacy": "http://127.0.0.1:8000/privacy"}


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_link_breaks_it(href: str, text: str) -> None:
    body = f'<footer><a href="{href}">privacy terms {text}</a></footer>'
    for kind, target in policy_links(Page(body), HOME).items():
        assert kind in {PageKind.PRIVACY, PageKind.TERMS}
        assert target.startswith(("http://", "https://"))
