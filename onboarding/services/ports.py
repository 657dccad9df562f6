"""What the use cases need of the outside, as protocols, and the errors that say what a caller can do."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy.orm import Session, sessionmaker

from onboarding.domain.pages import Snapshot
from onboarding.services.credentials import Keys
from onboarding.services.registry import Registry
from onboarding.settings import Settings
from onboarding.store.vault import Vault


class OutsideError(Exception):
    """Something outside did not do what was asked; the classes below say what the caller can do."""


class Unavailable(OutsideError):
    """Try later: no answer, throttled, temporarily broken, or an answer that makes no sense.

    ``unclear`` is True when the request may have been carried out all the same; a read never is. ``wait`` is how many
    seconds the other side itself asks us to wait, 0 when it says nothing.
    """

    def __init__(self, message: str, *, unclear: bool = False, wait: float = 0.0) -> None:
        super().__init__(message)
        self.unclear = unclear
        self.wait = wait


class Throttled(Unavailable):
    """Too many requests: nothing was carried out."""


class Misconfigured(OutsideError):
    """Our credentials or address are wrong: an operator must act, no retry helps."""


@dataclass(frozen=True)
class Problem:
    """One complaint of the registry: its code, its words, the wire fields it names."""

    code: str
    description: str
    fields: tuple[str, ...] = ()


class Refused(OutsideError):
    """The request was understood and turned down for good."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(f"{p.code} {p.description} {','.join(p.fields)}".strip() for p in problems))
        self.problems = tuple(problems)

    def has(self, *codes: int) -> bool:
        """Does one of the problems carry one of these codes?"""
        return any(problem.code == str(code) for problem in self.problems for code in codes)


class AlreadyKnown(OutsideError):
    """The reference id is taken: what we wanted to create exists (treat as success after looking it up)."""


class NotFound(OutsideError):
    """No such record."""


class NameNotFound(OutsideError):
    """There is no such record in the DNS."""


@dataclass(frozen=True)
class Offer:
    """A number that the messaging provider has to give."""

    e164: str
    place: str


@dataclass(frozen=True)
class Attachment:
    """A number's binding at the messaging provider: unassigned, pending, assigned or failed."""

    state: str
    campaign_id: str
    failure: str


class Messaging(Protocol):
    """The messaging provider: numbers and sending; every method raises OutsideError."""

    def available(self, area_code: str) -> Sequence[Offer]: ...
    def take(self, e164: str, reference: str) -> None: ...
    def attach(self, e164: str, campaign_id: str) -> None: ...
    def detach(self, e164: str) -> None: ...
    def attachment(self, e164: str) -> Attachment: ...
    def send(self, sender: str, recipient: str, text: str, reference: str) -> str: ...
    def subscribe(self, url: str, secret: str) -> None: ...


@dataclass(frozen=True)
class Letter:
    """An e-mail to hand to a mail server."""

    recipient: str
    subject: str
    text: str
    html: str


class Mailer(Protocol):
    """Hands letters on; raises OutsideError. ``keeps`` is True when the letter stays readable with us."""

    keeps: bool

    def send(self, letter: Letter) -> None: ...


class Doorbell(Protocol):
    """Wakes workers; losing a ring loses nothing.

    ``waiting`` names the arguments of the rings that no worker has answered yet; ``crowded`` says, without asking anybody,
    whether so many were seen there just now.
    """

    def ring(self, queue: str, job: str, argument: str) -> bool: ...
    def waiting(self, queue: str) -> frozenset[str]: ...
    def crowded(self, queue: str, many: int) -> bool: ...


class Printer(Protocol):
    """Makes pages and PDF files of documents, from templates of its own and from nothing else."""

    def page(self, template: str, **values: Any) -> str: ...
    def pdf(self, template: str, pictures: Mapping[str, bytes] | None = None, **values: Any) -> bytes: ...


class Pages(Protocol):
    """Public web pages as anybody would see them; never raises, since what stood in the way is part of the answer."""

    def fetch(self, address: str) -> Snapshot: ...


class Names(Protocol):
    """The DNS; raises NameNotFound or Unavailable."""

    def texts(self, name: str) -> Sequence[str]: ...


class Words(Protocol):
    """Language: marked messages and mails in a person's locale."""

    def render(self, template: str, locale: str, **values: Any) -> str: ...
    def translate(self, text: str, locale: str) -> str: ...


class Clock(Protocol):
    """Time. ``now`` is business time (it may be practised on); ``wall`` is for leases, retries and tokens."""

    def now(self) -> datetime: ...
    def wall(self) -> datetime: ...


@dataclass(frozen=True)
class PracticeTime:
    """The simulator's clock: where it is anchored and how fast it runs."""

    anchor_wall: datetime
    anchor_virtual: datetime
    speed: float


class Practice(Protocol):
    """The simulator's own controls; absent when a real registry is configured."""

    def time(self) -> PracticeTime: ...
    def advance(self, seconds: float) -> PracticeTime: ...
    def finish(self, campaign_id: str) -> None: ...


@dataclass(frozen=True)
class Ports:
    """Everything that a use case may be handed; made in ``bootstrap.build``."""

    settings: Settings
    sessions: sessionmaker[Session]
    readers: sessionmaker[Session]
    vault: Vault
    clock: Clock
    registry: Registry
    keys: Keys
    messaging: Messaging
    mailer: Mailer
    doorbell: Doorbell
    printer: Printer
    pages: Pages
    names: Names
    words: Words
    practice: Practice | None
    dispose: Callable[[], None]
