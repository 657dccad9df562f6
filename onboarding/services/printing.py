"""Documents on paper: the PDF of a published version, and what is made for the owner alone."""

import io
from collections.abc import Sequence
from typing import Any

import segno

from onboarding.domain.documents.content import Content
from onboarding.domain.documents.frame_words import frame_words, say
from onboarding.domain.documents.kinds import PATHS, SHEETS, Kind, Language
from onboarding.domain.documents.writing import Html, clause_html, to_html
from onboarding.services import documents, hosting
from onboarding.services.framing import day_of
from onboarding.services.ports import Ports, Printer
from onboarding.services.work import reading
from onboarding.store.documents import Document, DocumentVersion


def languages_of(ports: Ports, version_id: int) -> Sequence[Language]:
    """The languages that a version was published in."""
    with reading(ports) as session:
        return tuple(hosting.content_of(session.get_one(DocumentVersion, version_id)).bodies) or (Language.ENGLISH,)


def version_pdf(ports: Ports, version_id: int, language: Language) -> bytes:
    """A published version as PDF, with its address, its day and its fingerprint."""
    with reading(ports) as session:
        version = session.get_one(DocumentVersion, version_id)
        document = session.get_one(Document, version.document_id)
        base = documents.addresses(session, document.business_id, ports.settings).privacy.removesuffix("/privacy")
        content, title, legacy = hosting.content_of(version), version.title, version.body
        sha256, published = version.sha256, version.published_at
    if content.kind in SHEETS:
        return sheet(ports.printer, content, language)
    address = f"{base}/{PATHS[document.kind]}/{sha256[:16]}"
    dated = say(language, "published_at", date=day_of(published, language), address=address)
    body = to_html(content.bodies[language]) if content.bodies else Html(legacy)
    return ports.printer.pdf(
        "print/document.html",
        title=content.bodies[language].title if content.bodies else title,
        author=content.name,
        dated=dated,
        body=body,
        language=language.value,
    )


def sheet(printer: Printer, content: Content, language: Language) -> bytes:
    """A form, a script or a sign for the owner to print."""
    body = content.bodies[language]
    shared: dict[str, Any] = {
        "title": body.title,
        "author": content.name,
        "language": language.value,
        "words": frame_words(language),
    }
    if content.kind is Kind.SIGN:
        return _sign(printer, content, language, shared)
    if content.kind is Kind.PAPER:
        return printer.pdf(
            "print/paper.html",
            **shared,
            asks_birth=bool(content.age),
            intro=clause_html(body, "paper_ask"),
            boxes=clause_html(body, "paper_box_service", "paper_box_offers"),
            small=clause_html(body, "beside", "adults_only", "read_both", "paper_record"),
        )
    note = say(language, "not_legal") if content.kind is Kind.VERBAL else ""
    return printer.pdf("print/document.html", **shared, dated=note, body=to_html(body))


def _sign(printer: Printer, content: Content, language: Language, shared: dict[str, Any]) -> bytes:
    body = content.bodies[language]
    call = body.clause("sign_call") or body.clause("sign_scan")
    link = body.clause("sign_link")
    address = link.text + ("?lang=es" if language is Language.SPANISH else "") if link else ""
    pictures = {"code.svg": qr_code(address)} if address else {}
    return printer.pdf(
        "print/sign.html",
        pictures,
        **shared,
        call=call.title if call else body.title,
        lead=call.blocks[0].text if call else "",
        code="greenlight:/picture/code.svg" if address else "",
        address=address,
        small=clause_html(body, "beside", "adults_only", "read_both"),
    )


def qr_code(address: str) -> bytes:
    """A QR code as SVG: an error correction that a crease or a thumb survives, and the quiet zone that scanners need."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=4, xmldecl=False, svgns=True)
    return out.getvalue()
