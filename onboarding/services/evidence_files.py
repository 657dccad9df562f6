"""What stands in an evidence packet: gathered from the database as plain values, then printed and packed."""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from onboarding.domain import ein as eins
from onboarding.domain.answers import Answers
from onboarding.domain.documents.kinds import NAMES, Kind, Language
from onboarding.domain.documents.writing import Html, to_text
from onboarding.domain.phones import national
from onboarding.domain.preflight.catalogue import report
from onboarding.domain.preflight.exchange import tell_report
from onboarding.domain.preflight.rule import VERSION as RULES_VERSION
from onboarding.domain.preflight.rule import Subject
from onboarding.domain.reasons import words_by_id
from onboarding.domain.registrations import FIELD_NAMES
from onboarding.domain.story import line
from onboarding.services import consents, hosting, recording_consents, review
from onboarding.services.framing import Edition, FormState, Place, day_of, document_page
from onboarding.services.ports import Ports, Printer
from onboarding.services.registrations import SUBMISSION_EIN_COLUMN
from onboarding.store import consents as consent_rows
from onboarding.store import documents, slugs
from onboarding.store.documents import DocumentVersion
from onboarding.store.packets import Packet
from onboarding.store.registrations import Registration, Submission

_PRINTED = 200  # entries of a person in the report, the newest; all are in the file beside it
_EPOCH = (1980, 1, 1, 0, 0, 0)  # every file in the archive: equal content, equal bytes


