"""`./dev chaos`: many registrations at once on real processes that are killed, with a registry that misbehaves.

Run it as `python -m tests.chaos.run --registrations 300 --seed 1`. Each breach is a line, the figures are the last one; the
exit code is 1 on any breach. The processes' logs are kept in var/chaos/<seed>/.
"""

import argparse
import shutil
import sys
import time
from datetime import timedelta
from pathlib import Path

from onboarding.services import practising, subscribing, working
from onboarding.services.ports import Ports
from onboarding.services.work import reading
from onboarding.store import outbox
from tests.browser.processes import ROOT
from tests.chaos import books, far, figures, hurry, mischief, plan, records, verdict
from tests.chaos import ours as our_processes
from tests.chaos.deployment import Deployment
from tests.chaos.driver import People
from tests.chaos.figures import Figures
from tests.chaos.plan import Wishes
from tests.chaos.sampler import Sampler
from tests.servers.postgres import Postgres

CALM_WALL_SPEED = 20.0
MOST_STEPS = 25  # a week of virtual time: what is not settled by then never is
STALLED = 240.0  # seconds in which nothing at all is done; the longest wait for a retry takes 180
AT_ONCE = 20  # people who act between two looks at the timetable
STEP = timedelta(hours=6, minutes=30)  # longer than the longest wait of a poll that still matters


class Run:
    """One run; ``breaches`` is what it found."""

    def __init__(self, wishes: Wishes, database_url: str, folder: Path) -> None:
        self.wishes, self.folder, self._url = wishes, folder, database_url
        self.breaches: list[str] = []
        self.figures = Figures(registrations=wishes.registrations, seed=wishes.seed)

    def go(self) -> None:
        """From the first registration to the verdict."""
        began = time.monotonic()
        with Deployment(self.folder, self._url, self.wishes) as running:
            ports = our_processes.ports(running.environment)
            running.start("web")
            subscribing.subscribe(ports)
            running.control("POST", "/clock", {"speed": self.wishes.speed})
            practising.keep_in_step(ports)
            people = People(
                ports,
                plan.cases(self.wishes.registrations, self.wishes.seed),
                lambda brand: str(running.control("GET", f"/brands/{brand}/otp")["pin"]),
            )
            self._say(f"{len(people.cases)} registrations are in review after {time.monotonic() - began:.0f} seconds")
            running.wait_for_web()
            running.start(*running.names("worker", "scheduler"))
            with Sampler(self._url) as sampler:
                evil = self._storm(running, people)
                settled = self._settle(running, people, ports)
                sampler.look()
            self._judge(running, people, ports, sampler, settled=settled)
            ports.dispose()
        self.figures.kills, self.figures.flushes = evil.kills, evil.done["flush"]
        self.figures.faults = dict(evil.injected)
        answered = figures.asked(self.folder)
        self.figures.requests, self.figures.throttled = answered.total(), answered["429"]
        self.breaches += figures.tax_ids_in(self.folder, people.eins)
        self.figures.seconds = time.monotonic() - began
        self.figures.breaches = len(self.breaches)

    def _storm(self, running: Deployment, people: People) -> mischief.Mischief:
        """Everything is approved at once, and killed and broken while it is filed."""
        seconds = self.wishes.minutes * 60
        evil = mischief.Mischief(running, mischief.timetable(self.wishes.seed, seconds), plan.faults(self.wishes.seed))
        evil.begin()
        began = time.monotonic()
        while (passed := time.monotonic() - began) < seconds:
            evil.turn(passed)
            if not people.turn(AT_ONCE):
                time.sleep(0.2)
        evil.end()
        self._say(f"calm after {seconds:.0f} seconds of storm: {dict(evil.done)}")
        return evil

    def _settle(self, running: Deployment, people: People, ports: Ports) -> bool:
        """Let time pass in long steps, each when all work is done; False when it does not come to rest.

        The bound is in virtual time, and in real time without any progress: a busy machine is no fault of ours.
        """
        hurry.write(running.wall, CALM_WALL_SPEED)
        running.control("POST", "/clock", {"speed": 1.0})
        practising.keep_in_step(ports)
        quiet, steps, before, moved = 0, 0, None, time.monotonic()
        while steps < MOST_STEPS and time.monotonic() - moved < STALLED:
            running.mend()
            if people.turn(AT_ONCE):
                quiet = 0
                continue
            if (left := _left(ports)) != before:
                before, moved = left, time.monotonic()
            if any(left):
                time.sleep(0.2)
                continue
            quiet += 1
            if quiet > self.wishes.rounds and not self._wrong_ends(running, people, ports):
                return True
            practising.advance(ports, STEP.total_seconds())
            steps += 1
            before = None
            time.sleep(1.0)  # leaves the notices time to come
        return False

    def _wrong_ends(self, running: Deployment, people: People, ports: Ports) -> list[str]:
        with reading(ports) as session:
            mine = records.read(session)
        return verdict.settled(mine, far.read(running.control("GET", "/state")), people.cases)

    def _judge(self, running: Deployment, people: People, ports: Ports, sampler: Sampler, *, settled: bool) -> None:
        state = running.control("GET", "/state")
        with reading(ports) as session:
            mine = records.read(session)
            books.write(session, people.cases, self.folder / "books.txt")
        theirs = far.read(state)
        self.breaches += [f"{breach} (seen {times} times)" for breach, times in sampler.breaches.items()]
        self.breaches += verdict.always(mine, theirs) + verdict.settled(mine, theirs, people.cases)
        if not settled:
            self.breaches.append("not at rest: work or reads were still to be done when the patience ended")
        for work in (work for work in mine.work if work.parked):
            self._say(f"parked: {work.topic} {work.subject}: {work.error}")
        told = self.figures
        told.notices_sent = theirs.notices.get("delivered", 0)
        told.notices_lost = sum(count for kind, count in theirs.notices.items() if kind not in {"delivered", "queued"})
        told.intents, told.charges = len(mine.wishes), sum(entry.account == "charge" for entry in mine.ledger)
        told.objects = sum(map(len, theirs.brands.values())) + sum(map(len, theirs.campaigns.values()))
        told.looks, told.parked = sampler.looks, sum(work.parked for work in mine.work)

    def _say(self, text: str) -> None:
        print(text, flush=True)


