"""How people agree to be texted: the story that the registry calls message flow (dossier 1.7, 5.9)."""

from collections.abc import Iterator

from onboarding.domain.answers import OptInMethod
from onboarding.domain.preflight.contact import is_web_address
from onboarding.domain.preflight.rule import Problem, Subject
from onboarding.domain.preflight.shapes import length, required, rule
from onboarding.domain.words import msg

_SOURCE = "dossier 1.7, messageFlow"


def _methods(subject: Subject) -> Iterator[Problem]:
    if not set(subject.answers.opt_in_methods) <= set(OptInMethod):
        yield Problem("opt_in_methods", msg("Choose the ways from the list."))


def _page(subject: Subject) -> Iterator[Problem]:
    answers = subject.answers
    if OptInMethod.WEBSITE in answers.opt_in_methods and not answers.opt_in_page:
        yield Problem("opt_in_page", msg("Enter the address of the page where people sign up."))
    elif answers.opt_in_page and not is_web_address(answers.opt_in_page):
        yield Problem("opt_in_page", msg("Enter a full web address, such as https://www.example.com/texts."))


RULES = (
    required(
        "opt_in_methods", msg("Choose at least one way in which people agree."), predicts="CTA_MISSING", source=_SOURCE
    ),
    rule("opt_in_methods.known", "CTA_MISSING", _SOURCE, _methods),
    rule("opt_in_page.address", "CTA_UNVERIFIABLE", _SOURCE, _page),
    length("opt_in_page", msg("The web address"), 0, 255, predicts="CTA_UNVERIFIABLE", source=_SOURCE),
    required("message_flow", msg("Describe how people agree to get texts."), predicts="CTA_MISSING", source=_SOURCE),
    length(
        "message_flow", msg("The description of how people agree"), 40, 4096, predicts="CTA_MISSING", source=_SOURCE
    ),
)
