"""The simulator itself: one database, one clock, one thing at a time."""

import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any, cast

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from onboarding.simulator import (
    agenda,
    appeals,
    authplus,
    brands,
    campaigns,
    carriers,
    clock,
    delivery,
    faults,
    numbers,
    sharing,
    vettings,
)
from onboarding.simulator.background import Rounds
from onboarding.simulator.config import Config
from onboarding.simulator.delivery import Parcel, Post
from onboarding.simulator.fault_plan import FaultPlan
from onboarding.simulator.limits import Limits
from onboarding.simulator.tables import Base, Hook, Notice, Setting, open_database
from onboarding.simulator.work import Work

_TICK = 0.2  # seconds between two looks at the agenda
_LOOK = 0.1  # seconds between two looks at the queue of notices

_HANDLERS: dict[str, agenda.Handler] = {
    "scoring_ends": brands.scoring_ends,
    "mock_ends": brands.mock_ends,
    "vetting_ends": vettings.ends,
    "vetting_expires": vettings.expires,
    "authplus_domain": authplus.domain_checked,
    "authplus_answer": authplus.contact_answers,
    "authplus_deadline": authplus.deadline_passes,
    "authplus_expires": authplus.expires,
    "appeal_ends": appeals.ends,
    "cycle_ends": campaigns.cycle_ends,
    "review": sharing.review,
    "election": carriers.election,
    "carrier_decides": carriers.carrier_decides,
    "suspension": carriers.suspension,
    "unsuspension": carriers.unsuspension,
    "dormancy": carriers.falls_dormant,
    "secondary_declines": sharing.secondary_declines,
    "number_lost": numbers.lost,
    "attachment": numbers.attachment,
}


