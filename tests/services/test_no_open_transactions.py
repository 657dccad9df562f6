"""No transaction is open while the network is used: not for the registry, the provider, the mail server,
the printer or a web page.
"""

from dataclasses import replace
from typing import Any

import requests
from sqlalchemy import Engine

from onboarding.domain.pages import Snapshot
from onboarding.services import numbers, texting
from onboarding.services.ports import Letter
from tests.fakes import Letterbox, Typewriter, Web
from tests.world import World
from tests.wsgi_adapter import WsgiAdapter


class Watchful:
    """Counts the calls to the outside, and those during which a connection to the database was in use."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.calls = 0
        self.guilty: list[str] = []

    def look(self, what: str) -> None:
        self.calls += 1
        if self.engine.pool.checkedout():  # type: ignore[attr-defined]
            self.guilty.append(what)


def watchful(line: WsgiAdapter, watch: Watchful) -> None:
    """Has each request that goes over a line looked at."""

    class Looking(list[Any]):
        def append(self, request: tuple[str, str]) -> None:
            watch.look(" ".join(request))

    line.requests = Looking()


class SlowLetterbox(Letterbox):
    def __init__(self, watch: Watchful) -> None:
        super().__init__()
        self.watch = watch

    def send(self, letter: Letter) -> None:
        self.watch.look("mail")


class SlowTypewriter(Typewriter):
    def __init__(self, watch: Watchful) -> None:
        self.watch = watch

    def pdf(self, template: str, pictures: Any = None, **values: Any) -> bytes:
        self.watch.look("pdf")
        return super().pdf(template, pictures, **values)


class SlowWeb(Web):
    def __init__(self, watch: Watchful, world: World) -> None:
        super().__init__(world.clock.wall)
        self.watch = watch

    def fetch(self, address: str) -> Snapshot:
        self.watch.look(f"page {address}")
        return super().fetch(address)


def watched(world: World) -> Watchful:
    with world.ports.sessions() as session:
        engine = session.get_bind()
    assert isinstance(engine, Engine)
    watch = Watchful(engine)
    watchful(world.registry_line, watch)
    watchful(world.messaging_line, watch)
    web = SlowWeb(watch, world)
    world.web = web
    world.ports = replace(world.ports, mailer=SlowLetterbox(watch), printer=SlowTypewriter(watch), pages=web)
    return watch


def test_the_whole_main_job_holds_no_transaction_over_the_network(world: World) -> None:
    watch = watched(world)
    registration_id = world.approved(ein="99-0000120", owner_id=world.user("owner@example.com"))
    world.pass_days(6)
    flow = world.registration(registration_id).answers["message_flow"]
    world.correct(registration_id, message_flow=flow + " The form is public.")
    world.submit(registration_id)
    world.decide(registration_id)
    world.pass_days(9)
    with world.transaction() as session:
        sender = numbers.of_registration(session, registration_id)
        assert texting.write(session, sender, "+12025550143", "Hello.", "test", world.clock.now()).allowed
    world.drain()
    assert watch.calls > 40
    assert len(world.web.asked) >= 4, "website, sign-up page, privacy policy and terms"
    assert watch.guilty == []


def test_a_failing_network_finds_no_transaction_open_either(world: World) -> None:
    watch = watched(world)
    world.approved()
    world.registry_line.after.extend([requests.ConnectionError("broken")] * 3)
    for _ in range(4):
        world.wait(4000)
        world.drain()
    assert watch.calls > 5
    assert watch.guilty == []


def test_the_watch_would_notice(world: World) -> None:
    watch = watched(world)
    with world.transaction() as session:
        session.connection()
        world.ports.registry.profile()
    assert watch.guilty == ["GET /v2/csp/profile"]
