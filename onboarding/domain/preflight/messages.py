"""The texts themselves: examples, keywords and automatic replies (dossier 1.7, 6.1)."""

import re
from collections.abc import Iterator

from onboarding.domain.preflight.rule import Problem, Rule, Subject
from onboarding.domain.preflight.shapes import length, required, rule
from onboarding.domain.usecases import all_use_cases
from onboarding.domain.words import Message, msg

_SOURCE = "dossier 1.7, CampaignRequest"
_KEYWORDS = re.compile(r"[A-Za-z0-9]+(,[A-Za-z0-9]+)*")


def _samples(subject: Subject) -> Iterator[Problem]:
    case = all_use_cases().get(subject.answers.use_case)
    least = case.samples if case else 1
    if len(subject.answers.samples) >= least:
        return
    empty = next(name for name in ("sample1", "sample2", "sample3") if not getattr(subject.answers, name))
    one = msg("Write an example of a text you will send.")
    yield Problem(
        empty, one if least == 1 else msg("Write at least %(least)s examples of texts you will send.", least=least)
    )


def _keywords(field: str, must: str | None, predicts: str) -> Rule:
    """Comma-separated words without spaces; the universal word must be among them where there is one."""

    def check(subject: Subject) -> Iterator[Problem]:
        text: str = getattr(subject.answers, field)
        if not text:
            return
        if not _KEYWORDS.fullmatch(text):
            yield Problem(field, msg("Write keywords with commas and no spaces between them, such as STOP,QUIT."))
        elif must and must not in text.upper().split(","):
            yield Problem(field, msg("The keywords must include %(word)s.", word=must))
        if len(text) > 255:
            yield Problem(field, msg("Use fewer keywords: the registry takes 255 characters."))

    return rule(f"{field}.list", predicts, _SOURCE, check)


_LISTS = ("opt_out_keywords", "help_keywords", "opt_in_keywords")


def _twice(subject: Subject) -> Iterator[Problem]:
    seen: set[str] = set()
    for field in _LISTS:
        text: str = getattr(subject.answers, field)
        words = set(text.upper().split(",")) if _KEYWORDS.fullmatch(text) else set()
        if both := sorted(words & seen):
            yield Problem(
                field, msg("%(word)s is in another list already. Each word can mean one thing.", word=both[0])
            )
        seen |= words


def _reply(field: str, thing: Message, ask: Message, predicts: str) -> tuple[Rule, Rule]:
    return (
        required(field, ask, predicts=predicts, source=_SOURCE),
        length(field, thing, 20, 1024, predicts=predicts, source=_SOURCE),
    )


RULES = (
    rule("samples.count", "SAMPLE_COUNT", _SOURCE, _samples),
    length("sample1", msg("Example 1"), 20, 1024, predicts="SAMPLE_GENERIC", source=_SOURCE),
    length("sample2", msg("Example 2"), 20, 1024, predicts="SAMPLE_GENERIC", source=_SOURCE),
    length("sample3", msg("Example 3"), 20, 1024, predicts="SAMPLE_GENERIC", source=_SOURCE),
    required("opt_out_keywords", msg("Enter the words that stop your texts."), predicts="OPTOUT_MSG", source=_SOURCE),
    _keywords("opt_out_keywords", "STOP", "OPTOUT_MSG"),
    required("help_keywords", msg("Enter the words that ask for help."), predicts="HELP_MSG", source=_SOURCE),
    _keywords("help_keywords", "HELP", "HELP_MSG"),
    _keywords("opt_in_keywords", None, "OPTIN_MSG"),
    rule("help_keywords.twice", "OPTOUT_MSG", _SOURCE, _twice),
    *_reply("opt_in_message", msg("The welcome text"), msg("Write the welcome text."), "OPTIN_MSG"),
    *_reply("opt_out_message", msg("The reply to STOP"), msg("Write the reply to STOP."), "OPTOUT_MSG"),
    *_reply("help_message", msg("The reply to HELP"), msg("Write the reply to HELP."), "HELP_MSG"),
)
