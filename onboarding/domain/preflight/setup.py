"""What must be in place besides answers: a number to register and a published privacy policy."""

from collections.abc import Iterator

from onboarding.domain.preflight.rule import Problem, Subject, rule
from onboarding.domain.words import msg


@rule(
    "number.chosen",
    predicts="SYSTEM_RETRY",
    says=msg("Choose a phone number."),
    source="ours: a registration ends in a number that may text",
)
def _number(subject: Subject) -> Iterator[Problem]:
    if not subject.has_number:
        yield Problem("number")


@rule(
    "policy.published",
    predicts="PP_MISSING",
    says=msg("Publish your privacy policy."),
    source="dossier 5.9, privacy policy page",
)
def _policy(subject: Subject) -> Iterator[Problem]:
    if not subject.has_policy:
        yield Problem("policy")


RULES = (_number, _policy)
