"""Page checks: what a reviewer would have seen at an address, one row a look, kept as history.

A row holds ids, times, hashes and the rules' findings; the words of the page lie beside it and can be erased.
"""

import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    delete,
    func,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from onboarding.domain.pages import Trouble
from onboarding.domain.preflight.pages import PageKind
from onboarding.store.base import Base, EnumText

LONGEST = 2048  # characters of an address
_MOST_TEXT = 300_000  # bytes of a page's words that are kept


class PageCheck(Base):
    """One look at one address; pending until ``checked_at`` is set, and never changed after that."""

    __tablename__ = "page_checks"
    __table_args__ = (
        Index("ix_page_checks_page", "registration_id", "kind", "id"),
        CheckConstraint("checked_at IS NOT NULL OR (sha256 = '' AND rules_version = '')", name="pending"),
        {"comment": "Looks at public pages of a business, as a reviewer would open them; kept as history"},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"))
    kind: Mapped[PageKind] = mapped_column(EnumText(PageKind))
    address: Mapped[str] = mapped_column(String(LONGEST), comment="As asked for")
    found_by: Mapped[int | None] = mapped_column(
        ForeignKey("page_checks.id"), comment="The look at the website on which the address was found"
    )
    requested_at: Mapped[datetime] = mapped_column(comment="Business time")
    tries: Mapped[int] = mapped_column(Integer, default=0, comment="Looks without an answer")
    checked_at: Mapped[datetime | None] = mapped_column(comment="Business time; empty while it is pending")
    rules_version: Mapped[str] = mapped_column(String(20), default="")
    final_address: Mapped[str] = mapped_column(String(LONGEST), default="", comment="Where it led")
    hops: Mapped[list[Any]] = mapped_column(default=list, comment="Every address on the way")
    status: Mapped[int] = mapped_column(Integer, default=0, comment="The last HTTP status; 0 without one")
    trouble: Mapped[Trouble | None] = mapped_column(EnumText(Trouble))
    content_type: Mapped[str] = mapped_column(String(100), default="")
    sha256: Mapped[str] = mapped_column(String(64), default="", comment="Of the bytes that were received")
    size: Mapped[int] = mapped_column(Integer, default=0)
    findings: Mapped[list[Any]] = mapped_column(default=list, comment="What the rules said, without words of the page")


class PageCheckText(Base):
    """What a page said; erasable, leaving the hash."""

    __tablename__ = "page_check_texts"
    __table_args__ = ({"comment": "Words of the pages that were looked at; may be erased"},)

    check_id: Mapped[int] = mapped_column(ForeignKey("page_checks.id"), primary_key=True)
    quotes: Mapped[list[Any]] = mapped_column(
        default=list, comment="For each finding what it is about: before, the words, after; or nothing"
    )
    text: Mapped[bytes] = mapped_column(LargeBinary, deferred=True, comment="Compressed by zlib")


@dataclass(frozen=True)
class Quoted:
    """A look and what its findings quote of the page; nothing once that was erased."""

    check: PageCheck
    quotes: list[Any]


def add(
    session: Session, registration_id: int, kind: PageKind, address: str, at: datetime, found_by: int | None = None
) -> PageCheck:
    """A look that is to be made."""
    row = PageCheck(registration_id=registration_id, kind=kind, address=address, requested_at=at, found_by=found_by)
    session.add(row)
    session.flush()
    return row


def lock(session: Session, check_id: int) -> PageCheck:
    """A look, held until the transaction ends, so that two workers can't both write down what they saw."""
    query = select(PageCheck).where(PageCheck.id == check_id).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one()


def newest(session: Session, registration_id: int) -> list[Quoted]:
    """Of each page and address the newest look that was made, and the newest that is pending; oldest first."""
    pages = (PageCheck.kind, PageCheck.address, PageCheck.found_by, PageCheck.checked_at.is_(None))
    ids = select(func.max(PageCheck.id)).where(PageCheck.registration_id == registration_id).group_by(*pages)
    query = (
        select(PageCheck, PageCheckText.quotes)
        .outerjoin(PageCheckText, PageCheckText.check_id == PageCheck.id)
        .where(PageCheck.id.in_(ids))
        .order_by(PageCheck.id)
    )
    return [Quoted(check, quotes or []) for check, quotes in session.execute(query)]


def history(session: Session, registration_id: int, kind: PageKind, limit: int = 50) -> list[PageCheck]:
    """The looks at a kind of page, newest first."""
    query = select(PageCheck).where(PageCheck.registration_id == registration_id, PageCheck.kind == kind)
    return list(session.scalars(query.order_by(PageCheck.id.desc()).limit(limit)))


def count_since(session: Session, registration_id: int, since: datetime) -> int:
    """How many looks a registration has asked for since a time."""
    query = select(func.count()).where(PageCheck.registration_id == registration_id, PageCheck.requested_at > since)
    return session.scalar(query) or 0


def keep_text(session: Session, check_id: int, text: str, quotes: list[Any]) -> None:
    """Keep a page's words beside its look, compressed; what is beyond the limit is left off."""
    data = zlib.compress(text.encode("utf-8", "replace")[:_MOST_TEXT])
    session.add(PageCheckText(check_id=check_id, quotes=quotes, text=data))


def text_of(session: Session, check_id: int) -> str | None:
    """A page's words as they were seen; None when there were none, or once they were erased."""
    row = session.get(PageCheckText, check_id)
    return zlib.decompress(row.text).decode("utf-8", "ignore") if row else None


def erase(session: Session, registration_id: int) -> None:
    """Erase the words of every page of a registration; time, way, hash and findings stay."""
    mine = select(PageCheck.id).where(PageCheck.registration_id == registration_id)
    session.execute(delete(PageCheckText).where(PageCheckText.check_id.in_(mine)))
