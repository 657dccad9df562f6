"""The report of an enhanced vetting is a PDF that a reader can read."""

import io

from pypdf import PdfReader

from onboarding.simulator.vetting_report import report


def test_it_says_who_was_vetted_when_and_with_which_score() -> None:
    reader = PdfReader(io.BytesIO(report("Bäcker \\ (Süd) 陈", 75, "2026-02-07")), strict=True)
    (page,) = reader.pages
    lines = [line.strip() for line in page.extract_text().splitlines() if line.strip()]
    assert lines == ["Enhanced vetting report (practice)", "Bäcker \\ (Süd) ?", "Score 75", "2026-02-07"]
