"""Reading the labelled corpus, and counting how often preflight says what a reviewer would."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from onboarding.domain.answers import Answers
from onboarding.domain.preflight.catalogue import report
from onboarding.domain.preflight.page_catalogue import page_report
from onboarding.domain.preflight.pages import PageKind
from onboarding.domain.preflight.rule import Report, Severity, Subject

CORPUS = Path(__file__).parent / "corpus"
TODAY = date(2026, 11, 26)


@dataclass(frozen=True)
class Case:
    """One labelled registration."""

    id: str
    answers: Answers
    ein: str
    expects: frozenset[str]
    may: frozenset[str]
    note: str = ""

    def subject(self) -> Subject:
        """What preflight looks at."""
        return Subject(self.answers, self.ein, has_number=True, has_policy=True, today=TODAY)


@dataclass(frozen=True)
class PageCase:
    """One labelled page."""

    file: str
    kind: PageKind
    brand: str
    language: str
    html: str
    expects: frozenset[str]
    may: frozenset[str]
    note: str = ""


@dataclass
class Figures:
    """Hits, false alarms and misses, by what they are counted for."""

    hits: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)

    def add(self, found: frozenset[str], expects: frozenset[str], may: frozenset[str], key: Mapping[str, str]) -> None:
        """Count one case."""
        self.hits.update(key.get(reason, reason) for reason in found & expects)
        self.missed.update(key.get(reason, reason) for reason in expects - found)
        self.false.update(key.get(reason, reason) for reason in found - expects - may)

    def precision(self, name: str | None = None) -> float:
        """How many of the reasons said were right; 1.0 when none was said."""
        hits, false = self._of(self.hits, name), self._of(self.false, name)
        return hits / (hits + false) if hits + false else 1.0

    def recall(self, name: str | None = None) -> float:
        """How many of the reasons that a reviewer would give were said; 1.0 when there are none."""
        hits, missed = self._of(self.hits, name), self._of(self.missed, name)
        return hits / (hits + missed) if hits + missed else 1.0

    @staticmethod
    def _of(counter: Counter[str], name: str | None) -> int:
        return counter[name] if name else counter.total()

    def table(self) -> str:
        """A line for each name, and one for all."""
        names = sorted({*self.hits, *self.false, *self.missed})
        lines = [
            f"{name:36} precision {self.precision(name):.2f}  recall {self.recall(name):.2f}  "
            f"({self.hits[name]} hit, {self.false[name]} false, {self.missed[name]} missed)"
            for name in names
        ]
        return "\n".join([*lines, f"{'all':36} precision {self.precision():.2f}  recall {self.recall():.2f}"])


@cache
def cases(folder: str = "campaigns") -> tuple[Case, ...]:
    """Every registration of the corpus."""
    found: list[Case] = []
    for path in sorted((CORPUS / folder).glob("*.toml")):
        rows: dict[str, Mapping[str, Any]] = {}
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            like = rows.get(row.get("like", ""), {})
            whole = {**row, "answers": {**like.get("answers", {}), **row.get("answers", {})}}
            whole.setdefault("ein", like.get("ein", ""))
            rows[row["id"]] = whole
            found.append(
                Case(
                    id=row["id"],
                    answers=Answers.from_json(whole["answers"]),
                    ein=whole["ein"],
                    expects=frozenset(row["expects"]),
                    may=frozenset(row.get("may", ())),
                    note=row.get("note", ""),
                )
            )
    return tuple(found)


@cache
def page_cases() -> tuple[PageCase, ...]:
    """Every page of the corpus."""
    labels = tomllib.loads((CORPUS / "pages" / "labels.toml").read_text(encoding="utf-8"))
    return tuple(
        PageCase(
            file=file,
            kind=PageKind(row["kind"]),
            brand=row["brand"],
            language=row["language"],
            html=(CORPUS / "pages" / file).read_text(encoding="utf-8"),
            expects=frozenset(row["expects"]),
            may=frozenset(row.get("may", ())),
            note=row.get("note", ""),
        )
        for file, row in labels.items()
    )


def report_on_page(case: PageCase) -> Report:
    """What preflight says about a page."""
    return page_report(case.kind, case.html, (case.brand,))


def said(found: Report, least: Iterable[Severity] = (Severity.BLOCKER, Severity.WARNING)) -> frozenset[str]:
    """The reasons that a report predicts; tips predict nothing."""
    return frozenset(f.predicts for f in found.findings if f.severity in set(least))


def report_on(case: Case) -> Report:
    """What preflight says about a case."""
    return report(case.subject())
