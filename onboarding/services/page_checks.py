"""Page checks: website, sign-up page, privacy policy and terms, fetched as a reviewer would open them, in jobs.

A look is a row (store/page_checks.py) and a piece of work in the outbox. What is seen comes back as findings.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from onboarding.domain.answers import Answers
from onboarding.domain.follow_ups import Topic
from onboarding.domain.pages import Snapshot, Trouble
from onboarding.domain.preflight.keeping import Quote, kept, quote, read_again
from onboarding.domain.preflight.page_catalogue import page_report
from onboarding.domain.preflight.page_links import policy_links
from onboarding.domain.preflight.pages import PageKind
from onboarding.domain.preflight.rule import Finding, Report, Severity, Subject
from onboarding.domain.preflight.web_presence import is_web_address
from onboarding.domain.text.html import Page
from onboarding.services.ports import Ports, Unavailable
from onboarding.services.work import reading, transaction
from onboarding.store import outbox, page_checks
from onboarding.store.page_checks import LONGEST, PageCheck, Quoted
from onboarding.store.registrations import Registration

STALE = timedelta(days=1)  # after which a page may be another one
_DAY = timedelta(days=1)
# A registration's looks in a day, so that nobody makes us knock at every door of the internet for them.
MOST_A_DAY = 60
# Seconds to wait after the first and the second look without an answer; the third is written down as it is.
_AGAIN = (20.0, 240.0)
_PASSING = frozenset({Trouble.UNREACHABLE, Trouble.TIMEOUT})


class Seen(StrEnum):
    """What is known of a page."""

    PENDING = "pending"
    READ = "read"
    TROUBLE = "trouble"


@dataclass(frozen=True)
class Told:
    """One finding on a page, and the words that it is about; None for the whole page, and once they were erased."""

    finding: Finding
    quote: Quote | None


@dataclass(frozen=True)
class CheckedPage:
    """A page at its address as the answers have it now: the newest look. While a fresh one is pending, time, hash and findings
    are those of the look before.
    """

    kind: PageKind
    address: str
    state: Seen
    checked_at: datetime | None = None
    sha256: str = ""
    trouble: Trouble | None = None
    status: int = 0
    told: tuple[Told, ...] = ()


def addresses(answers: Answers) -> Mapping[PageKind, str]:
    """The pages that the answers name; what can't be an address is not asked for."""
    named = {PageKind.WEBSITE: answers.website, PageKind.OPT_IN: answers.opt_in_page}
    return {kind: text for kind, text in named.items() if is_web_address(text) and len(text) <= LONGEST}


def follow(session: Session, registration: Registration, before: Answers, after: Answers, at: datetime) -> None:
    """Answers changed: look at what they name now, and anew if the business is called otherwise."""
    if Subject(before).names != Subject(after).names:
        request(session, registration, after, at, older_than=timedelta())
    elif addresses(before) != addresses(after):
        request(session, registration, after, at)


def request(
    session: Session, registration: Registration, answers: Answers, at: datetime, *, older_than: timedelta = STALE
) -> int:
    """Post a look at each page whose newest one is older than this, or that has none; returns how many.

    One that is pending is not asked for twice, and what is asked for too often not at all. A rehearsal has a made-up website.
    """
    if registration.business.is_rehearsal:
        return 0
    known = page_checks.newest(session, registration.id)
    due = [
        (kind, address)
        for kind, address in addresses(answers).items()
        if not any(_is_fresh(row.check, kind, address, at, older_than) for row in known)
    ]
    for kind, address in due:
        _post(session, registration.id, kind, address, at)
    return len(due)


def _is_fresh(check: PageCheck, kind: PageKind, address: str, at: datetime, older_than: timedelta) -> bool:
    if (check.kind, check.address) != (kind, address):
        return False
    if check.checked_at is None:
        return at - check.requested_at < _DAY  # one that was forgotten must not stand in the way for ever
    return at - check.checked_at < older_than


def _post(
    session: Session, registration_id: int, kind: PageKind, address: str, at: datetime, found_by: int | None = None
) -> None:
    if page_checks.count_since(session, registration_id, at - _DAY) < MOST_A_DAY:
        row = page_checks.add(session, registration_id, kind, address, at, found_by)
        outbox.post(session, Topic.VISIT, str(row.id), at=at)


@dataclass(frozen=True)
class _Visit:
    """A look that is to be made: plain values only, no rows."""

    check_id: int
    kind: PageKind
    address: str
    names: tuple[str, ...]


