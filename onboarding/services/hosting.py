"""What stands at a public address: the version in force, an earlier one, or the one of a given day, as a page or as text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from onboarding.domain.documents.content import Content, read
from onboarding.domain.documents.difference import ClauseChange, differences
from onboarding.domain.documents.frame_words import say
from onboarding.domain.documents.history import Event
from onboarding.domain.documents.kinds import PATHS, Kind, Language
from onboarding.domain.documents.parts import Body
from onboarding.domain.documents.writing import to_markdown, to_text
from onboarding.services.framing import (
    ZONE,
    Edition,
    FormState,
    Place,
    day_of,
    document_page,
    legacy_page,
    other_page,
)
from onboarding.services.ports import Printer
from onboarding.settings import Settings
from onboarding.store import documents, slugs
from onboarding.store.documents import Document, DocumentVersion

_LEGACY_TITLE = re.compile(r"^Privacy policy of ")


@dataclass(frozen=True)
class Moved:
    """The address leads to another one: the business is called otherwise now."""

    slug: str


@dataclass(frozen=True)
class Hosted:
    """One version of a document at its public address."""

    document: Document
    version: DocumentVersion
    place: Place
    business_id: int
    edition: Edition
    etag: str
    content: Content

    @property
    def languages(self) -> tuple[Language, ...]:
        """Those that it was published in; the first versions were in English only."""
        return tuple(self.content.bodies) or (Language.ENGLISH,)

    def language(self, asked: str) -> Language:
        """The language that was asked for, if it is there."""
        return Language.SPANISH if asked == "es" and Language.SPANISH in self.languages else Language.ENGLISH


def find(
    session: Session, slug: str, kind: Kind, settings: Settings, *, base: str | None = None, origin: str | None = None
) -> Hosted | Moved | None:
    """The version in force at an address, or the last one of a document that was taken down.

    ``base`` and ``origin`` are told where the page is reached under the business's own domain.
    """
    row = documents.at_slug(session, slug, kind)
    if row is None:
        return None
    name, document, version = row
    if not name.is_current and base is None:
        return Moved(slugs.current(session, name.business_id))
    if document is None or version is None:
        return None
    place = Place(
        origin=settings.public_url if origin is None else origin,
        base=f"/p/{slug}" if base is None else base,
        provider=settings.provider_name,
        kinds=documents.kinds_of(session, name.business_id),
        unlisted=document.is_unlisted,
    )
    content = content_of(version)
    notices = _withdrawn(document, content)
    edition = Edition(
        version.sha256, version.published_at, document.since, notices.get(Language.ENGLISH, ""), notices=notices
    )
    return Hosted(document, version, place, name.business_id, edition, f"{document.head[:24]}-now", content)


def _withdrawn(document: Document, content: Content) -> dict[Language, str]:
    if not document.is_withdrawn:
        return {}
    return {
        language: say(language, "withdrawn", name=content.name, date=day_of(document.since, language))
        for language in Language
    }


def content_of(version: DocumentVersion) -> Content:
    """What was published; of the first versions only the frame's words are known, their text is HTML."""
    if version.content:
        return read(version.content)
    name = _LEGACY_TITLE.sub("", version.title)
    return Content(Kind.PRIVACY, name, (name,), "", version.template_version, {})


def earlier(session: Session, found: Hosted, sha256: str) -> Hosted | None:
    """A version by its hash or the beginning of it, at the same address."""
    version = documents.version(session, found.document.id, sha256)
    if version is None:
        return None
    if version.id == found.version.id:
        return replace(found, place=replace(found.place, here=f"{PATHS[found.document.kind]}/{sha256}"))
    return _shown(found, version, "earlier", version.published_at, sha256)


