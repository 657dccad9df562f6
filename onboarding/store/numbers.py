"""Phone numbers, and the gate: one row a number that says whether the chain lets it send."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Connection,
    ForeignKey,
    Integer,
    String,
    UniqueConstraint,
    and_,
    bindparam,
    delete,
    select,
    tuple_,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from onboarding.domain.chain import Block, ChainStatus
from onboarding.domain.gate import Standing, from_pairs, to_pairs
from onboarding.domain.states import Number as NumberState
from onboarding.store.base import Base, EnumText, public_id


class Number(Base):
    """One phone number of a business."""

    __tablename__ = "numbers"
    __table_args__ = ({"comment": "Phone numbers of businesses"},)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(12), unique=True, default=public_id)
    business_id: Mapped[int] = mapped_column(ForeignKey("businesses.id"), index=True)
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registrations.id"), index=True)
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaigns.id"), index=True)
    e164: Mapped[str] = mapped_column(String(20), unique=True)
    assignment: Mapped[NumberState] = mapped_column(EnumText(NumberState), default=NumberState.UNASSIGNED)
    failure: Mapped[str] = mapped_column(default="", comment="The messaging provider's words")
    failures: Mapped[int] = mapped_column(Integer, default=0, comment="Attachments in a row that failed")
    created_at: Mapped[datetime] = mapped_column()
    version: Mapped[int] = mapped_column(Integer)

    __mapper_args__ = {"version_id_col": version}


class Gate(Base):
    """The stored result of the chain for one number; written by ``move()`` with the move that changed it."""

    __tablename__ = "gates"
    __table_args__ = (
        CheckConstraint("status <> 'live' OR CAST(blocks AS TEXT) = '[]'", name="live"),
        {"comment": "May a number send, and why not: read by the gate"},
    )

    e164: Mapped[str] = mapped_column(String(20), primary_key=True)
    number_id: Mapped[int] = mapped_column(ForeignKey("numbers.id"), unique=True)
    brand_id: Mapped[int | None] = mapped_column(ForeignKey("brands.id"), index=True)
    status: Mapped[ChainStatus] = mapped_column(EnumText(ChainStatus), default=ChainStatus.NOT_FILED)
    blocks: Mapped[list[Any]] = mapped_column()
    written_at: Mapped[datetime] = mapped_column()


class OptOut(Base):
    """A recipient who does not want texts from a brand."""

    __tablename__ = "opt_outs"
    __table_args__ = (UniqueConstraint("brand_id", "recipient"), {"comment": "Recipients who said STOP to a brand"})

    id: Mapped[int] = mapped_column(primary_key=True)
    brand_id: Mapped[int] = mapped_column(ForeignKey("brands.id"))
    recipient: Mapped[str] = mapped_column(String(20))
    said: Mapped[str] = mapped_column(String(255), comment="Their words")
    opted_out_at: Mapped[datetime] = mapped_column()
    is_held: Mapped[bool] = mapped_column(
        default=False, comment="What they texted may have meant it; nothing is sent until a person has decided"
    )


# Built once, and of tables instead of mapped classes: asked thousands of times a second, it must not be put together anew.
_gates, _opt_outs = Gate.__table__, OptOut.__table__
_STANDING = (
    select(_gates.c.blocks, _opt_outs.c.id, _opt_outs.c.is_held)
    .outerjoin_from(
        _gates,
        _opt_outs,
        and_(_opt_outs.c.brand_id == _gates.c.brand_id, _opt_outs.c.recipient == bindparam("recipient")),
    )
    .where(_gates.c.e164 == bindparam("e164"))
)


def standing(reader: Session | Connection, e164: str, recipient: str) -> Standing:
    """What is known of a pair of numbers, in one indexed SELECT."""
    row = reader.execute(_STANDING, {"e164": e164, "recipient": recipient}).first()
    if row is None:
        return Standing(known=False)
    return Standing(known=True, blocks=from_pairs(row[0]), opted_out=row[1] is not None, held=bool(row[2]))


def standings(reader: Session | Connection, pairs: Sequence[tuple[str, str]]) -> list[Standing]:
    """What is known of each of many pairs, in their order: one SELECT for the numbers, one for the opt-outs."""
    gates = select(_gates.c.e164, _gates.c.brand_id, _gates.c.blocks).where(
        _gates.c.e164.in_({one for one, _ in pairs})
    )
    known = {e164: (brand_id, from_pairs(blocks)) for e164, brand_id, blocks in reader.execute(gates)}
    asked = {(known[e164][0], recipient) for e164, recipient in pairs if e164 in known}
    key = tuple_(_opt_outs.c.brand_id, _opt_outs.c.recipient)
    stops = select(_opt_outs.c.brand_id, _opt_outs.c.recipient, _opt_outs.c.is_held).where(key.in_(asked))
    stopped = {(brand_id, recipient): bool(held) for brand_id, recipient, held in reader.execute(stops)}
    return [
        Standing(
            True,
            known[e164][1],
            (known[e164][0], recipient) in stopped,
            stopped.get((known[e164][0], recipient), False),
        )
        if e164 in known
        else Standing(known=False)
        for e164, recipient in pairs
    ]


def by_e164(session: Session, e164: str) -> Number | None:
    """One of our numbers by its E.164 form."""
    return session.scalar(select(Number).where(Number.e164 == e164))


def of_registration(session: Session, registration_id: int) -> list[Number]:
    """The numbers that a registration asked for."""
    return list(session.scalars(select(Number).where(Number.registration_id == registration_id).order_by(Number.id)))


def of_campaign(session: Session, campaign_id: int) -> list[Number]:
    """The numbers of a campaign, read afresh."""
    query = select(Number).where(Number.campaign_id == campaign_id).order_by(Number.id)
    return list(session.scalars(query.execution_options(populate_existing=True)))


def gate_of(session: Session, e164: str) -> Gate | None:
    """The gate row of a number."""
    return session.get(Gate, e164)


def write_gate(
    session: Session, number: Number, brand_id: int | None, status: ChainStatus, blocks: Sequence[Block], at: datetime
) -> None:
    """Store a number's chain result; only ``move()`` and the taking of a number call it."""
    row = session.get(Gate, number.e164)
    pairs = to_pairs(blocks)
    if row is None:
        session.add(
            Gate(e164=number.e164, number_id=number.id, brand_id=brand_id, status=status, blocks=pairs, written_at=at)
        )
        return
    row.brand_id, row.status, row.blocks, row.written_at = brand_id, status, pairs, at


