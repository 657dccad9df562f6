"""A world in one process: our application, the simulator behind a WSGI adapter, and a clock that obeys.

Nothing of ours is patched; what is faked is the far side and time. Wall time is frozen too and moves with ``world.wait``.
"""

import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar

from sqlalchemy.orm import Session

from onboarding.adapters.messaging import MessagingClient
from onboarding.adapters.practice import PracticeClient
from onboarding.app import create_app
from onboarding.bootstrap import build
from onboarding.domain.answers import Answers
from onboarding.domain.examples import example_answers
from onboarding.registry.client import RegistryClient
from onboarding.registry.pace import Pace
from onboarding.services import businesses, documents, fees, numbers, registrations, review, subscribing, working
from onboarding.services.credentials import Keys
from onboarding.services.ports import Ports
from onboarding.services.work import reading, transaction
from onboarding.settings import Settings
from onboarding.simulator.app import create_app as create_simulator
from onboarding.simulator.config import Config
from onboarding.store.accounts import User
from onboarding.store.moves import Cause
from onboarding.store.registrations import Registration
from onboarding.web import auth
from tests.fakes import Bell, Letterbox, NameTable, Typewriter, Web, WorldClock
from tests.haste import hasten
from tests.page import Client
from tests.wsgi_adapter import WsgiAdapter

SIMULATOR = "http://simulator.test"
PUBLIC = "http://greenlight.test"
# The registration of the fixture ``live_world``: the first row of a fresh database.
LIVE = 1
PASSWORD = "correct horse battery staple"
API_TOKEN = "test-token"
API_TOKEN_SHA256 = "4c5dc9b7708905f77f5e5d16316b5dfb425e68cb326dcd55a860e90a7707031e"


