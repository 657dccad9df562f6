"""What must stand beside every request for consent: frequency, rates, HELP, STOP, policy and terms (dossier 5.9)."""

from collections.abc import Iterator

from onboarding.domain.drafting import sentences
from onboarding.domain.preflight import elements
from onboarding.domain.preflight.call_to_action import BESIDE, added, is_told
from onboarding.domain.preflight.rule import Problem, Rule, Severity, Subject, rule
from onboarding.domain.preflight.use_case import sends_offers
from onboarding.domain.text.addresses import links
from onboarding.domain.text.phrases import Phrases
from onboarding.domain.text.reading import read
from onboarding.domain.words import Message, msg

_ELEMENTS = "dossier 5.9, call to action"


def _element(
    name: str,
    phrases: Phrases,
    predicts: str,
    says: Message,
    sentence: str,
    word: str = "",
) -> Rule:
    """A blocker while a sentence that reviewers look for is nowhere in the opt-in story; its patch adds the sentence.

    ``word`` is a keyword that says enough where it stands in capitals.
    """

    @rule(
        f"message_flow.{name}",
        predicts=predicts,
        says=says,
        fix=BESIDE,
        example=sentence,
        source=_ELEMENTS,
    )
    def check(subject: Subject) -> Iterator[Problem]:
        flow = subject.answers.message_flow
        if is_told(subject) and not phrases.within(read(flow)) and not (word and word in flow):
            yield Problem("message_flow", patch=added(subject, sentence))

    return check


def leads_to(text: str, word: str, phrases: Phrases) -> bool:
    """Does a text speak of a document, or link to a page whose address says that it is one?"""
    words = {word, "rules", "conditions"} if word == "terms" else {word}
    return phrases.within(read(text)) or any(each in link.typed.casefold() for link in links(text) for each in words)


@rule(
    "message_flow.links",
    predicts="CTA_NO_LINKS",
    says=msg("The request for consent must link to your privacy policy."),
    fix=msg("Link the policy beside the phone field, and say here where it is."),
    source=_ELEMENTS,
)
def _links(subject: Subject) -> Iterator[Problem]:
    if is_told(subject) and not leads_to(subject.answers.message_flow, "privacy", elements.PRIVACY):
        yield Problem("message_flow", patch=added(subject, _where(subject)) if subject.policy_link else None)


def _where(subject: Subject) -> str:
    """Where the policy is, and the terms with it where both stand on one page."""
    both = subject.terms_link == subject.policy_link and not elements.TERMS.within(read(subject.answers.message_flow))
    return sentences.where(subject.policy_link, terms=both)


@rule(
    "message_flow.terms",
    severity=Severity.WARNING,
    predicts="CTA_NO_LINKS",
    says=msg("The request for consent should link to your texting terms, too."),
    fix=msg("Link the terms beside the policy. They may stand on the same page as the policy."),
    example="Our privacy policy and texting terms are at https://www.bluedoorbakery.com/privacy.",
    source=_ELEMENTS,
)
def _terms(subject: Subject) -> Iterator[Problem]:
    flow = subject.answers.message_flow
    told = leads_to(flow, "privacy", elements.PRIVACY)
    if is_told(subject) and told and not leads_to(flow, "terms", elements.TERMS):
        link = subject.terms_link or subject.policy_link
        yield Problem("message_flow", patch=added(subject, f"Our texting terms are at {link}") if link else None)


@rule(
    "message_flow.condition",
    severity=Severity.TIP,
    predicts="CTA_FORCED",
    says=msg("If you send offers, say that agreeing is not a condition of buying anything."),
    fix=BESIDE,
    example=sentences.NO_CONDITION,
    source="dossier 5.9, call to action 9",
)
def _condition(subject: Subject) -> Iterator[Problem]:
    flow = read(subject.answers.message_flow)
    if is_told(subject) and sends_offers(subject) and not elements.NOT_A_CONDITION.within(flow):
        yield Problem("message_flow", patch=added(subject, sentences.NO_CONDITION))


@rule(
    "message_flow.age",
    severity=Severity.WARNING,
    predicts="AGE_GATE",
    says=msg("You text about things only adults may buy. Reviewers want to read how you check people's age."),
    fix=msg(
        "Ask for the full date of birth where people sign up, and say so here. A yes-or-no question is not enough."
    ),
    example="Before they can sign up, people enter their date of birth; nobody under 21 can go on.",
    source="dossier 5.9, call to action 14; 5.3, 30888",
)
def _age(subject: Subject) -> Iterator[Problem]:
    told = subject.answers
    if is_told(subject) and told.age_gated and not elements.BIRTH_DATE.within(read(told.message_flow)):
        yield Problem("message_flow")


RULES = (
    _element(
        "frequency",
        elements.FREQUENCY,
        "CTA_NO_FREQUENCY",
        msg("The request for consent must say how often you text."),
        sentences.FREQUENCY,
    ),
    _element(
        "rates",
        elements.RATES,
        "CTA_NO_RATES",
        msg("The request for consent must say that message and data rates may apply."),
        sentences.RATES,
    ),
    _element(
        "help",
        elements.HELP,
        "CTA_NO_HELP",
        msg("The request for consent must say that people can reply HELP."),
        sentences.HELP,
        word="HELP",
    ),
    _element(
        "stop",
        elements.STOP,
        "CTA_NO_STOP",
        msg("The request for consent must say that people can reply STOP."),
        sentences.STOP,
        word="STOP",
    ),
    _links,
    _terms,
    _condition,
    _age,
)
