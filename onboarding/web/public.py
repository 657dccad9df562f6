"""Public pages: hosted documents for everybody, with no session, no script and no cookie; cached by what they say."""

import gzip
import re
from datetime import date, datetime

import flask
from flask import Blueprint, abort, redirect, request

from onboarding.domain.documents.frame_words import say
from onboarding.domain.documents.kinds import OF_PATH, PATHS, Kind, Language
from onboarding.services import documents, hosting
from onboarding.services.framing import FRAME_VERSION
from onboarding.services.hosting import Hosted, Moved
from onboarding.services.work import reading
from onboarding.web.context import ports
from onboarding.web.own_domains import where

bp = Blueprint("public", __name__)

Answer = flask.typing.ResponseReturnValue

_HASH = re.compile(r"[0-9a-f]{12,64}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_TYPES = {"md": "text/markdown; charset=utf-8", "txt": "text/plain; charset=utf-8"}
_WORTH_PACKING = 500  # bytes; below that gzip only costs


@bp.get("/p/<slug>.pdf")
@bp.get("/p/<slug>/<digest>.pdf")
def first_file(slug: str, digest: str = "") -> Answer:
    """Where the first PDF files stood."""
    found = found_at(slug, Kind.PRIVACY)
    if not isinstance(found, Hosted):
        return found
    return redirect(
        found.place.path(Kind.PRIVACY, f"{digest or found.version.sha256[:16]}.pdf"), 301 if digest else 302
    )


@bp.get("/p/<slug>/<string(minlength=12):digest>")
def first_version(slug: str, digest: str) -> Answer:
    """Where the first versions stood."""
    if not _HASH.fullmatch(digest):
        abort(404)
    return redirect(f"/p/{slug}/privacy/{digest}", 301)


def _kind(path: str) -> Kind:
    return OF_PATH.get(path) or abort(404)


def found_at(slug: str, kind: Kind) -> Hosted | Answer:
    """The version in force at an address, or the way to where it is now; 404 when there is neither."""
    at = where()
    with reading(ports()) as session:
        found = hosting.find(session, slug, kind, ports().settings, base=at.base, origin=at.origin)
    if isinstance(found, Moved):
        rest = request.full_path.removeprefix(f"/p/{slug}").rstrip("?")
        return redirect(f"/p/{found.slug}{rest}", 301 if request.method == "GET" else 308)
    return found or abort(404)


def language_of(found: Hosted) -> Language:
    """The language that the address asks for."""
    return found.language(request.args.get("lang", ""))


def page_answer(html: str, etag: str, modified: datetime | None = None) -> flask.Response:
    """A page that everybody may keep for a while: validated by its content, packed where the reader can unpack it."""
    content = html.encode()
    response = flask.Response(content, mimetype="text/html")
    response.headers["Cache-Control"] = "public, max-age=300"
    response.headers["Vary"] = "Accept-Encoding"
    response.set_etag(etag)
    if modified is not None:
        response.last_modified = modified
    response.make_conditional(request)
    if response.status_code == 200 and len(content) > _WORTH_PACKING and request.accept_encodings["gzip"] > 0:
        response.set_data(gzip.compress(content, 6, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
        response.headers["ETag"] = f'W/"{etag}"'
    return response


def _suffix(found: Hosted, language: Language) -> str:
    """What makes another page of the same text: language, frame, host, and whether search engines are asked to look away."""
    own = "own" if where().base == "" else "p"
    return f"{language.value}-{FRAME_VERSION}-{own}{'-hidden' * found.place.unlisted}"


def _shown(found: Hosted) -> flask.Response:
    language = language_of(found)
    etag = f"{found.etag}-{_suffix(found, language)}"
    if request.if_none_match.contains_weak(etag):
        response = flask.Response(status=304)  # the reader has it already: nothing is rendered
        response.set_etag(etag)
        response.headers["Cache-Control"] = "public, max-age=300"
        return response
    html = hosting.page(ports().printer, found, language)
    return page_answer(html, etag, found.edition.since or found.edition.published_at)


@bp.get("/p/<slug>")
@bp.get("/p/<slug>/")
def home(slug: str) -> Answer:
    """The policy: where the first versions stood, and what reviewers look for first."""
    found = found_at(slug, Kind.PRIVACY)
    if not isinstance(found, Hosted):
        return found
    return redirect(found.place.path(Kind.PRIVACY), 301)


@bp.get("/p/<slug>/<any(privacy, terms):path>")
def document(slug: str, path: str) -> Answer:
    """A published document: the version in force."""
    found = found_at(slug, _kind(path))
    return _shown(found) if isinstance(found, Hosted) else found


@bp.get("/p/<slug>/<any(privacy, terms, 'opt-in'):path>/<version>")
def version(slug: str, path: str, version: str) -> Answer:
    """One version by the first 12 or more characters of its fingerprint; with ``.pdf``, ``.txt`` or ``.md`` as a file."""
    found = found_at(slug, _kind(path))
    if not isinstance(found, Hosted):
        return found
    digest, _, suffix = version.partition(".")
    if not _HASH.fullmatch(digest) or suffix not in {"", "pdf", *_TYPES}:
        abort(404)
    with reading(ports()) as session:
        chosen = hosting.earlier(session, found, digest)
    if chosen is None:
        abort(404)
    if suffix == "pdf":
        return _seen(_pdf(chosen, slug), chosen)
    if suffix:
        return _seen(_text(chosen, suffix), chosen)
    return _shown(chosen)


def _seen(response: flask.Response, found: Hosted) -> flask.Response:
    """A file cannot ask search engines to look away; its header can."""
    if found.place.unlisted:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def _pdf(found: Hosted, slug: str) -> flask.Response:
    language = language_of(found)
    with reading(ports()) as session:
        made = documents.pdf_of(session, found.version.id, language)
        content = made.content if made else None
    if made is None or content is None:
        response = flask.Response(say(language, "pdf_soon"), 503, content_type="text/plain; charset=utf-8")
        response.headers["Retry-After"] = "5"
        return response
    response = flask.Response(content, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{slug}-{PATHS[found.document.kind]}.pdf"'
    return _for_good(response, made.sha256)


def _text(found: Hosted, suffix: str) -> flask.Response:
    written = hosting.text(found, language_of(found), suffix)
    if written is None:
        abort(404)
    return _for_good(flask.Response(written, content_type=_TYPES[suffix]), f"{found.version.sha256[:32]}-{suffix}")


def _for_good(response: flask.Response, etag: str) -> flask.Response:
    """What stands at a permalink never changes."""
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.set_etag(etag[:48])
    response.make_conditional(request)
    return response


@bp.get("/p/<slug>/<any(privacy, terms, 'opt-in'):path>/at/<day>")
def on_day(slug: str, path: str, day: str) -> Answer:
    """What a reader could see at the end of a day."""
    found = found_at(slug, _kind(path))
    if not isinstance(found, Hosted):
        return found
    try:
        asked = date.fromisoformat(day) if _DAY.fullmatch(day) else None
    except ValueError:
        asked = None
    if asked is None or asked.year < 2000 or asked.year > 2200:
        abort(404)
    with reading(ports()) as session:
        chosen = hosting.on_day(session, found, asked, ports().clock.now())
    if chosen is None:
        abort(404)
    return _shown(chosen)


@bp.get("/p/<slug>/<any(privacy, terms, 'opt-in'):path>/versions")
def versions(slug: str, path: str) -> Answer:
    """Every version, with its day and its fingerprint."""
    found = found_at(slug, _kind(path))
    if not isinstance(found, Hosted):
        return found
    with reading(ports()) as session:
        html = hosting.versions_page(session, ports().printer, found, language_of(found))
    return page_answer(html, f"{found.etag}-all-{_suffix(found, language_of(found))}")


@bp.get("/p/<slug>/<any(privacy, terms, 'opt-in'):path>/changes/<int:sequence>")
def changes(slug: str, path: str, sequence: int) -> Answer:
    """What a publication changed."""
    found = found_at(slug, _kind(path))
    if not isinstance(found, Hosted):
        return found
    with reading(ports()) as session:
        html = hosting.changes_page(session, ports().printer, found, language_of(found), sequence)
    if html is None:
        abort(404)
    return page_answer(html, f"{found.etag}-{sequence}-{_suffix(found, language_of(found))}")
