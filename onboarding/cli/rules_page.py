"""docs/rules.md, generated from preflight's catalogues: run ``onboarding rules > docs/rules.md`` after changing a rule."""

import argparse
from collections import Counter
from collections.abc import Iterator

from onboarding.domain.preflight import catalogue, page_catalogue
from onboarding.domain.preflight.rule import DATE, VERSION, Family, Rule, Severity
from onboarding.domain.reasons import Reason, codes_of
from onboarding.domain.reasons import catalogue as reasons
from onboarding.domain.reference import table

FAMILIES = {**catalogue.FAMILIES, **page_catalogue.FAMILIES}
_FEW = 2  # codes of one dialect that stand beside a rule; the table of reasons has all
_DIALECTS = ("dca", "registry", "bandwidth", "sinch", "twilio", "aws", "toll_free")  # the ones that stand beside a rule

_ABOUT = {
    Family.IDENTITY: ("Identity", "Who the business is: its kind, its legal name, its EIN, its ticker."),
    Family.CONTACT: ("Contact", "Where it is and how it is reached: address, phone, e-mail, website."),
    Family.USE_CASE: ("Use case", "What it texts about, and whether the examples fit."),
    Family.DESCRIPTION: ("Description", "The text that a reviewer reads first."),
    Family.CALL_TO_ACTION: ("Call to action", "How people agree to be texted."),
    Family.SAMPLES: ("Samples", "Example texts."),
    Family.FLAGS: ("Flags", "The boxes about links, phone numbers, adults and lending, held against the texts."),
    Family.REPLIES: ("Replies", "Welcome text, replies to STOP and HELP, and their keywords."),
    Family.CONTENT: ("Content", "Subjects that carriers forbid, in every text that is filed."),
    Family.LANGUAGE: ("Language", "What reviewers have to read must be English."),
    Family.SETUP: ("Setup", "What must be in place besides answers. Not asked of a registration that comes as JSON."),
    Family.PRIVACY: ("Privacy policy", "The page that a privacy policy is on."),
    Family.TERMS: ("Texting terms", "The page that the terms are on."),
    Family.OPT_IN_PAGE: ("Sign-up page", "The page with the form where people agree."),
    Family.WEBSITE: ("Website", "The business's website, and whether its pages can be opened."),
}


def run(_options: argparse.Namespace) -> int:
    """Print docs/rules.md."""
    print(render())
    return 0


def render() -> str:
    """The whole page as Markdown."""
    return "\n".join(_lines())


def unknowable() -> dict[str, str]:
    """Why a reason can't be known beforehand, or not in all of its cases, by its id."""
    return {id_: row["why"] for id_, row in table("unknowable").items() if isinstance(row, dict)}


def predicting() -> dict[str, list[str]]:
    """The rules that predict a reason, by the reason's id."""
    found: dict[str, list[str]] = {}
    for each in (rule for rules in FAMILIES.values() for rule in rules):
        found.setdefault(each.predicts, []).append(each.id)
    return found


def _lines() -> Iterator[str]:
    rules = [rule for each in FAMILIES.values() for rule in each]
    counts = Counter(rule.severity for rule in rules)
    yield "# Rules of the preflight"
    yield ""
    yield "Generated from `onboarding/domain/preflight/` by `onboarding rules`; a test holds it to the code. How rules are run, and how one is added: [preflight.md](preflight.md)."
    yield ""
    yield f"Version {VERSION}, compared with its sources on {DATE}: {len(rules)} rules, of which {counts[Severity.BLOCKER]} are blockers (nothing is sent while one is there), {counts[Severity.WARNING]} warnings (a reviewer may decline for it) and {counts[Severity.TIP]} tips."
    yield ""
    yield "“Predicts” names our reason, and beside it the codes in which reviewers would tell of it; the [table of reasons](#reasons) has all codes. “Dossier” in a source is our collection of the registry's, the carriers' and the resellers' published rules."
    yield ""
    for family, own in FAMILIES.items():
        title, about = _ABOUT[family]
        yield from (f"## {title}", "", about, "")
        for rule in own:
            yield from _rule(rule)
    yield from _reasons()
    yield from _unknowable()


def _rule(rule: Rule) -> Iterator[str]:
    yield f"### {rule.id}"
    yield ""
    yield f"**{rule.severity.capitalize()}.** {_flat(rule.says)}"
    yield ""
    if rule.fix:
        yield f"- Fix: {_flat(rule.fix)}"
    if rule.example:
        yield f"- Example: {_flat(rule.example)}"
    codes = _few(rule.predicts)
    yield f"- Predicts: `{rule.predicts}`{f' ({codes})' if codes else ''}"
    yield f"- Source: {rule.source}. {rule.date}"
    yield ""


def _few(reason: str) -> str:
    """Some outside codes, readable beside a rule."""
    told = codes_of(reason)
    return "; ".join(f"{_named(d)} {_some(told[d])}" for d in _DIALECTS if d in told)


def _some(codes: tuple[str, ...]) -> str:
    return ", ".join(codes[:_FEW]) + (", …" if len(codes) > _FEW else "")


def _named(dialect: str) -> str:
    return str(table("codes")["names"][dialect])


def _reasons() -> Iterator[str]:
    rules, causes = predicting(), unknowable()
    yield from ("## Reasons", "")
    yield "Every reason that a registration can be declined or stopped for, what outside codes mean it first of all, and the rules that predict it."
    yield from ("", "| Reason | Outside codes | Rules |", "|---|---|---|")
    for reason in reasons().values():
        codes = "; ".join(f"{_named(dialect)} {', '.join(each)}" for dialect, each in codes_of(reason.id).items())
        told = ", ".join(f"[{id_}](#{_anchor(id_)})" for id_ in rules.get(reason.id, ()))
        yield f"| `{reason.id}` | {codes or 'none of its own'} | {_below(reason, told, causes)} |"
    yield ""


def _below(reason: Reason, told: str, causes: dict[str, str]) -> str:
    """The rules, and where the rest, or all of it, is explained."""
    place = "#what-cant-be-known-beforehand"
    if not told:
        return f"none; [why]({place})"
    return f"{told}; the rest [can't be known]({place})" if reason.id in causes else told


def _unknowable() -> Iterator[str]:
    rules = predicting()
    yield from ("## What can't be known beforehand", "")
    yield "No rule predicts these reasons, or none predicts all of their cases, and this is why (`onboarding/data/unknowable.toml`)."
    yield from ("", "| Reason | Why |", "|---|---|")
    for id_, why in unknowable().items():
        yield f"| `{id_}`{' (partly)' if id_ in rules else ''} | {why} |"


def _anchor(id_: str) -> str:
    """The address that renderers of Markdown give a heading: letters, digits, dashes and underscores of it."""
    return id_.lower().replace(".", "")


def _flat(text: str) -> str:
    """On one line, and without what Markdown would take for its own."""
    return " ".join(text.split()).replace("<", "&lt;").replace("[ ]", "\\[ \\]").replace("|", "\\|")
