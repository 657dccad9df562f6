"""What is done to a deployment while it works: a timetable drawn from the seed, and the hands that carry it out."""

import random
from collections import Counter
from dataclasses import dataclass

from tests.chaos.deployment import Deployment
from tests.chaos.plan import FaultPlan

# How often each kind is drawn, and for how many seconds what was killed stays dead or a switch stays on.
DEEDS = {
    "kill worker": (6, 0.5, 2.0),
    "kill scheduler": (3, 0.5, 4.0),
    "kill web": (3, 0.5, 3.0),
    "kill simulator": (2, 0.2, 1.5),
    "kill valkey": (2, 0.5, 3.0),
    "flush": (5, 0.0, 0.0),
    "down": (2, 1.0, 4.0),
    "garbage": (2, 1.0, 3.0),
    "slow": (2, 1.0, 3.0),
    "notices off": (1, 2.0, 8.0),
    "notices twice": (1, 2.0, 8.0),
    "notices forged": (1, 2.0, 5.0),
}
SWITCHES = {
    "down": ({"down": True}, {"down": False}),
    "garbage": ({"garbage": True}, {"garbage": False}),
    "slow": ({"latency_seconds": 0.4}, {"latency_seconds": 0}),
    "notices off": ({"notices": "off"}, {"notices": "on"}),
    "notices twice": ({"notices": "twice"}, {"notices": "on"}),
    "notices forged": ({"notices": "forged"}, {"notices": "on"}),
}
CALM = {"down": False, "garbage": False, "latency_seconds": 0, "notices": "on"}
PAUSE = 2.0  # seconds between two deeds, on average


@dataclass(frozen=True)
class Deed:
    """One thing to do at a second of the run; ``lasts`` is until it is made good."""

    at: float
    kind: str
    which: float  # which of several processes, as a share of their number
    lasts: float


def timetable(seed: int, seconds: float) -> list[Deed]:
    """All deeds of a run; the same seed makes the same ones, whatever happens meanwhile."""
    dice = random.Random(f"mischief {seed}")
    deeds: list[Deed] = []
    at = 1.0
    while (at := at + dice.expovariate(1 / PAUSE)) < seconds:
        kind = dice.choices(list(DEEDS), [weight for weight, _, _ in DEEDS.values()])[0]
        _, shortest, longest = DEEDS[kind]
        deeds.append(Deed(at, kind, dice.random(), dice.uniform(shortest, longest)))
    return deeds


class Mischief:
    """Carries the timetable out; call ``turn`` from the main thread again and again."""

    def __init__(self, running: Deployment, deeds: list[Deed], plan: FaultPlan) -> None:
        self._running, self._deeds, self._plan = running, list(deeds), plan
        self._amends: list[tuple[float, str, str]] = []  # when, what, the deed's kind
        self.done: Counter[str] = Counter()
        self.injected: Counter[str] = Counter()  # faults of the far side, by kind

    def begin(self) -> None:
        """Set the far side's faults going."""
        self._running.control("PUT", "/faults/plan", self._plan.to_json())

    def turn(self, now: float) -> None:
        """Do what is due at this second of the run, and make good what has lasted long enough."""
        while self._amends and self._amends[0][0] <= now:
            _, name, kind = self._amends.pop(0)
            self._make_good(name, kind)
        while self._deeds and self._deeds[0].at <= now:
            deed = self._deeds.pop(0)
            name = self._do(deed)
            self.done[deed.kind] += 1
            self._amends.append((now + deed.lasts, name, deed.kind))
            self._amends.sort()

    def end(self) -> None:
        """Calm: nothing is dead and nothing is faulty from here on."""
        self._running.mend()
        self._running.mend_valkey()
        self._running.wait_for_simulator()
        self._count()
        self._running.control("PUT", "/faults/plan", FaultPlan(self._plan.seed).to_json())
        self._running.control("POST", "/faults", CALM)

    @property
    def kills(self) -> int:
        """How many processes were killed."""
        return sum(count for kind, count in self.done.items() if kind.startswith("kill"))

    def _count(self) -> None:
        self.injected.update(row["fault"] for row in self._running.control("GET", "/faults/log"))

    def _do(self, deed: Deed) -> str:
        if deed.kind == "flush":
            self._running.flush()
        elif deed.kind == "kill valkey":
            self._running.kill_valkey()
        elif deed.kind in SWITCHES:
            self._running.control("POST", "/faults", SWITCHES[deed.kind][0])
        else:
            names = self._running.names(deed.kind.removeprefix("kill "))
            name = names[int(deed.which * len(names))]
            if name == "simulator":
                self._count()  # its log is gone with it
            self._running.kill(name)
            return name
        return ""

    def _make_good(self, name: str, kind: str) -> None:
        if kind == "kill valkey":
            self._running.mend_valkey()
        elif kind in SWITCHES:
            self._running.control("POST", "/faults", SWITCHES[kind][1])
        elif name:
            self._running.mend()
