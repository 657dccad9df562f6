"""Small fakes of the far side: time, the doorbell, the mail server, the printer."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from onboarding.services.ports import Letter

START = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


@dataclass
class WorldClock:
    """Business time and wall time, both standing still until moved."""

    business: datetime = START
    walled: datetime = START

    def now(self) -> datetime:
        return self.business

    def wall(self) -> datetime:
        return self.walled

    def refresh(self) -> None:
        """As the shared clock has it; there is nothing to read."""


@dataclass
class Bell:
    """A doorbell that remembers."""

    rung: list[tuple[str, str, str]] = field(default_factory=list)
    broken: bool = False

    def ring(self, queue: str, job: str, argument: str) -> bool:
        self.rung.append((queue, job, argument))
        return not self.broken

    def waiting(self, queue: str) -> frozenset[str]:
        return frozenset()

    def crowded(self, queue: str, many: int) -> bool:
        return False


@dataclass
class Letterbox:
    """A mailer that keeps what it was given."""

    keeps: bool = True
    letters: list[Letter] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)

    def send(self, letter: Letter) -> None:
        if self.failures:
            raise self.failures.pop(0)
        self.letters.append(letter)


class Typewriter:
    """A printer that types instead of rendering: the real one takes a second and has tests of its own."""

    def pdf(self, title: str, body: str, address: str, published: str) -> bytes:
        return f"%PDF-fake {title} {published} {address} {len(body)}".encode()
