"""States, events and moves: one table a machine, and pure functions that ask it.

Two kinds of machine. A *registration* has our own states and our own events; an event that the table does not name is
illegal. *Observed facts* (identity, proof, registry, sharing, dca, carrier, number) take whatever state the other side was seen
in: their event is the state seen, every pair is in the table, and news that can no longer be true is a named no-op.
Each has a state ``unknown`` for a word of theirs that we have never heard: nothing is built on it, and no gate opens on it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Machine(StrEnum):
    """What can be in a state."""

    REGISTRATION = "registration"
    IDENTITY = "identity"
    PROOF = "proof"
    REGISTRY = "registry"
    SHARING = "sharing"
    DCA = "dca"
    CARRIER = "carrier"
    NUMBER = "number"


class Registration(StrEnum):
    """Where one guided application of a business stands with us."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    FILING = "filing"
    WAITING = "waiting"
    ACTION_NEEDED = "action_needed"
    DONE = "done"
    CLOSED = "closed"

    @property
    def is_editable(self) -> bool:
        """May the owner change answers now?"""
        return self in {Registration.DRAFT, Registration.RETURNED, Registration.ACTION_NEEDED}

    @property
    def is_open(self) -> bool:
        """Is work on it still to be expected?"""
        return self not in {Registration.DONE, Registration.CLOSED}


class Event(StrEnum):
    """What happens to a registration."""

    SUBMITTED = "submitted"
    RETURNED = "returned"
    REJECTED = "rejected"
    APPROVED = "approved"
    FILED = "filed"
    REFUSED = "refused"
    CHAIN_GOOD = "chain_good"
    CHAIN_BROKEN = "chain_broken"
    RESUMED = "resumed"
    ENDED = "ended"


class Identity(StrEnum):
    """Brand identity at the registry (dossier 1.3); UNFILED and SCORING are ours, since the API has no word for them."""

    UNFILED = "unfiled"
    SCORING = "scoring"
    UNVERIFIED = "unverified"
    SELF_DECLARED = "self_declared"
    VERIFIED = "verified"
    VETTED_VERIFIED = "vetted_verified"
    DELETED = "deleted"
    UNKNOWN = "unknown"

    @property
    def is_good(self) -> bool:
        """May campaigns be created and run on it?"""
        return self in {Identity.VERIFIED, Identity.VETTED_VERIFIED}


class Proof(StrEnum):
    """What some brands must prove beyond their tax record before a campaign is taken (dossier 1.4, 1.5).

    A sole proprietor answers a PIN that is texted to a mobile; a listed company answers a mail (Authentication+).
    """

    NOT_NEEDED = "not_needed"
    PIN_NEEDED = "pin_needed"
    PIN_SENT = "pin_sent"
    MAIL_NEEDED = "mail_needed"
    MAIL_SENT = "mail_sent"
    FAILED = "failed"
    GIVEN = "given"
    UNKNOWN = "unknown"

    @property
    def is_good(self) -> bool:
        """Does it stand in the way of nothing?"""
        return self in {Proof.NOT_NEEDED, Proof.GIVEN}


class Registry(StrEnum):
    """Campaign record at the registry."""

    UNFILED = "unfiled"
    ACTIVE = "active"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


class Sharing(StrEnum):
    """The election of an upstream partner (dossier 1.8)."""

    NONE = "none"
    PENDING = "pending"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    UNKNOWN = "unknown"


class Dca(StrEnum):
    """Does each required carrier have an aggregator?"""

    NONE = "none"
    PARTIAL = "partial"
    COMPLETE = "complete"


class Carrier(StrEnum):
    """One carrier's word on one campaign (dossier 1.11 operationStatus)."""

    NONE = "none"
    REVIEW = "review"
    REGISTERED = "registered"
    REJECTED = "rejected"
    SUSPENDED = "suspended"
    UNKNOWN = "unknown"


class Number(StrEnum):
    """One phone number's binding to its campaign (dossier 2.3)."""

    UNASSIGNED = "unassigned"
    PENDING = "pending"
    ASSIGNED = "assigned"
    FAILED = "failed"
    UNKNOWN = "unknown"


STATES: Mapping[Machine, type[StrEnum]] = {
    Machine.REGISTRATION: Registration,
    Machine.IDENTITY: Identity,
    Machine.PROOF: Proof,
    Machine.REGISTRY: Registry,
    Machine.SHARING: Sharing,
    Machine.DCA: Dca,
    Machine.CARRIER: Carrier,
    Machine.NUMBER: Number,
}


