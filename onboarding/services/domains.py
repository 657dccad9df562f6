"""Owners' own domains: asked for, proved by a DNS record, served from then on, and looked at again every day."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from onboarding.domain.documents.kinds import Kind
from onboarding.domain.follow_ups import Topic
from onboarding.domain.text.addresses import owner_of
from onboarding.domain.words import Message, msg
from onboarding.services.ports import NameNotFound, Ports, Unavailable
from onboarding.services.work import reading, transaction
from onboarding.store import documents, domains, outbox, slugs
from onboarding.store.domains import Domain

RECORD = "_greenlight"
_MOST = 5  # domains of one business
_AGAIN = timedelta(days=1)
_KEEP_LOOKING = timedelta(days=30)  # at one that was never proved
_GRACE = timedelta(days=7)  # for which a proved domain is served although its record is not found
_HOST = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])")

TROUBLES: dict[str, Message] = {
    "": msg("We have not looked yet."),
    "no_record": msg("There is no such record yet. DNS changes can take an hour or two to arrive."),
    "other_record": msg("There is a record, but it says something else. Compare it letter by letter."),
    "no_answer": msg("The name servers of this domain did not answer. We try again by ourselves."),
}


class NotADomain(Exception):
    """What was typed cannot be taken; ``message`` says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


def host_typed(text: str) -> str:
    """A host name as people type it, with or without scheme and path: ``https://Texts.Shop.com/`` is ``texts.shop.com``."""
    typed = text.strip().lower()
    try:
        host = (urlsplit(typed).hostname or "") if "://" in typed else typed.partition("/")[0].partition(":")[0]
        host = host.rstrip(".").encode("idna").decode()
    except ValueError:  # UnicodeError is one
        return ""
    return host if _HOST.fullmatch(host) else ""


def add(session: Session, business_id: int, typed: str, ports: Ports) -> Domain:
    """Take a domain to be proved. Raises NotADomain with what to do instead."""
    settings, at = ports.settings, ports.clock.now()
    host = host_typed(typed)
    if not host or not owner_of(host):
        raise NotADomain(msg("Enter a domain such as texts.your-business.com."))
    ours = urlsplit(settings.public_url).hostname or ""
    if host == ours or host.endswith(f".{ours}"):
        raise NotADomain(msg("That is our own address. Enter one that belongs to you."))
    known = domains.by_host(session, host)
    if known is not None and known.business_id == business_id:
        return known
    if known is not None and known.verified_at and at - known.verified_at < _KEEP_LOOKING:
        raise NotADomain(msg("This domain is in use already. If it is yours, write to support."))
    mine = domains.of_business(session, business_id)
    if len(mine) >= _MOST:
        raise NotADomain(msg("You have %(count)s domains already. Remove one first.", count=_MOST))
    if known is not None:
        session.delete(known)  # somebody asked for it and never proved it: that must not keep its owner out
        session.flush()
    row = Domain(
        host=host, business_id=business_id, token=ports.vault.index(f"domain {business_id} {host}")[:32], created_at=at
    )
    session.add(row)
    session.flush()
    outbox.post(session, Topic.DOMAIN, str(row.id), at=at)
    return row


def remove(session: Session, business_id: int, host: str) -> bool:
    """Forget a domain; its pages stop answering there, and stay at our address."""
    row = domains.by_host(session, host)
    if row is None or row.business_id != business_id:
        return False
    session.delete(row)
    session.flush()
    return True


def look(session: Session, business_id: int, host: str, at: datetime) -> bool:
    """Have a domain looked up now."""
    row = domains.by_host(session, host)
    if row is None or row.business_id != business_id:
        return False
    outbox.post(session, Topic.DOMAIN, str(row.id), at=at)
    return True


def of_business(session: Session, business_id: int) -> list[Domain]:
    """The domains of a business."""
    return domains.of_business(session, business_id)


def expected(row: Domain) -> str:
    """What the TXT record must say."""
    return f"greenlight={row.token}"


def carry_out(ports: Ports, subject: int) -> None:
    """Look one domain up and remember what was found; the network is used between transactions.

    Our page can be fetched from it only once it is proved, so that is stored first.
    """
    with reading(ports) as session:
        row = session.get(Domain, subject)
        asked = (row.host, expected(row)) if row else None
    if asked is None:
        return
    trouble = _looked_up(ports, *asked)
    with transaction(ports) as session:
        row = _as_asked(session, subject, asked)
        if row is not None:
            _remember(row, trouble, ports.clock.now())
    if row is None or trouble:
        return
    reached = _is_ours(ports, asked[0])
    with transaction(ports) as session:
        row = _as_asked(session, subject, asked)
        if row is not None:
            _remember_reached(row, ports.clock.now(), reached=reached)


def _looked_up(ports: Ports, host: str, expected_text: str) -> str:
    try:
        return _trouble(ports.names.texts(f"{RECORD}.{host}"), expected_text)
    except NameNotFound:
        return "no_record"
    except Unavailable:
        return "no_answer"


def _as_asked(session: Session, subject: int, asked: tuple[str, str]) -> Domain | None:
    """The row, if it is still about what was looked up."""
    row = session.get(Domain, subject)
    return row if row is not None and (row.host, expected(row)) == asked else None


def _is_ours(ports: Ports, host: str) -> bool:
    """Does our page stand there for everybody, fingerprint and all? The first record alone leads nobody to us."""
    seen = ports.pages.fetch(f"https://{host}/privacy")
    with reading(ports) as session:
        row = domains.by_host(session, host)
        held = documents.of_business(session, row.business_id, Kind.PRIVACY) if row else None
        version = documents.current(session, held) if held else None
    return bool(version and seen.is_readable and version.sha256 in seen.text)


def _trouble(said: Sequence[str], expected_text: str) -> str:
    if any(text.strip() == expected_text for text in said):
        return ""
    return "other_record" if any(text.startswith("greenlight=") for text in said) else "no_record"


def _remember(row: Domain, trouble: str, now: datetime) -> None:
    row.trouble, row.checked_at = trouble, now
    if not trouble:
        row.state, row.verified_at = "verified", now
    elif row.state != "verified" or row.verified_at is None or now - row.verified_at > _GRACE:
        row.state, row.reached_at = "failed", None


def _remember_reached(row: Domain, now: datetime, *, reached: bool) -> None:
    if reached:
        row.reached_at = now
    elif row.reached_at is not None and now - row.reached_at > _GRACE:
        row.reached_at = None


def post_looks(ports: Ports) -> int:
    """Have domains looked up again that nobody looked at for a day: a record may have arrived, or the owner be another."""
    now = ports.clock.now()
    with transaction(ports) as session:
        due = domains.checked_before(session, now - _AGAIN, now - _KEEP_LOOKING)
        for row in due:
            outbox.post_once(session, Topic.DOMAIN, str(row.id), at=now)
    return len(due)


def slug_at(session: Session, host: str) -> str:
    """Whose pages a proved domain shows; empty for every other host."""
    row = domains.by_host(session, host) if _HOST.fullmatch(host) else None
    return slugs.current(session, row.business_id) if row is not None and row.state == "verified" else ""
