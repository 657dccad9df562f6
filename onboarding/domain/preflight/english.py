"""Reviewers read English: what is filed in another language is declined (dossier 5.1, NOT_ENGLISH)."""

from collections.abc import Iterator

from onboarding.domain.answers import SAMPLE_FIELDS
from onboarding.domain.preflight.rule import Problem, Severity, Subject, rule
from onboarding.domain.text.language import Language, language
from onboarding.domain.text.reading import read
from onboarding.domain.words import msg

_SOURCE = "dossier 5.1, NOT_ENGLISH; 5.4, 506; 5.3, 30910"


def is_foreign(text: str) -> bool:
    """Is a text in Spanish or in another language than English, for certain?"""
    return language(read(text)) in {Language.SPANISH, Language.OTHER}


@rule(
    "description.english",
    predicts="NOT_ENGLISH",
    says=msg("Reviewers need this in English. Your texts may be in another language; what is filed may not."),
    fix=msg("Translate it into English. You may add the original after it."),
    source=_SOURCE,
)
def _filed(subject: Subject) -> Iterator[Problem]:
    for field in ("description", "message_flow"):
        if is_foreign(getattr(subject.answers, field)):
            yield Problem(field)


@rule(
    "samples.english",
    severity=Severity.WARNING,
    predicts="NOT_ENGLISH",
    says=msg("Reviewers can't judge a text that is not in English."),
    fix=msg("Write the example in English, or put the English in brackets after it."),
    source=_SOURCE,
)
def _texts(subject: Subject) -> Iterator[Problem]:
    for field in (*SAMPLE_FIELDS, "opt_in_message", "opt_out_message", "help_message"):
        if is_foreign(getattr(subject.answers, field)):
            yield Problem(field)


RULES = (_filed, _texts)
