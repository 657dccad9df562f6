"""What a run says of itself: one line of figures, counted from the logs, the simulator and our database."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

_ASKED = re.compile(rb"registry (?:GET|POST|PUT|DELETE|PATCH) \S+ (\d{3}|no answer) in \d+ ms")


@dataclass
class Figures:
    """The figures of one run."""

    registrations: int = 0
    seed: int = 0
    seconds: float = 0.0
    kills: int = 0
    flushes: int = 0
    faults: Mapping[str, int] = field(default_factory=dict)
    requests: int = 0
    throttled: int = 0
    notices_sent: int = 0
    notices_lost: int = 0
    intents: int = 0
    objects: int = 0
    charges: int = 0
    looks: int = 0
    parked: int = 0
    breaches: int = 0

    def line(self) -> str:
        """The last line of a run."""
        faults = ",".join(f"{kind}:{count}" for kind, count in sorted(self.faults.items())) or "none"
        return (
            f"registrations={self.registrations} seed={self.seed} seconds={self.seconds:.0f} kills={self.kills} "
            f"flushes={self.flushes} faults={sum(self.faults.values())} ({faults}) requests={self.requests} "
            f"429s={self.throttled} notices={self.notices_sent} lost={self.notices_lost} intents={self.intents} "
            f"objects={self.objects} charges={self.charges} looks={self.looks} parked={self.parked} breaches={self.breaches}"
        )


def asked(folder: Path) -> Counter[str]:
    """How our processes' requests to the registry were answered, by status."""
    return Counter(found[1].decode() for path in folder.glob("*.log") for found in _ASKED.finditer(path.read_bytes()))


def tax_ids_in(folder: Path, eins: Iterable[str]) -> list[str]:
    """The logs that hold a tax id, with or without its dash: each one is a breach."""
    forms = sorted(set(eins) | {ein.replace("-", "") for ein in eins})
    pattern = re.compile(rb"(?<!\d)(" + "|".join(forms).encode() + rb")(?!\d)")
    return [
        f"tax id in a log: {path.name} holds {count} of them"
        for path in sorted(folder.glob("*.log"))
        if not path.name.startswith("simulator") and (count := len(pattern.findall(path.read_bytes())))
    ]
