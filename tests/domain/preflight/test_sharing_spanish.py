"""Who gets mobile numbers and consent: what sentences say about sharing, in Spanish."""

import pytest

from onboarding.domain.preflight.sharing import read_sharing
from tests.domain.preflight.test_sharing import offends

DENIES = [
    "No compartimos su número de celular con terceros.",
    "Nunca vendemos ni compartimos su número de teléfono con terceros.",
    "No vendemos, alquilamos ni compartimos su número móvil ni su consentimiento con terceros o afiliados.",
    "Su número de celular no será compartido con terceros con fines de mercadotecnia.",
    "Los números móviles no se comparten con terceros ni afiliados.",
    "Ningún número de teléfono se comparte con terceros.",
    "La información de suscripción a mensajes de texto no se compartirá con terceros.",
    "Jamás compartiremos su número con otras empresas.",
    "No se venden ni se ceden números de celular a nadie.",
    "No divulgamos su número de teléfono a terceros para fines promocionales.",
    "Sin excepción, no compartimos su consentimiento con terceros.",
]
SHARES = [
    "Vendemos números de celular.",
    "Compartimos su número de celular con nuestros socios comerciales.",
    "Podemos compartir su número de teléfono con terceros.",
    "Podemos vender su número móvil a anunciantes.",
    "Su número de celular puede ser compartido con afiliados para fines de publicidad.",
    "Cedemos los números de teléfono a patrocinadores.",
    "No vendemos sus datos, pero compartimos su número de celular con socios.",
    "Divulgamos su número de teléfono a otras empresas para que le envíen ofertas.",
]
CONDITIONAL = [
    "No compartimos su número de celular con terceros sin su consentimiento.",
    "No compartiremos su número con terceros a menos que usted lo autorice.",
    "No compartimos su número con terceros salvo que acepte.",
]
NEITHER = [
    "Nuestro proveedor recibe su número para entregar los mensajes.",
    "Compartimos recetas con nuestros clientes.",
    "Vendemos pasteles y pan dulce.",
    "Si usted comparte su número con nosotros, le enviamos mensajes sobre su cita.",
]


@pytest.mark.parametrize("text", DENIES)
def test_a_denial_is_a_promise(text: str) -> None:
    assert not offends(text)
    assert read_sharing(text).denies_texting


@pytest.mark.parametrize("text", [*SHARES, *CONDITIONAL])
def test_sharing_with_or_without_consent_is_an_offence(text: str) -> None:
    assert offends(text)


@pytest.mark.parametrize("text", NEITHER)
def test_service_and_other_subjects_are_neither(text: str) -> None:
    assert not offends(text)
    assert not read_sharing(text).denies_texting
