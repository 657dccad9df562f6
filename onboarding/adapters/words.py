"""Language at the edge: catalogues of translations, and mails rendered in a person's locale."""

import gettext
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import jinja2

from onboarding.domain.words import Message


def template_folder() -> Path:
    """``onboarding/templates`` in an installed wheel, the checkout's ``templates`` otherwise."""
    package = Path(str(files("onboarding")))
    installed = package / "templates"
    return installed if installed.is_dir() else package.parent / "templates"


@cache
def catalogue(locale: str) -> gettext.NullTranslations:
    """The translations of a locale; English sentences are their own."""
    folder = Path(str(files("onboarding"))) / "translations"
    return gettext.translation("messages", folder, languages=[locale], fallback=True)


def translate(text: str, locale: str) -> str:
    """A marked message in a locale; other text as it is."""
    if not isinstance(text, Message):
        return text
    pattern = catalogue(locale).gettext(text.msgid)
    if not text.params:
        return pattern
    return pattern % {
        name: translate(value, locale) if isinstance(value, str) else value for name, value in text.params.items()
    }


class TemplateWords:
    """Renders templates that belong to no page: mails."""

    def __init__(self, **shared: Any) -> None:
        self._shared = shared
        self._environments: dict[str, jinja2.Environment] = {}

    def render(self, template: str, locale: str, **values: Any) -> str:
        """Render in a locale; a value that a template asks for and does not get is an error."""
        return self._environment(locale).get_template(template).render(**self._shared, locale=locale, **values)

    def translate(self, text: str, locale: str) -> str:
        """A marked message in a locale."""
        return translate(text, locale)

    def _environment(self, locale: str) -> jinja2.Environment:
        if locale not in self._environments:
            environment = jinja2.Environment(
                loader=jinja2.FileSystemLoader(template_folder()),
                autoescape=jinja2.select_autoescape(("html",)),
                undefined=jinja2.StrictUndefined,
                extensions=["jinja2.ext.i18n"],
                trim_blocks=True,
                lstrip_blocks=True,
            )
            environment.install_gettext_translations(catalogue(locale), newstyle=True)  # type: ignore[attr-defined]
            environment.filters["tr"] = lambda text: translate(text, locale)
            self._environments[locale] = environment
        return self._environments[locale]
