"""What a privacy policy must say for texting."""

import pytest

from onboarding.domain.preflight.pages import PageKind
from tests.domain.preflight.page_parts import POLICY, page, said
from tests.domain.preflight.test_sharing import CONDITIONAL, DENIES, MENDED, SERVICE, SHARES

KIND = PageKind.PRIVACY
NO_POLICY = "<h1>Welcome</h1><p>" + "We bake fresh bread and wonderful cakes in the middle of our town. " * 4 + "</p>"


def promising(*sentences: str) -> str:
    return page(KIND, promise=f"<p>{' '.join(sentences)}</p>")


def test_a_whole_policy_has_nothing_against_it() -> None:
    assert said(KIND, page(KIND)) == []


@pytest.mark.parametrize(
    ("html", "rule"),
    [
        (NO_POLICY, "policy.is_one"),
        ("<p>Coming soon</p>", "policy.is_one"),
        ("", "policy.is_one"),
        (page(KIND, without="promise"), "policy.promise"),
        (promising("We respect your privacy and keep your number safe."), "policy.promise"),
        (promising("We do not sell or share personal information with third parties."), "policy.promise_of_texting"),
        (promising("We never sell your mobile number or your consent."), "policy.promise_of_sharing"),
        (promising("We never share your mobile number or consent with third parties."), "policy.selling"),
        (page(KIND, "<p>Questions? Ask [Company Name].</p>"), "policy.leftover"),
        (page(KIND, "<p>Effective [Date]</p>"), "policy.leftover"),
        (page(KIND, "<p>Write to {{email}} or ______.</p>"), "policy.leftover"),
        (page(KIND, without="stop"), "policy.stop"),
        (page(KIND, without="contact"), "policy.contact"),
        (page(KIND, without="rates"), "policy.rates"),
        (page(KIND, without="date"), "policy.date"),
        (page(KIND, opening="<h1>Privacy policy</h1><p>We collect names and mobile numbers for texts about your orders.</p>"), "policy.brand"),
        *((promising(text), "policy.sharing") for text in (*SHARES[:6], *CONDITIONAL)),
    ],
)  # fmt: skip
def test_what_is_missing_or_wrong_is_said(html: str, rule: str) -> None:
    assert rule in said(KIND, html)


def test_a_policy_that_says_nothing_of_texts_is_told_so() -> None:
    html = (
        "<h1>Privacy policy of Blue Door Bakery</h1><p>We collect your name and your street address when you order a cake, and we keep "
        "both for a year.</p><p>We never sell or share personal data with third parties.</p><p>Write to hello@bluedoor.example.</p>"
    )
    assert {"policy.texting", "policy.promise_of_texting"} <= set(said(KIND, html))
    assert "policy.stop" not in said(KIND, html)


@pytest.mark.parametrize("text", [*DENIES[:8], *MENDED])
def test_a_promise_is_seen_in_whatever_words(text: str) -> None:
    found = set(said(KIND, promising(text, "We never sell it either.")))
    assert not found & {"policy.sharing", "policy.promise", "policy.promise_of_texting"}


@pytest.mark.parametrize("text", SERVICE)
def test_service_is_no_sharing_but_no_promise_either(text: str) -> None:
    found = said(KIND, promising(text))
    assert "policy.sharing" not in found
    assert "policy.promise" in found


@pytest.mark.parametrize(
    "promise",
    [
        "<p>We do not sell, rent or\n   share your mobile number or your consent\n   with third parties or affiliates.</p>",
        "<p>We do <b>not</b> sell, rent or share your <i>mobile number</i> or consent with third parties.</p>",
        "<p><strong>We do not sell</strong> or share your mobile number or consent with third parties.</p>",
        "<ul><li>We do not sell or share your mobile number or consent with third parties.</li></ul>",
        "<div>We do not sell or share <a href='/sms'>mobile numbers</a> or consent with third parties.<span> Ever.</span></div>",
        "<table><tr><td>We do not sell or share your mobile number or consent with third parties.</td></tr></table>",
        "We do not sell or share your mobile number or consent with third parties.",
    ],
)
def test_a_promise_is_seen_in_whatever_markup(promise: str) -> None:
    assert said(KIND, page(KIND, promise=promise)) == []


@pytest.mark.parametrize(
    "clause",
    [
        "<p>We share your\n   mobile number with our\n   marketing partners.</p>",
        "<p>We <b>may share</b> your mobile number with <i>our marketing partners</i>.</p>",
        "<p>We share your mobile number with:</p><ul><li>our marketing partners</li><li>advertisers</li></ul>",
    ],
)
def test_sharing_is_seen_in_whatever_markup(clause: str) -> None:
    assert "policy.sharing" in said(KIND, page(KIND, promise=clause))


def test_what_offends_is_told_once_and_nothing_is_asked_of_the_promise_then() -> None:
    found = said(KIND, promising(SHARES[0]))
    assert found.count("policy.sharing") == 1
    assert not {"policy.promise", "policy.promise_of_texting", "policy.promise_of_sharing"} & set(found)


def test_spanish_policies_are_read_too() -> None:
    html = (
        "<h1>Aviso de privacidad de Blue Door Bakery</h1><p>Recopilamos su nombre y su número de celular cuando se suscribe a los "
        "mensajes sobre sus pedidos.</p><p>No vendemos ni compartimos su número de celular con terceros.</p><p>Responda STOP para "
        "cancelar. Llame al (863) 555-0188.</p><p>Última actualización: enero de 2026</p>"
    )
    assert set(said(KIND, html)) <= {"policy.rates"}


def test_a_name_in_the_title_is_enough_and_without_a_known_name_none_is_asked_for() -> None:
    nameless = page(KIND, opening=POLICY["opening"].replace("Blue Door Bakery", "us"))
    assert "policy.brand" in said(KIND, nameless)
    assert "policy.brand" not in said(KIND, nameless.replace("<title>Page", "<title>Blue Door Bakery"))
    assert "policy.brand" not in said(KIND, nameless, names=())
