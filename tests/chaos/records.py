"""Our database as plain values: what the verdict compares, read in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from onboarding.domain.chain import Block, blocks
from onboarding.domain.gate import from_pairs
from onboarding.domain.states import Machine
from onboarding.store.brands import Brand
from onboarding.store.campaigns import Campaign, CampaignCarrier
from onboarding.store.fees import LedgerEntry
from onboarding.store.intents import Intent
from onboarding.store.moves import Move, chain_of
from onboarding.store.numbers import Gate, Number
from onboarding.store.outbox import Message
from onboarding.store.registrations import Registration
from onboarding.store.watches import Watch


@dataclass(frozen=True)
class Wish:
    """One intent. ``reference`` names its object at the registry."""

    id: int
    registration_id: int
    step: str
    reference: str
    outcome: str


@dataclass(frozen=True)
class Entry:
    """One ledger entry; ``source`` says which intent it is for (``intent:7:cost``)."""

    account: str
    item: str
    cents: int
    source: str


@dataclass(frozen=True)
class Step:
    """One move. ``subject`` tells which row moved: ids in a fixed order."""

    machine: str
    subject: tuple[int, ...]
    before: str
    event: str
    after: str


@dataclass(frozen=True)
class Door:
    """A number's gate beside the chain that it must follow from, read together."""

    e164: str
    gate: tuple[Block, ...]
    chain: tuple[Block, ...]

    @property
    def is_open(self) -> bool:
        """May it send?"""
        return not self.gate


@dataclass(frozen=True)
class Work:
    """An outbox message that is not done."""

    id: int
    topic: str
    subject: str
    parked: bool
    error: str


@dataclass(frozen=True)
class Records:
    """Everything that the verdict looks at on our side."""

    states: Mapping[int, str] = field(default_factory=dict)  # of registrations, by id
    brands: Mapping[str, str | None] = field(default_factory=dict)  # our reference: the registry's id
    campaigns: Mapping[str, str | None] = field(default_factory=dict)
    numbers: Mapping[int, str] = field(default_factory=dict)  # of registrations, by id
    wishes: tuple[Wish, ...] = ()
    ledger: tuple[Entry, ...] = ()
    moves: tuple[Step, ...] = ()
    now: Mapping[tuple[str, tuple[int, ...]], str] = field(default_factory=dict)  # machine and subject: its state
    doors: tuple[Door, ...] = ()
    work: tuple[Work, ...] = ()
    unread: tuple[str, ...] = ()  # watches with a notice that no read has answered


def read(session: Session) -> Records:
    """Read it all; the session's transaction decides how consistent it is."""
    brands = list(session.scalars(select(Brand)))
    campaigns = list(session.scalars(select(Campaign)))
    numbers = list(session.scalars(select(Number)))
    registrations = list(session.scalars(select(Registration)))
    undone = select(Message).where(Message.done_at.is_(None)).order_by(Message.id)
    return Records(
        states={row.id: str(row.state) for row in registrations},
        brands={row.public_id: row.registry_id for row in brands},
        campaigns={row.public_id: row.registry_id for row in campaigns},
        numbers={row.registration_id: row.e164 for row in numbers if row.registration_id},
        wishes=tuple(
            Wish(row.id, row.registration_id, str(row.step), row.reference, row.outcome)
            for row in session.scalars(select(Intent).order_by(Intent.id))
        ),
        ledger=tuple(
            Entry(row.account, row.item, row.cents, row.source_key)
            for row in session.scalars(select(LedgerEntry).order_by(LedgerEntry.id))
        ),
        moves=tuple(_step(row) for row in session.scalars(select(Move).order_by(Move.id))),
        now=_now(session, registrations, brands, campaigns, numbers),
        doors=doors(session),
        work=tuple(
            Work(row.id, str(row.topic), row.subject, row.parked_at is not None, row.last_error)
            for row in session.scalars(undone)
        ),
        unread=tuple(
            f"{row.kind} {row.subject_id}"
            for row in session.scalars(select(Watch).where(Watch.noticed != Watch.answered))
        ),
    )


def doors(session: Session) -> tuple[Door, ...]:
    """Each number's gate and chain; read in a transaction that sees one moment."""
    query = (
        select(Gate, Number, Campaign, Brand)
        .join(Number, Number.id == Gate.number_id)
        .outerjoin(Campaign, Campaign.id == Number.campaign_id)
        .outerjoin(Brand, Brand.id == Campaign.brand_id)
    )
    return tuple(
        Door(gate.e164, from_pairs(gate.blocks), blocks(chain_of(brand, campaign, number)))
        for gate, number, campaign, brand in session.execute(query)
    )


def _step(row: Move) -> Step:
    return Step(str(row.machine), _subject(row), row.from_state, row.event, row.to_state)


def _subject(row: Move) -> tuple[int, ...]:
    match row.machine:
        case Machine.REGISTRATION:
            ids = (row.registration_id,)
        case Machine.IDENTITY | Machine.PROOF:
            ids = (row.brand_id,)
        case Machine.CARRIER:
            ids = (row.campaign_id, row.network_id)
        case Machine.NUMBER:
            ids = (row.number_id,)
        case _:
            ids = (row.campaign_id,)
    return tuple(one or 0 for one in ids)


def _now(
    session: Session,
    registrations: list[Registration],
    brands: list[Brand],
    campaigns: list[Campaign],
    numbers: list[Number],
) -> dict[tuple[str, tuple[int, ...]], str]:
    found = {(str(Machine.REGISTRATION), (row.id,)): str(row.state) for row in registrations}
    found |= {(str(Machine.IDENTITY), (row.id,)): str(row.identity) for row in brands}
    found |= {(str(Machine.PROOF), (row.id,)): str(row.proof) for row in brands}
    found |= {(str(Machine.REGISTRY), (row.id,)): str(row.record) for row in campaigns}
    found |= {(str(Machine.SHARING), (row.id,)): str(row.sharing) for row in campaigns}
    found |= {(str(Machine.DCA), (row.id,)): str(row.dca) for row in campaigns}
    found |= {(str(Machine.NUMBER), (row.id,)): str(row.assignment) for row in numbers}
    carriers = session.scalars(select(CampaignCarrier))
    return found | {(str(Machine.CARRIER), (row.campaign_id, row.network_id)): str(row.state) for row in carriers}
