"""Every rule there is, in the order of the guided pages."""

from onboarding.domain.preflight import call_to_action, contact, identity, messages, setup, use_case
from onboarding.domain.preflight.rule import Report, Rule, Subject, examine

RULES: tuple[Rule, ...] = (
    *identity.RULES,
    *contact.RULES,
    *use_case.RULES,
    *call_to_action.RULES,
    *messages.RULES,
    *setup.RULES,
)


def report(subject: Subject) -> Report:
    """Everything preflight has to say about a subject."""
    return examine(subject, RULES)