def on_day(session: Session, found: Hosted, day: date, now: datetime) -> Hosted | None:
    """What a reader saw at the end of a day, Eastern time; None when nothing had been published by then, or the day has
    not come. Of today it is what stands there now.
    """
    end = datetime.combine(day + timedelta(days=1), time(), ZONE)
    if datetime.combine(day, time(), ZONE) > now:
        return None
    link = documents.in_force_before(session, found.document.id, end)
    if link is None:
        return None
    version = session.get_one(DocumentVersion, link.version_id)
    name = "withdrawn" if link.event == Event.WITHDRAWN else "then"
    at = link.at if link.event == Event.WITHDRAWN else end - timedelta(hours=1)
    return _shown(found, version, name, at, f"at/{day.isoformat()}")


def _shown(found: Hosted, version: DocumentVersion, what: str, at: datetime, here: str) -> Hosted:
    content = content_of(version)
    notices = {language: say(language, what, name=content.name, date=day_of(at, language)) for language in Language}
    return replace(
        found,
        version=version,
        content=content,
        place=replace(found.place, here=f"{PATHS[found.document.kind]}/{here}"),
        edition=Edition(
            version.sha256, version.published_at, None, notices[Language.ENGLISH], is_current=False, notices=notices
        ),
        etag=f"{version.sha256[:24]}-{what}",
    )


def placed(found: Hosted, name: str) -> Place:
    """The place of a page below a document's own."""
    return replace(found.place, here=f"{PATHS[found.document.kind]}/{name}")


def page(printer: Printer, found: Hosted, language: Language, form: FormState | None = None) -> str:
    """The page as HTML."""
    if not found.content.bodies:
        return legacy_page(printer, found.content, found.version.title, found.version.body, found.place, found.edition)
    return document_page(printer, found.content, language, found.place, found.edition, form)


def text(found: Hosted, language: Language, suffix: str) -> str | None:
    """A version as ``md`` or ``txt``; None for the first ones, which were HTML only."""
    if language not in found.content.bodies:
        return None
    body: Body = found.content.bodies[language]
    dated = say(language, "published_on", date=day_of(found.version.published_at, language))
    dated = f"{dated} · SHA-256 {found.version.sha256}"
    return to_markdown(body, dated) if suffix == "md" else to_text(body, dated)


def versions_page(session: Session, printer: Printer, found: Hosted, language: Language) -> str:
    """Every link of the chain, newest first."""
    chain = documents.publications(session, found.document.id)
    rows = []
    for index, link in enumerate(chain):
        version = session.get_one(DocumentVersion, link.version_id)
        withdrawn = link.event == Event.WITHDRAWN
        word = "withdrawn_on" if withdrawn else "published_on"
        has_changes = index > 0 and not withdrawn
        rows.append(
            {
                "dated": say(language, word, date=day_of(link.at, language)),
                "sha256": version.sha256,
                "address": found.place.path(found.document.kind, version.sha256[:16], language=language),
                "changes": found.place.path(found.document.kind, "changes", str(link.sequence), language=language)
                if has_changes
                else "",
            }
        )
    place = placed(found, "versions")
    return other_page(printer, "public/versions.html", found.content, language, place, versions=rows[::-1])


def changes_page(session: Session, printer: Printer, found: Hosted, language: Language, sequence: int) -> str | None:
    """What one publication changed of the one before it; None when there is no such publication."""
    chain = documents.publications(session, found.document.id)
    if not 1 < sequence <= len(chain):
        return None
    link, before = chain[sequence - 1], chain[sequence - 2]
    new, old = (content_of(session.get_one(DocumentVersion, each.version_id)) for each in (link, before))
    told, changes = "", tuple[ClauseChange, ...]()
    if language in new.bodies and language in old.bodies:
        changes = differences(old.bodies[language], new.bodies[language])
    else:
        told = say(language, "no_clauses")
    place = placed(found, f"changes/{sequence}")
    return other_page(
        printer,
        "public/changes.html",
        new,
        language,
        place,
        heading=say(language, "changes_of", date=day_of(link.at, language)),
        back=found.place.path(found.document.kind, "versions", language=language),
        told=told,
        changes=_printable(changes),
    )


def _printable(changes: Sequence[ClauseChange]) -> list[dict[str, object]]:
    return [
        {
            "title": change.title,
            "pieces": [{"mark": piece.mark.value, "text": piece.text} for piece in change.pieces],
        }
        for change in changes
    ]