@dataclass
class Gathered:
    """Plain values for the report, and the files beside it by name."""

    title: str
    name: str
    made: str
    sections: list[dict[str, Any]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    sign_up_page: str = ""

    def table(self, title: str, rows: Sequence[tuple[str, str]], note: str = "") -> None:
        """A section of names and values."""
        self.sections.append({"title": title, "rows": [list(row) for row in rows], "note": note, "text": ""})

    def words(self, title: str, text: str, note: str = "") -> None:
        """A section of running words."""
        self.sections.append({"title": title, "rows": [], "note": note, "text": text})


def gather(session: Session, packet: Packet, ports: Ports) -> Gathered:
    """Everything that a packet tells, read in one go."""
    registration = session.get_one(Registration, packet.registration_id)
    if packet.person:
        return _of_person(session, registration, packet)
    return _of_registration(session, registration, packet, ports)


def _time(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"


def _begin(registration: Registration, packet: Packet, title: str) -> Gathered:
    answers = Answers.from_json(registration.answers)
    name = answers.display_name or answers.legal_party or registration.business.name
    made = _time(packet.requested_at)
    facts = {"made": made, "registration": registration.public_id, "business": registration.business.public_id}
    return Gathered(title=f"{title} of {name}", name=name, made=made, facts=facts | {"rules": RULES_VERSION})


def _of_registration(session: Session, registration: Registration, packet: Packet, ports: Ports) -> Gathered:
    gathered = _begin(registration, packet, "Evidence")
    case = review.case(session, registration)
    newest = case.submissions[0].submission if case.submissions else None
    answers, ein = _answers(registration, newest, ports)
    moment = newest.created_at if newest else packet.requested_at
    told = {name: value for name, value in answers.to_json().items() if value not in ("", [], False)}
    gathered.table(
        "Answers as submitted" if newest else "Answers, not submitted yet",
        [(str(FIELD_NAMES.get(name, name)), _shown(value)) for name, value in told.items()]
        + ([("EIN", eins.masked(ein))] if ein else []),
        f"Submitted {_time(moment)}." if newest else "",
    )
    _add_json(gathered, "answers.json", told | ({"ein": eins.masked(ein)} if ein else {}))
    _documents(session, gathered, registration, moment, ports)
    found = report(Subject(answers, ein, has_number=True, has_policy=True, today=moment.date()))
    _add_json(
        gathered, "preflight.json", tell_report(found) | {"submitted_under": newest.rules_version if newest else ""}
    )
    gathered.table(
        "Preflight report",
        [(finding.severity.value, f"{finding.rule}: {finding.message}") for finding in found.findings]
        or [("clean", "The rules have nothing to say.")],
        f"Rules {found.version}; submitted under rules {newest.rules_version if newest else 'none'}.",
    )
    moves = [
        (
            _time(move.at),
            f"{line(move.machine, move.to_state, move.event, move.network_id).headline} ({move.machine}: {move.from_state} to {move.to_state}; {move.actor}, {move.source})",
        )
        for move in case.moves
    ]
    gathered.table("Timeline", moves)
    _add_json(gathered, "timeline.json", [{"at": at, "what": what} for at, what in moves])
    letters = _correspondence(case, registration)
    gathered.table("Correspondence", letters or [("none", "Nobody wrote anything yet.")])
    _add_json(gathered, "correspondence.json", [{"from": who, "words": words} for who, words in letters])
    return gathered


def _answers(registration: Registration, submission: Submission | None, ports: Ports) -> tuple[Answers, str]:
    if submission is None or submission.payload is None:
        return Answers.from_json(registration.answers), ""
    return Answers.from_json(submission.payload.answers), ports.vault.open(
        submission.payload.ein, SUBMISSION_EIN_COLUMN
    )


def _shown(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else "yes" if value is True else str(value)


def _documents(
    session: Session, gathered: Gathered, registration: Registration, moment: datetime, ports: Ports
) -> None:
    """The documents in force at a moment, whole, with their chains."""
    slug, business = slugs.current(session, registration.business_id), registration.business
    chains: dict[str, Any] = {}
    rows: list[tuple[str, str]] = []
    for kind, document in documents.all_of_business(session, business.id).items():
        links = documents.publications(session, document.id)
        chains[f"{business.public_id}/{kind.value}"] = [
            {"sequence": each.sequence, "event": each.event, "at": each.at.isoformat(timespec="microseconds"),
             "previous": each.previous, "digest": each.digest, "version": each.version_id}
            for each in links
        ]  # fmt: skip
        # What was published by the submission itself is in force from that moment on.
        then = [each for each in links if each.at <= moment] or links[:1]
        if not then:
            continue
        version = session.get_one(DocumentVersion, then[-1].version_id)
        rows.append((str(NAMES[kind]), f"{then[-1].event} {_time(then[-1].at)}. SHA-256 {version.sha256}"))
        gathered.files[f"documents/{kind.value}.json"] = (version.content or version.body).encode()
        content = hosting.content_of(version)
        for language, body in content.bodies.items():
            gathered.files[f"documents/{kind.value}-{language.value}.txt"] = to_text(body).encode()
        if kind.is_hosted and content.bodies:
            place = Place(ports.settings.public_url, f"/p/{slug}", ports.settings.provider_name)
            html = document_page(
                ports.printer, content, Language.ENGLISH, place,
                Edition(version.sha256, version.published_at, then[-1].at), FormState(is_open=False),
            )  # fmt: skip
            gathered.files[f"documents/{kind.value}-en.html"] = html.encode()
            if kind is Kind.OPT_IN:
                gathered.sign_up_page = html.replace('href="/static/public.css"', 'href="greenlight:/public.css"')
            if kind in {Kind.PRIVACY, Kind.TERMS, Kind.OPT_IN}:
                gathered.words(
                    f"{NAMES[kind]}, in force at submission",
                    to_text(content.bodies[Language.ENGLISH]),
                    f"Version of {day_of(version.published_at, Language.ENGLISH)}, SHA-256 {version.sha256}",
                )
    gathered.table("Documents in force at submission", rows or [("none", "Nothing was published.")])
    _add_json(gathered, "chains.json", chains)


def _correspondence(case: review.Case, registration: Registration) -> list[tuple[str, str]]:
    words = words_by_id()
    found: list[tuple[str, str]] = []
    for past in reversed(case.submissions):
        if past.decision is None:
            continue
        when = _time(past.decision.decided_at)
        found.append((f"Staff, {when}", f"{past.decision.verdict}"))
        found += [
            (f"Staff, {when}", f"{reason.field}: {words[reason.reason]} {reason.note}".strip())
            for reason in past.decision.reasons
        ]
    if registration.campaign and registration.campaign.explanation:
        found.append(("Reviewers", registration.campaign.explanation))
    if registration.brand:
        for category in registration.brand.feedback:
            found += [("Registry", str(each.get("message", ""))) for each in category.get("errors", [])]
    found += [("Registry", f"{code} {text}".strip()) for wish in case.intents for code, text, _ in wish.refusal or []]
    return found


def _of_person(session: Session, registration: Registration, packet: Packet) -> Gathered:
    """The proof of one person's consent: every entry, with the words that were agreed to."""
    gathered = _begin(registration, packet, "Consent record")
    history = consent_rows.of_person(session, registration.business_id, packet.person)
    phone = next((entry.payload.phone for entry in history if entry.payload), "")
    gathered.table(
        "Person",
        [("Mobile number", national(phone) if phone else "erased"), ("State", recording_consents.state_of(history))],
    )
    told = []
    for index, entry in enumerate(history):
        payload = entry.payload
        version = session.get(DocumentVersion, entry.version_id) if entry.version_id else None
        rows = [
            ("Time", _time(entry.at)),
            ("What", f"{entry.event}, by {entry.method}"),
            ("Purposes", ", ".join(entry.purposes)),
            ("Words", payload.words if payload else "erased"),
            ("Network address", payload.ip_address if payload else "erased"),
            ("Browser", payload.agent if payload else "erased"),
            ("Source", payload.source if payload else "erased"),
            ("Page", f"SHA-256 {version.sha256}" if version else ""),
            ("Recorded", _time(entry.recorded_at)),
        ]
        shown = [(name, value) for name, value in rows if value]
        if index >= len(history) - _PRINTED:
            gathered.table(f"Entry {entry.public_id}", shown)
        if index >= len(history) - _PRINTED and (words := consents.wording(session, entry)):
            gathered.words("The words that stood there", words)
        told.append(dict(shown) | {"id": entry.public_id})
        if version is not None:
            gathered.files[f"documents/{version.sha256[:16]}.json"] = (version.content or version.body).encode()
    _add_json(gathered, "consents.json", told)
    return gathered


def _add_json(gathered: Gathered, name: str, data: Any) -> None:
    gathered.files[name] = (json.dumps(data, indent=2, ensure_ascii=False, default=str) + "\n").encode()


def make(gathered: Gathered, printer: Printer) -> tuple[bytes, bytes]:
    """The report as PDF, and the ZIP with it, all files and the manifest of their hashes."""
    files = dict(gathered.files)
    if gathered.sign_up_page:
        files["sign-up-page.pdf"] = printer.pdf("print/as_it_is.html", html=Html(gathered.sign_up_page))
    report_pdf = printer.pdf(
        "print/evidence.html",
        title=gathered.title,
        author=gathered.name,
        language="en",
        made=gathered.made,
        sections=gathered.sections,
        hashes=_hashes(files),
    )
    files["report.pdf"] = report_pdf
    manifest = gathered.facts | {"files": _hashes(files)}
    files["manifest.json"] = (json.dumps(manifest, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()
    return report_pdf, _packed(files)


def _hashes(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}


def _packed(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
