"""Small fakes of the far side: time, the doorbell, the mail server, the printer."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from onboarding.adapters.pdf import LockedRoom
from onboarding.domain.pages import Snapshot, Trouble
from onboarding.services.ports import Letter, NameNotFound

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


class Typewriter(LockedRoom):
    """A printer that types instead of rendering: the real one takes a second and has tests of its own. Pages are real."""

    def pdf(self, template: str, pictures: Mapping[str, bytes] | None = None, **values: Any) -> bytes:
        html = self.page(template, **values)
        return f"%PDF-fake {template} {sorted(pictures or {})}\n{html}".encode()


@dataclass
class NameTable:
    """The DNS: texts by name, or an error to raise."""

    records: dict[str, list[str] | Exception] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def texts(self, name: str) -> list[str]:
        self.asked.append(name)
        found = self.records.get(name, NameNotFound(name))
        if isinstance(found, Exception):
            raise found
        return found


# Website, sign-up page, privacy policy and terms in one, of which preflight has nothing to say.
CLEAN_PAGE = """<!doctype html><html lang="en"><title>Rehearsal Bakery</title>
<h1>Rehearsal Bakery</h1>
<p>We bake cakes, bread and rolls at 12 Main Street in Lakeland, Florida, every day but Monday, and have done so for
thirty years. Come in from seven in the morning, or order a cake for a birthday by phone and pick it up on the day.</p>
<h2>Get texts about your order</h2>
<form><label>Mobile number <input type="tel" name="phone"></label>
<label><input type="checkbox" name="texts"> Yes, text me updates about my order. I agree to receive recurring texts from
Rehearsal Bakery. Consent is not a condition of purchase. (optional)</label>
<p>Message frequency varies. Message and data rates may apply. Reply HELP for help. Reply STOP to opt out.</p>
<button>Sign up</button></form>
<h2>Privacy policy</h2>
<p>Effective January 5, 2026. This privacy policy says what personal information Rehearsal Bakery collects and how we use it.
We collect your name and mobile number when you sign up for our texts, and use them to text you about your order.</p>
<p>Mobile numbers and consent to texts are not sold, rented or shared with third parties or affiliates for marketing or
promotional purposes.</p>
<p>Reply STOP to any text to opt out. Write to hello@rehearsal-bakery.example or call (863) 555-0188.</p>
<h2>Texting terms</h2>
<p>Rehearsal Bakery texts customers about their orders. Message frequency varies. Message and data rates may apply.
Reply STOP to opt out at any time. Reply HELP for help, call (863) 555-0188 or write to hello@rehearsal-bakery.example.
Carriers are not liable for delayed or undelivered messages.</p>
<footer><a href="/privacy">Privacy policy</a> <a href="/terms">Texting terms</a> <a href="/contact">Contact</a></footer>
</html>"""


@dataclass
class Web:
    """The web: pages by address, as HTML, as a status, or as what stands in the way; every other address has a clean page."""

    now: Callable[[], datetime]
    pages: dict[str, str | int | Trouble] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def fetch(self, address: str) -> Snapshot:
        self.asked.append(address)
        found = self.pages.get(address, CLEAN_PAGE)
        if isinstance(found, Trouble):
            return Snapshot(address, address, self.now(), trouble=found, hops=(address,))
        if isinstance(found, int):
            return Snapshot(address, address, self.now(), status=found, hops=(address,))
        data = found.encode("utf-8", "replace")
        return Snapshot(
            address,
            address,
            self.now(),
            status=200,
            hops=(address,),
            content_type="text/html",
            text=found,
            sha256=hashlib.sha256(data).hexdigest(),
            size=len(data),
        )
