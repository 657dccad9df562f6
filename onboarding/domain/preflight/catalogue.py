"""Every rule about a registration's answers, by family, in the order of the guided pages."""

from collections.abc import Mapping

from onboarding.domain.preflight import (
    address,
    call_to_action,
    consent_terms,
    contact,
    content,
    description,
    disclosures,
    english,
    entity,
    flags,
    identity,
    keywords,
    names,
    opt_in_ways,
    replies,
    sample_links,
    samples,
    setup,
    use_case,
    web_presence,
)
from onboarding.domain.preflight.rule import Family, Report, Rule, Subject, by_id, examine

FAMILIES: Mapping[Family, tuple[Rule, ...]] = {
    Family.IDENTITY: (*identity.RULES, *names.RULES, *entity.RULES),
    Family.CONTACT: (*address.RULES, *contact.RULES, *web_presence.RULES),
    Family.USE_CASE: use_case.RULES,
    Family.DESCRIPTION: description.RULES,
    Family.CALL_TO_ACTION: (*call_to_action.RULES, *disclosures.RULES, *opt_in_ways.RULES, *consent_terms.RULES),
    Family.SAMPLES: (*samples.RULES, *sample_links.RULES),
    Family.FLAGS: flags.RULES,
    Family.REPLIES: (*replies.RULES, *keywords.RULES),
    Family.CONTENT: content.RULES,
    Family.LANGUAGE: english.RULES,
    Family.SETUP: setup.RULES,
}
RULES: tuple[Rule, ...] = tuple(rule for rules in FAMILIES.values() for rule in rules)
BY_ID: Mapping[str, Rule] = by_id(RULES)


def report(subject: Subject) -> Report:
    """Everything preflight has to say about a subject."""
    return examine(subject, RULES)
