"""Lists of consents: read from a file with a declared source, and the whole record written out as one."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from onboarding.domain.documents.content import PURPOSES
from onboarding.domain.phones import national, parse_us
from onboarding.domain.words import Message, msg
from onboarding.services.framing import ZONE, noon_of
from onboarding.services.ports import Ports
from onboarding.services.recording_consents import Entry, write
from onboarding.store import consents
from onboarding.store.documents import DocumentVersion

MOST_ROWS = 5_000


class BadFile(Exception):
    """A file that cannot be imported; ``problems`` names each line and what to do."""

    def __init__(self, problems: list[Message]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Row:
    """One line of an import."""

    phone: str
    at: datetime
    purposes: tuple[str, ...]


def read_csv(text: str, now: datetime) -> list[Row]:
    """Read ``phone,date,purposes`` with a header. All lines are good, or BadFile says what is wrong with each."""
    alike = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    try:
        lines = list(csv.DictReader(io.StringIO(alike)))
    except csv.Error:
        raise BadFile([msg("This is no table. Save your spreadsheet as CSV and try again.")]) from None
    if not lines or "phone" not in {(name or "").strip().lower() for name in lines[0]}:
        raise BadFile([msg("The first line must name the columns: phone, date, purposes.")])
    if len(lines) > MOST_ROWS:
        raise BadFile([msg("Import at most %(most)s lines at once.", most=MOST_ROWS)])
    rows: list[Row] = []
    problems: list[Message] = []
    for index, raw in enumerate(lines, 2):
        told = {str(name).strip().lower(): str(value or "").strip() for name, value in raw.items() if name}
        phone, at = parse_us(told.get("phone", "")), _date(told.get("date", ""), now)
        purposes = tuple(told.get("purposes", "").lower().replace("|", " ").replace(";", " ").split()) or ("service",)
        if phone is None:
            problems.append(
                msg("Line %(line)s: “%(phone)s” is no US phone number.", line=index, phone=told.get("phone", "")[:40])
            )
        elif at is None:
            problems.append(
                msg("Line %(line)s: give the day of the consent as 2026-05-03, not in the future.", line=index)
            )
        elif set(purposes) - set(PURPOSES):
            problems.append(msg("Line %(line)s: purposes are service and marketing.", line=index))
        else:
            rows.append(Row(phone, at, purposes))
    if problems:
        raise BadFile(problems[:20])
    return rows


def _date(text: str, now: datetime) -> datetime | None:
    for form in ("%Y-%m-%d", "%m/%d/%Y", "%Y-%m-%d %H:%M", "%m/%d/%Y %H:%M"):
        try:
            at = datetime.strptime(text, form).replace(tzinfo=ZONE)
        except ValueError:
            continue
        at = at if "%H" in form else noon_of(at.date())  # of a day only the day is known
        return at if at.year >= 1990 and at.date() <= now.astimezone(ZONE).date() else None
    return None


def take_in(session: Session, business_id: int, rows: Sequence[Row], source: str, by: int, ports: Ports) -> int:
    """Record imported consents with their declared source; who is recorded already with the same day and purposes is not
    recorded twice. Nobody who stopped texts gets them again by it.
    """
    now = ports.clock.now()
    added = 0
    for row in rows:
        known = consents.of_person(session, business_id, ports.vault.index(row.phone))
        if any(
            each.method == "import" and each.at == row.at and tuple(each.purposes) == row.purposes for each in known
        ):
            continue
        entry = Entry(business_id, row.phone, "agreed", "import", row.at, row.purposes, source=source, recorded_by=by)
        write(session, entry, ports.vault, now)
        added += 1
    return added


COLUMNS = ("id", "time", "phone", "event", "method", "purposes", "words", "source", "address", "browser", "page")


def export(session: Session, business_id: int) -> Iterator[str]:
    """The whole record as CSV, line by line, oldest first."""
    yield _line(COLUMNS)
    after = 0
    while rows := consents.every(session, business_id, after):
        for row in rows:
            told = row.payload
            version = session.get(DocumentVersion, row.version_id) if row.version_id else None
            yield _line(
                (
                    row.public_id,
                    row.at.isoformat(timespec="seconds"),
                    national(told.phone) if told else "",
                    row.event,
                    row.method,
                    " ".join(row.purposes),
                    told.words if told else "",
                    told.source if told else "",
                    told.ip_address if told else "",
                    told.agent if told else "",
                    version.sha256 if version else "",
                )
            )
        after = rows[-1].id
        session.expunge_all()


def _line(cells: Sequence[str]) -> str:
    out = io.StringIO()
    # A cell that a spreadsheet would take for a formula is text.
    csv.writer(out).writerow([f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t"} else cell for cell in cells])
    return out.getvalue()
