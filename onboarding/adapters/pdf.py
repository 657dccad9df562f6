"""Documents in a locked room: Jinja and WeasyPrint with our own templates, fonts and style, and no way to fetch anything else."""

import mimetypes
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jinja2

from onboarding.adapters.words import template_folder

_SCHEME = "greenlight"
_STYLES = ("print.css", "public.css")
_FONTS = "vendor/inter/*.woff2"


class LockedRoom:
    """Makes pages and tagged PDF/UA files. A value that a template asks for and does not get is an error.

    ``logo`` is the path of the provider's logo below ``static/``, if it lies there.
    """

    def __init__(self, logo: str = "") -> None:
        self._logo = logo

    def page(self, template: str, **values: Any) -> str:
        """A template filled in. Text stays text; only what calls itself HTML is markup (``writing.Html``)."""
        return _environment().get_template(template).render(**values)

    def pdf(self, template: str, pictures: Mapping[str, bytes] | None = None, **values: Any) -> bytes:
        """The same as PDF/UA-1; ``pictures`` are at ``greenlight:/picture/<name>``. Equal input gives equal bytes."""
        from weasyprint import HTML  # noqa: PLC0415 - 1.3 seconds to import; only the worker that prints pays

        html = self.page(template, **values)
        page = HTML(string=html, base_url=f"{_SCHEME}:/", url_fetcher=fetcher(pictures or {}, self._logo))
        content: bytes = page.write_pdf(pdf_variant="pdf/ua-1")
        return content


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(template_folder()),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


@cache
def _allowed() -> Mapping[str, Path]:
    static = Path(str(files("onboarding"))) / "static"
    fonts = {str(path.relative_to(static)): path for path in static.glob(_FONTS)}
    return {name: static / name for name in _STYLES} | fonts


def fetcher(pictures: Mapping[str, bytes] | None = None, logo: str = "") -> Any:
    """A URL fetcher that serves our style sheets and fonts, the provider's logo and the pictures of this document, by name."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415 - as above

    static = Path(str(files("onboarding"))) / "static"
    inside = {f"picture/{name}": content for name, content in (pictures or {}).items()}
    if logo and (static / logo).resolve().is_relative_to(static.resolve()) and (static / logo).is_file():
        inside["logo"] = (static / logo).read_bytes()

    class Inside(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ARG002 - WeasyPrint's signature
            parts = urlsplit(url)
            name = parts.path.lstrip("/")
            allowed = _allowed().get(name)
            if parts.scheme != _SCHEME or parts.netloc or (name not in inside and allowed is None):
                raise ValueError(f"a document may not fetch {url}")
            content = inside[name] if allowed is None else allowed.read_bytes()
            kind = mimetypes.guess_type(logo if name == "logo" else name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, content, {"Content-Type": kind})

    return Inside()
