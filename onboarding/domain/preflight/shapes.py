"""Checks that many subjects share: present, not too short, not too long."""

from collections.abc import Callable, Iterator

from onboarding.domain.preflight.rule import Problem, Rule, Severity, Subject
from onboarding.domain.words import Message, msg


def required(
    field: str, message: Message, *, predicts: str, source: str, unless: Callable[[Subject], bool] | None = None
) -> Rule:
    """A blocker while an answer is missing; ``unless`` names the subjects of whom it is not asked."""

    def check(subject: Subject) -> Iterator[Problem]:
        value = subject.ein if field == "ein" else getattr(subject.answers, field)
        if not value and not (unless and unless(subject)):
            yield Problem(field)

    return Rule(f"{field}.required", Severity.BLOCKER, predicts, message, source, check)


def length(field: str, thing: Message, least: int, most: int, *, predicts: str, source: str) -> Rule:
    """A blocker while a text that was given is shorter or longer than the registry takes (characters)."""
    short = msg("%(thing)s must have at least %(least)s characters.", thing=thing, least=least)
    long = msg("%(thing)s must have %(most)s characters or fewer.", thing=thing, most=most)

    def check(subject: Subject) -> Iterator[Problem]:
        text: str = getattr(subject.answers, field)
        count = len(text)
        if text and count < least:
            yield Problem(
                field,
                msg(
                    "%(thing)s must have at least %(least)s characters. You have %(count)s.",
                    thing=thing,
                    least=least,
                    count=count,
                ),
            )
        if count > most:
            yield Problem(
                field,
                msg(
                    "%(thing)s must have %(most)s characters or fewer. You have %(count)s.",
                    thing=thing,
                    most=most,
                    count=count,
                ),
            )

    says = msg("%(short)s %(long)s", short=short, long=long) if least > 1 else long
    return Rule(f"{field}.length", Severity.BLOCKER, predicts, says, source, check)
