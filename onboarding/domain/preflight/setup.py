"""What must be in place besides answers: a number to register and a published privacy policy."""

from collections.abc import Iterator

from onboarding.domain.preflight.rule import Problem, Subject
from onboarding.domain.preflight.shapes import rule
from onboarding.domain.words import msg


def _number(subject: Subject) -> Iterator[Problem]:
    if not subject.has_number:
        yield Problem("number", msg("Choose a phone number."))


def _policy(subject: Subject) -> Iterator[Problem]:
    if not subject.has_policy:
        yield Problem("policy", msg("Publish your privacy policy."))


RULES = (
    rule("number.chosen", "SYSTEM_RETRY", "ours: a registration ends in a number that may text", _number),
    rule("policy.published", "PP_MISSING", "dossier 5.9, privacy policy page", _policy),
)