class Simulator:
    """Everything behind the routes. `start` sets the background threads going, `close` ends them and the database.

    `speed` is that of a fresh clock: one of a new file, and after a reset.
    """

    def __init__(self, config: Config, post: Post | None = None, *, speed: float = 1.0) -> None:
        self.config = config
        self._speed = speed
        self.limits = Limits(config.limits)
        self._post = post or delivery.poster(config.post_timeout)
        self._engine = open_database(config.database)
        self._sessions = sessionmaker(self._engine)
        self._lock = threading.RLock()
        self._delivering = threading.Lock()
        self._ended = threading.Event()
        self._threads: list[threading.Thread] = []
        self.plan = FaultPlan()
        self.trouble: dict[str, Any] = dict(faults.NONE)
        self._remember()

    @contextmanager
    def work(self) -> Iterator[Work]:
        """A transaction at the virtual now, after everything that fell due before it; commits unless an error passes."""
        with self._lock, self._sessions() as session:
            work = self._begin(session)
            yield work
            self._commit(session)

    def now(self) -> datetime:
        """The virtual time."""
        return clock.virtual(self._face, clock.real_now())

    def tick(self) -> None:
        """Runs what has fallen due."""
        with self._lock, self._sessions() as session:
            self._begin(session)

    def set_clock(self, *, advance: float = 0.0, speed: float | None = None) -> None:
        """Moves the clock on by so many seconds, running what falls due on the way in order, and sets its speed."""
        with self._lock, self._sessions() as session:
            work = replace(self._begin(session), now=clock.plus(self.now(), advance))
            agenda.run_due(work, _HANDLERS)
            row = clock.load(session, clock.real_now())
            # Running may have taken a while in which no virtual time must pass.
            clock.anchor(row, real=clock.real_now(), now=work.now, speed=row.speed if speed is None else speed)
            self._face = clock.face(row)
            self._commit(session)

    def change_faults(self, wanted: dict[str, Any]) -> dict[str, Any]:
        """Changes the plain faults named; ValueError says what is wrong with a value."""
        with self.work() as work:
            changed = faults.change(work, wanted)
        self.trouble = changed
        return changed

    def set_plan(self, plan: dict[str, Any]) -> dict[str, Any]:
        """Puts a fault plan in place of the present one and begins its log anew; ValueError as above."""
        with self.work() as work:
            self.plan.set(plan)
            faults.keep_plan(work)
        return self.plan.as_json()

    def reset(self) -> None:
        """Forgets everything, the subscriptions, the faults and the clock too."""
        with self._lock:
            with self._sessions.begin() as session:
                for table in Base.metadata.sorted_tables:
                    session.execute(table.delete())
            self._remember()
        self.limits.reset()

    def _remember(self) -> None:
        """Takes over from the database what each request needs: clock, seed, faults."""
        with self._lock, self._sessions.begin() as session:
            self._face = clock.face(clock.load(session, clock.real_now(), self._speed))
            self._next_due: datetime | None = clock.BEGINNING
            known = session.get(Setting, "seed")
            if known is None or self.config.seed is not None:
                seed = secrets.randbits(32) if self.config.seed is None else self.config.seed
                known = session.merge(Setting(name="seed", value={"seed": seed}))
            self.seed: int = known.value["seed"]
            work = self._work(session)
            self.trouble = faults.read(work)
            faults.load_plan(work)

    def _work(self, session: Session) -> Work:
        return Work(session, self.now(), self.config, self.plan, self.seed)

    def _begin(self, session: Session) -> Work:
        """Runs what has fallen due, in a transaction of its own; nothing is asked when nothing can have."""
        work = self._work(session)
        if self._next_due is not None and self._next_due <= work.now:
            agenda.run_due(work, _HANDLERS)
            session.info[agenda.MOVED] = True
            self._commit(session)
        return work

    def _commit(self, session: Session) -> None:
        if session.info.pop(agenda.MOVED, False):
            session.flush()
            self._next_due = agenda.next_due(session)
        session.commit()

    def deliver(self) -> int:
        """Posts every notice and webhook whose turn has come, outside any transaction; answers how many were tried."""
        with self._delivering:
            return self._deliver_notices() + self._deliver_hooks()

    def post_now(self, address: str, body: dict[str, Any]) -> int | None:
        """Posts one notice past the queue, outside any transaction; the status answered, or None."""
        return delivery.post_notice(self._post, self.config, Parcel(0, address, body))

    def start(self) -> None:
        self._loop("simulator-ticker", _TICK, self.tick)
        self._loop("simulator-notices", _LOOK, self.deliver)

    def close(self) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join(timeout=0.5)
        self._engine.dispose()

    def _loop(self, name: str, pace: float, step: Callable[[], object]) -> None:
        rounds = Rounds(name, step)

        def run() -> None:
            while not self._ended.wait(pace):
                rounds.go()

        thread = threading.Thread(target=run, name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _deliver_notices(self) -> int:
        count = 0
        while not self._ended.is_set() and (parcel := self._next_notice()) is not None:
            answer = None
            try:
                answer = delivery.post_notice(self._post, self.config, parcel)
            finally:  # written down even if an assertion passes, so that it is not posted again
                self._note_notice(parcel, answer)
            count += 1
        return count

    def _note_notice(self, parcel: Parcel, answer: int | None) -> None:
        with self._plain() as session:
            notice = session.get(Notice, parcel.seq)
            if notice is not None:  # a reset may have come between
                notice.answer = answer
                notice.state = "delivered" if delivery.is_delivered(answer) else "lost"

    def _next_notice(self) -> Parcel | None:
        with self._plain() as session:
            waiting = select(Notice).where(Notice.state.in_(("queued", "held")), Notice.due_at <= self.now())
            notice = session.scalar(waiting.order_by(Notice.seq).limit(1))
            if notice is None:
                return None
            return Parcel(notice.seq, notice.address or "", notice.body, forged=notice.forged)

    def _deliver_hooks(self) -> int:
        count = 0
        while not self._ended.is_set() and (parcel := self._next_hook()) is not None:
            answer = None
            try:
                answer = delivery.post_hook(self._post, parcel, clock.real_now())
            finally:
                self._note_hook(parcel, answer)
            count += 1
        return count

    def _note_hook(self, parcel: Parcel, answer: int | None) -> None:
        with self._plain() as session:
            hook = session.get(Hook, parcel.seq)
            if hook is None:
                return
            hook.tries, hook.answer = parcel.tries + 1, answer
            later = delivery.next_try(self.config, hook.tries, clock.real_now())
            if delivery.is_delivered(answer):
                hook.state = "delivered"
            elif later is None:
                hook.state = "lost"
            else:
                hook.next_try = later

    def _next_hook(self) -> Parcel | None:
        with self._plain() as session:
            due = select(Hook).where(Hook.state == "queued", Hook.next_try <= clock.real_now())
            hook = session.scalar(due.order_by(Hook.seq).limit(1))
            if hook is None:
                return None
            return Parcel(hook.seq, hook.url, hook.body, id=hook.id, secret=hook.secret, tries=hook.tries)

    @contextmanager
    def _plain(self) -> Iterator[Session]:
        with self._lock, self._sessions.begin() as session:
            yield session


def the_simulator() -> Simulator:
    """The simulator of the application that answers the present request."""
    return cast(Simulator, current_app.extensions["simulator"])
