"""Quotes and the ledger: append-only, in integer cents, each entry with a source key that exists once (invariant 9)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Date, ForeignKey, Integer, String, event, func, select
from sqlalchemy.orm import Mapped, Mapper, Session, mapped_column

from onboarding.store.base import Base, public_id


class QuoteRow(Base):
    """A quote as it was shown; agreed to by a person, or not."""

    __tablename__ = "quotes"
    __table_args__ = ({"comment": "Prices shown before filing"},)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(12), unique=True, default=public_id)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"), index=True)
    content: Mapped[dict[str, Any]] = mapped_column()
    digest: Mapped[str] = mapped_column(String(64), comment="SHA-256 of the content: the price that was agreed to")
    created_at: Mapped[datetime] = mapped_column()
    agreed_at: Mapped[datetime | None] = mapped_column()
    agreed_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class LedgerEntry(Base):
    """Money moved: what the provider owes upstream (cost) or the business owes the provider (charge)."""

    __tablename__ = "ledger"
    __table_args__ = (
        CheckConstraint("account IN ('cost', 'charge')", name="account"),
        CheckConstraint("cents <> 0", name="cents"),
        {"comment": "Append-only ledger; a correction is a reversal"},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    business_id: Mapped[int] = mapped_column(ForeignKey("businesses.id"), index=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"), index=True)
    account: Mapped[str] = mapped_column(String(10))
    item: Mapped[str] = mapped_column(String(30))
    cents: Mapped[int] = mapped_column(Integer)
    currency: Mapped[str] = mapped_column(String(3), default="USD")
    source_key: Mapped[str] = mapped_column(String(100), unique=True, comment="Makes charging twice impossible")
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("ledger.id"))
    covers_until: Mapped[date | None] = mapped_column(Date, comment="For monthly fees: paid until")
    at: Mapped[datetime] = mapped_column()


class LedgerIsAppendOnly(Exception):
    """Somebody tried to change or delete an entry."""


@event.listens_for(LedgerEntry, "before_update")
@event.listens_for(LedgerEntry, "before_delete")
def _refuse(_mapper: Mapper[Any], _connection: Any, target: LedgerEntry) -> None:
    raise LedgerIsAppendOnly(f"ledger entry {target.id} cannot be changed; write a reversal")


def enter(session: Session, entry: LedgerEntry) -> bool:
    """Write an entry unless its source key exists; False when it was written before."""
    if session.scalar(select(LedgerEntry.id).where(LedgerEntry.source_key == entry.source_key)):
        return False
    session.add(entry)
    session.flush()
    return True


def entries_of(session: Session, business_id: int, account: str | None = None) -> list[LedgerEntry]:
    """The entries of a business, oldest first."""
    query = select(LedgerEntry).where(LedgerEntry.business_id == business_id).order_by(LedgerEntry.id)
    if account:
        query = query.where(LedgerEntry.account == account)
    return list(session.scalars(query))


def balance(session: Session, business_id: int, account: str) -> int:
    """The sum in cents: never a column."""
    query = select(func.coalesce(func.sum(LedgerEntry.cents), 0))
    return int(session.scalar(query.where(LedgerEntry.business_id == business_id, LedgerEntry.account == account)) or 0)


def latest_quote(session: Session, registration_id: int) -> QuoteRow | None:
    """The newest quote of a registration."""
    query = select(QuoteRow).where(QuoteRow.registration_id == registration_id).order_by(QuoteRow.id.desc()).limit(1)
    return session.scalar(query)
