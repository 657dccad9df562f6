"""Documents, measured: a published page against a file of the same size, a policy's PDF against WeasyPrint alone."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from onboarding.adapters.pdf import fetcher
from onboarding.bootstrap import build
from onboarding.domain.documents.kinds import Kind, Language
from onboarding.domain.documents.writing import to_html
from onboarding.domain.examples import example_answers
from onboarding.services import businesses, documents, hosting, printing, registrations
from onboarding.services.ports import Ports
from onboarding.services.work import reading, transaction
from onboarding.settings import from_env
from onboarding.store import slugs
from onboarding.store.documents import DocumentVersion
from tests.bench import client
from tests.bench.ratios import Figure, Ratio, compare, rate_of
from tests.bench.server import Place, serving
from tests.bench.wsgi import FILE

A_ROUND = 400
LARGEST = 150_000  # bytes of a policy's PDF


def measured(place: Place) -> Iterator[Ratio | Figure]:
    """Every figure, one after another."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        file = Path(folder) / "page.html"
        settings = place.elsewhere("documents", **{FILE: str(file)})
        ports = build(from_env(settings))
        path, version_id = _published(ports)
        with serving(settings) as port:
            yield from _pages(port, path, file)
    yield from _printed(ports, version_id)
    ports.dispose()


def _published(ports: Ports) -> tuple[str, int]:
    now, answers = ports.clock.now(), example_answers()
    with transaction(ports) as session:
        made = businesses.create(session, "Bench Bakery", owner_id=None, at=now)
        row = registrations.start(session, made.id, now)
        told = {name: tuple(value) if isinstance(value, list) else value for name, value in answers.to_json().items()}
        registrations.save(row, told, ports.vault, now)
        versions = documents.publish(session, row, answers, ports, now)
        return f"/p/{slugs.current(session, made.id)}/privacy", versions[0].id


def _pages(port: int, path: str, file: Path) -> Iterator[Ratio]:
    line = client.Line(port)
    status, body = line.ask(client.request("GET", path))
    assert status == 200
    file.write_bytes(body)
    assert line.ask(client.request("GET", "/bench/file")) == (200, body)
    pages = [client.request("GET", path)] * A_ROUND
    packed = [client.request("GET", path, Accept_Encoding="gzip")] * A_ROUND
    files = [client.request("GET", "/bench/file")] * A_ROUND
    reference = lambda: client.rate(port, files)  # noqa: E731 - both read best in one line
    yield compare(
        "published page", f"a file of the same {len(body):,} bytes", 0.5, lambda: client.rate(port, pages), reference
    )
    yield compare(
        "published page, packed by gzip",
        "the same file (reported only)",
        0.0,
        lambda: client.rate(port, packed),
        reference,
        5,
    )


def _printed(ports: Ports, version_id: int) -> Iterator[Ratio | Figure]:
    from weasyprint import HTML

    with reading(ports) as session:
        content = hosting.content_of(session.get_one(DocumentVersion, version_id))
    assert content.kind is Kind.PRIVACY
    body = content.bodies[Language.ENGLISH]
    html = ports.printer.page(
        "print/document.html",
        title=body.title,
        author=content.name,
        dated="Published November 26, 2026 at https://greenlight.test/p/bench-bakery-abcdef/privacy/0123456789abcdef",
        body=to_html(body),
        language="en",
    )

    def alone(_index: int) -> None:
        HTML(string=html, base_url="greenlight:/", url_fetcher=fetcher()).write_pdf(pdf_variant="pdf/ua-1")

    made: list[bytes] = []

    def ours(_index: int) -> None:
        made.append(printing.version_pdf(ports, version_id, Language.ENGLISH))

    yield compare(
        "policy as PDF",
        "WeasyPrint alone on the same HTML",
        1 / 1.1,
        lambda: rate_of(ours, 2),
        lambda: rate_of(alone, 2),
        5,
    )
    size = max(len(each) for each in made)
    yield Figure("policy as PDF, its size", f"{size:,} bytes", f"< {LARGEST:,}", size < LARGEST)
