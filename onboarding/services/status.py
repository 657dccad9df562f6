"""Where a registration stands: the timeline from the moves, each link of the chain, the reasons to act on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import zip_longest

from sqlalchemy.orm import Session

from onboarding.domain import attachments, gate
from onboarding.domain.answers import EntityType
from onboarding.domain.chain import Chain, ChainStatus, blocks, status
from onboarding.domain.phones import national
from onboarding.domain.reasons import Reason, catalogue, from_code, parse_decline
from onboarding.domain.reasons import reason as reason_of
from onboarding.domain.states import Carrier, Identity, Machine, Proof, Sharing
from onboarding.domain.states import Number as NumberState
from onboarding.domain.states import Registration as State
from onboarding.domain.story import AWAITED, Line, Outlook, carriers_line, line, outlook
from onboarding.domain.translation import translate
from onboarding.domain.words import Message
from onboarding.services import fees
from onboarding.store import intents, numbers, registrations
from onboarding.store.moves import Move, chain_of, timeline
from onboarding.store.numbers import Number
from onboarding.store.registrations import Registration


@dataclass(frozen=True)
class Entry:
    """One line of the timeline with its time."""

    at: datetime
    line: Line


@dataclass(frozen=True)
class Told:
    """One reason to act on: in our words, and in theirs as they gave it (invariant 11); the answer that staff named."""

    reason: Reason
    theirs: str = ""
    field: str = ""


@dataclass(frozen=True)
class Status:
    """What the status page shows."""

    registration: Registration
    outlook: Outlook
    chain: Chain
    status: ChainStatus
    blocks: tuple[Message, ...]
    entries: tuple[Entry, ...]
    reasons: tuple[Told, ...]
    number: Number | None
    number_shown: str
    account: fees.Account


def _number(session: Session, registration: Registration) -> Number | None:
    return next(iter(numbers.of_registration(session, registration.id)), None)


def chain(session: Session, registration: Registration) -> Chain:
    """The chain of a registration's number."""
    return chain_of(registration.brand, registration.campaign, _number(session, registration))


def chain_status(session: Session, registration: Registration) -> ChainStatus:
    """The weakest link of a registration's number."""
    return status(chain(session, registration))


def reasons(session: Session, registration: Registration) -> tuple[Told, ...]:
    """Why something is wanted of the owner: from staff, from the registry's refusal, feedback or a decline."""
    if registration.state in {State.RETURNED, State.CLOSED}:
        newest = registrations.latest_submission(session, registration.id)
        decision = registrations.decision_on(session, newest.id) if newest else None
        given = decision.reasons if decision else []
        return tuple(Told(reason_of(reason.reason), reason.note, reason.field) for reason in given)
    if registration.state is not State.ACTION_NEEDED:
        return ()
    found: list[Told] = []
    if registration.brand and registration.brand.identity is Identity.UNVERIFIED:
        for category in registration.brand.feedback:
            found += [Told(from_code(e.get("code", "")), e.get("message", "")) for e in category.get("errors", [])]
    if registration.campaign and registration.campaign.sharing is Sharing.DECLINED:
        found += _of_decline(registration.campaign.explanation, registration.campaign.categories)
    if registration.brand and registration.brand.proof in _UNPROVED and not registration.brand.identity.is_good:
        found.append(Told(catalogue()["MOBILE_WRONG"]))
    elif registration.brand and registration.brand.proof is Proof.FAILED:
        found.append(Told(catalogue()["MAIL_UNANSWERED"]))
    number = _number(session, registration)
    if not found and number and number.assignment is NumberState.FAILED:
        found.append(Told(from_code(attachments.code(number.failure)), number.failure))
    if not found:
        newest = registrations.latest_submission(session, registration.id)
        refused = [
            wish
            for wish in intents.of_registration(session, registration.id)
            if wish.outcome == "refused" and newest and wish.submission_id == newest.id
        ]
        found = [Told(from_code(code), words) for code, words, _ in (refused[-1].refusal if refused else [])]
    return tuple(found)


def _of_decline(text: str, categories: Sequence[str]) -> list[Told]:
    """The reasons of a decline by its codes and categories; by its words where those say nothing that we know."""
    parts = [part.strip() for part in text.split(";") if part.strip()] or [text]
    coded = parse_decline(text, categories)
    if all(reason.id == "OTHER" for _, reason in coded):
        heard = dict.fromkeys(reading.reason for reading in translate(text).counted)
        if heard:
            return [Told(reason, "; ".join(parts)) for reason in heard]
    return [Told(reason, _theirs(parts, code)) for code, reason in coded]


_UNPROVED = frozenset({Proof.PIN_SENT})


def _theirs(parts: list[str], code: str) -> str:
    return next((part for part in parts if part.startswith(code)), "; ".join(parts))


_TOGETHER = timedelta(minutes=1)


def _entries(moves: list[Move]) -> tuple[Entry, ...]:
    """One line a move; what carriers say alike at the same time is one line, too."""
    found: list[Entry] = []
    group: list[Move] = []
    for move, following in zip_longest(moves, moves[1:]):
        if move.machine is not Machine.CARRIER:
            found.append(Entry(move.at, line(move.machine, move.to_state, move.event, move.network_id)))
            continue
        group.append(move)
        if following is None or not _alike(group[0], following):
            ids = [each.network_id or 0 for each in group]
            found.append(Entry(move.at, carriers_line(Carrier(move.to_state), ids)))
            group = []
    return tuple(found)


def _told(moves: list[Move], registration: Registration) -> list[Move]:
    """The moves that mean something to people: a sole proprietor who has not typed the PIN yet has not failed."""
    is_person = registration.brand is not None and registration.brand.entity_type == EntityType.SOLE_PROPRIETOR
    return [move for move in moves if not (is_person and (move.machine, move.to_state) == AWAITED)]


def _alike(move: Move, following: Move) -> bool:
    return (
        following.machine is Machine.CARRIER
        and following.to_state == move.to_state
        and following.at - move.at < _TOGETHER
    )


def show(session: Session, registration: Registration) -> Status:
    """Read everything that the status page shows."""
    number = _number(session, registration)
    facts = chain_of(registration.brand, registration.campaign, number)
    weakest = status(facts)
    return Status(
        registration=registration,
        outlook=outlook(registration.state, weakest),
        chain=facts,
        status=weakest,
        blocks=tuple(gate.words(block) for block in blocks(facts)),
        entries=_entries(_told(timeline(session, registration), registration)),
        reasons=reasons(session, registration),
        number=number,
        number_shown=national(number.e164) if number else "",
        account=fees.account(session, registration),
    )
