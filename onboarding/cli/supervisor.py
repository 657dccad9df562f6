"""Run a handful of processes together in the foreground, as `./dev run` does.

    children = [
        Child("web", ["gunicorn", "..."], env={"PORT": "8080"}, ready=answers("http://127.0.0.1:8080/health")),
        Child("jobs", ["onboarding", "worker"]),
    ]
    sys.exit(Supervisor(children, on_ready=lambda: print("Open http://localhost:8080")).run())

Children start in the order given, each when the one before is ready; their lines are printed behind their names. One
that dies is started again, later each time; one that dies before it was ready, or keeps dying, ends everything, with its
last lines. Ctrl-C or SIGTERM ends the children in reverse order, a second Ctrl-C kills them at once.

What must hold before (free port, writable folder) is in preconditions.py.

Knows nothing of the rest of Greenlight and needs only the standard library.
"""

import queue
import signal
import sys
import time
from collections.abc import Callable, Sequence
from types import FrameType
from typing import TextIO

from onboarding.cli.children import Child, GivenUp, Printer, Running

WATCHED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD)


class Supervisor:
    """Starts the children, keeps them alive, and ends them together; see the top of this file."""

    def __init__(
        self,
        children: Sequence[Child],
        *,
        on_ready: Callable[[], None] = lambda: None,
        output: TextIO | None = None,
        restarts_a_minute: int = 5,
        first_delay: float = 0.5,
        grace: float = 10.0,
    ) -> None:
        self._printer = Printer(sys.stdout if output is None else output, [child.name for child in children])
        self._children = [Running(child, self._printer) for child in children]
        self._on_ready = on_ready
        self._restarts_a_minute = restarts_a_minute
        self._first_delay = first_delay
        self._grace = grace
        # A SimpleQueue may be written to from a signal handler and from other threads.
        self._signals: queue.SimpleQueue[int] = queue.SimpleQueue()

    def run(self) -> int:
        """Stay until told to stop (0) or until a child cannot be kept alive (1). Call it in the main thread."""
        # A hang-up that was ignored when we came (nohup) stays ignored.
        watched = [
            number for number in WATCHED if signal.getsignal(number) != signal.SIG_IGN or number != signal.SIGHUP
        ]
        before = {number: signal.signal(number, self._remember) for number in watched}
        reason = ""
        try:
            self._start_all()
            self._on_ready()
            while True:
                self._turn()
        except _Asked:
            return 0
        except GivenUp as end:
            reason = str(end)
            return 1
        finally:
            self._stop_all()
            for number, handler in before.items():
                signal.signal(number, handler)
            if reason:  # said last, or it would be lost above the farewells of the others
                self._printer.say(reason)

    def stop(self) -> None:
        """As if SIGTERM had come; may be called from any thread, and from `on_ready`."""
        self._signals.put(signal.SIGTERM)

    def _remember(self, number: int, _frame: FrameType | None) -> None:
        self._signals.put(number)

    def _start_all(self) -> None:
        for running in self._children:
            self._printer.say(f"starting {running.name}")
            running.start()
            deadline = time.monotonic() + running.spec.ready_within
            while running.spec.ready and not running.spec.ready():
                if time.monotonic() > deadline:
                    raise GivenUp(running.obituary(f"was not ready within {running.spec.ready_within:g} seconds"))
                self._turn(at_most=0.05)
            running.started = True

    def _turn(self, at_most: float = 1.0) -> None:
        """Wait for a signal, a death or a due restart, and deal with it."""
        due = min((running.due for running in self._children if running.due), default=time.monotonic() + at_most)
        try:
            number = self._signals.get(timeout=max(0.0, min(at_most, due - time.monotonic())))
        except queue.Empty:
            number = signal.SIGCHLD  # look after the children now and then even if a signal was lost
        if number != signal.SIGCHLD:
            raise _Asked
        for running in self._children:
            if running.has_died():
                self._lay_to_rest(running)
            elif running.due and running.due <= time.monotonic():
                running.start()

    def _lay_to_rest(self, running: Running) -> None:
        how = running.bury()
        # What dies before it was ever ready will hardly do better the next time: say at once why.
        if not running.spec.restart or not running.started:
            raise GivenUp(running.obituary(how))
        now = time.monotonic()
        running.deaths = [death for death in running.deaths if death > now - 60] + [now]
        if len(running.deaths) > self._restarts_a_minute:
            raise GivenUp(running.obituary(f"{how} and has died {len(running.deaths)} times within a minute"))
        delay = min(10.0, self._first_delay * 2 ** (len(running.deaths) - 1))
        self._printer.say(f"{running.name} {how}; starting it again in {delay:g} s")
        running.due = now + delay

    def _stop_all(self) -> None:
        """Reverse order, one after the other: those that use a service end before the service does."""
        alive = [running for running in reversed(self._children) if running.process]
        if alive:
            self._printer.say(f"stopping {', '.join(running.name for running in alive)}")
        killing = False
        for running in alive:
            running.signal(signal.SIGTERM)
            deadline = time.monotonic() + self._grace
            while not killing and not running.has_died():
                try:
                    number = self._signals.get(timeout=max(0.0, min(0.5, deadline - time.monotonic())))
                except queue.Empty:
                    number = signal.SIGCHLD
                if number == signal.SIGINT:
                    killing = True
                elif time.monotonic() > deadline:
                    self._printer.say(f"{running.name} did not stop within {self._grace:g} s and is killed")
                    break
            running.bury()


class _Asked(Exception):
    """Somebody asked us to stop."""
