"""The words that people text back: lists of keywords (dossier 1.7, 6.1)."""

import re
from collections.abc import Iterator

from onboarding.domain.preflight.rule import Patch, Problem, Rule, Severity, Subject, rule
from onboarding.domain.preflight.shapes import required
from onboarding.domain.words import msg

_SOURCE = "dossier 1.7, CampaignRequest"
_KEYWORDS = re.compile(r"[A-Za-z0-9]+(,[A-Za-z0-9]+)*")
_UNIVERSAL = {"opt_out_keywords": "STOP", "help_keywords": "HELP"}
_LISTS = ("opt_out_keywords", "help_keywords", "opt_in_keywords")
# The words that end consent by law, as one word each (47 CFR 64.1200(a)(10)).
_REVOKING = ("STOP", "QUIT", "END", "REVOKE", "OPTOUT", "CANCEL", "UNSUBSCRIBE")


def _words(text: str) -> list[str]:
    return text.upper().split(",") if _KEYWORDS.fullmatch(text) else []


def _list(field: str, must: str | None, predicts: str) -> Rule:
    """Comma-separated words without spaces; the universal word must be among them where there is one."""

    @rule(
        f"{field}.list",
        predicts=predicts,
        says=msg("Write keywords with commas and no spaces between them, %(word)s among them.", word=must)
        if must
        else msg("Write keywords with commas and no spaces between them."),
        source=_SOURCE,
    )
    def check(subject: Subject) -> Iterator[Problem]:
        text: str = getattr(subject.answers, field)
        if not text:
            return
        if not _KEYWORDS.fullmatch(text):
            yield Problem(
                field,
                msg("Write keywords with commas and no spaces between them, such as STOP,QUIT."),
                patch=_mended(text, must),
            )
        elif must and must not in _words(text):
            yield Problem(
                field, msg("The keywords must include %(word)s.", word=must), patch=Patch(f"{must},{text.upper()}")
            )
        if len(text) > 255:
            yield Problem(field, msg("Use fewer keywords: the registry takes 255 characters."))

    return check


def _mended(text: str, must: str | None) -> Patch | None:
    """``stop; quit, Opt-Out`` as a list, with the universal word; an address is none."""
    if "@" in text or "://" in text:
        return None
    words = [re.sub(r"[\W_]+", "", part, flags=re.ASCII).upper() for part in re.split(r"[,;/|\n]+|\s+or\s+|\s+", text)]
    kept = ",".join(dict.fromkeys([*([must] if must else []), *(word for word in words if word and word.isascii())]))
    return Patch(kept) if _KEYWORDS.fullmatch(kept) else None


@rule(
    "help_keywords.twice",
    predicts="OPTOUT_MSG",
    says=msg("The same word is in two lists. Each word can mean one thing."),
    source=_SOURCE,
)
def _twice(subject: Subject) -> Iterator[Problem]:
    seen: set[str] = set()
    for field in _LISTS:
        words = _words(getattr(subject.answers, field))
        if both := sorted(set(words) & seen):
            kept = ",".join(word for word in words if word not in seen or word == _UNIVERSAL.get(field))
            yield Problem(
                field,
                msg("%(word)s is in another list already. Each word can mean one thing.", word=both[0]),
                patch=Patch(kept) if kept and kept != getattr(subject.answers, field) else None,
            )
        seen |= set(words)


@rule(
    "opt_out_keywords.law",
    severity=Severity.TIP,
    predicts="OPTOUT_MSG",
    says=msg("By law, seven words end consent whether they are on your list or not. We act on all of them."),
    example=",".join(_REVOKING),
    source="47 CFR 64.1200(a)(10); dossier 6.1",
)
def _law(subject: Subject) -> Iterator[Problem]:
    given = subject.answers.opt_out_keywords
    words = _words(given)
    missing = [word for word in _REVOKING if word not in words]
    if "STOP" in words and missing:
        longer = ",".join([given.upper(), *missing])
        yield Problem("opt_out_keywords", patch=Patch(longer) if len(longer) <= 255 else None)


RULES = (
    required("opt_out_keywords", msg("Enter the words that stop your texts."), predicts="OPTOUT_MSG", source=_SOURCE),
    _list("opt_out_keywords", "STOP", "OPTOUT_MSG"),
    required("help_keywords", msg("Enter the words that ask for help."), predicts="HELP_MSG", source=_SOURCE),
    _list("help_keywords", "HELP", "HELP_MSG"),
    _list("opt_in_keywords", None, "OPTIN_MSG"),
    _twice,
    _law,
)
