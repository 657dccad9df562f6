"""What texting terms must say (dossier 5.9, SMS terms page; peers E2)."""

from collections.abc import Iterator

from onboarding.domain.drafting import sentences
from onboarding.domain.preflight import elements
from onboarding.domain.preflight.elements import phrases
from onboarding.domain.preflight.pages import PageSubject, needs
from onboarding.domain.preflight.rule import Problem, rule
from onboarding.domain.text.reading import MAIL, PHONE
from onboarding.domain.words import msg

_SOURCE = "dossier 5.9, SMS terms page; 5.3, 30882 and the codes of September 2026"
_TEXTING = phrases(
    "sms|texting",
    "text|texts messages|message|messaging|program|alerts|club|you|from",
    "by text",
    "text|texting rules|list|club",
    "texted",
    "text ~3 mobile|number|you",
    "mobile|messaging ~1 program|terms|messages|alerts|service",
    "mensajes|mensaje ~2 texto|sms",
    "texts",
)


def _is_terms(subject: PageSubject) -> bool:
    words = sum(1 for word in subject.text.words if word.plain.isalpha())
    return subject.is_readable and not subject.is_empty_shell and words >= 15 and _TEXTING.within(subject.text)


@rule(
    "terms.are_some",
    predicts="TC_MISSING",
    says=msg("This page has no terms for texting."),
    fix=msg("Add a section on texts: who sends them, what about, how often, rates, STOP, HELP and how to reach you."),
    source="dossier 5.1, TC_MISSING; 5.3, 30882",
)
def _are_some(subject: PageSubject) -> Iterator[Problem]:
    if subject.is_readable and not _is_terms(subject):
        yield Problem("policy")


@rule(
    "terms.brand",
    predicts="TC_INCOMPLETE",
    says=msg("The terms must name the business or the texting program."),
    source=_SOURCE,
)
def _brand(subject: PageSubject) -> Iterator[Problem]:
    if _is_terms(subject) and not subject.is_named:
        yield Problem("policy")


@rule(
    "terms.help",
    predicts="TC_INCOMPLETE",
    says=msg("The terms must say how to get help: reply HELP, and a phone number or an e-mail address."),
    example="Reply HELP for help, or call (415) 555-0123.",
    source=_SOURCE,
)
def _help(subject: PageSubject) -> Iterator[Problem]:
    if not _is_terms(subject):
        return
    reachable = {MAIL, PHONE} & subject.text.vocabulary or any(
        anchor.href.startswith(("mailto:", "tel:")) for anchor in subject.page.anchors
    )
    says_help = "HELP" in subject.page.text or "AYUDA" in subject.page.text or elements.HELP.within(subject.text)
    if not says_help and not reachable:
        yield Problem("policy")


@rule(
    "terms.privacy",
    predicts="TC_INCOMPLETE",
    says=msg("The terms must lead to the privacy policy."),
    source=_SOURCE,
)
def _privacy(subject: PageSubject) -> Iterator[Problem]:
    linked = any("priva" in f"{anchor.text} {anchor.href}".casefold() for anchor in subject.page.anchors)
    if _is_terms(subject) and not linked and not elements.PRIVACY.within(subject.text):
        yield Problem("policy")


RULES = (
    _are_some,
    _brand,
    needs(
        "terms.frequency",
        "policy",
        elements.FREQUENCY,
        predicts="TC_INCOMPLETE",
        says=msg("The terms must say how often you text."),
        example=sentences.FREQUENCY,
        source=_SOURCE,
        applies=_is_terms,
    ),
    needs(
        "terms.rates",
        "policy",
        elements.RATES,
        predicts="TC_INCOMPLETE",
        says=msg("The terms must say that message and data rates may apply."),
        example=sentences.RATES,
        source=_SOURCE,
        applies=_is_terms,
    ),
    needs(
        "terms.stop",
        "policy",
        elements.STOP,
        predicts="TC_INCOMPLETE",
        says=msg("The terms must say that people can reply STOP."),
        example=sentences.STOP,
        source=_SOURCE,
        word="STOP",
        applies=_is_terms,
    ),
    _help,
    _privacy,
)
