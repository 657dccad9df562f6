"""Language at the edge: marked messages in a locale, mails from templates, nothing left blank."""

import jinja2
import pytest

from onboarding.adapters.words import TemplateWords, template_folder, translate
from onboarding.domain.words import msg

PROVIDER = {"name": "Acme Voice", "support_email": "help@acme.example", "accent": "#0f6b4f"}


def test_an_english_sentence_is_its_own_translation() -> None:
    assert translate(msg("%(carrier)s turned it down.", carrier="AT&T"), "en_US") == "AT&T turned it down."
    assert translate(msg("100% plain"), "en_US") == "100% plain"
    assert translate("as it is %(x)s", "en_US") == "as it is %(x)s"


def test_a_language_that_nobody_has_translated_to_falls_back_to_english() -> None:
    assert translate(msg("Street address"), "xx_XX") == "Street address"


def test_a_message_inside_a_message_is_translated_too() -> None:
    assert translate(msg("Correct %(field)s.", field=msg("City")), "en_US") == "Correct City."


def test_a_value_that_a_template_needs_and_does_not_get_is_an_error() -> None:
    words = TemplateWords(provider=PROVIDER)
    with pytest.raises(jinja2.UndefinedError):
        words.render("mail/move.txt", "en_US", headline="x")


@pytest.mark.parametrize("path", sorted(p.name for p in (template_folder() / "mail").glob("*.txt")))
def test_every_mail_has_its_html_or_is_a_subject(path: str) -> None:
    folder = template_folder() / "mail"
    assert path.endswith(".subject.txt") or (folder / path.replace(".txt", ".html")).exists()