class World:
    """What a test acts in; see the methods. ``simulator`` is the far side, ``registry_line`` and ``messaging_line`` the wires."""

    def __init__(self, settings: Settings, ports: Ports, simulator: Any, lines: dict[str, WsgiAdapter]) -> None:
        self.settings = settings
        self.ports = ports
        self.clock: WorldClock = ports.clock  # type: ignore[assignment]
        self.bell: Bell = ports.doorbell  # type: ignore[assignment]
        self.letterbox: Letterbox = ports.mailer  # type: ignore[assignment]
        self.web: Web = ports.pages  # type: ignore[assignment]
        self.dns: NameTable = ports.names  # type: ignore[assignment]
        self.simulator_app = simulator
        self.simulator = simulator.extensions["simulator"]
        self.registry_line, self.messaging_line = lines["registry"], lines["messaging"]
        self.app = create_app(settings, ports)
        hasten(self.app)
        self.hook_answers: list[int] = []

    # --- people ---------------------------------------------------------------------------------------------------

    def user(self, email: str, *, staff: bool = False) -> int:
        """A confirmed account; returns its id."""
        (auth.add_staff if staff else auth.add_owner)(self.app, email, PASSWORD)
        with self.reading() as session:
            return session.query(User).filter_by(email=email).one().id

    def client(self) -> Client:
        """A browser that checks every page it fetches; nobody is signed in."""
        return Client(self.app.test_client())

    def signed_in(self, email: str, *, staff: bool = False) -> Client:
        """The same with somebody signed in."""
        self.user(email, staff=staff)
        client = self.client()
        client.get("/login")
        client.submit({"email": email, "password": PASSWORD})
        return client

    # --- registrations --------------------------------------------------------------------------------------------

    def business(self, owner_id: int | None = None, name: str = "Rehearsal Bakery") -> str:
        """A business with a draft registration; returns its public id."""
        with self.transaction() as session:
            made = businesses.create(session, name, owner_id=owner_id, at=self.clock.now())
            registrations.start(session, made.id, self.clock.now())
            return made.public_id

    def complete(self, business: str, *, ein: str = "59-1234567", area: str = "415", **changes: Any) -> int:
        """Fill in everything, take a number, publish the policy; returns the registration's id."""
        answers = example_answers().with_changes(changes)
        with self.transaction() as session:
            row = self._registration(session, business)
            registrations.save(
                row,
                answers.with_changes({}).to_json() | _tuples(answers) | {"ein": ein},
                self.ports.vault,
                self.clock.now(),
            )
            row_id, public = row.id, row.public_id
        offer = numbers.offers(self.ports.messaging, area)[0]
        self.ports.messaging.take(offer.e164, public)
        with self.transaction() as session:
            row = session.get_one(Registration, row_id)
            numbers.keep(session, row, offer.e164, self.clock.now())
            documents.publish(session, row, answers, self.ports, self.clock.now())
        return row_id

    def correct(self, registration_id: int, **changes: Any) -> None:
        """The owner changes answers."""
        with self.transaction() as session:
            row = session.get_one(Registration, registration_id)
            registrations.save(row, changes, self.ports.vault, self.clock.now())

    def submit(self, registration_id: int) -> None:
        """Agree to the price and send it to review."""
        with self.transaction() as session:
            row = session.get_one(Registration, registration_id)
            cause = self.cause()
            shown = fees.fingerprint(fees.price(session, row, self.settings, cause.at.date()))
            registrations.submit(session, row, shown, user_id=None, cause=cause, ports=self.ports)

    def decide(self, registration_id: int, verdict: str = "approved", reasons: Any = ()) -> None:
        """Staff decide."""
        staff_id = self.user("reviewer@example.com", staff=True)
        with self.transaction() as session:
            row = session.get_one(Registration, registration_id)
            review.decide(
                session, row, verdict, list(reasons), version=row.version, user_id=staff_id,
                cause=self.cause(f"user:{staff_id}", "desk"), vault=self.ports.vault,
            )  # fmt: skip

    def approved(self, *, ein: str = "59-1234567", owner_id: int | None = None, **changes: Any) -> int:
        """A registration that staff have approved; nothing is filed yet. Returns its id."""
        registration_id = self.complete(self.business(owner_id), ein=ein, **changes)
        self.submit(registration_id)
        self.decide(registration_id)
        return registration_id

    def live(self, *, ein: str = "59-1234567", owner_id: int | None = None) -> int:
        """A registration whose number may text."""
        registration_id = self.approved(ein=ein, owner_id=owner_id)
        self.pass_days(9)
        return registration_id

    def operator(self) -> None:
        """The operator's own number, live: codes can be texted."""
        registration_id = self.live()
        with self.transaction() as session:
            session.get_one(Registration, registration_id).business.is_operator = True

    # --- work and time --------------------------------------------------------------------------------------------

    def drain(self) -> int:
        """Do everything that is due, as a worker would."""
        self.simulator.deliver()
        return working.drain(self.ports)

    def pass_time(self, by: timedelta) -> None:
        """Move both clocks and do what falls due."""
        self.simulator.set_clock(advance=by.total_seconds())
        self.clock.business += by
        self.clock.walled += by
        self.drain()

    def pass_days(self, days: float, step: timedelta = timedelta(days=1)) -> None:
        """Let days pass in steps, so that each thing is seen when it happens."""
        self.drain()
        self.pass_time(timedelta(seconds=10))
        for _ in range(round(timedelta(days=days) / step)):
            self.pass_time(step)

    def wait(self, seconds: float) -> None:
        """Only wall time passes: leases run out, retries come due."""
        self.clock.walled += timedelta(seconds=seconds)

    def control(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """The simulator's control API."""
        answer = self.simulator_app.test_client().post(f"/control{path}", json=body or {})
        assert answer.status_code < 300, answer.text
        return answer.get_json()

    def state(self) -> dict[str, Any]:
        """Everything that the simulator holds."""
        found: dict[str, Any] = self.simulator_app.test_client().get("/control/state").get_json()
        return found

    # --- looking --------------------------------------------------------------------------------------------------

    def cause(self, actor: str = "system", source: str = "web") -> Cause:
        return Cause(actor, source, self.clock.now())

    def transaction(self) -> Any:
        return transaction(self.ports)

    def reading(self) -> Any:
        return reading(self.ports)

    def registration(self, registration_id: int) -> Registration:
        """The row with brand, campaign and business, read now."""
        with self.reading() as session:
            row: Registration = session.get_one(Registration, registration_id)
            if row.campaign:
                _ = list(row.campaign.carriers)
            return row

    def number(self, registration_id: int) -> str:
        """The E.164 of a registration's number."""
        with self.reading() as session:
            return numbers.of_registration(session, registration_id).e164

    def _registration(self, session: Session, business: str) -> Registration:
        return session.query(Registration).join(Registration.business).filter_by(public_id=business).one()

    def close(self) -> None:
        """End the simulator and our connections."""
        self.simulator.close()
        self.ports.dispose()

    def post(self, url: str, data: bytes, headers: Any) -> int:
        """Where the simulator's notices go: to our own routes."""
        path = url.removeprefix(PUBLIC)
        answer = self.app.test_client().post(path, data=data, headers=dict(headers))
        self.hook_answers.append(answer.status_code)
        return answer.status_code


def _tuples(answers: Answers) -> dict[str, Any]:
    return {name: getattr(answers, name) for name in ("sub_use_cases", "opt_in_methods")}


class Prepared:
    """The simulator's file after we have subscribed: made once for each kind of settings in a test process."""

    kept: ClassVar[dict[str, tuple[bytes, float]]] = {}


def build_world(database_url: str, simulator_path: Path, **settings: Any) -> World:
    """Put a world together on an empty, migrated database; the simulator goes on where its file stands, if it is there."""
    kind = repr(sorted(settings.items()))
    if kind not in Prepared.kept:
        path = simulator_path.with_name("prepared.sqlite3")
        world = _put_together(database_url, path, settings)
        subscribing.subscribe(world.ports)
        world.close()
        Prepared.kept[kind] = path.read_bytes(), time.time()  # the last connection folded the write-ahead log in
    if simulator_path.exists():
        return _put_together(database_url, simulator_path, settings)
    content, made_at = Prepared.kept[kind]
    simulator_path.write_bytes(content)
    world = _put_together(database_url, simulator_path, settings)
    world.simulator.set_clock(advance=time.time() - made_at)  # it was stopped when it was made
    return world


def _put_together(database_url: str, simulator_path: Path, settings: dict[str, Any]) -> World:
    made = Settings(
        **{
            "onboarding_env": "test",
            "database_url": database_url,
            "public_url": PUBLIC,
            "registry_url": f"{SIMULATOR}/v2",
            "messaging_url": f"{SIMULATOR}/messaging/v1",
            "simulator_url": SIMULATOR,
            "api_token_sha256": API_TOKEN_SHA256,
            **settings,
        }
    )
    holder: list[World] = []
    config = Config(database=simulator_path, api_key=made.registry_key, api_secret=made.registry_secret, limits=0)
    simulator = create_simulator(config, ticker=False, post=lambda *parcel: holder[0].post(*parcel))  # noqa: PLW0108 - not made yet
    simulator.extensions["simulator"].set_clock(speed=0.0)
    lines = {name: WsgiAdapter(simulator) for name in ("registry", "messaging", "practice")}
    registry = RegistryClient(made.registry_url, made.registry_key, made.registry_secret, adapter=lines["registry"])
    registry._reads = registry._writes = Pace(10_000, 0.001)  # the limits are the client's own tests' business
    built, clock = build(made), WorldClock()
    ports = replace(
        built,
        clock=clock,
        keys=Keys(built.readers, built.vault, made, clock.wall),
        registry=registry,
        messaging=MessagingClient(made.messaging_url, made.messaging_token, adapter=lines["messaging"]),
        mailer=Letterbox(),
        doorbell=Bell(),
        printer=Typewriter(),
        pages=Web(clock.wall),
        names=NameTable(),
        practice=PracticeClient(SIMULATOR, adapter=lines["practice"]),
    )
    world = World(made, ports, simulator, lines)
    holder.append(world)
    return world