class IllegalMove(Exception):
    """The table does not name this event in this state."""

    def __init__(self, machine: Machine, state: str, event: str) -> None:
        super().__init__(f"{machine}: {event!r} is not possible in state {state!r}")
        self.machine, self.state, self.event = machine, state, event


@dataclass(frozen=True)
class After:
    """What a state becomes; ``note`` says why nothing changed when news came late or twice."""

    state: str
    note: str | None = None


_R, _E = Registration, Event
REGISTRATION_MOVES: Mapping[tuple[Registration, Event], Registration] = {
    (_R.DRAFT, _E.SUBMITTED): _R.IN_REVIEW,
    (_R.RETURNED, _E.SUBMITTED): _R.IN_REVIEW,
    (_R.ACTION_NEEDED, _E.SUBMITTED): _R.IN_REVIEW,
    (_R.IN_REVIEW, _E.RETURNED): _R.RETURNED,
    (_R.IN_REVIEW, _E.REJECTED): _R.CLOSED,
    (_R.IN_REVIEW, _E.APPROVED): _R.FILING,
    (_R.FILING, _E.FILED): _R.WAITING,
    (_R.FILING, _E.REFUSED): _R.ACTION_NEEDED,
    (_R.FILING, _E.CHAIN_GOOD): _R.DONE,
    (_R.WAITING, _E.REFUSED): _R.ACTION_NEEDED,
    (_R.WAITING, _E.CHAIN_GOOD): _R.DONE,
    (_R.ACTION_NEEDED, _E.CHAIN_GOOD): _R.DONE,
    (_R.ACTION_NEEDED, _E.RESUMED): _R.FILING,
    (_R.DONE, _E.CHAIN_BROKEN): _R.WAITING,
    (_R.DONE, _E.REFUSED): _R.ACTION_NEEDED,
    (_R.FILING, _E.ENDED): _R.CLOSED,
    (_R.WAITING, _E.ENDED): _R.CLOSED,
    (_R.ACTION_NEEDED, _E.ENDED): _R.CLOSED,
    (_R.DONE, _E.ENDED): _R.CLOSED,
    (_R.RETURNED, _E.ENDED): _R.CLOSED,
}

# Repeated news about a registration that is a legal no-op, with its name.
REGISTRATION_STAYS: Mapping[tuple[Registration, Event], str] = {
    (_R.WAITING, _E.FILED): "already waiting for the registry and the carriers",
    (_R.WAITING, _E.CHAIN_BROKEN): "already known to be waiting",
    (_R.DONE, _E.CHAIN_GOOD): "already complete",
    (_R.DONE, _E.FILED): "already complete",
    (_R.ACTION_NEEDED, _E.REFUSED): "the owner already has something to do",
    (_R.ACTION_NEEDED, _E.CHAIN_BROKEN): "the owner already has something to do",
    (_R.ACTION_NEEDED, _E.FILED): "the owner already has something to do",
    (_R.FILING, _E.CHAIN_BROKEN): "still being filed",
    (_R.IN_REVIEW, _E.CHAIN_GOOD): "a correction is in review",
    (_R.IN_REVIEW, _E.CHAIN_BROKEN): "a correction is in review",
    (_R.IN_REVIEW, _E.REFUSED): "a correction is already in review",
}

# States that the other side never takes back: later, different news is out of order.
FINAL: Mapping[Machine, frozenset[str]] = {
    Machine.IDENTITY: frozenset({Identity.DELETED}),
    Machine.REGISTRY: frozenset({Registry.EXPIRED}),
}


def first(machine: Machine) -> StrEnum:
    """The state in which every row of a machine begins."""
    return next(iter(STATES[machine]))


def events(machine: Machine) -> Iterable[str]:
    """Every event a machine can hear: its own for a registration, the states seen for an observed fact."""
    return Event if machine is Machine.REGISTRATION else STATES[machine]


def after(machine: Machine, state: str, event: str) -> After:
    """Ask the table what follows; pure. Raises IllegalMove where it names nothing."""
    if machine is Machine.REGISTRATION:
        pair = (Registration(state), Event(event))
        if pair in REGISTRATION_MOVES:
            return After(REGISTRATION_MOVES[pair])
        if pair in REGISTRATION_STAYS:
            return After(state, REGISTRATION_STAYS[pair])
        raise IllegalMove(machine, state, event)
    seen = STATES[machine](event)
    if seen == state:
        return After(state, "seen before")
    if state in FINAL.get(machine, ()):
        return After(state, f"{state} is final, so {event} is old news")
    if seen == first(machine) and machine in {Machine.IDENTITY, Machine.REGISTRY}:
        return After(state, "a filed object cannot become unfiled")
    return After(seen)
