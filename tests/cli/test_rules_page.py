"""docs/rules.md is what the catalogues say, and each reason is predicted or has a cause why it can't be."""

import re
from pathlib import Path

from onboarding.cli import rules_page
from onboarding.cli.main import COMMANDS, main, named
from onboarding.domain.reasons import catalogue
from onboarding.domain.reference import table

ROOT = Path(__file__).parents[2]
ROWS = {id_: row for id_, row in table("unknowable").items() if isinstance(row, dict)}


def unexplained(reasons: set[str], predicted: set[str], causes: set[str]) -> set[str]:
    """Reasons that no rule predicts and no cause explains."""
    return reasons - predicted - causes


def test_the_page_of_rules_is_what_the_catalogues_say() -> None:
    written = (ROOT / "docs/rules.md").read_text(encoding="utf-8")
    assert written.strip() == rules_page.render().strip(), "run: onboarding rules > docs/rules.md"


def test_the_command_prints_it(capsys: object) -> None:
    assert main(["rules"]) == 0


def test_each_link_of_the_page_leads_to_a_heading() -> None:
    text = rules_page.render()
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= anchors
    assert len(headings) == len(set(headings))


def test_each_rule_stands_there_with_its_words() -> None:
    text = rules_page.render()
    for rules in rules_page.FAMILIES.values():
        for rule in rules:
            assert f"### {rule.id}\n\n**{rule.severity.capitalize()}.** " in text
            assert f"- Predicts: `{rule.predicts}`" in text


def test_each_reason_is_predicted_or_has_a_cause() -> None:
    predicted = set(rules_page.predicting())
    assert unexplained(set(catalogue()), predicted, set(ROWS)) == set()
    assert unexplained(set(catalogue()), predicted, set(ROWS) - {"OTP_EXPIRED"}) == {"OTP_EXPIRED"}


def test_no_cause_is_needless() -> None:
    predicted = set(rules_page.predicting())
    assert set(ROWS) <= set(catalogue())
    partly = {id_ for id_, row in ROWS.items() if row.get("partly")}
    assert predicted & set(ROWS) == partly, "what rules predict has a cause only where they predict a part of it"
    assert all(row["why"].endswith(".") and len(row["why"]) > 20 for row in ROWS.values())


def test_each_command_leads_to_a_function() -> None:
    for command in COMMANDS:
        assert callable(named(command.run)), command.name
        if isinstance(command.options, str):
            assert callable(named(command.options)), command.name
