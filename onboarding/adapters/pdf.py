"""PDF in a locked room: WeasyPrint with our own template, our own fonts and style, and no way to fetch anything else."""

import mimetypes
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jinja2

from onboarding.adapters.words import template_folder

_SCHEME = "greenlight"


class WeasyPrinter:
    """Makes tagged PDF/UA files; the library is loaded on first use, since it takes more than a second."""

    def __init__(self) -> None:
        self._environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(template_folder()), autoescape=True, undefined=jinja2.StrictUndefined
        )

    def html(self, title: str, body: str, address: str, published: str) -> str:
        """The page as it goes into WeasyPrint; ``body`` is HTML that we made ourselves."""
        template = self._environment.get_template("policy/print.html")
        return template.render(title=title, body=body, address=address, published=published)

    def pdf(self, title: str, body: str, address: str, published: str) -> bytes:
        """One document as PDF/UA-1."""
        from weasyprint import HTML  # noqa: PLC0415 - 1.3 seconds to import; only the worker that prints pays

        page = HTML(string=self.html(title, body, address, published), base_url=f"{_SCHEME}:/", url_fetcher=fetcher())
        content: bytes = page.write_pdf(pdf_variant="pdf/ua-1")
        return content


def fetcher() -> Any:
    """A URL fetcher that serves only our own static files, by name."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415 - as above

    static = Path(str(files("onboarding"))) / "static"

    class StaticOnly(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ARG002 - WeasyPrint's signature
            parts = urlsplit(url)
            path = (static / parts.path.lstrip("/")).resolve()
            if parts.scheme != _SCHEME or not path.is_relative_to(static.resolve()) or not path.is_file():
                raise ValueError(f"a document may not fetch {url}")
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

    return StaticOnly()
