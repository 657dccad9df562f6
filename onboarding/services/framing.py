"""Public pages as HTML: a published text in its frame, in its own language, from templates of the locked room."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date

from onboarding.domain.documents.content import BOXES, Content
from onboarding.domain.documents.frame_words import frame_words, say
from onboarding.domain.documents.kinds import HOSTED, PATHS, Kind, Language
from onboarding.domain.documents.writing import Html, clause_html, to_html
from onboarding.services.ports import Printer

# Days on public pages are those of US Eastern time, whoever reads them: a permalink must mean one thing.
ZONE = ZoneInfo("America/New_York")
STYLESHEET = "/static/public.css"
FRAME_VERSION = "1"  # of the templates around published texts: part of the ETag


@dataclass(frozen=True)
class Place:
    """Where a page stands: ``base`` is the path before ``/privacy``, ``origin`` the scheme and host."""

    origin: str
    base: str
    provider: str
    kinds: Collection[Kind] = HOSTED
    unlisted: bool = False
    here: str = ""  # the path of the page itself below ``base``

    def path(self, kind: Kind, *more: str, language: Language = Language.ENGLISH) -> str:
        """The address of a document on this host, in a language."""
        query = "" if language is Language.ENGLISH else f"?lang={language.value}"
        return "/".join([f"{self.base}/{PATHS[kind]}", *more]) + query


@dataclass(frozen=True)
class Edition:
    """Which text is shown: its hash, since when it is in force or when it was published, and what has to be said of it."""

    sha256: str
    published_at: datetime
    since: datetime | None = None
    notice: str = ""
    is_current: bool = True
    notices: Mapping[Language, str] = field(default_factory=dict)

    def said(self, language: Language) -> str:
        """What has to be said of it, in a language."""
        return self.notices.get(language, self.notice)


@dataclass(frozen=True)
class FormState:
    """The sign-up form as it is shown: what was typed, what is wrong with it, and whether it takes anything."""

    token: str = ""
    phone: str = ""
    birth: str = ""
    purposes: tuple[str, ...] = ()
    errors: tuple[tuple[str, str], ...] = ()  # the field, and what is said
    is_open: bool = True


def end_of_day(at: datetime) -> datetime:
    """The moment at which the day of ``at`` ends, Eastern time."""
    return datetime.combine(at.astimezone(ZONE).date() + timedelta(days=1), time(), ZONE)


def noon_of(day: date) -> datetime:
    """Noon of a day, Eastern time: for what is known by its day only."""
    return datetime.combine(day, time(12), ZONE)


def day_of(at: datetime, language: Language) -> str:
    """``November 23, 2026`` or ``23 de noviembre de 2026``, of the day in Eastern time."""
    locale = "en_US" if language is Language.ENGLISH else "es_US"
    return str(format_date(at.astimezone(ZONE).date(), "long", locale=locale))


_NOTHING = Html("")


@dataclass(frozen=True)
class _Values:
    """What the templates call ``page``."""

    language: str
    title: str
    name: str
    website: str
    provider: str
    unlisted: bool
    canonical: str
    stylesheet: str
    other_language: str
    other_code: str
    links: Sequence[Mapping[str, Any]]
    body: Html = _NOTHING
    intro: Html = _NOTHING
    beside: Html = _NOTHING
    after: Html = _NOTHING
    notice: str = ""
    current: str = ""
    dated: str = ""
    versions: str = ""
    formats: Sequence[Mapping[str, Any]] = ()
    sha256: str = ""
    structured: Mapping[str, Any] = field(default_factory=dict)


def document_page(
    printer: Printer,
    content: Content,
    language: Language,
    place: Place,
    edition: Edition,
    form: FormState | None = None,
) -> str:
    """A hosted document; a sign-up page has a form."""
    body, kind = content.bodies[language], content.kind
    values = frame(content, language, place) | {
        "body": to_html(body),
        "notice": edition.said(language),
        "current": "" if edition.is_current else place.path(kind, language=language),
        "dated": say(language, "in_force", date=day_of(edition.since or edition.published_at, language)),
        "versions": place.path(kind, "versions", language=language),
        "formats": _formats(kind, language, place, edition),
        "sha256": edition.sha256,
        "structured": _structured(content, language, place, edition),
        "unlisted": place.unlisted or not edition.is_current,
    }
    if kind is not Kind.OPT_IN:
        return printer.page("public/document.html", page=_Values(**values), words=frame_words(language))
    values |= {
        "intro": clause_html(body, "ask"),
        "beside": clause_html(body, "beside", "adults_only", "read_both"),
        "after": clause_html(body, "record"),
    }
    return printer.page(
        "public/sign_up.html",
        page=_Values(**values),
        words=frame_words(language),
        form=_form(content, language, place, edition, form or FormState(is_open=False)),
    )


def legacy_page(printer: Printer, content: Content, title: str, body: str, place: Place, edition: Edition) -> str:
    """A version from before there were clauses: HTML in English that we made of escaped words then."""
    language = Language.ENGLISH
    values = frame(content, language, place) | {
        "title": title,
        "body": Html(body),
        "notice": edition.said(language),
        "current": "" if edition.is_current else place.path(content.kind),
        "dated": say(language, "in_force", date=day_of(edition.since or edition.published_at, language)),
        "versions": place.path(content.kind, "versions"),
        "formats": _formats(content.kind, language, place, edition)[:1],
        "sha256": edition.sha256,
        "structured": {"@context": "https://schema.org", "@type": "WebPage", "name": title},
        "unlisted": place.unlisted or not edition.is_current,
    }
    return printer.page("public/document.html", page=_Values(**values), words=frame_words(language))


def other_page(printer: Printer, template: str, content: Content, language: Language, place: Place, **more: Any) -> str:
    """Another page about a document: its versions, its changes, what is said after a sign-up."""
    values = frame(content, language, place)
    return printer.page(template, page=_Values(**values), words=frame_words(language), **more)


def frame(content: Content, language: Language, place: Place) -> dict[str, Any]:
    """What every page has."""
    other = Language.SPANISH if language is Language.ENGLISH else Language.ENGLISH
    here = f"{place.base}/{place.here or PATHS[content.kind]}"
    queries = {Language.ENGLISH: "", Language.SPANISH: "?lang=es"}
    return {
        "language": language.value,
        "title": content.bodies[language].title if language in content.bodies else content.name,
        "name": content.name,
        "website": content.website,
        "provider": place.provider,
        "unlisted": place.unlisted,
        "canonical": place.origin + here + queries[language],
        "stylesheet": STYLESHEET,
        "other_language": here + queries[other] if len(content.bodies) > 1 else "",
        "other_code": other.value,
        "links": [
            {
                "word": kind.value,
                "address": place.path(kind, language=language),
                "is_here": kind is content.kind and place.here in {"", PATHS[kind]},
            }
            for kind in HOSTED
            if kind in place.kinds
        ],
    }


def _formats(kind: Kind, language: Language, place: Place, edition: Edition) -> list[dict[str, str]]:
    short = edition.sha256[:16]
    suffixes = {"as_pdf": "pdf", "as_text": "txt", "as_markdown": "md"}
    return [
        {"word": word, "address": place.path(kind, f"{short}.{suffix}", language=language)}
        for word, suffix in suffixes.items()
    ]


def _structured(content: Content, language: Language, place: Place, edition: Edition) -> dict[str, Any]:
    publisher = {"@type": "Organization", "name": content.name} | ({"url": content.website} if content.website else {})
    return {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "name": content.bodies[language].title,
        "url": place.origin + place.path(content.kind, language=language),
        "inLanguage": language.value,
        "datePublished": edition.published_at.date().isoformat(),
        "dateModified": (edition.since or edition.published_at).date().isoformat(),
        "identifier": f"sha256:{edition.sha256}",
        "publisher": publisher,
    }


def _form(content: Content, language: Language, place: Place, edition: Edition, state: FormState) -> Mapping[str, Any]:
    body = content.bodies[language]
    labels = {name: clause.text for name in content.purposes if (clause := body.clause(BOXES[name]))}
    return {
        "action": place.path(content.kind, language=language),
        "token": state.token,
        "phone": state.phone,
        "birth": state.birth,
        "asks_birth": bool(content.age),
        "open": state.is_open and edition.is_current and not edition.notice,
        "errors": [{"at": at, "text": text} for at, text in state.errors],
        "bad": {"phone": False, "birth": False} | {at: True for at, _ in state.errors},
        "boxes": [{"name": name, "label": label, "checked": name in state.purposes} for name, label in labels.items()],
    }