def carry_out(ports: Ports, check_id: int) -> None:
    """Look at one page.

    1. Read what to look at, and commit nothing.
    2. Fetch it and run the rules, with no transaction open (invariant 6).
    3. Write down what was seen, and post looks at the policies that a website links to.
    Raises Unavailable when nobody answered and it is to be tried again; the outbox keeps the time for it.
    """
    with reading(ports) as session:
        visit = _visit(session, check_id)
    if visit is None:
        return
    seen = ports.pages.fetch(visit.address)
    if seen.trouble in _PASSING and (wait := _waits(ports, check_id)):
        raise Unavailable(f"page check {check_id}: {seen.trouble}", wait=wait)
    found = page_report(visit.kind, seen.text, visit.names, seen)
    page = Page(seen.text) if seen.is_readable else None
    links = policy_links(page, seen.address) if page and visit.kind is PageKind.WEBSITE else {}
    with transaction(ports) as session:
        check = page_checks.lock(session, check_id)
        if check.checked_at is not None:
            return  # another worker was faster
        at = ports.clock.now()
        _write(session, check, seen, found, page.text if page else "", at)
        for kind, address in links.items():
            if (
                not address.startswith(f"{ports.settings.public_url}/") and len(address) <= LONGEST
            ):  # ours is as we made it
                _post(session, check.registration_id, kind, address, at, check.id)


def _visit(session: Session, check_id: int) -> _Visit | None:
    check = session.get_one(PageCheck, check_id)
    if check.checked_at is not None:
        return None
    registration = session.get_one(Registration, check.registration_id)
    names = Subject(Answers.from_json(registration.answers)).names
    return _Visit(check.id, check.kind, check.address, names)


def _waits(ports: Ports, check_id: int) -> float:
    """Count a look without an answer; how many seconds to wait for the next, 0 when it was the last."""
    with transaction(ports) as session:
        check = page_checks.lock(session, check_id)
        check.tries += 1
        return _AGAIN[check.tries - 1] if check.tries <= len(_AGAIN) else 0.0


def _write(session: Session, check: PageCheck, seen: Snapshot, found: Report, text: str, at: datetime) -> None:
    check.checked_at, check.rules_version = at, found.version
    check.final_address, check.hops = seen.address[:LONGEST], [hop[:LONGEST] for hop in seen.hops]
    check.status, check.trouble = seen.status, seen.trouble
    check.content_type, check.sha256, check.size = seen.content_type[:100], seen.sha256, seen.size
    check.findings = [kept(finding) for finding in found.findings]
    if text:
        page_checks.keep_text(session, check.id, text, [quote(finding, text) for finding in found.findings])


def pages(session: Session, registration: Registration, answers: Answers) -> tuple[CheckedPage, ...]:
    """What is known of the pages that the answers name now, and of the policies that were found from the website."""
    rows = page_checks.newest(session, registration.id)
    named = addresses(answers)
    chosen = [_of(rows, kind, address, None) for kind, address in named.items()]
    website = _done(rows, PageKind.WEBSITE, named.get(PageKind.WEBSITE, ""))
    if website is not None:
        found = {(row.check.kind, row.check.address): None for row in rows if row.check.found_by == website.check.id}
        chosen += [_of(rows, kind, address, website.check.id) for kind, address in found]
    order = [PageKind.WEBSITE, PageKind.OPT_IN, PageKind.PRIVACY, PageKind.TERMS]
    return tuple(sorted((page for page in chosen if page), key=lambda page: order.index(page.kind)))


def _done(rows: Sequence[Quoted], kind: PageKind, address: str) -> Quoted | None:
    """The newest look at a page of the answers that was made."""
    mine = (row for row in reversed(rows) if (row.check.kind, row.check.address) == (kind, address))
    return next((row for row in mine if row.check.checked_at and row.check.found_by is None), None)


def _of(rows: Sequence[Quoted], kind: PageKind, address: str, found_by: int | None) -> CheckedPage | None:
    key = (kind, address, found_by)
    mine = [row for row in rows if (row.check.kind, row.check.address, row.check.found_by) == key]
    if not mine:
        return None
    done = next((row for row in reversed(mine) if row.check.checked_at), None)
    if done is None:
        return CheckedPage(kind, address, Seen.PENDING)
    check = done.check
    state = Seen.TROUBLE if check.trouble or check.status != 200 else Seen.READ
    return CheckedPage(
        kind,
        address,
        state if mine[-1] is done else Seen.PENDING,
        check.checked_at,
        check.sha256,
        check.trouble,
        check.status,
        tuple(_told(check.findings, done.quotes)),
    )


def _told(findings: Sequence[Mapping[str, Any]], quotes: Sequence[Any]) -> Iterable[Told]:
    for index, data in enumerate(findings):
        finding = read_again(data)
        words = quotes[index] if index < len(quotes) else None
        if finding is not None:
            yield Told(finding, Quote(*words) if words else None)


def findings(seen: Iterable[CheckedPage]) -> tuple[Finding, ...]:
    """What the rules say of pages, for the report on a registration; nothing of theirs stops a submission.

    What is filed is the policy that we host, so a gap in the business's own pages is no gap in the filing; and a page that
    needs scripts looks emptier to us than to a reviewer. It may still be what they decline for: a warning.
    """
    told = (each.finding for page in seen for each in page.told)
    return tuple(replace(one, severity=Severity.WARNING) if one.severity is Severity.BLOCKER else one for one in told)