def _left(ports: Ports) -> tuple[int, ...]:
    """What is still to be done: messages that are not parked, and the numbers of the reads that are due."""
    with reading(ports) as session:
        busy = outbox.backlog(session)
    reads = working.due_reads(ports)
    return busy, len(reads), sum(piece.id for piece in reads)


def main(arguments: list[str] | None = None) -> int:
    """Run once on a PostgreSQL of its own."""
    options = argparse.ArgumentParser(prog="./dev chaos", description=__doc__)
    options.add_argument("--registrations", type=int, default=Wishes.registrations)
    options.add_argument("--seed", type=int, default=Wishes.seed)
    options.add_argument("--minutes", type=float, default=Wishes.minutes, help="how long the storm lasts")
    options.add_argument("--scale", type=float, default=Wishes.scale, help="times the registry's real rate limits")
    options.add_argument(
        "--speed", type=float, default=Wishes.speed, help="times as fast as real time, for the business"
    )
    options.add_argument("--rounds", type=int, default=Wishes.rounds, help="steps of rest that must change nothing")
    wishes = Wishes(**vars(options.parse_args(arguments)))
    folder = ROOT / "var" / "chaos" / str(wishes.seed)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with Postgres() as cluster:
        run = Run(wishes, cluster.create("chaos"), folder)
        run.go()
    for breach in run.breaches:
        print(f"BREACH  {breach}")
    print(run.figures.line())
    return 1 if run.breaches else 0


if __name__ == "__main__":
    sys.exit(main())