def opt_out(session: Session, brand_id: int, recipient: str, said: str, at: datetime, *, is_held: bool = False) -> bool:
    """Remember that a recipient wants no more texts; False when it was known already.

    ``is_held`` when that is not certain: texts wait for a person's decision. A clear word later settles it.
    """
    row = session.scalar(select(OptOut).where(OptOut.brand_id == brand_id, OptOut.recipient == recipient))
    if row is None:
        session.add(OptOut(brand_id=brand_id, recipient=recipient, said=said[:255], opted_out_at=at, is_held=is_held))
        return True
    if row.is_held and not is_held:
        row.is_held, row.said, row.opted_out_at = False, said[:255], at
        return True
    return False


def release(session: Session, brand_id: int, recipient: str) -> bool:
    """Lift what was only held; a stop that came meanwhile stays."""
    result = session.execute(
        delete(OptOut).where(OptOut.brand_id == brand_id, OptOut.recipient == recipient, OptOut.is_held)
    )
    return bool(result.rowcount)  # type: ignore[attr-defined]


def held(session: Session, brand_id: int, recipient: str) -> bool:
    """Does a recipient wait for a person's decision?"""
    query = select(OptOut.is_held).where(OptOut.brand_id == brand_id, OptOut.recipient == recipient)
    return bool(session.scalar(query))


def carry_opt_outs(session: Session, old_brand_id: int, new_brand_id: int) -> None:
    """A brand is filed anew: who said STOP to the business has said it to the new brand, too."""
    for row in session.scalars(select(OptOut).where(OptOut.brand_id == old_brand_id)):
        opt_out(session, new_brand_id, row.recipient, row.said, row.opted_out_at, is_held=row.is_held)


def opt_in(session: Session, brand_id: int, recipient: str) -> bool:
    """Forget an opt-out because the recipient asked for texts again; False when there was none."""
    row = session.scalar(select(OptOut).where(OptOut.brand_id == brand_id, OptOut.recipient == recipient))
    if row is None:
        return False
    session.delete(row)
    return True


def of_business(session: Session, business_id: int) -> list[Number]:
    """The numbers of a business, oldest first."""
    return list(session.scalars(select(Number).where(Number.business_id == business_id).order_by(Number.id)))


def lock(session: Session, business_id: int) -> None:
    """Hold a business's numbers until the transaction ends: what is said about texts to them is obeyed one by one."""
    session.execute(select(Number.id).where(Number.business_id == business_id).order_by(Number.id).with_for_update())


def brands_of(session: Session, business_id: int) -> list[int]:
    """The brands that a business's numbers text for."""
    query = select(Gate.brand_id).join(Number, Number.id == Gate.number_id).where(Number.business_id == business_id)
    return sorted({brand_id for brand_id in session.scalars(query) if brand_id is not None})
