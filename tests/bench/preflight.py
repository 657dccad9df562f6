"""Preflight, measured: one offline check of a campaign, both cores at once, the longest field, one page."""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from statistics import median

from onboarding.domain.preflight.catalogue import report
from onboarding.domain.preflight.page_catalogue import page_report
from onboarding.domain.preflight.pages import PageKind
from onboarding.domain.preflight.rule import Subject
from tests.bench.ratios import Figure
from tests.preflight.corpus_reading import cases, page_cases

ROUNDS = 5
LIMIT, AIM = 0.005, 0.001  # seconds a campaign
TEXTS = ("description", "message_flow", "sample1", "sample2", "opt_in_message", "opt_out_message", "help_message")
# What a field may be filled with to be slow: what looks like the beginning of everything that is looked for.
NASTY = (
    "a", "a.", "a@", "a-", "'", "x'y ", "[[", "{", "<a", "_", "%a", "(415) ", "415-", "http://", "www.", "a.b.", "\n", ". ",
    "message ", "reply stop ", "no cbd ", "we share ", "we share and ", "not ", "and we may share your number with ", "é",
    "🍰", "ا", "$1,000 ", "Text JOIN to 415-555-0123. ", "loan ", "agree and ", "“", "I agree to receive texts and calls. ",
)  # fmt: skip


def measured() -> Iterator[Figure]:
    """Every figure, one after another."""
    yield _one()
    yield _both_cores()
    yield _longest_field()
    yield from _pages()


def _salted(subject: Subject, salt: int) -> Subject:
    """The same registration with texts that nobody has read yet, so that no memory of them helps."""
    told = subject.answers
    changes = {name: f"{text} {salt}" for name in TEXTS if (text := getattr(told, name))}
    return replace(subject, answers=told.with_changes(changes))


def _seconds(work: Callable[..., object], *arguments: object) -> float:
    began = time.perf_counter()
    work(*arguments)
    return time.perf_counter() - began


def _one() -> Figure:
    found = [_seconds(report, _salted(case.subject(), salt)) for salt in range(ROUNDS) for case in cases()]
    typical = median(found)
    return Figure(
        "preflight of one campaign, offline",
        f"{typical * 1000:.2f} ms (median of {len(found):,}; aim {AIM * 1000:.0f} ms)",
        f"< {LIMIT * 1000:.0f} ms",
        typical < LIMIT,
    )


def _many(salt: int) -> int:
    subjects = [_salted(case.subject(), salt) for case in cases()]
    for each in subjects:
        report(each)
    return len(subjects)


def _both_cores() -> Figure:
    workers = os.cpu_count() or 1
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        list(pool.map(_many, range(workers)))  # everything is imported and read once
        began = time.perf_counter()
        done = sum(pool.map(_many, range(100, 100 + workers * ROUNDS)))
        took = time.perf_counter() - began
    return Figure("preflight, all cores", f"{done / took:,.0f} campaigns a second on {workers} cores")


def _longest_field() -> Figure:
    """4,096 characters of anything in a field, against the same registration with its own text there."""
    case = next(case for case in cases() if not case.expects)
    worst, what = 0.0, ""
    for fragment in NASTY:
        text = (fragment * 4096)[:4096]
        for field in ("message_flow", "sample1"):
            plain = min(_seconds(report, _salted(case.subject(), 800 + again)) for again in range(3))
            longer = case.subject().with_answer(field, text)
            filled = min(_seconds(report, _salted(longer, 900 + again)) for again in range(3))
            if filled - plain > worst:
                worst, what = filled - plain, f"{field} of {fragment!r}"
    return Figure(
        "4,096 characters of anything in a field", f"{worst * 1000:.1f} ms more ({what})", "< 5 ms", worst < LIMIT
    )


def _pages() -> Iterator[Figure]:
    for kind in (PageKind.PRIVACY, PageKind.TERMS, PageKind.OPT_IN):
        pages: Sequence[tuple[str, str]] = [(each.html, each.brand) for each in page_cases() if each.kind is kind]
        took = [_seconds(page_report, kind, html, (brand,)) for html, brand in pages]
        sizes = median(len(html) for html, _ in pages)
        yield Figure(
            f"page check without the network: {kind}",
            f"{median(took) * 1000:.1f} ms (pages of {sizes:,.0f} characters)",
        )
